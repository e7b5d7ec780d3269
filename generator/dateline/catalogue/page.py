"""The identity of a page, as the catalogue stores it and as plans and workers pass it on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

KeyPart = str | int


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the view that makes it, that view's key for it, and its address.

    `when` is the last month that it shows (`YYYY-MM`), if known. It serves only to render pages in
    that order, so that they find what they have in common in memory.
    """

    view: str
    lang: str
    key: tuple[KeyPart, ...]
    url: str
    when: str = field(default="", compare=False)

    def __reduce__(self) -> tuple[type[Page], tuple[object, ...]]:
        return Page, (self.view, self.lang, self.key, self.url, self.when)

    @property
    def stored_key(self) -> str:
        """The key as the catalogue stores it: the language, then the parts of the view's key."""
        return json.dumps([self.lang, *self.key], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_stored(cls, view: str, key: str, url: str) -> Page:
        """The page of a `view` that was stored with this `key` and `url`."""
        lang, *parts = json.loads(key)
        return cls(view, lang, tuple(parts), url)
