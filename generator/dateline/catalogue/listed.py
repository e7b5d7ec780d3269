"""An article as lists show it: a few fields, quick to load, since most pages are lists."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dateline.content.article import Article
from dateline.content.dates import Date

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LISTED_TAXONOMIES = {"places", "authors", "sections"}


@dataclass(slots=True)
class Listed:
    """An article in a list. `picture` is the address of its picture as written, or empty; `terms`
    has (taxonomy, slug, name) for place, authors and section. `due` is the same as in `Article`."""

    path: str
    kind: str
    lang: str
    url: str
    due: str
    title: str
    kicker: str
    subtitle: str
    summary: str
    date: Date | None
    weather: str
    must_read: int
    place: str
    picture: str
    terms: tuple[tuple[str, str, str], ...]

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def sort_key(self) -> str:
        """The same as `Article.sort_key`."""
        return f"{self.date.sort_key} {self.path}" if self.date else ""

    @property
    def day(self) -> str:
        """The same as `Article.day`."""
        return self.date.iso.partition("T")[0] if self.date else ""


def dump_listing(article: Article) -> str:
    """The fields that lists show and that have no column of their own, as JSON."""
    date, weather, place = article.date, article.weather, article.place
    return _compact(
        (
            article.title,
            article.kicker,
            article.subtitle,
            article.summary,
            date.iso if date else "",
            date.instant if date else "",
            weather.note if weather else "",
            article.must_read,
            place.name if place else "",
            article.image.src if article.image else "",
            [
                (term.taxonomy, term.slug, term.name)
                for term in article.terms
                if term.taxonomy in _LISTED_TAXONOMIES
            ],
        )
    )


def load_listed(path: str, kind: str, lang: str, url: str, due: str, listing: str) -> Listed:
    """The article as lists show it, from the columns of these names; see `dump_listing`."""
    (
        title,
        kicker,
        subtitle,
        summary,
        iso,
        instant,
        weather,
        must_read,
        place,
        picture,
        terms,
    ) = json.loads(listing)
    return Listed(
        path,
        kind,
        lang,
        url,
        due,
        title,
        kicker,
        subtitle,
        summary,
        Date.from_iso(iso, instant) if iso else None,
        weather,
        must_read,
        place,
        picture,
        tuple((taxonomy, slug, name) for taxonomy, slug, name in terms),
    )
