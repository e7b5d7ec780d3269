"""What is remembered of what was published and nothing answers, until something does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class LostAddressRow(NamedTuple):
    """An address that was published and that nothing answers. Each of the rest may be empty."""

    url: str
    path: str
    """The file below content/ that it was made from."""
    text: str
    """The text of that file."""
    home: str
    """The file in which that text is now or, of a list, the slug of the term that its articles
    have now."""
    feed_id: str = ""
    """The `id` that the article had."""


class LostAnchorRow(NamedTuple):
    """An anchor that the article at an address had when it was published, and that it has not."""

    url: str
    anchor: str


class LostRows(NamedTuple):
    """All that is remembered."""

    addresses: Sequence[LostAddressRow] = ()
    anchors: Sequence[LostAnchorRow] = ()
