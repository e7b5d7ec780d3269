"""Parts of all feeds; docs/themes.md describes those of their contexts for theme authors."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dateline.content.article import Article
from dateline.content.dates import Date
from dateline.views.archive import Archive
from dateline.views.base import Context

BEFORE_ALL = "1970-01-01T00:00:00Z"
"""The value of Atom's required `updated` in an empty feed."""


@dataclass(slots=True)
class FeedEntry:
    """One article of a feed."""

    id: str
    url: str
    title: str
    published: str
    updated: str
    summary: str
    content: Markup
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    lang: str
    rights: str
    latitude: float | None
    longitude: float | None


@dataclass(slots=True, kw_only=True)
class FeedContext(Context):
    """What feed.xml reads."""

    id: str
    updated: str
    home: str
    self_url: str
    entries: tuple[FeedEntry, ...]


def entry_id(article: Article, archive: Archive) -> str:
    """The entry's permanent identifier, an IRI: the newsroom's `id`, or else the address."""
    return archive.urls.feed_id(article.url, article.id)


def instant(date: Date) -> str:
    """The date in RFC 3339, in UTC: the moment, or the start of the period if no more is known."""
    return date.instant + "Z"
