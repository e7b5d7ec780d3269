"""What views ask of terms: the words that articles are filed under."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.listed import Listed
from dateline.catalogue.lists import Lists
from dateline.catalogue.records import load_entry
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.dates import NEVER
from dateline.content.registers import Entry
from dateline.timetree import Month, Period, TimeTree, grow

_CACHED = 512


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term with the number of its articles and the spelling that names it."""

    slug: str
    written: str
    count: int


class Terms(Lists):
    """Queries about terms. Only public articles count."""

    def __init__(self, connection: sqlite3.Connection, site: Site, now: str = NEVER) -> None:
        super().__init__(connection, site, now)
        self._tree = lru_cache(_CACHED)(self._read_tree)
        self._term = lru_cache(_CACHED)(self._read_term)
        self._entry = lru_cache(_CACHED)(self._read_entry)

    def terms(self, taxonomy: str, lang: str) -> list[TermCount]:
        """Every term of a taxonomy in a language, by slug."""
        query = (
            "SELECT slug, min(written), sum(count) FROM spellings WHERE taxonomy = ? AND lang = ?"
            " GROUP BY slug ORDER BY slug"
        )
        return [TermCount(*row) for row in self.connection.execute(query, (taxonomy, lang))]

    def has_terms(self, taxonomy: str, lang: str) -> bool:
        """Whether a taxonomy of the site has any term in a language."""
        if taxonomy not in self.site.taxonomies:
            return False
        query = "SELECT 1 FROM spellings WHERE taxonomy = ? AND lang = ? LIMIT 1"
        return self.connection.execute(query, (taxonomy, lang)).fetchone() is not None

    def taxonomies_in_use(self, lang: str) -> list[str]:
        """The taxonomies that have terms in a language, in the order of the settings."""
        return [name for name in self.site.taxonomies if self.has_terms(name, lang)]

    def term(self, taxonomy: str, lang: str, slug: str) -> TermCount | None:
        """One term, or None where no public article bears it."""
        return self._term(taxonomy, lang, slug)

    def years_of_term(self, taxonomy: str, lang: str, slug: str) -> tuple[int, int]:
        """The first and the last year in which a term has an article; zeros where it has none."""
        query = (
            "SELECT substr(sort_key, 1, 4) FROM entries"
            " WHERE taxonomy = ? AND lang = ? AND slug = ? ORDER BY sort_key {} LIMIT 1"
        )
        first, last = (
            self.connection.execute(query.format(order), (taxonomy, lang, slug)).fetchone()
            for order in ("ASC", "DESC")
        )
        return (int(first[0]), int(last[0])) if first and last else (0, 0)

    def _read_term(self, taxonomy: str, lang: str, slug: str) -> TermCount | None:
        query = (
            "SELECT min(written), sum(count) FROM spellings"
            " WHERE taxonomy = ? AND lang = ? AND slug = ?"
        )
        written, count = self.connection.execute(query, (taxonomy, lang, slug)).fetchone()
        return TermCount(slug, written, count) if count else None

    def spellings(self, taxonomy: str, lang: str, slug: str) -> set[str]:
        """Every way in which public articles write a term."""
        query = "SELECT written FROM spellings WHERE taxonomy = ? AND lang = ? AND slug = ?"
        return {written for (written,) in self.connection.execute(query, (taxonomy, lang, slug))}

    def register(self, taxonomy: str, slug: str) -> Entry | None:
        """What the register says of a term."""
        return self._entry(taxonomy, slug)

    def _read_entry(self, taxonomy: str, slug: str) -> Entry | None:
        query = "SELECT entry FROM terms WHERE taxonomy = ? AND slug = ?"
        row = self.connection.execute(query, (taxonomy, slug)).fetchone()
        return load_entry(row[0]) if row else None

    def term_languages(self, taxonomy: str, slug: str) -> list[str]:
        """The languages in which a term has articles."""
        query = "SELECT 1 FROM spellings WHERE taxonomy = ? AND lang = ? AND slug = ?"
        return [
            lang
            for lang in sorted(self.languages())
            if self.connection.execute(query, (taxonomy, lang, slug)).fetchone()
        ]

    def of_term(
        self,
        taxonomy: str,
        lang: str,
        slug: str,
        *,
        limit: int = -1,
        period: Period | None = None,
        after: str = "",
    ) -> list[Listed]:
        """Articles of a term: all or the newest `limit`, or of a `period`.

        With `after`, those that follow that sort key, oldest first.
        """
        query = "SELECT article FROM entries WHERE taxonomy = ? AND lang = ? AND slug = ?"
        values: list[object] = [taxonomy, lang, slug]
        if period:
            query += " AND sort_key BETWEEN ? AND ?"
            values += within(period)
        if after:
            query += " AND sort_key > ?"
            values.append(after)
        order = "ASC" if after else "DESC"
        query += f" ORDER BY sort_key {order} LIMIT ?"
        return self._listed(query, (*values, limit))

    def earlier(
        self, article: Article | Listed, terms: list[tuple[str, str]], limit: int
    ) -> list[Listed]:
        """The `limit` articles before it of each of `terms` (taxonomy, slug), newest first."""
        one = (
            "SELECT * FROM (SELECT article FROM entries WHERE taxonomy = ? AND lang = ?"
            " AND slug = ? AND sort_key < ? ORDER BY sort_key DESC LIMIT ?)"
        )
        values: list[object] = []
        for taxonomy, slug in terms:
            values += [taxonomy, article.lang, slug, article.sort_key, limit]
        return self._listed(" UNION ALL ".join([one] * len(terms)), tuple(values)) if terms else []

    def tree_of_term(self, taxonomy: str, lang: str, slug: str) -> TimeTree:
        """The periods of a term."""
        return self._tree(taxonomy, lang, slug)

    def _read_tree(self, taxonomy: str, lang: str, slug: str) -> TimeTree:
        query = (
            "SELECT substr(sort_key, 1, 7), count(*) FROM entries"
            " WHERE taxonomy = ? AND lang = ? AND slug = ? GROUP BY 1"
        )
        rows = self.connection.execute(query, (taxonomy, lang, slug))
        return grow(months(rows), self.site.lists.limit)


def within(period: Period) -> tuple[str, str]:
    """Bounds of the sort keys of a period, which begin with year and month."""
    (year, month), (last_year, last_month) = period.first, period.last
    return f"{year:04}-{month:02}", f"{last_year:04}-{last_month:02}~"


def months(rows: Iterable[tuple[str, int]]) -> dict[Month, int]:
    """Counts by month, from rows of month (`YYYY-MM`) and number."""
    return {(int(month[:4]), int(month[5:])): count for month, count in rows}
