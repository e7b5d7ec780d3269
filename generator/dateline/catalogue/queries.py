"""What views ask the catalogue. Only public articles are ever answered with.

Lists are newest first unless said otherwise; months count from 1, and a date without a month
counts in its year's first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from dateline.catalogue.ledger import Ledger
from dateline.catalogue.listed import Listed
from dateline.catalogue.terms import Terms, within
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.dates import NEVER
from dateline.timetree import Month, Period, TimeTree, grow
from dateline.urls import Urls

Result = TypeVar("Result")

_PUBLIC = "public AND kind = 'article'"
# `+sort_key` orders without the index on it, which SQLite would else walk from end to end instead
# of looking up the few articles of a day.


class Catalogue(Terms):
    """Queries over one connection; see the module."""

    def __init__(self, connection: sqlite3.Connection, site: Site, now: str = NEVER) -> None:
        super().__init__(connection, site, now)
        self.urls = Urls(site)
        self.published = Ledger(connection)
        self._volumes = cache(self._read_volumes)
        self._worked_out: dict[object, Any] = {}

    def once(self, key: object, work_out: Callable[[], Result]) -> Result:
        """What `work_out` gives, worked out once for each `key` while this catalogue is open."""
        if key not in self._worked_out:
            self._worked_out[key] = work_out()
        return cast("Result", self._worked_out[key])

    def is_built(self, url: str) -> bool:
        """Whether a file was published at an address, of this edition or of the site."""
        if self.site.edition.lacks(url):
            return True
        return self.published.page_at(self.urls.named(url)) is not None

    # Articles, one or a few

    def article(self, path: str) -> Article | None:
        """The public article or page at content/`path`."""
        found = self._articles("SELECT record FROM articles WHERE path = ? AND public", (path,))
        return found[0] if found else None

    def is_unfinished(self, path: str) -> bool:
        """Whether content/`path` is a draft, or an article before its date."""
        row = self.connection.execute(
            "SELECT 1 FROM sources WHERE path = ? AND due > ?", (path, self.now)
        )
        return row.fetchone() is not None

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

    def month_of(self, path: str) -> str:
        """The month (`YYYY-MM`) of the article at content/`path`; empty where there is none."""
        query = "SELECT substr(sort_key, 1, 7) FROM articles WHERE path = ?"
        row = self.connection.execute(query, (path,)).fetchone()
        return str(row[0]) if row else ""

    def count_read(self) -> int:
        """How many articles could be read and placed, public or not."""
        query = "SELECT count(*) FROM articles WHERE kind = 'article'"
        return int(self.connection.execute(query).fetchone()[0])

    def has_searchable(self) -> bool:
        """Whether there is an article that search engines and the search may name."""
        query = f"SELECT 1 FROM articles WHERE {_PUBLIC} AND NOT noindex LIMIT 1"
        return self.connection.execute(query).fetchone() is not None

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
            " WHERE target = ?) ON source = id WHERE public ORDER BY path"
        )
        return self._listed(query, (path,))

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

    # Volumes

    def volumes(self, lang: str) -> TimeTree:
        """The time tree over all articles of a language; its leaves are the volumes."""
        return self._volumes(lang)

    def _read_volumes(self, lang: str) -> TimeTree:
        # By these columns, since the index that has them is the smallest.
        query = (
            f"SELECT year, month, count(*) FROM articles WHERE lang = ? AND {_PUBLIC}"
            " GROUP BY year, month"
        )
        held: dict[Month, int] = {}
        for year, month, count in self.connection.execute(query, (lang,)):
            held[year, month or 1] = held.get((year, month or 1), 0) + count
        return grow(held, self.site.search.volume)

    def in_volume(self, lang: str, period: Period) -> list[Article]:
        """The articles of a volume, oldest first."""
        query = (
            "SELECT record FROM articles WHERE lang = ? AND sort_key BETWEEN ? AND ?"
            f" AND {_PUBLIC} ORDER BY sort_key"
        )
        return self._articles(query, (lang, *within(period)))

    def may_be_found(self, lang: str, period: Period) -> bool:
        """Whether a volume has an article that search engines and the search may name."""
        query = (
            "SELECT 1 FROM articles WHERE lang = ? AND sort_key BETWEEN ? AND ?"
            f" AND {_PUBLIC} AND NOT noindex LIMIT 1"
        )
        return self.connection.execute(query, (lang, *within(period))).fetchone() is not None


def _date_filter(year: int, month: int, day: int) -> tuple[str, tuple[int, ...]]:
    known = [
        (name, value) for name, value in (("year", year), ("month", month), ("day", day)) if value
    ]
    where = " AND ".join(f"{name} = ?" for name, _ in known) or "1"
    return where, tuple(value for _, value in known)
