"""Who refers to an article, and whom it refers to, with the place of each reference: what moving it
changes."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from dateline.catalogue.links import FROM_LINKS, PLACE


class Place(NamedTuple):
    """A reference: its file (from the archive's root), line and column, the address as written, and
    the file below content/ that it means, if it means one."""

    path: str
    line: int
    column: int
    written: str
    target: str


_LINKS = f"SELECT {PLACE} {FROM_LINKS} WHERE"


class References:
    """The references in a scanned archive."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _places(self, query: str, *values: str) -> list[Place]:
        return [Place(*row) for row in self._connection.execute(query, values)]

    def within(self, path: str) -> list[Place]:
        """The references to articles and files in content/`path`, last first."""
        return self._places(
            f"{_LINKS} s.path = ? AND links.kind IN ('article', 'file')"
            " ORDER BY line DESC, position DESC",
            path,
        )

    def to_file(self, path: str) -> list[Place]:
        """The references to the article content/`path` by its file."""
        return self._places(f"{_LINKS} links.kind = 'article' AND target = ?", path)

    def to_address(self, url: str) -> list[Place]:
        """The references to the page at `url` in articles and registers by its address."""
        query = f"{_LINKS} links.kind IN ('root', 'canonical') AND target IN (?, ?)"
        return self._places(query, url[1:], url[1:].removesuffix("/"))

    def in_settings(self, url: str) -> list[Place]:
        """The references to the page at `url` in site.toml and the theme."""
        query = (
            "SELECT path, line, position, written, '' FROM mentions WHERE link AND target IN (?, ?)"
        )
        return self._places(query, url[1:], url[1:].removesuffix("/"))

    def translations(self, translation: str) -> list[str]:
        """The paths of the articles that are one story in several languages, in order."""
        query = "SELECT path FROM articles WHERE translation = ? ORDER BY path"
        return [path for (path,) in self._connection.execute(query, (translation,))]
