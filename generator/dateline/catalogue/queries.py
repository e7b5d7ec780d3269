"""What views ask the catalogue. Only public articles are ever answered with.

Lists are newest first unless said otherwise; months count from 1, and a date without a month
counts in its year's first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.files_and_pages import FilesAndPages
from dateline.catalogue.listed import Listed
from dateline.catalogue.records import load_article, load_entry
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.registers import Entry
from dateline.timetree import Month, Period, TimeTree, grow
from dateline.urls import Urls

_PUBLIC = "public AND kind = 'article'"
# `+sort_key` orders without the index on it, which SQLite would else walk from end to end instead
# of looking up the few articles of a day.
_CACHED_ARTICLES, _CACHED_TREES, _CACHED_LISTED = 2_048, 512, 32_768


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term with the number of its articles and the spelling that names it."""

    slug: str
    written: str
    count: int


class Catalogue(FilesAndPages):
    """Queries over one connection; see the module."""

    def __init__(self, connection: sqlite3.Connection, site: Site) -> None:
        super().__init__(connection)
        self.site, self.urls = site, Urls(site)
        self._load = lru_cache(_CACHED_ARTICLES)(load_article)
        self._kept: dict[int, Listed] = {}
        self._tree = lru_cache(_CACHED_TREES)(self._read_tree)
        self._term = lru_cache(_CACHED_TREES)(self._read_term)
        self._entry = lru_cache(_CACHED_TREES)(self._read_entry)
        self._languages: list[str] | None = None

    def _articles(self, query: str, values: tuple[object, ...]) -> list[Article]:
        return [self._load(record) for (record,) in self.connection.execute(query, values)]

    def _listed(self, query: str, values: tuple[object, ...]) -> list[Listed]:
        """The articles whose identities the query gives, in its order."""
        return self._of([row[0] for row in self.connection.execute(query, values)])

    def _of(self, identities: list[int]) -> list[Listed]:
        missing = [identity for identity in identities if identity not in self._kept]
        if missing:
            if len(self._kept) > _CACHED_LISTED:
                self._kept.clear()
                missing = identities
            rows = self.connection.execute(
                "SELECT id, path, kind, lang, url, listing FROM articles"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(missing),),
            )
            self._kept |= {row[0]: Listed.from_row(*row[1:]) for row in rows}
        return [self._kept[identity] for identity in identities]

    # Articles, one or a few

    def article(self, path: str) -> Article | None:
        """The public article or page at content/`path`."""
        found = self._articles("SELECT record FROM articles WHERE path = ? AND public", (path,))
        return found[0] if found else None

    def body(self, path: str) -> str:
        """The article's HTML, with placeholders for its links."""
        query = "SELECT html FROM bodies WHERE id = (SELECT id FROM sources WHERE path = ?)"
        row = self.connection.execute(query, (path,)).fetchone()
        return str(row[0]) if row else ""

    def paths(self, kind: str) -> list[tuple[str, str, str, str]]:
        """Path, language, address and month (`YYYY-MM`) of every public article, or page."""
        query = (
            "SELECT path, lang, url, substr(sort_key, 1, 7) FROM articles"
            " WHERE public AND kind = ? ORDER BY path"
        )
        return self.connection.execute(query, (kind,)).fetchall()

    def neighbours(self, article: Article | Listed) -> tuple[Listed | None, Listed | None]:
        """The articles just before and just after it in its language."""
        query = (
            "SELECT (SELECT id FROM articles WHERE lang = :lang AND sort_key < :key"
            f" AND {_PUBLIC} ORDER BY sort_key DESC LIMIT 1),"
            " (SELECT id FROM articles WHERE lang = :lang AND sort_key > :key"
            f" AND {_PUBLIC} ORDER BY sort_key LIMIT 1)"
        )
        values = {"lang": article.lang, "key": article.sort_key}
        before, after = self.connection.execute(query, values).fetchone()
        found = self._of([identity for identity in (before, after) if identity])
        return (found[0] if before else None), (found[-1] if after else None)

    def translations(self, article: Article) -> list[Listed]:
        """The same story in other languages, in order of their codes."""
        query = (
            "SELECT id FROM articles WHERE translation = ? AND path <> ?"
            " AND public ORDER BY lang, path"
        )
        found = self._listed(query, (article.translation, article.path))
        return [other for other in found if other.lang != article.lang]

    def linking_to(self, path: str) -> list[Listed]:
        """The public articles and pages that link to or show content/`path`."""
        query = (
            "SELECT id FROM articles JOIN (SELECT DISTINCT source FROM links"
            " WHERE target IN (?, ?)) ON source = id WHERE public ORDER BY path"
        )
        return self._listed(query, (path, "/" + path))

    # Lists in time

    def newest(self, lang: str, limit: int) -> list[Listed]:
        """The newest articles of a language."""
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND {_PUBLIC} ORDER BY sort_key DESC LIMIT ?"
        )
        return self._listed(query, (lang, limit))

    def must_reads(self, lang: str, limit: int) -> list[Listed]:
        """The newest must-reads."""
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND must_read AND {_PUBLIC}"
            " ORDER BY sort_key DESC LIMIT ?"
        )
        return self._listed(query, (lang, limit))

    def dated(self, lang: str, year: int, month: int = 0, day: int = 0) -> list[Listed]:
        """The articles of a year, a month or a day as written, oldest first."""
        where, values = _date_filter(year, month, day)
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND {where} AND {_PUBLIC} ORDER BY +sort_key"
        )
        return self._listed(query, (lang, *values))

    def vague(self, lang: str, year: int, month: int = 0) -> list[Listed]:
        """The articles of a year whose month is not known, or of a month whose day is not."""
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND year = ? AND month = ? AND day = 0"
            f" AND {_PUBLIC} ORDER BY +sort_key"
        )
        return self._listed(query, (lang, year, month))

    def count(self, lang: str, year: int = 0, month: int = 0, day: int = 0) -> int:
        """How many articles a year, month or day has; with no year, the language."""
        where, values = _date_filter(year, month, day)
        query = f"SELECT count(*) FROM articles WHERE lang = ? AND {where} AND {_PUBLIC}"
        return int(self.connection.execute(query, (lang, *values)).fetchone()[0])

    def calendar(self, lang: str, year: int = 0, month: int = 0) -> list[tuple[int, int]]:
        """Years, or the months of a year, or the days of a month, each with its articles' number.

        Oldest first; 0 stands for articles whose month or day is not known.
        """
        part = "day" if month else "month" if year else "year"
        where, values = _date_filter(year, month, 0)
        query = (
            f"SELECT {part}, count(*) FROM articles WHERE lang = ? AND {where} AND {_PUBLIC}"
            " GROUP BY 1 ORDER BY 1"
        )
        return self.connection.execute(query, (lang, *values)).fetchall()

    def days(self, lang: str) -> list[tuple[int, int, int]]:
        """Every year, month and day on which something appeared, as far as each is known."""
        query = (
            f"SELECT DISTINCT year, month, day FROM articles WHERE lang = ? AND {_PUBLIC}"
            " ORDER BY 1, 2, 3"
        )
        return self.connection.execute(query, (lang,)).fetchall()

    def beside(self, lang: str, key: tuple[int, ...], *, back: bool) -> tuple[int, ...] | None:
        """The nearest year, month or day after `key` (or before it) that has articles."""
        names = ("year", "month", "day")[: len(key)]
        order, sign = ("DESC", "<") if back else ("ASC", ">")
        columns, marks = ", ".join(names), ", ".join("?" * len(key))
        ordered = ", ".join(f"{name} {order}" for name in names)
        query = (
            f"SELECT {columns} FROM articles WHERE lang = ? AND ({columns}) {sign} ({marks})"
            f" AND {names[-1]} > 0 AND {_PUBLIC} ORDER BY {ordered} LIMIT 1"
        )
        row = self.connection.execute(query, (lang, *key)).fetchone()
        return tuple(row) if row else None

    # Terms

    def terms(self, taxonomy: str, lang: str) -> list[TermCount]:
        """Every term of a taxonomy in a language, by slug."""
        query = (
            "SELECT slug, min(written), count(*) FROM entries WHERE taxonomy = ? AND lang = ?"
            " GROUP BY slug ORDER BY slug"
        )
        return [TermCount(*row) for row in self.connection.execute(query, (taxonomy, lang))]

    def term(self, taxonomy: str, lang: str, slug: str) -> TermCount | None:
        """One term, or None where no public article bears it."""
        return self._term(taxonomy, lang, slug)

    def _read_term(self, taxonomy: str, lang: str, slug: str) -> TermCount | None:
        query = (
            "SELECT min(written), count(*) FROM entries"
            " WHERE taxonomy = ? AND lang = ? AND slug = ?"
        )
        written, count = self.connection.execute(query, (taxonomy, lang, slug)).fetchone()
        return TermCount(slug, written, count) if count else None

    def spellings(self, taxonomy: str, lang: str, slug: str) -> set[str]:
        """Every way in which public articles write a term."""
        query = "SELECT DISTINCT written FROM entries WHERE taxonomy = ? AND lang = ? AND slug = ?"
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
        query = "SELECT 1 FROM entries WHERE taxonomy = ? AND lang = ? AND slug = ? LIMIT 1"
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
            query += " AND (year, month) BETWEEN (?, ?) AND (?, ?)"
            values += [*period.first, *period.last]
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
            "SELECT year, month, count(*) FROM entries WHERE taxonomy = ? AND lang = ? AND slug = ?"
            " GROUP BY year, month"
        )
        rows = self.connection.execute(query, (taxonomy, lang, slug))
        return grow(_months(rows), self.site.lists.limit)

    # Volumes

    def volumes(self, lang: str) -> TimeTree:
        """The time tree over all articles of a language; its leaves are the volumes."""
        query = (
            f"SELECT year, max(month, 1), count(*) FROM articles WHERE lang = ? AND {_PUBLIC}"
            " GROUP BY 1, 2"
        )
        return grow(_months(self.connection.execute(query, (lang,))), self.site.search.volume)

    def in_volume(self, lang: str, period: Period) -> list[Article]:
        """The articles of a volume, oldest first."""
        query = (
            "SELECT record FROM articles WHERE lang = ? AND year BETWEEN ? AND ?"
            " AND (year, max(month, 1)) BETWEEN (?, ?) AND (?, ?)"
            f" AND {_PUBLIC} ORDER BY +sort_key"
        )
        years = (period.first[0], period.last[0])
        return self._articles(query, (lang, *years, *period.first, *period.last))

    def may_be_found(self, lang: str, period: Period) -> bool:
        """Whether a volume has an article that search engines and the search may name."""
        query = (
            "SELECT 1 FROM articles WHERE lang = ? AND year BETWEEN ? AND ?"
            " AND (year, max(month, 1)) BETWEEN (?, ?) AND (?, ?)"
            f" AND {_PUBLIC} AND NOT noindex LIMIT 1"
        )
        years = (period.first[0], period.last[0])
        values = (lang, *years, *period.first, *period.last)
        return self.connection.execute(query, values).fetchone() is not None

    def languages(self) -> list[str]:
        """The site's language, then the others that have something public."""
        if self._languages is None:
            self._languages = self._read_languages()
        return self._languages

    def _read_languages(self) -> list[str]:
        # Steps from one language to the next through the index, however many articles each has.
        query = (
            "WITH RECURSIVE step (lang) AS (SELECT min(lang) FROM articles WHERE public UNION ALL"
            " SELECT (SELECT min(lang) FROM articles WHERE public AND lang > step.lang) FROM step"
            " WHERE step.lang IS NOT NULL) SELECT lang FROM step WHERE lang IS NOT NULL"
        )
        found = [lang for (lang,) in self.connection.execute(query)]
        return [self.site.language, *(lang for lang in found if lang != self.site.language)]


def _date_filter(year: int, month: int, day: int) -> tuple[str, tuple[int, ...]]:
    known = [
        (name, value) for name, value in (("year", year), ("month", month), ("day", day)) if value
    ]
    where = " AND ".join(f"{name} = ?" for name, _ in known) or "1"
    return where, tuple(value for _, value in known)


def _months(rows: Iterator[tuple[int, int, int]] | sqlite3.Cursor) -> dict[Month, int]:
    return {(year, month): count for year, month, count in rows}
