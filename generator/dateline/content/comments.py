"""Readers' comments: what is known of one, which article it is about, and until when an article
takes them.

Separate from reading them, which takes all that reads Markdown.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from dateline.config import Site
from dateline.content.dates import Date
from dateline.content.sources import COMMENTS


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote about an article, apart from the text.

    `path` and `article` are paths relative to content/: of the comment's file, and of the article
    that it is about. `url` is the reader's own site, `reply_to` the name, without .md, of the file
    of the comment that it answers; both may be empty. `date_place` and `reply_place` are the line
    and column where these are written.
    """

    path: str
    article: str
    name: str
    date: Date
    url: str = ""
    reply_to: str = ""
    date_place: tuple[int, int] = (0, 0)
    reply_place: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        """What `reply_to` calls it: the name of its file, without .md."""
        return posixpath.basename(self.path).removesuffix(".md")


class Closing(NamedTuple):
    """When an article is closed to comments: the first moment, and the same in UTC as
    `YYYY-MM-DDTHH:MM:SS`. The day before is the last on which one can comment."""

    moment: datetime
    instant: str

    @property
    def last_day(self) -> date:
        """The last day on which one can comment, in the site's time zone."""
        return self.moment.date() - timedelta(days=1)


def closing(year: int, month: int, day: int, site: Site) -> Closing | None:
    """When an article of this date, of which month and day may be 0, is closed; None for never."""
    days = site.comments.close_after
    if not days:
        return None
    try:
        day_after = date(year, month or 1, day or 1) + timedelta(days=days + 1)
        moment = datetime.combine(day_after, time(), site.zone)
        instant = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    except OverflowError:
        return None
    return Closing(moment, instant)


def article_of(path: str) -> str:
    """The path of the article that the comment content/`path` is about."""
    return posixpath.dirname(path.removeprefix(f"{COMMENTS}/")) + ".md"


def folder_of_comments(article: str) -> str:
    """The folder, relative to content/, of the comments on the article content/`article`."""
    return f"{COMMENTS}/{article.removesuffix('.md')}"
