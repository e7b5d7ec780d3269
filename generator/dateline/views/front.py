"""Which articles stand out on a front page, be it of the paper or of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dateline.catalogue.listed import Listed
from dateline.content.fields import UNRANKED
from dateline.views.archive import Archive
from dateline.views.parts import Entry
from dateline.views.present import Presenter

_SECONDS, _CONSIDERED = 3, 8


class Ranked(NamedTuple):
    """Articles by their weight on a front page. `rest` has those that do not stand out, in the
    order in which they were given."""

    lead: Listed | None
    seconds: list[Listed]
    rest: list[Listed]


def rank(articles: Sequence[Listed], show: Presenter) -> Ranked:
    """The articles by their weight.

    The lead is of the day of the first article: the first must-read, else one with a picture, else
    the first. Of the eight that follow, those with a picture come second to it before others.
    """
    if not articles:
        return Ranked(None, [], [])

    def pictureless(article: Listed) -> bool:
        return show.entry(article).image is None

    day = _day(articles[0])
    lead = min(
        (article for article in articles if _day(article) == day),
        key=lambda article: (article.must_read or UNRANKED + 1, pictureless(article)),
    )
    others = [article for article in articles if article is not lead]
    seconds = sorted(others[:_CONSIDERED], key=pictureless)[:_SECONDS]
    taken = {article.path for article in seconds}
    return Ranked(lead, seconds, [article for article in others if article.path not in taken])


def _day(article: Listed) -> str:
    assert article.date is not None
    return article.date.iso[:10]


def lead_entry(listed: Listed, archive: Archive) -> Entry:
    """The lead, the only entry whose picture has a caption and a credit."""
    show, article = archive.present(listed.lang), archive.catalogue.articles.at(listed.path)
    return replace(show.entry(listed), image=show.bodies.image(article) if article else None)
