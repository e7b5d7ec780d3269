"""Where articles are now that were published at an address at which nothing is any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dateline.catalogue.ledger import Ledger
from dateline.catalogue.records import load_article

_OF = "SELECT a.path, a.url, a.record FROM articles a"


class Home(NamedTuple):
    """The article that is what was at an address: its path in content/, its address, and whether
    feeds know it by that."""

    path: str
    url: str
    is_known_by_address: bool


def is_kept_back(connection: sqlite3.Connection, path: str) -> bool:
    """Whether content/`path` exists and is not on the site: a draft, or one with errors."""
    query = (
        "SELECT 1 FROM sources s LEFT JOIN articles a ON a.id = s.id"
        " WHERE s.path = ? AND NOT coalesce(a.public, 0)"
    )
    return connection.execute(query, (path,)).fetchone() is not None


def home_of(connection: sqlite3.Connection, path: str) -> Home | None:
    """The public article that was content/`path` when the site was last published: the same file,
    or a new one with the same text. None if there is none."""
    same = connection.execute(f"{_OF} WHERE a.path = ? AND a.public", (path,)).fetchone()
    renamed = (
        same
        or connection.execute(
            # A file that was published before is another article.
            f"{_OF} JOIN bodies b ON b.id = a.id JOIN changed_articles n ON n.path = a.path"
            " JOIN changed_articles c ON c.text = b.html"
            " WHERE c.path = ? AND c.text <> '' AND n.before IS NULL AND a.public ORDER BY a.path",
            (path,),
        ).fetchone()
    )
    return _home(*renamed) if renamed else None


@dataclass(frozen=True, slots=True)
class Known:
    """What was published before: the file of each article by its address, and the text of each by
    its file."""

    articles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: sqlite3.Connection, views: Collection[str]) -> Known:
        """What the catalogue of a build knows of it; `views` are the names of those whose pages are
        made of articles."""
        texts = connection.execute(
            "SELECT path, html FROM bodies JOIN sources USING (id) WHERE html <> '' UNION ALL"
            " SELECT path, text FROM changed_articles WHERE text <> ''"
        )
        return cls(Ledger(connection).files_of(views), dict(texts.fetchall()))


class Homes:
    """Finds articles of a scanned archive that were somewhere else before."""

    def __init__(self, connection: sqlite3.Connection, before: Known) -> None:
        self._connection, self._before = connection, before

    def is_kept_back(self, path: str) -> bool:
        """Whether content/`path` exists and is not on the site."""
        return is_kept_back(self._connection, path)

    def of(self, path: str) -> Home | None:
        """The public article that was content/`path`: the same file, or one that was not published
        before and has the same text. None if there is none."""
        same = self._found(f"{_OF} WHERE a.path = ? AND a.public", path)
        text = self._before.texts.get(path)
        if same or not text:
            return same
        query = f"{_OF} JOIN bodies b ON b.id = a.id WHERE b.html = ? AND a.public ORDER BY a.path"
        published = set(self._before.articles.values())
        rows = self._connection.execute(query, (text,)).fetchall()
        return next((_home(*row) for row in rows if row[0] not in published), None)

    def named_like(self, url: str) -> Home | None:
        """The only public article whose address ends like `url`; None if there is none, or more."""
        return self._by_name.get(_name(url)) if _name(url) else None

    @cached_property
    def _by_name(self) -> dict[str, Home | None]:
        found: dict[str, Home | None] = {}
        for row in self._connection.execute(f"{_OF} WHERE a.public ORDER BY a.path"):
            home = _home(*row)
            found[_name(home.url)] = None if _name(home.url) in found else home
        return found

    def _found(self, query: str, value: str) -> Home | None:
        row = self._connection.execute(query, (value,)).fetchone()
        return _home(*row) if row else None


def _home(path: str, url: str, record: str) -> Home:
    article = load_article(record)
    return Home(path, url, article.kind == "article" and not article.id)


def _name(url: str) -> str:
    """The last part of an address, without its ending, case-folded."""
    last = url.rstrip("/").rpartition("/")[2]
    return last.removesuffix(".html").removesuffix(".htm").removesuffix(".php").casefold()
