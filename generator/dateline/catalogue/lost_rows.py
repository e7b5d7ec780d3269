"""What is remembered of what was published and nothing answers, until something does."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

_FEED_HOME = "ids in feeds begin with"
"""A key of the table `meta`."""


class LostAddressRow(NamedTuple):
    """An address that was published and that nothing answers. Each of the rest may be empty."""

    url: str
    path: str
    """The file below content/ that it was made from."""
    text: str
    """The body that the article had, as HTML."""
    home: str
    """The file in which that text is now or, of a list, the slug of the term that its articles
    have now."""
    feed_id: str = ""
    """The `id` that the article had."""
    likely: str = ""
    """The file that has much of that text now, if none has all of it."""


class LostAnchorRow(NamedTuple):
    """An anchor that the article at an address had when it was published, and that it has not."""

    url: str
    anchor: str


class LostIdRow(NamedTuple):
    """What feeds know the article by that is at an address, made from the file `path` below
    content/, and that is not its id now."""

    url: str
    path: str
    feed_id: str


class LostRows(NamedTuple):
    """All that is remembered."""

    addresses: Sequence[LostAddressRow] = ()
    anchors: Sequence[LostAnchorRow] = ()
    ids: Sequence[LostIdRow] = ()
    feed_home: str = ""
    """What the ids in feeds began with that readers know, which is lost where they now begin
    otherwise. Empty where it is not known."""

    def has_any(self, feed_home: str) -> bool:
        """Whether anything is lost, where ids in feeds begin with `feed_home` now."""
        return bool(self.addresses or self.anchors or self.ids) or self.feed_home not in (
            "",
            feed_home,
        )


def read_lost(connection: sqlite3.Connection) -> LostRows:
    """What was lost, in order."""
    addresses = connection.execute("SELECT * FROM lost_addresses ORDER BY url")
    anchors = connection.execute("SELECT * FROM lost_anchors ORDER BY url, anchor")
    ids = connection.execute("SELECT * FROM lost_ids ORDER BY url")
    query = "SELECT value FROM meta WHERE key = ?"
    (feed_home,) = connection.execute(query, (_FEED_HOME,)).fetchone() or ("",)
    return LostRows(
        [LostAddressRow(*row) for row in addresses],
        [LostAnchorRow(*row) for row in anchors],
        [LostIdRow(*row) for row in ids],
        feed_home,
    )


def write_lost(connection: sqlite3.Connection, lost: LostRows) -> None:
    """Record what is lost now."""
    for table in ("lost_addresses", "lost_anchors", "lost_ids"):
        connection.execute(f"DELETE FROM {table}")
    write = connection.executemany
    write("INSERT INTO lost_addresses VALUES (?, ?, ?, ?, ?, ?)", lost.addresses)
    write("INSERT INTO lost_anchors VALUES (?, ?)", lost.anchors)
    write("INSERT INTO lost_ids VALUES (?, ?, ?)", lost.ids)
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_FEED_HOME, lost.feed_home))
