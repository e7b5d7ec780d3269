"""Addresses that differ only in upper and lower case."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.problems import Problem, problem_of


def rivals_in_case(connection: sqlite3.Connection, now: str) -> Iterator[tuple[str, Problem]]:
    """Addresses that differ only in case, which many file systems treat as one: the path of the
    article that must give way, and its problem.

    Only pairs of which one article has changed since the last publication are checked: there were
    no such pairs then.
    """
    query = (
        "SELECT a.path, a.url, b.path, b.url, max(a.due, b.due) > ? FROM articles a"
        " JOIN articles b ON a.address = b.address AND a.url > b.url WHERE a.public AND b.public"
        " AND a.address IN (SELECT address FROM changed_articles JOIN articles USING (path))"
        " ORDER BY a.path, b.path"
    )
    for path, url, other, other_url, unfinished in connection.execute(query, (now,)).fetchall():
        message = (
            f"The address {url} and that of content/{other}, {other_url}, differ only in upper and"
            " lower case"
        )
        fix = "Give one of them another slug: some computers cannot tell them apart"
        place = f"content/{path}", 1, 1
        yield path, problem_of(place, message, fix, kind="address-taken", unfinished=unfinished)
