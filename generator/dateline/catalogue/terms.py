"""Queries about terms: the words that articles are filed under."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.earlier import Earlier, EarlierArticles
from dateline.catalogue.listed import Listed
from dateline.catalogue.loader import Loader
from dateline.catalogue.records import load_entry
from dateline.catalogue.volumes import sort_key_bounds
from dateline.content.article import Article
from dateline.content.registers import RegisterEntry
from dateline.timetree import Month, Period, TimeTree, grow

_CACHED = 512


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term, the spelling by which it is shown, and its number of articles."""

    slug: str
    written: str
    count: int


@dataclass(frozen=True, slots=True)
class NotedTemperatures:
    """The temperatures noted in one month of the year, in degrees Celsius, and how many."""

    month: int
    count: int
    lowest: float
    mean: float
    highest: float


class Terms:
    """Queries about terms. Only public articles count."""

    def __init__(self, loader: Loader) -> None:
        self._loader, self._taxonomies = loader, loader.site.taxonomies
        self._earlier = EarlierArticles(loader.connection)
        self._tree = lru_cache(_CACHED)(self._grow_tree)
        self._months = lru_cache(_CACHED)(self._read_months)
        self._term = lru_cache(_CACHED)(self._read_term)
        self._entry = lru_cache(_CACHED)(self._read_entry)

    def all(self, taxonomy: str, lang: str) -> list[TermCount]:
        """Every term of a taxonomy in a language, ordered by slug."""
        query = (
            "SELECT slug, min(written), sum(count) FROM spellings WHERE taxonomy = ? AND lang = ?"
            " GROUP BY slug ORDER BY slug"
        )
        return [TermCount(*row) for row in self._loader.connection.execute(query, (taxonomy, lang))]

    def has_any(self, taxonomy: str, lang: str) -> bool:
        """Whether a taxonomy of the site has any term in a language."""
        if taxonomy not in self._taxonomies:
            return False
        query = "SELECT 1 FROM spellings WHERE taxonomy = ? AND lang = ? LIMIT 1"
        return self._loader.any(query, (taxonomy, lang))

    def taxonomies_in_use(self, lang: str) -> list[str]:
        """The taxonomies that have terms in a language, in the order of the settings."""
        return [name for name in self._taxonomies if self.has_any(name, lang)]

    def registered(self, taxonomy: str, lang: str) -> list[tuple[str, RegisterEntry]]:
        """The slugs and entries of a register's terms that have articles in a language, in the
        order of the register."""
        if taxonomy not in self._taxonomies:
            return []
        query = (
            "SELECT slug, entry FROM register_entries WHERE taxonomy = ?1 AND EXISTS"
            " (SELECT 1 FROM spellings"
            " WHERE taxonomy = ?1 AND lang = ?2 AND slug = register_entries.slug) ORDER BY position"
        )
        rows = self._loader.connection.execute(query, (taxonomy, lang))
        return [(slug, load_entry(record)) for slug, record in rows]

    def find(self, taxonomy: str, lang: str, slug: str) -> TermCount | None:
        """A term; None if no public article has it."""
        return self._term(taxonomy, lang, slug)

    def _read_term(self, taxonomy: str, lang: str, slug: str) -> TermCount | None:
        query = (
            "SELECT min(written), sum(count) FROM spellings"
            " WHERE taxonomy = ? AND lang = ? AND slug = ?"
        )
        written, count = self._loader.connection.execute(query, (taxonomy, lang, slug)).fetchone()
        return TermCount(slug, written, count) if count else None

    def spellings(self, taxonomy: str, lang: str, slug: str) -> set[str]:
        """Every spelling of a term in public articles."""
        query = "SELECT written FROM spellings WHERE taxonomy = ? AND lang = ? AND slug = ?"
        return {
            written for (written,) in self._loader.connection.execute(query, (taxonomy, lang, slug))
        }

    def entry(self, taxonomy: str, slug: str) -> RegisterEntry | None:
        """The register entry of a term; None if it has none."""
        return self._entry(taxonomy, slug)

    def _read_entry(self, taxonomy: str, slug: str) -> RegisterEntry | None:
        query = "SELECT entry FROM register_entries WHERE taxonomy = ? AND slug = ?"
        row = self._loader.connection.execute(query, (taxonomy, slug)).fetchone()
        return load_entry(row[0]) if row else None

    def coordinates(self, lang: str, slug: str) -> tuple[float, float] | None:
        """Longitude and latitude of a place, from its register entry or else from its newest
        article; None if neither knows them."""
        entry = self.entry("places", slug)
        if entry and entry.lat is not None and entry.lon is not None:
            return entry.lon, entry.lat
        query = (
            "SELECT json_extract(record, '$.place.lon'), json_extract(record, '$.place.lat')"
            " FROM article_terms JOIN articles ON id = article"
            " WHERE taxonomy = 'places' AND article_terms.lang = ? AND slug = ?"
            " ORDER BY article_terms.sort_key DESC LIMIT 1"
        )
        longitude, latitude = self._loader.connection.execute(query, (lang, slug)).fetchone()
        return (longitude, latitude) if longitude is not None and latitude is not None else None

    def temperatures(self, lang: str, slug: str) -> list[NotedTemperatures]:
        """What weather notes say of the temperature at a place, month by month in any year."""
        # Whole numbers: sums of others would depend on the order in which articles were added.
        hundredths = "CAST(round(temperature * 100) AS INTEGER)"
        query = (
            f"SELECT month, count(*), min({hundredths}), sum({hundredths}), max({hundredths})"
            " FROM article_terms JOIN articles ON id = article"
            " WHERE taxonomy = 'places' AND article_terms.lang = ? AND slug = ?"
            " AND temperature IS NOT NULL AND month > 0 GROUP BY month ORDER BY month"
        )
        return [
            NotedTemperatures(month, count, low / 100, total / 100 / count, high / 100)
            for month, count, low, total, high in self._loader.connection.execute(
                query, (lang, slug)
            )
        ]

    def languages(self, taxonomy: str, slug: str) -> list[str]:
        """The languages in which a term has articles."""
        query = "SELECT 1 FROM spellings WHERE taxonomy = ? AND lang = ? AND slug = ?"
        return [
            lang
            for lang in sorted(self._loader.languages)
            if self._loader.any(query, (taxonomy, lang, slug))
        ]

    def articles(
        self,
        taxonomy: str,
        lang: str,
        slug: str,
        *,
        limit: int = -1,
        period: Period | None = None,
        after: str = "",
    ) -> list[Listed]:
        """The articles of a term, newest first: all, or at most `limit`; all periods, or one.

        With `after`, the articles that follow that sort key, oldest first.
        """
        query = "SELECT article FROM article_terms WHERE taxonomy = ? AND lang = ? AND slug = ?"
        values: list[object] = [taxonomy, lang, slug]
        if period:
            query += " AND sort_key BETWEEN ? AND ?"
            values += sort_key_bounds(period)
        if after:
            query += " AND sort_key > ?"
            values.append(after)
        order = "ASC" if after else "DESC"
        query += f" ORDER BY sort_key {order} LIMIT ?"
        return self._loader.listed(query, (*values, limit))

    def earlier(self, article: Article, taxonomy: str, slug: str, limit: int) -> list[Earlier]:
        """Up to `limit` articles of a term before `article` in time, oldest first, in its
        language."""
        return self._earlier.before((taxonomy, article.lang, slug), article.sort_key, limit)

    def beside(
        self, taxonomy: str, slug: str, article: Article
    ) -> tuple[Listed | None, Listed | None]:
        """The article of a term before `article` in time, and the one after it, in its language;
        each None if there is none."""
        before = self._loader.listed(
            "SELECT article FROM article_terms WHERE taxonomy = ? AND lang = ? AND slug = ?"
            " AND sort_key < ? ORDER BY sort_key DESC LIMIT 1",
            (taxonomy, article.lang, slug, article.sort_key),
        )
        after = self.articles(taxonomy, article.lang, slug, after=article.sort_key, limit=1)
        return (before[0] if before else None), (after[0] if after else None)

    def periods(self, taxonomy: str, lang: str, slug: str) -> TimeTree:
        """The time tree over the articles of a term."""
        return self._tree(taxonomy, lang, slug)

    def _grow_tree(self, taxonomy: str, lang: str, slug: str) -> TimeTree:
        return grow(self._months(taxonomy, lang, slug), self._loader.site.lists.limit)

    def by_year(self, taxonomy: str, lang: str, slug: str) -> dict[int, int]:
        """The number of articles of a term in each year that has any, oldest first."""
        counts: dict[int, int] = {}
        for (year, _), count in self._months(taxonomy, lang, slug).items():
            counts[year] = counts.get(year, 0) + count
        return counts

    def _read_months(self, taxonomy: str, lang: str, slug: str) -> dict[Month, int]:
        query = (
            "SELECT substr(sort_key, 1, 7), count(*) FROM article_terms"
            " WHERE taxonomy = ? AND lang = ? AND slug = ? GROUP BY 1 ORDER BY 1"
        )
        rows = self._loader.connection.execute(query, (taxonomy, lang, slug))
        return {(int(month[:4]), int(month[5:])): count for month, count in rows}
