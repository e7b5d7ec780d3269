"""What was published and is lost, as a build tells later ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

_FEED_HOME = "ids in feeds begin with"
"""A key of the table `meta`."""


class LostAddress(NamedTuple):
    """An address that was published and that nothing answers: the file below content/ that it was
    made from, the text of that, the file in which that text is now or, of a list, the slug of the
    term that its articles have now, and the `id` that the article had; each may be empty."""

    url: str
    path: str
    text: str
    home: str
    feed_id: str = ""


class LostAnchor(NamedTuple):
    """An anchor that the article at an address had when it was published, and that it has not."""

    url: str
    anchor: str


class LostId(NamedTuple):
    """What feeds know the article by that is at an address, made from the file `path` below
    content/, and that is not its id now."""

    url: str
    path: str
    feed_id: str


class Losses(NamedTuple):
    """What was published and nothing answers; the ids that articles had; and what the ids in feeds
    began with that readers know, which is lost where they now begin otherwise. That is empty where
    it is not known."""

    addresses: Sequence[LostAddress] = ()
    anchors: Sequence[LostAnchor] = ()
    ids: Sequence[LostId] = ()
    feed_home: str = ""

    def has_any(self, feed_home: str) -> bool:
        """Whether anything is lost, where ids in feeds begin with `feed_home` now."""
        return bool(self.addresses or self.anchors or self.ids) or self.feed_home not in (
            "",
            feed_home,
        )


def read_losses(connection: sqlite3.Connection) -> Losses:
    """What was lost, in order."""
    addresses = connection.execute("SELECT * FROM lost_addresses ORDER BY url")
    anchors = connection.execute("SELECT * FROM lost_anchors ORDER BY url, anchor")
    ids = connection.execute("SELECT * FROM lost_ids ORDER BY url")
    query = "SELECT value FROM meta WHERE key = ?"
    (feed_home,) = connection.execute(query, (_FEED_HOME,)).fetchone() or ("",)
    return Losses(
        [LostAddress(*row) for row in addresses],
        [LostAnchor(*row) for row in anchors],
        [LostId(*row) for row in ids],
        feed_home,
    )


def write_losses(connection: sqlite3.Connection, lost: Losses) -> None:
    """Record what is lost now."""
    for table in ("lost_addresses", "lost_anchors", "lost_ids"):
        connection.execute(f"DELETE FROM {table}")
    write = connection.executemany
    write("INSERT INTO lost_addresses VALUES (?, ?, ?, ?, ?)", lost.addresses)
    write("INSERT INTO lost_anchors VALUES (?, ?)", lost.anchors)
    write("INSERT INTO lost_ids VALUES (?, ?, ?)", lost.ids)
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_FEED_HOME, lost.feed_home))
