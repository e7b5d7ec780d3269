"""What time alone makes public, or takes back: articles whose date has come, or is yet to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

# In halves, since each has its index.
_DUE = (
    "SELECT id, record FROM articles WHERE NOT public AND NOT draft AND due <= :now"
    " UNION ALL SELECT id, record FROM articles WHERE public AND due > :now"
)
_DUE_WITH_DRAFTS = "SELECT id, record FROM articles WHERE NOT public"


def due(connection: sqlite3.Connection, now: str, drafts: bool) -> Iterator[tuple[int, str]]:
    """Identity and record of each article that is not as `now` and `drafts` would have it."""
    return connection.execute(_DUE_WITH_DRAFTS if drafts else _DUE, {"now": now})


def has_due(connection: sqlite3.Connection, now: str, drafts: bool) -> bool:
    """Whether there is any such article."""
    return next(iter(due(connection, now, drafts)), None) is not None
