"""Links as the catalogue has them, with their places, and the problem that several checks find."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from dateline.addresses import before_query
from dateline.problems import Mend, Problem, ProblemKind, Severity, problem_of

PLACE = "'content/' || s.path, line, position, written, target"
"""The columns of a link that say where it is and where it leads."""
FROM_LINKS = "FROM links JOIN sources s ON s.id = links.source"


class LinkRow(NamedTuple):
    """A link in an article or register, in site.toml or in the theme."""

    path: str
    """The file that it is in, from the archive's root."""
    line: int
    column: int
    written: str
    target: str
    """What it leads to, as in the table `links`."""
    kind: str
    """Its kind, as in the table `links`."""
    is_image: bool
    is_unfinished: bool
    """Whether its file is not due yet."""
    may_name_file: bool
    """Whether the path of an article's file could stand in its place."""

    @property
    def address(self) -> str:
        """The address as written, without query and fragment."""
        return before_query(self.written)

    def path_to(self, file: str) -> str:
        """How it would be written if it led to content/`file`."""
        return posixpath.relpath(file, posixpath.dirname(self.path.removeprefix("content/")) or ".")

    def mend(self, meant: str) -> Mend:
        """What writes another address in place of its own, before query and fragment."""
        start, old = self.column, self.address
        return Mend(self.line, start, start + len(old), meant, old)

    def problem(
        self,
        message: str,
        fix: str,
        kind: ProblemKind,
        severity: Severity = "warning",
        mend: Mend | None = None,
    ) -> Problem:
        """The problem with it; a warning, unless something else is said of finished work."""
        return problem_of(
            (self.path, self.line, self.column),
            message,
            fix,
            kind=kind,
            severity=severity,
            unfinished=self.is_unfinished,
            mend=mend,
        )


def link_rows(connection: sqlite3.Connection, now: str, selection: str) -> Iterator[LinkRow]:
    """The links in articles and registers that a `selection` leaves: SQL with the conditions, after
    joins where it needs them, of `links` and of `s`, the file that a link is in."""
    query = (
        f"SELECT {PLACE}, links.kind, image, s.due > :now,"
        f" s.kind = 'article' AND links.kind <> 'canonical' {FROM_LINKS} {selection}"
    )
    return map(LinkRow._make, connection.execute(query, {"now": now}).fetchall())


def mentioned_links(connection: sqlite3.Connection) -> Iterator[LinkRow]:
    """The links in site.toml and the theme."""
    query = "SELECT path, line, position, written, target, 'root', 0, 0, 0 FROM mentions WHERE link"
    return map(LinkRow._make, connection.execute(query).fetchall())


def is_withdrawn(path: str, connection: sqlite3.Connection) -> bool:
    """Whether content/`path` is a withdrawn article."""
    query = "SELECT 1 FROM articles WHERE path = ? AND kind = 'withdrawn'"
    return connection.execute(query, (path,)).fetchone() is not None


def withdrawn_link(link: LinkRow) -> Problem:
    """The problem of a link to a withdrawn article."""
    message = f"“{link.written}” links to an article that has been withdrawn"
    fix = "Remove the link; until then, the words have none"
    if not link.may_name_file:
        fix = "Remove it: readers find nothing there but the notice"
    return link.problem(message, fix, "unpublished-link")
