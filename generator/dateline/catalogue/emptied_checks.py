"""A site that would lose all its articles at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.problems import Problem

_SEVERAL = 2


def check_emptied(connection: sqlite3.Connection, now: str, before: int) -> Iterator[Problem]:
    """An error if none is left of the articles of a site that had several `before`.

    That is hardly meant: content/ may be a disk that is not mounted, or the clock be wrong, so that
    at `now` all dates are in the future. The only article of a site may well be taken off it.
    """
    if before < _SEVERAL:
        return
    public = "SELECT 1 FROM articles WHERE public AND kind <> 'page' LIMIT 1"
    if connection.execute(public).fetchone():
        return
    message = f"This build, at {now[:10]}, would take all {before:,} articles off the site"
    fix = (
        "See whether content/ has all its files, and whether the clock of this machine or"
        " SOURCE_DATE_EPOCH is wrong. If nothing is to be left, build with --clean"
    )
    yield Problem("content", 0, 0, message, fix, kind="no-articles")
