"""Anchors that were published in articles and that these no longer have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from dateline.anchors import KEEPING, anchor_tag, anchors_in, lasting_anchors
from dateline.catalogue.anchor_checks import ArticleBody, body_at, body_of
from dateline.catalogue.losses import LostAnchor
from dateline.catalogue.published_before import Evidence, PublishedBefore, texts_of
from dateline.catalogue.queries import Catalogue
from dateline.problems import Problem

_SHOWN = 5


def anchors_since(before: PublishedBefore, catalogue: Catalogue) -> Mapping[str, Collection[str]]:
    """The anchors of the articles known from `before` whose text differs now, by the address that
    each had."""
    texts, found = texts_of(catalogue.connection), dict(before.known_anchors)
    for url, path in before.articles.items():
        text = before.texts.get(path, "")
        # What a build that stopped has read was not published.
        if text and text != texts.get(path) and url not in before.anchors:
            found[url] = [*found.get(url, ()), *lasting_anchors(text)]
    return found


def lost_anchors(
    known: Mapping[str, Collection[str]], catalogue: Catalogue
) -> Iterator[tuple[str, LostAnchor]]:
    """Which of the anchors `known` by addresses the articles that answer there do not have, each
    with the path of the article. It is empty where none answers, or a withdrawn one."""
    for url, anchors in sorted(known.items()):
        article = _answering(url, catalogue) if anchors else None
        there = frozenset(anchors_in(article.html)) if article else frozenset()
        for anchor in dict.fromkeys(anchors):
            if anchor not in there:
                yield article.path if article else "", LostAnchor(url, anchor)


def _answering(url: str, catalogue: Catalogue) -> ArticleBody | None:
    connection = catalogue.connection
    return body_at(url, connection) or body_of(catalogue.redirects.owner(url), connection)


def anchor_problems(
    lost: Iterable[tuple[str, LostAnchor]], evidence: Evidence
) -> Iterator[Problem]:
    """A warning for each article that has lost some, which are known by this `evidence`."""
    found = sorted(one for one in lost if one[0])
    for path, of_article in groupby(found, lambda one: one[0]):
        anchors = list(dict.fromkeys(one.anchor for _, one in of_article))
        names = ", ".join(f"#{name}" for name in anchors[:_SHOWN])
        if more := len(anchors) - _SHOWN:
            names += f" and {more} more" if more > 0 else ""
        known, such = str(evidence), "such place"
        if len(anchors) > 1:
            known, such = known.replace("was", "were", 1), "such places"
        message = f"{names} {known}, and this article has no {such} any more"
        fix = f"{KEEPING} {''.join(map(anchor_tag, anchors))}"
        yield Problem(f"content/{path}", 0, 0, message, fix, "warning", kind="lost-anchor")
