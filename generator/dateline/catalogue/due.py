"""Articles that become public, or stop being public, only because time has passed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.content.dates import NEVER

_NO_RIVAL = "id NOT IN (SELECT source FROM rivals)"
# Two queries, since each has its own index.
_DUE = (
    f"SELECT id, record FROM articles WHERE NOT public AND due <= :now AND {_NO_RIVAL}"
    " UNION ALL SELECT id, record FROM articles WHERE public AND due > :now"
)
_DUE_WITH_DRAFTS = f"SELECT id, record FROM articles WHERE NOT public AND {_NO_RIVAL}"


def due(connection: sqlite3.Connection, now: str, drafts: bool) -> Iterator[tuple[int, str]]:
    """The id and record of each article whose `public` is not what `now` and `drafts` require."""
    return connection.execute(_DUE_WITH_DRAFTS if drafts else _DUE, {"now": now})


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many articles wait for their date, and the path and date of the next one."""

    count: int
    path: str
    date: str


def waiting(connection: sqlite3.Connection, now: str) -> Waiting | None:
    """The articles that wait for their date; None if there are none."""
    row = connection.execute(
        "SELECT count(*) OVER (), path, kind, lang, url, listing FROM articles"
        " WHERE NOT public AND kind <> 'withdrawn' AND due > ? AND due < ?"
        " ORDER BY due, path LIMIT 1",
        (now, NEVER),
    ).fetchone()
    if row is None:
        return None
    from dateline.catalogue.listed import load_listed

    count, *columns = row
    date = load_listed(*columns).date
    assert date is not None
    return Waiting(count, columns[0], date.iso[:16].replace("T", " "))


def has_due(connection: sqlite3.Connection, now: str, drafts: bool) -> bool:
    """Whether `due` finds any article."""
    return next(iter(due(connection, now, drafts)), None) is not None
