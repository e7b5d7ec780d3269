"""Words in charts."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.views.present import Presenter


@dataclass(frozen=True, slots=True)
class Label:
    """A word in a drawing, which is a link if it has an `href`."""

    href: str
    text: str
    x: int
    y: int


def with_count(show: Presenter, name: str, count: int) -> str:
    """“March 1987: 2 articles”."""
    words = show.words
    articles = words.ngettext("%(shown)s article", "%(shown)s articles", count)
    return words.gettext("%(period)s: %(articles)s") % {
        "period": name,
        "articles": articles % {"shown": show.number(count)},
    }
