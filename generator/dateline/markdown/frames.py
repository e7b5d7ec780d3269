"""Frames and players: a page must not depend on them, so a link replaces them."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from dateline.markdown.tags import Tag

FRAMES = frozenset({"iframe", "embed", "object", "video", "audio"})


class Frame:
    """One frame or player, and the address that it shows: its own, or that of a tag inside it."""

    def __init__(self, tag: Tag, is_block: bool) -> None:
        self.tag = tag
        self._is_block = is_block
        self._address = ""
        self.raw_address = ""
        self._take(tag, "data" if tag.name == "object" else "src")

    def hold(self, tag: Tag) -> None:
        """Take notice of a tag inside the frame."""
        if not self._address and tag.name in ("source", "embed", "iframe"):
            self._take(tag, "src")

    def _take(self, tag: Tag, attribute: str) -> None:
        self._address = tag.value(attribute).strip()
        self.raw_address = tag.attributes.get(attribute, "").strip()

    @property
    def address(self) -> str:
        """The address, with `https:` where it has no scheme; empty if there is none."""
        return f"https:{self._address}" if self._address.startswith("//") else self._address

    @property
    def label(self) -> str:
        """What to call it: its title, its host, or its file's name."""
        title = " ".join(self.tag.value("title").split())
        if title:
            return title
        try:
            host = urlsplit(self.address).hostname
        except ValueError:
            host = None
        return host or self._address.rstrip("/").rpartition("/")[2] or self._address

    def link(self) -> str:
        """The link, as HTML."""
        link = f'<a href="{escape(self.address)}">{escape(self.label)}</a>'
        return f"<p>{link}</p>" if self._is_block else link
