"""What the catalogue knows of files, and of what is wrong in them."""

from __future__ import annotations

import sqlite3

from dateline.content.dates import NEVER
from dateline.problems import Problem, problem_of


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
