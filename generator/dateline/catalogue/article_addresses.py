"""Which article a comment is about, however the host that collected it names the article."""

from __future__ import annotations

import sqlite3
from functools import cached_property

_FORMER = (
    "SELECT a.path FROM aliases l JOIN articles a ON a.id = l.article"
    " WHERE a.kind = 'article' AND l.query = '' AND l.address = ? ORDER BY a.path LIMIT 1"
)


class ArticleAddresses:
    """The paths of articles, public or not, by what they are called: their path in content/, their
    address, and those that they had before."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The paths of all articles, in order."""
        query = "SELECT path FROM articles WHERE kind = 'article' ORDER BY path"
        return tuple(path for (path,) in self._connection.execute(query))

    def at_path(self, path: str) -> str:
        """`path`, if it is that of an article; else empty."""
        query = "SELECT path FROM articles WHERE kind = 'article' AND path = ?"
        return self._text(query, path)

    def at_address(self, url: str) -> str:
        """The path of the article that has this address from the site's root, or had it before;
        empty if there is none."""
        query = "SELECT path FROM articles WHERE kind = 'article' AND address = ? ORDER BY path"
        folded = url.casefold()
        with_slash = f"{folded.rstrip('/')}/"
        return (
            self._text(query, folded)
            or self._text(query, with_slash)
            or self._text(_FORMER, folded)
            or self._text(_FORMER, with_slash)
        )

    def _text(self, query: str, value: str) -> str:
        row = self._connection.execute(query, (value,)).fetchone()
        return str(row[0]) if row else ""
