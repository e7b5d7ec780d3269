"""What changed since the site was last published, read from the catalogue."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.catalogue.ledger import PublishedCounts, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import ArticleChange, Pending, TermChange
from dateline.catalogue.postponed import Postponed
from dateline.timetree import Month

_WORTH_TOUCHING, _OF_PAGES = 100, 0.06
"""With more changes than this, and more than this share of the number of pages, working out which
pages each of them touches takes longer than rendering every page."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that has changed since the last publication.

    `comments` are the paths of articles on which there are other comments, or that were opened or
    closed to them, `revisions` those of articles with other revisions. `recent` says whether what
    is recent has changed, be it only because time has passed. `stale` maps the names of views to
    the reason why all of their pages may differ. `untrusted_pages` maps the pages whose files
    cannot be trusted to the reason; `untrusted_assembled` are those that are not planned but
    assembled from others, `untrusted_volumes` the search volumes. `postponed` is what earlier
    builds left for this one.
    """

    articles: tuple[ArticleChange, ...] = ()
    terms: tuple[TermChange, ...] = ()
    files: tuple[str, ...] = ()
    recent: bool = False
    comments: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()
    untrusted_pages: dict[Page, str] = field(default_factory=dict)
    untrusted_assembled: frozenset[Page] = frozenset()
    untrusted_volumes: frozenset[VolumeName] = frozenset()
    postponed: Postponed | None = None
    stale: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        waiting = self.postponed is not None or self._untrusted
        return bool(len(self) or self.recent or self.stale or waiting)

    @property
    def of_everything(self) -> bool:
        """Whether anything in search volumes and packs may have changed."""
        return bool(self.stale) or (self.postponed is not None and self.postponed.everything)

    def with_untrusted(
        self, pages: Iterable[Page], volumes: Iterable[VolumeName], reason: str
    ) -> Changes:
        """A copy with more pages and volumes whose files cannot be trusted."""
        found, assembled = frozenset(pages), frozenset[Page]()
        if found:
            # Imported here, since a build with nothing to do does not need it.
            from dateline.views import ASSEMBLED

            names = {view.name for view in ASSEMBLED}
            assembled = frozenset(page for page in found if page.view in names)
        planned = sorted(found - assembled, key=lambda page: page.url)
        return dataclasses.replace(
            self,
            untrusted_pages=dict.fromkeys(planned, reason) | self.untrusted_pages,
            untrusted_assembled=self.untrusted_assembled | assembled,
            untrusted_volumes=self.untrusted_volumes.union(volumes),
        )

    @property
    def untrusted_addresses(self) -> frozenset[str]:
        """The addresses of pages whose files cannot be trusted."""
        return frozenset(page.url for page in (*self.untrusted_pages, *self.untrusted_assembled))

    @property
    def _untrusted(self) -> bool:
        return bool(self.untrusted_pages or self.untrusted_assembled or self.untrusted_volumes)

    def __len__(self) -> int:
        parts = self.articles, self.terms, self.files, self.comments, self.revisions
        return sum(map(len, parts))


def read_changes(
    pending: Pending,
    published: PublishedCounts,
    stale: dict[str, str],
    *,
    recent: bool,
    postponed: Postponed | None,
) -> Changes:
    """The pending changes, whether what is `recent` has changed, the views that are stale, and what
    was `postponed`.

    If very many articles have changed compared with what is `published`, every view is stale and
    no article is listed.
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
        recent=recent,
        comments=tuple(pending.comments()),
        revisions=tuple(pending.revisions()),
        postponed=postponed,
        stale=stale,
    )
    return changes.with_untrusted(
        pending.interrupted_pages(), pending.interrupted_volumes(), "the last build did not finish"
    )


def changed_months(changes: Changes, languages: Iterable[str]) -> dict[str, set[Month]]:
    """The months, by language, in which any of the changed articles was or is."""
    before = changes.postponed.months if changes.postponed else {}
    found: dict[str, set[Month]] = {lang: {*before.get(lang, ())} for lang in languages}
    for change in changes.articles:
        for article in (change.before, change.after):
            if article and article.month and article.lang in found:
                found[article.lang].add(article.month)
    return found
