"""An article as lists show it: a few fields, quick to load, since most pages are lists."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dateline.content.dates import Date


@dataclass(slots=True)
class Listed:
    """What stands in a list. `terms` are (taxonomy, slug, name) of place, authors and section."""

    path: str
    kind: str
    lang: str
    url: str
    title: str
    kicker: str
    subtitle: str
    summary: str
    date: Date | None
    weather: str
    must_read: bool
    place: str
    terms: tuple[tuple[str, str, str], ...]

    def __hash__(self) -> int:
        return hash(self.path)

    @classmethod
    def from_row(cls, path: str, kind: str, lang: str, url: str, listing: str) -> Listed:
        """From the columns of those names."""
        title, kicker, subtitle, summary, iso, instant, weather, must_read, place, terms = (
            json.loads(listing)
        )
        date = Date.from_iso(iso, instant) if iso else None
        return cls(
            path,
            kind,
            lang,
            url,
            title,
            kicker,
            subtitle,
            summary,
            date,
            weather,
            must_read,
            place,
            tuple((taxonomy, slug, name) for taxonomy, slug, name in terms),
        )

    @property
    def sort_key(self) -> str:
        """As `Article.sort_key`."""
        return f"{self.date.sort_key} {self.path}" if self.date else ""
