"""The name of one page: what the catalogue keeps of it, and what plans and workers pass on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

KeyPart = str | int


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be: the view that makes it, that view's key for it, and its address.

    `when` is the last month that it shows, as `YYYY-MM`, where that is known. Pages rendered in its
    order find what they have in common in memory; it says nothing else.
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
        """The key as the catalogue keeps it: language first, then the view's own parts."""
        return json.dumps([self.lang, *self.key], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_stored(cls, view: str, key: str, url: str) -> Page:
        """The page that was stored as `key`."""
        lang, *parts = json.loads(key)
        return cls(view, lang, tuple(parts), url)
