"""Descriptions of lists for search engines: what a list is, how many articles it has, which years.

Each is made from what its page shows, so it is stale only when the page is.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.catalogue.listed import Listed
from dateline.views.present import Presenter

_LONGEST = 160
"""In characters: about as much as search engines show."""


def describe_list(
    show: Presenter, name: str, total: int | None, years: str = "", sentences: Iterable[str] = ()
) -> str:
    """“The Meridian, Cyclones (Tags): 12 articles, 1975–2024.”, then as many `sentences` as fit.

    Without a `name`, the list is that of the whole paper; without a `total`, it says nothing of
    numbers.
    """
    words, facts, opening = show.words, [], _of_the_paper(show, name)
    if total is not None:
        articles = words.ngettext("%(shown)s article", "%(shown)s articles", total)
        facts.append(articles % {"shown": show.number(total)})
    if years:
        facts.append(years)
    if facts:
        opening = words.gettext("%(list)s: %(facts)s.") % {
            "list": opening,
            "facts": ", ".join(facts),
        }
    return shortened(" ".join([opening, *filter(None, sentences)]))


def describe_terms(show: Presenter, label: str, years: str, terms: Iterable[str]) -> str:
    """“The Meridian, Tags, 1968–2024: Cyclones (12), Birds (8)”, with as many terms as fit."""
    name = f"{label}, {years}" if years else label
    opening = show.words.gettext("%(list)s: %(facts)s.") % {
        "list": _of_the_paper(show, name),
        "facts": ", ".join(terms),
    }
    return shortened(opening)


def titles(articles: Iterable[Listed]) -> str:
    """The titles of articles, as one sentence."""
    return "; ".join(article.title for article in articles)


def span_of(first: int, last: int) -> str:
    """“1968–2024”, or “2024”; empty if there are no years."""
    return f"{first}–{last}" if first != last else str(first or "")


def shortened(text: str) -> str:
    """The text, cut between words to at most 160 characters."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    whole = text[:_LONGEST].rpartition(" ")[0] or text[: _LONGEST - 1]
    return whole.rstrip(",;:. ") + "…"


def _of_the_paper(show: Presenter, name: str) -> str:
    paper = show.catalogue.site.title_in(show.lang)
    return f"{paper}, {name}" if name else paper
