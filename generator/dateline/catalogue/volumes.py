"""Queries about volumes: the periods into which search, packs and sitemaps are divided.

Months count from 1; a date without a month counts as January.
"""

from __future__ import annotations

from functools import cache

from dateline.catalogue.listed import Listed
from dateline.catalogue.loader import PUBLIC_ARTICLE, Loader
from dateline.content.article import Article
from dateline.timetree import Month, Period, TimeTree, grow


class Volumes:
    """Queries about the volumes of each language. Only public articles count."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._tree = cache(self._read_tree)

    def tree(self, lang: str) -> TimeTree:
        """The time tree over all articles of a language; its leaves are the volumes."""
        return self._tree(lang)

    def _read_tree(self, lang: str) -> TimeTree:
        # These columns have the smallest index.
        query = (
            f"SELECT year, month, count(*) FROM articles WHERE lang = ? AND {PUBLIC_ARTICLE}"
            " GROUP BY year, month"
        )
        counts: dict[Month, int] = {}
        for year, month, count in self._loader.connection.execute(query, (lang,)):
            counts[year, month or 1] = counts.get((year, month or 1), 0) + count
        return grow(counts, self._loader.site.search.volume)

    def articles(self, lang: str, period: Period) -> list[Article]:
        """The articles of a volume, oldest first."""
        query = (
            "SELECT record FROM articles WHERE lang = ? AND sort_key BETWEEN ? AND ?"
            f" AND {PUBLIC_ARTICLE} ORDER BY sort_key"
        )
        return self._loader.articles(query, (lang, *sort_key_bounds(period)))

    def listed(self, lang: str, period: Period) -> list[Listed]:
        """The articles of a volume as lists show them, oldest first."""
        query = (
            "SELECT id FROM articles WHERE lang = ? AND sort_key BETWEEN ? AND ?"
            f" AND {PUBLIC_ARTICLE} ORDER BY sort_key"
        )
        return self._loader.listed(query, (lang, *sort_key_bounds(period)))

    def has_searchable(self, lang: str, period: Period) -> bool:
        """Whether a volume has an article that the search and search engines may list."""
        query = (
            "SELECT 1 FROM articles WHERE lang = ? AND sort_key BETWEEN ? AND ?"
            f" AND {PUBLIC_ARTICLE} AND NOT noindex LIMIT 1"
        )
        return self._loader.any(query, (lang, *sort_key_bounds(period)))


def sort_key_bounds(period: Period) -> tuple[str, str]:
    """The lower and upper bound of the sort keys of a period, which begin with year and month."""
    (year, month), (last_year, last_month) = period.first, period.last
    return f"{year:04}-{month:02}", f"{last_year:04}-{last_month:02}~"
