"""The articles that readers do not see yet, as a preview tells of them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateline.catalogue.due import time_in
from dateline.content.dates import NEVER


@dataclass(frozen=True, slots=True)
class UnfinishedArticle:
    """A draft, or an article that is `scheduled` for a time, as `2024-11-23 07:30`; its path
    relative to content/ and its address."""

    path: str
    url: str
    scheduled: str = ""


@dataclass(frozen=True, slots=True)
class UnfinishedCounts:
    """How many drafts and scheduled articles."""

    drafts: int = 0
    scheduled: int = 0

    def __bool__(self) -> bool:
        return bool(self.drafts or self.scheduled)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How many of them a build has on the site, and how many not; and of those that it has the
    `first`, those due soonest before others and drafts last."""

    shown: UnfinishedCounts = UnfinishedCounts()
    hidden: UnfinishedCounts = UnfinishedCounts()
    first: tuple[UnfinishedArticle, ...] = ()


_MOST_NAMED = 200
"""Nobody reads more of them in a browser."""


def unfinished(connection: sqlite3.Connection, now: str, zone: ZoneInfo) -> Unfinished:
    """The articles and pages that are due after `now`; times are in `zone`."""
    counted = {(public, draft): 0 for public in (0, 1) for draft in (0, 1)}
    rows = connection.execute(
        "SELECT public, due = ?, count(*) FROM articles WHERE due > ? GROUP BY 1, 2", (NEVER, now)
    )
    for public, draft, number in rows:
        counted[public, draft] = number
    first = connection.execute(
        "SELECT path, url, due FROM articles WHERE due > ? AND public ORDER BY due, path LIMIT ?",
        (now, _MOST_NAMED),
    )
    return Unfinished(
        shown=UnfinishedCounts(counted[1, 1], counted[1, 0]),
        hidden=UnfinishedCounts(counted[0, 1], counted[0, 0]),
        first=tuple(
            UnfinishedArticle(path, url, "" if due == NEVER else time_in(zone, due))
            for path, url, due in first
        ),
    )
