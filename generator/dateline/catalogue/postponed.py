"""What search, packs and the pages that come last have yet to take in, after a build that made only
the other pages.

It is stored, so that any later build catches up, even if this one's process was killed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from dateline.catalogue.page import Page
from dateline.timetree import Month

_KEY = "postponed"
_EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Postponed:
    """The months, by language, in which articles have changed, and the saved pages that differ or
    are gone; if `everything`, anything may have changed."""

    months: Mapping[str, Set[Month]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    everything: bool = False


def is_postponed(connection: sqlite3.Connection) -> bool:
    """Whether a build has left anything for later."""
    return _stored(connection) is not None


def read_postponed(connection: sqlite3.Connection) -> Postponed | None:
    """What builds have left for later; None if nothing."""
    stored = _stored(connection)
    if stored is None:
        return None
    months: dict[str, set[Month]] = {}
    for lang, year, month in connection.execute("SELECT * FROM postponed_months"):
        months.setdefault(lang, set()).add((year, month))
    rows = connection.execute("SELECT view, key, url FROM postponed_pages ORDER BY url")
    return Postponed(months, tuple(Page.from_stored(*row) for row in rows), stored == _EVERYTHING)


def put_postponed(connection: sqlite3.Connection, more: Postponed) -> None:
    """Add what one more build leaves for later. Call it only inside a transaction."""
    if more.everything or not is_postponed(connection):
        value = _EVERYTHING if more.everything else ""
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, value))
    connection.executemany(
        "INSERT OR IGNORE INTO postponed_months VALUES (?, ?, ?)",
        [(lang, *month) for lang, months in more.months.items() for month in months],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO postponed_pages VALUES (?, ?, ?)",
        [(page.url, page.view, page.stored_key) for page in more.pages],
    )


def clear_postponed(connection: sqlite3.Connection) -> None:
    """Nothing is left any more. Call it only inside a transaction."""
    connection.execute("DELETE FROM meta WHERE key = ?", (_KEY,))
    connection.execute("DELETE FROM postponed_months")
    connection.execute("DELETE FROM postponed_pages")


def _stored(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return row[0] if row else None
