"""Queries about readers' comments, and which articles can still be commented on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from dateline.catalogue.loader import Loader
from dateline.catalogue.records import load_comment
from dateline.config import Site
from dateline.content.comments import Comment, closing
from dateline.content.dates import Date

_CLOSED = "comments-closed"
"""The key of `meta` that holds the instant up to which articles have been closed to comments."""
_MARGIN = timedelta(days=3)
"""More than can lie between an article's instant and the beginning of the day that it is dated."""


class StoredComment(NamedTuple):
    """A comment and its safe HTML."""

    comment: Comment
    html: str


class Comments:
    """Queries about comments and the articles that they are about."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def on(self, article: str) -> list[StoredComment]:
        """The approved comments on the article content/`article`, oldest first."""
        query = "SELECT record, html FROM comments WHERE article = ? AND approved ORDER BY sort_key"
        rows = self._loader.connection.execute(query, (article,))
        return [StoredComment(load_comment(record), html) for record, html in rows]

    def is_open(self, date: Date) -> bool:
        """Whether an article of this date could be commented on when the catalogue was made."""
        closes = closing(date.year, date.month, date.day, self._loader.site)
        return closes is None or closes.instant > self._closed

    @cached_property
    def _closed(self) -> str:
        return self._loader.text("SELECT value FROM meta WHERE key = ?", (_CLOSED,))


def count_awaiting(connection: sqlite3.Connection) -> int:
    """How many comments await approval."""
    query = "SELECT count(*) FROM comments WHERE NOT approved"
    return int(connection.execute(query).fetchone()[0])


def has_closings(connection: sqlite3.Connection, site: Site, now: str) -> bool:
    """Whether any article has been closed to comments, or is to be opened again, since the last
    scan, because the clock shows another time."""
    return next(_closings(connection, site, now), None) is not None


def note_closings(connection: sqlite3.Connection, site: Site, now: str) -> None:
    """Note the articles that have been closed to comments, or are to be opened again."""
    found = list(_closings(connection, site, now))
    connection.executemany("INSERT OR IGNORE INTO changed_comments VALUES (?)", found)
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_CLOSED, now))


def _closings(connection: sqlite3.Connection, site: Site, now: str) -> Iterator[tuple[str]]:
    settings = site.comments
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_CLOSED,)).fetchone()
    if not row or not settings.has_form or not settings.close_after:
        return
    first, last = sorted((row[0], now))
    period = timedelta(days=settings.close_after)
    query = (
        "SELECT path, year, month, day FROM articles WHERE public AND kind = 'article'"
        " AND sort_key BETWEEN ? AND ?"
    )
    # By the day printed, from which the days are counted, be it public since another.
    bounds = _moved(first, -period - _MARGIN)[:10], _moved(last, _MARGIN - period)
    for path, year, month, day in connection.execute(query, bounds).fetchall():
        closes = closing(year, month, day, site)
        if closes and first < closes.instant <= last:
            yield (path,)


def _moved(instant: str, by: timedelta) -> str:
    try:
        return (datetime.fromisoformat(instant) + by).isoformat()
    except OverflowError:
        return instant
