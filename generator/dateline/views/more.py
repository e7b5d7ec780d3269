"""“More articles”: earlier coverage, by what it shares with an article.

Only the eight articles before it under each of its terms are looked at, so a new article changes
what is shown on the eight after it under each of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date as calendar_date
from datetime import timedelta

from dateline.catalogue.earlier import Earlier
from dateline.catalogue.listed import Listed
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.views.base import dated

_SHOWN, _LOOKED_AT = 4, 8
_WEIGHTS = {"series": 4, "places": 2, "tags": 2, "sections": 1}
_TERMS = {"series": 1, "places": 1, "tags": 5, "sections": 1}
"""What a shared term of each taxonomy counts for, and how many of an article's terms are used."""
_SOON, _SOON_COUNTS = timedelta(days=7), 1
"""Within this time, an article counts for more; one that shares only the section is shown only
then, since everything in a section is not about the same thing."""


def more_articles(
    article: Article, catalogue: Catalogue, besides: Collection[Listed | None]
) -> list[Listed]:
    """The earlier articles that share most with an article, without those shown `besides`."""
    weights: dict[Earlier, int] = {}
    for taxonomy, most in _TERMS.items():
        for term in article.terms_of(taxonomy)[:most]:
            for other in catalogue.terms.earlier(article, taxonomy, term.slug, _LOOKED_AT):
                weights[other] = weights.get(other, 0) + _WEIGHTS[taxonomy]
    since = (calendar_date.fromisoformat(article.sort_key[:10]) - _SOON).isoformat()
    ranked = []
    for (sort_key, identity), weight in weights.items():
        soon = sort_key >= since
        if soon or weight > _WEIGHTS["sections"]:
            ranked.append((weight + _SOON_COUNTS * soon, sort_key, identity))
    best = [identity for *_, identity in sorted(ranked, reverse=True)[: _SHOWN + len(besides)]]
    return [other for other in catalogue.articles.listed(best) if other not in besides][:_SHOWN]


def may_show(
    before: Article | None, after: Article | None, catalogue: Catalogue
) -> Iterator[Listed]:
    """The articles that may show an article as one more, as it was or as it is."""
    if before and after and _ranking(before) == _ranking(after):
        # The same articles show it as before, and most of those that may do not.
        for other in dict.fromkeys(_later(after, catalogue)):
            article = catalogue.articles.at(other.path)
            if article and after.path in _shown_by(article, catalogue):
                yield other
    else:
        for item in dated(before, after):
            yield from _later(item, catalogue)


def beside_in_series(article: Article, catalogue: Catalogue) -> tuple[Listed | None, Listed | None]:
    """The previous and the next part of the article's series."""
    series = article.terms_of("series")
    return catalogue.terms.beside("series", series[0].slug, article) if series else (None, None)


def _ranking(article: Article) -> tuple[object, ...]:
    """All of an article that decides which others show it."""
    terms = [(term.taxonomy, term.slug) for term in article.terms]
    return article.kind, article.lang, article.sort_key, terms


def _shown_by(article: Article, catalogue: Catalogue) -> set[str]:
    """The paths of those that an article shows."""
    part_before, _ = beside_in_series(article, catalogue)
    return {other.path for other in more_articles(article, catalogue, {part_before})}


def _later(article: Article, catalogue: Catalogue) -> Iterator[Listed]:
    """The later articles that may show an article as one more; none for a page."""
    for term in article.terms:
        # One that is not among the few terms used of this article may be among those of another.
        if article.kind == "article" and term.taxonomy in _TERMS:
            yield from catalogue.terms.articles(
                term.taxonomy, article.lang, term.slug, after=article.sort_key, limit=_LOOKED_AT
            )
