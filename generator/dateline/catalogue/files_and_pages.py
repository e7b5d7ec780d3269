"""What the catalogue knows of files, of pages as last published, and of what is wrong in files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dateline.catalogue.page import KeyPart, Page
from dateline.content.dates import NEVER
from dateline.problems import Problem, problem_of

_OF_ONE_FILE = "article", "page"
"""The views whose key is the path of a file."""


class FilesAndPages:
    """The part of the catalogue that is not about articles. What is due after `now` is unfinished
    work."""

    def __init__(self, connection: sqlite3.Connection, now: str = NEVER) -> None:
        self.connection, self.now = connection, now

    def picture(self, path: str) -> tuple[int, int] | None:
        """Width and height of content/`path`; None where it is not known, or is not there."""
        query = "SELECT width, height FROM pictures JOIN sources USING (id) WHERE path = ?"
        row = self.connection.execute(query, (path,)).fetchone()
        return (row[0], row[1]) if row else None

    def file_hash(self, path: str) -> str:
        """The content hash of a public file; empty where there is none."""
        query = "SELECT hash FROM sources WHERE path = ? AND public"
        row = self.connection.execute(query, (path,)).fetchone()
        return str(row[0]) if row else ""

    def files(self) -> list[str]:
        """The public files, by path."""
        query = "SELECT path FROM sources WHERE public ORDER BY path"
        return [path for (path,) in self.connection.execute(query)]

    def assets(self) -> dict[str, str]:
        """The content hash of each of the theme's assets, by its path."""
        return dict(
            self.connection.execute("SELECT path, hash FROM assets ORDER BY path").fetchall()
        )

    def built(self, view: str, lang: str = "", key: tuple[KeyPart, ...] = ()) -> list[Page]:
        """The pages of a view as last published: all, or those whose key begins so."""
        prefix = Page(view, lang, key, "").stored_key.removesuffix("]") if lang else ""
        query = "SELECT key, url FROM pages WHERE view = ? AND key >= ? AND key < ? ORDER BY key"
        rows = self.connection.execute(query, (view, prefix, prefix + "\U0010ffff"))
        return [Page.from_stored(view, stored, url) for stored, url in rows]

    def built_at(self, urls: Iterable[str]) -> dict[str, Page]:
        """The pages as last published, by address, of those addresses that have one."""
        found = {}
        for url in urls:
            row = self.connection.execute(
                "SELECT view, key FROM pages WHERE url = ?", (url,)
            ).fetchone()
            if row:
                found[url] = Page.from_stored(row[0], row[1], url)
        return found

    def sources(self) -> dict[str, str]:
        """The paths, from content/, of the files that pages as last published are made of, by the
        addresses of those pages that are made of one."""
        query = (
            "SELECT url, json_extract(key, '$[1]') FROM pages"
            f" WHERE view IN ({', '.join('?' * len(_OF_ONE_FILE))})"
        )
        return dict(self.connection.execute(query, _OF_ONE_FILE).fetchall())

    def is_built(self, url: str) -> bool:
        """Whether a file was published at an address."""
        return bool(self.built_at([url]))

    def built_below(self, folder: str) -> list[Page]:
        """The pages as last published whose addresses begin with `folder`."""
        query = "SELECT view, key, url FROM pages WHERE url >= ? AND url < ? ORDER BY url"
        rows = self.connection.execute(query, (folder, folder + "\U0010ffff"))
        return [Page.from_stored(view, key, url) for view, key, url in rows]

    def problems(self) -> list[Problem]:
        """Everything found wrong in the files as they are; in unfinished work, nothing is more than
        a warning."""
        query = (
            "SELECT 'content/' || path, line, position, message, fix, severity, problems.kind,"
            " due > :now OR sources.kind = 'file' AND NOT wanted"
            " FROM problems JOIN sources ON id = source UNION ALL"
            " SELECT 'content/' || path, line, position, message, fix, 'error', held.kind,"
            " due > :now FROM held JOIN sources ON id = source ORDER BY 1, 2, 3"
        )
        rows = self.connection.execute(query, {"now": self.now})
        return [problem_of(*row) for row in rows]
