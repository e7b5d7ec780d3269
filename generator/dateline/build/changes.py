"""What changed since the site was last published, read from the catalogue."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.catalogue.ledger import Counts, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import ArticleChange, Pending, TermChange
from dateline.timetree import Month
from dateline.urls import PACKS, SAVEABLE, SEARCH_DATA

_WORTH_TOUCHING, _OF_PAGES = 100, 0.06
"""With more changes than this, and than this part of the pages, asking which pages each of them
touches costs more than looking at all."""

_DATA = SEARCH_DATA, PACKS, SAVEABLE
"""What is not planned as pages are, but made of what these come to."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything since the last publication.

    `stale` maps views to the reason why all of their pages may differ. `unfinished` are the pages
    whose files cannot be trusted, each with the reason; `unfinished_data` those of search data and
    packs, `unfinished_volumes` the search volumes.
    """

    articles: tuple[ArticleChange, ...] = ()
    terms: tuple[TermChange, ...] = ()
    files: tuple[str, ...] = ()
    unfinished: dict[Page, str] = field(default_factory=dict)
    unfinished_data: frozenset[Page] = frozenset()
    unfinished_volumes: frozenset[VolumeName] = frozenset()
    stale: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(len(self) or self.stale or self._unfinished)

    def with_unfinished(
        self, pages: Iterable[Page], volumes: Iterable[VolumeName], reason: str
    ) -> Changes:
        """The same, with more pages and volumes whose files cannot be trusted."""
        found = frozenset(pages)
        data = frozenset(page for page in found if page.url.startswith(_DATA))
        planned = sorted(found - data, key=lambda page: page.url)
        return dataclasses.replace(
            self,
            unfinished=dict.fromkeys(planned, reason) | self.unfinished,
            unfinished_data=self.unfinished_data | data,
            unfinished_volumes=self.unfinished_volumes.union(volumes),
        )

    @property
    def _unfinished(self) -> bool:
        return bool(self.unfinished or self.unfinished_data or self.unfinished_volumes)

    def __len__(self) -> int:
        return len(self.articles) + len(self.terms) + len(self.files)


def read_changes(pending: Pending, published: Counts, stale: dict[str, str]) -> Changes:
    """The changes that the catalogue holds, and the views that are stale.

    Where very many articles have changed, beside those `published`, every view is stale, and none
    of the articles is named.
    """
    count = pending.count_articles()
    many = count > max(_WORTH_TOUCHING, published.pages * _OF_PAGES)
    if many:
        from dateline.views import VIEWS

        everything = (view.name for view in VIEWS)
        stale = dict.fromkeys(everything, f"{count:,} files changed") | stale
    changes = Changes(
        articles=() if many else tuple(pending.articles()),
        terms=tuple(pending.terms()),
        files=tuple(pending.files()),
        stale=stale,
    )
    return changes.with_unfinished(
        pending.unfinished_pages(), pending.unfinished_volumes(), "the last build did not finish"
    )


def months_of(changes: Changes, lang: str) -> set[Month]:
    """The months of a language in which an article was, or is, of those that changed."""
    articles = (article for change in changes.articles for article in (change.before, change.after))
    return {
        (article.date.year, article.date.month or 1)
        for article in articles
        if article and article.kind == "article" and article.lang == lang and article.date
    }
