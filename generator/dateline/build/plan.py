"""Plan: from the changes to the pages that may differ and those to delete, with a reason for each.

It only reads the catalogue: nothing here reads a template or touches the output. Rendering finds
out whether a planned page differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from dateline.build.changes import Changes
from dateline.build.giving_way import giving_way
from dateline.build.rivals import Claims, Rival, find_rivals
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.views.base import Output


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that may have to be written, or one to delete, with the reasons."""

    page: Page
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The first reason, and the number of others."""
        more = len(self.reasons) - 1
        return f"{self.reasons[0]} (and {more} more)" if more else self.reasons[0]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build is to do, in the order of the views."""

    write: tuple[Planned, ...]
    delete: tuple[Planned, ...]
    rivals: tuple[Rival, ...] = ()


@dataclass(slots=True)
class _Candidates:
    """Pages that may differ, with the reasons; `existing` are known to belong to the archive."""

    reasons: dict[Page, tuple[str, ...]] = field(default_factory=dict)
    existing: set[Page] = field(default_factory=set)

    def add(self, pages: Iterable[Page], reason: str) -> None:
        alone = (reason,)  # shared, since there may be many pages
        for page in pages:
            known = self.reasons.setdefault(page, alone)
            if reason not in known:
                self.reasons[page] = (*known, reason)


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the site will have at its addresses."""

    exists: Callable[[str], bool]
    """Whether there is anything at an address."""
    has_page: Callable[[str], bool]
    """Whether there is a page at an address that does not give way to others."""
    beginning: Callable[[str], list[str]]
    """The addresses with a certain beginning of pages that do not give way."""
    old_beginning: Callable[[str], list[str]]
    """The same of pages that give way: they are at addresses that something else had."""


def addresses_after(plan: Plan, catalogue: Catalogue, views: Sequence[Output]) -> Addresses:
    """What the site will have at each address once `plan` is carried out."""
    coming = {planned.page.url: planned.page.view for planned in plan.write}
    going = {planned.page.url for planned in plan.delete}
    yielding = {view.name for view in views if view.gives_way}

    def exists(address: str) -> bool:
        url = catalogue.urls.named(address)
        if url in coming or url in going:
            return url in coming
        return catalogue.is_published(url)

    def has_page(address: str) -> bool:
        if not exists(address):
            return False
        url = catalogue.urls.named(address)
        standing = None if url in coming else catalogue.published.page_at(url)
        return coming.get(url, standing.view if standing else "") not in yielding

    def beginning(start: str, *, old: bool = False) -> list[str]:
        standing = {page.url: page.view for page in catalogue.published.pages_below(start)}
        left = {url: view for url, view in standing.items() if url not in going}
        new = {url: view for url, view in coming.items() if url.startswith(start)}
        return sorted(url for url, view in (left | new).items() if (view in yielding) == old)

    return Addresses(exists, has_page, beginning, partial(beginning, old=True))


def make_plan(changes: Changes, catalogue: Catalogue, views: Sequence[Output]) -> Plan:
    """Plan what to write and delete to bring the output up to date with the catalogue."""
    known = {view.name: view for view in views}
    candidates = _Candidates()
    for view in views:
        if reason := changes.stale.get(view.name):
            there = list(view.pages(catalogue))
            candidates.existing.update(there)
            candidates.add(there, reason)
            candidates.add(view.built(catalogue), reason)
        else:
            for reason, pages in _touched(view, changes, catalogue):
                candidates.add(pages, reason)
    if changes.stale:
        for name in catalogue.published.views().keys() - known.keys():
            gone_pages = (found.page for found in catalogue.published.pages_of(name))
            candidates.add(gone_pages, "nothing makes pages of its kind any more")
    for page, reason in changes.untrusted_pages.items():
        # The page that it was to replace may have to be written again.
        candidates.add([page, *catalogue.published.pages_at([page.url]).values()], reason)
    built = catalogue.published.pages_at(page.url for page in candidates.reasons)
    untrusted = {page.url for page in changes.untrusted_pages}

    def exists(page: Page) -> bool:
        if page.view in changes.stale:
            # All of its pages are listed, each at the address that it has now.
            return page in candidates.existing
        view = known.get(page.view)
        return view is not None and view.exists(page, catalogue)

    candidates.existing.update(page for page in candidates.reasons if exists(page))
    for page, reason in _listing_addresses(candidates, built, changes, catalogue, views):
        candidates.add([page], reason)
        if not known[page.view].gives_way or exists(page):
            candidates.existing.add(page)
    listing = (page.url for page in candidates.reasons if page.url not in built)
    built |= catalogue.published.pages_at(listing)
    candidates.existing -= giving_way(candidates.reasons, candidates.existing, catalogue, known)
    write: dict[str, Planned] = {}
    claims: dict[str, list[Page]] = {}
    gone: dict[str, Planned] = {}
    for page, reasons in candidates.reasons.items():
        planned = Planned(page, reasons)
        if page in candidates.existing:
            write.setdefault(page.url, planned)
            claims.setdefault(page.url, []).append(page)
        elif built.get(page.url) == page or page.url in untrusted:
            gone.setdefault(page.url, planned)
    rivals = find_rivals(Claims(claims, gone.keys(), built, exists), catalogue, known)
    delete = [planned for url, planned in gone.items() if url not in write]
    return Plan(tuple(write.values()), tuple(delete), tuple(rivals))


def _touched(
    view: Output, changes: Changes, catalogue: Catalogue
) -> Iterator[tuple[str, Iterable[Page]]]:
    for change in changes.articles:
        if article := change.of_text:
            yield change.reason, view.touched_by_text(article, catalogue)
        else:
            yield change.reason, view.touched(change.before, change.after, catalogue)
        if change.links:
            yield change.reason, view.touched_by_links(change.links, catalogue)
    for taxonomy, slug in changes.terms:
        yield (
            f"content/{taxonomy}.toml changed “{slug}”",
            view.touched_by_term(taxonomy, slug, catalogue),
        )
    for path in changes.files:
        yield f"content/{path} changed", view.touched_by_file(path, catalogue)
    if changes.recent:
        yield "other articles are recent now", view.touched_by_time(catalogue)
    for path in changes.comments:
        yield f"the comments on content/{path} changed", view.touched_by_comments(path, catalogue)
    for path in changes.revisions:
        yield f"the history of content/{path} changed", view.touched_by_revisions(path, catalogue)


def _listing_addresses(
    candidates: _Candidates,
    built: dict[str, Page],
    changes: Changes,
    catalogue: Catalogue,
    views: Sequence[Output],
) -> Iterator[tuple[Page, str]]:
    """The pages that list the addresses of others, if any addresses come or go, with the reason."""
    came = [page for page in candidates.existing if built.get(page.url) != page]
    went = [
        page
        for page in candidates.reasons
        if page not in candidates.existing and built.get(page.url) == page
    ]
    if came or went:
        first = min(page.url for page in came or went)
        reason = f"{first} is {'new' if came else 'gone'}"
        for view in views:
            if view.name not in changes.stale:
                for page in view.touched_by_addresses([*came, *went], catalogue):
                    yield page, reason
