"""The revisions of articles, as last found in the history of the repository."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from dateline.catalogue.loader import Loader

_KEY = "history"
"""The key of `meta` that says of which history the revisions are."""


class Revision(NamedTuple):
    """A version of an article that was public: since when, in seconds since 1970, and under which
    subject and by whom it was committed, both empty if readers are not to know."""

    time: int
    subject: str
    author: str


class Revisions:
    """Queries about the revisions of articles that have changed since they were published."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def of(self, path: str) -> tuple[Revision, ...]:
        """The revisions of the article content/`path`, oldest first; none if it has not changed."""
        found = self._loader.text("SELECT record FROM revisions WHERE path = ?", (path,))
        return tuple(Revision(*item) for item in json.loads(found)) if found else ()

    def paths(self) -> list[str]:
        """The paths of the articles that have changed."""
        query = "SELECT path FROM revisions ORDER BY path"
        return [path for (path,) in self._loader.connection.execute(query)]


def known_history(connection: sqlite3.Connection) -> str:
    """Of which history the revisions are: what was last passed to `put_revisions`."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return str(row[0]) if row else ""


def put_revisions(
    connection: sqlite3.Connection, found: Mapping[str, tuple[Revision, ...]], history: str
) -> None:
    """Store the revisions of all articles, by path, and note the articles that have other ones.
    Call it inside a transaction."""
    before = dict(connection.execute("SELECT path, record FROM revisions").fetchall())
    after = {path: json.dumps(revisions, ensure_ascii=False) for path, revisions in found.items()}
    differing = [
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    ]
    connection.executemany(
        "DELETE FROM revisions WHERE path = ?", [(path,) for path in differing if path in before]
    )
    connection.executemany(
        "INSERT INTO revisions VALUES (?, ?)",
        [(path, after[path]) for path in differing if path in after],
    )
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, history))
