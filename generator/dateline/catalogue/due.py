"""Articles that become public, or stop being public, only because time has passed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateline.content.dates import END, NEVER

_NO_RIVAL = "id NOT IN (SELECT source FROM rivals)"
# Two queries, since each has its own index.
_DUE = (
    f"SELECT id, record FROM articles WHERE NOT public AND due <= :until AND {_NO_RIVAL}"
    " UNION ALL SELECT id, record FROM articles WHERE public AND due > :until"
)
_MOST_NAMED = 5


def public_until(now: str, *, drafts: bool, future: bool) -> str:
    """The instant up to which what is due is public at `now`: with `future`, the end of time, and
    with `drafts`, even beyond."""
    return NEVER if drafts else END if future else now


def due(connection: sqlite3.Connection, until: str) -> Iterator[tuple[int, str]]:
    """The id and record of each article whose `public` is not what `until` requires."""
    return connection.execute(_DUE, {"until": until})


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many articles wait for their time, and, for those that are due first, the time in the
    `zone` of the site, as `2024-11-23 07:30`, and the path."""

    count: int
    first: tuple[tuple[str, str], ...]
    zone: str


def waiting(connection: sqlite3.Connection, now: str, zone: ZoneInfo) -> Waiting | None:
    """The articles that wait for their time; None if there are none."""
    rows = connection.execute(
        "SELECT count(*) OVER (), due, path FROM articles"
        " WHERE NOT public AND kind <> 'withdrawn' AND due > ? AND due < ?"
        " ORDER BY due, path LIMIT ?",
        (now, NEVER, _MOST_NAMED),
    ).fetchall()
    if not rows:
        return None
    first = tuple((_time_in(zone, instant), path) for _, instant, path in rows)
    return Waiting(rows[0][0], first, zone.key)


def _time_in(zone: ZoneInfo, instant: str) -> str:
    moment = datetime.fromisoformat(instant).replace(tzinfo=UTC).astimezone(zone)
    return moment.strftime("%Y-%m-%d %H:%M")


def has_due(connection: sqlite3.Connection, until: str) -> bool:
    """Whether `due` finds any article."""
    return next(iter(due(connection, until)), None) is not None
