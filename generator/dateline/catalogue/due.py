"""Articles that become public, or stop being public, only because time has passed, and those whose
corrections or dates of change do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateline.content.dates import END, NEVER, moment_at

_NO_RIVAL = "id NOT IN (SELECT source FROM rivals)"
# Several queries, since each has its own index.
_DUE = (
    f"SELECT id, record FROM articles WHERE NOT public AND due <= :until AND {_NO_RIVAL}"
    " UNION SELECT id, record FROM articles WHERE public AND due > :until"
    " UNION SELECT id, record FROM articles"
    " WHERE changes_next <> '' AND changes_next <= :until"
    " UNION SELECT id, record FROM articles"
    " WHERE changes_last <> '' AND changes_last > :until"
)
_ARTICLES = (
    "SELECT count(*) OVER (), due, path FROM articles"
    " WHERE NOT public AND kind <> 'withdrawn' AND due > ? AND due < ?"
    " ORDER BY due, path LIMIT ?"
)
_CORRECTIONS = (
    "SELECT count(*) OVER (), changes_next, path FROM articles"
    " WHERE public AND kind = 'article' AND changes_next <> ''"  # as its index says
    " AND changes_next > ? AND changes_next < ? AND instr(record, '\"all_corrections\":')"
    " ORDER BY changes_next, path LIMIT ?"
)
_FINISHED = "finished"
_MOST_NAMED = 5


def public_until(now: str, *, drafts: bool, future: bool) -> str:
    """The instant up to which what is due is public at `now`: with `future`, the end of time, and
    with `drafts`, even beyond."""
    return NEVER if drafts else END if future else now


def due(connection: sqlite3.Connection, until: str) -> Iterator[tuple[int, str]]:
    """The id and record of each article whose `public`, corrections or `updated` are not what
    `until` requires."""
    return connection.execute(_DUE, {"until": until})


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many articles are scheduled, or have scheduled `corrections`; and, for those that are due
    first, the time in the `zone` of the site, as `2024-11-23 07:30`, and the path."""

    count: int
    first: tuple[tuple[str, str], ...]
    zone: str
    corrections: bool = False


def waiting(connection: sqlite3.Connection, now: str, zone: ZoneInfo) -> tuple[Waiting, ...]:
    """The scheduled articles, if there are any, and those with scheduled corrections."""
    found = []
    for query, corrections in ((_ARTICLES, False), (_CORRECTIONS, True)):
        if rows := connection.execute(query, (now, NEVER, _MOST_NAMED)).fetchall():
            first = tuple((time_in(zone, instant), path) for _, instant, path in rows)
            found.append(Waiting(rows[0][0], first, zone.key, corrections))
    return tuple(found)


def time_in(zone: ZoneInfo, instant: str) -> str:
    """The time in a zone at an instant in UTC, as `2024-11-23 07:30`."""
    return moment_at(instant, zone).iso[:16].replace("T", " ")


def has_due(connection: sqlite3.Connection, until: str) -> bool:
    """Whether `due` finds any article."""
    return next(iter(due(connection, until)), None) is not None


def finished(connection: sqlite3.Connection, now: str) -> Iterator[str]:
    """The paths of the public articles that were unfinished at the last scan and are not at `now`,
    or the other way round: those that a preview shows ahead of their time, and differently then."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_FINISHED,)).fetchone()
    if row:
        query = "SELECT path FROM articles WHERE public AND due > ? AND due <= ?"
        yield from (path for (path,) in connection.execute(query, sorted((row[0], now))))


def has_finished(connection: sqlite3.Connection, now: str) -> bool:
    """Whether `finished` finds any article."""
    return next(finished(connection, now), None) is not None


def remember_instant(connection: sqlite3.Connection, now: str) -> None:
    """Remember the instant of this scan, for `finished` in the next."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_FINISHED, now))
