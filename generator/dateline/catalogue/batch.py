"""Rows that are written into the catalogue together."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from operator import itemgetter

_ENTRY_ORDER = itemgetter(1, 2, 3, 4)
"""Entries are written in the order of their table's key: neighbours share a database page."""


@dataclass(slots=True)
class Batch:
    """Rows to be written. `noted` and `files` are the paths of the articles and files that changed,
    `replaced` the ids whose old rows go, `known` the new columns of existing sources."""

    noted: list[str] = field(default_factory=list)
    files: list[tuple[str]] = field(default_factory=list)
    replaced: list[tuple[int]] = field(default_factory=list)
    sources: list[tuple[object, ...]] = field(default_factory=list)
    updated: list[tuple[object, ...]] = field(default_factory=list)
    articles: list[tuple[object, ...]] = field(default_factory=list)
    bodies: list[tuple[object, ...]] = field(default_factory=list)
    aliases: list[tuple[object, ...]] = field(default_factory=list)
    terms: list[tuple[object, ...]] = field(default_factory=list)
    corrections: list[tuple[object, ...]] = field(default_factory=list)
    former_dates: list[tuple[object, ...]] = field(default_factory=list)
    former_lists: list[tuple[object, ...]] = field(default_factory=list)
    links: list[tuple[object, ...]] = field(default_factory=list)
    problems: list[tuple[object, ...]] = field(default_factory=list)
    pictures: list[tuple[object, ...]] = field(default_factory=list)
    comments: list[tuple[object, ...]] = field(default_factory=list)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the rows, those that go first."""
        write = connection.executemany
        for table in ("articles", "bodies", "pictures", "comments"):
            write(f"DELETE FROM {table} WHERE id = ?", self.replaced)
        for table in ("links", "problems", "rivals"):
            write(f"DELETE FROM {table} WHERE source = ?", self.replaced)
        write("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)", self.sources)
        write(
            "UPDATE sources SET kind = ?, size = ?, mtime_ns = ?, hash = ?, due = coalesce(?, due)"
            " WHERE id = ?",
            self.updated,
        )
        write("INSERT OR IGNORE INTO stale_files VALUES (?)", self.files)
        write(
            "INSERT OR IGNORE INTO changed_files SELECT path FROM sources"
            " WHERE path = ? AND public",
            self.files,
        )
        write(f"INSERT INTO articles VALUES ({', '.join('?' * 21)})", self.articles)
        write("INSERT INTO aliases VALUES (?, ?, ?, ?, ?, ?, ?)", self.aliases)
        write("INSERT INTO bodies VALUES (?, ?)", self.bodies)
        write(
            "INSERT OR IGNORE INTO article_terms VALUES (?, ?, ?, ?, ?, ?)",
            sorted(self.terms, key=_ENTRY_ORDER),
        )
        write("INSERT INTO corrections VALUES (?, ?, ?, ?, ?)", self.corrections)
        write("INSERT INTO former_dates VALUES (?, ?, ?, ?, ?)", self.former_dates)
        write("INSERT INTO former_lists VALUES (?, ?, ?, ?)", self.former_lists)
        write("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?)", self.links)
        write("INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self.problems)
        write("INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self.comments)
        write("INSERT INTO pictures VALUES (?, ?, ?, ?, ?)", self.pictures)
