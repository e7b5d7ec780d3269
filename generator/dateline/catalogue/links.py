"""Links as the catalogue has them, with their places, and the problem that several checks find."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from dateline.problems import Problem, problem_of

PLACE = "'content/' || s.path, line, position, written, target"
"""The columns of a link that say where it is and where it leads."""
FROM_LINKS = "FROM links JOIN sources s ON s.id = links.source"


class LinkRow(NamedTuple):
    """A link: its file (from the archive's root), line and column, the address as written, what it
    leads to as `links.target` has it, and `links.kind`. `is_unfinished` says whether its file is
    not due yet, `may_name_file` whether the path of an article's file could stand in its place."""

    path: str
    line: int
    column: int
    written: str
    target: str
    kind: str
    is_image: bool
    is_unfinished: bool
    may_name_file: bool


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


def withdrawn_link(link: LinkRow) -> Problem:
    """The problem of a link to a withdrawn article."""
    message = f"“{link.written}” links to an article that has been withdrawn"
    fix = "Remove the link; until then, the words have none"
    if not link.may_name_file:
        fix = "Remove it: readers find nothing there but the notice"
    return problem_of(
        *(link.path, link.line, link.column, message, fix),
        *("warning", "unpublished-link", link.is_unfinished),
    )
