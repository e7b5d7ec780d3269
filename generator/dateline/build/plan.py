"""Plan: a pure function from what changed and what was built to what to write and delete, and why.

Nothing here reads a template or touches the output. A page that is planned is one that *may*
differ; rendering finds out whether it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.build.changes import Changes
from dateline.build.rivals import Rival
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.problems import Problem, problem_of
from dateline.urls import is_reserved
from dateline.views.base import Output

_OF_FILES = frozenset({"article", "page", "file"})
"""The views whose pages are each made of one file of content/."""
_MENDS = {
    "article": "Give it another slug",
    "page": "Give it another slug, or move it into another folder",
    "file": "Rename the file, or remove it",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that may have to be written, or a file to delete, and the reasons."""

    page: Page
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The first reason, and how many more there are."""
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
    """Pages with the reasons to look at them; `existing` are known to belong to the archive."""

    reasons: dict[Page, tuple[str, ...]] = field(default_factory=dict)
    existing: set[Page] = field(default_factory=set)

    def add(self, pages: Iterable[Page], reason: str) -> None:
        alone = (reason,)  # one tuple for all pages, which may be many
        for page in pages:
            known = self.reasons.setdefault(page, alone)
            if reason not in known:
                self.reasons[page] = (*known, reason)


def make_plan(changes: Changes, catalogue: Catalogue, views: Sequence[Output]) -> Plan:
    """What to write and delete so that the output shows what the catalogue holds."""
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
    for page, reason in changes.unfinished.items():
        # What it was to replace may belong there after all.
        candidates.add([page, *catalogue.published.pages_at([page.url]).values()], reason)
    built = catalogue.published.pages_at(page.url for page in candidates.reasons)
    return _settle(candidates, built, changes, catalogue, known)


def _touched(
    view: Output, changes: Changes, catalogue: Catalogue
) -> Iterator[tuple[str, Iterable[Page]]]:
    for change in changes.articles:
        if article := change.of_text:
            yield change.reason, view.touched_by_text(article, catalogue)
        else:
            yield change.reason, view.touched(change.before, change.after, catalogue)
    for taxonomy, slug in changes.terms:
        yield (
            f"content/{taxonomy}.toml changed “{slug}”",
            view.touched_by_term(taxonomy, slug, catalogue),
        )
    for path in changes.files:
        yield f"content/{path} changed", view.touched_by_file(path, catalogue)


def _settle(
    candidates: _Candidates,
    built: dict[str, Page],
    changes: Changes,
    catalogue: Catalogue,
    known: dict[str, Output],
) -> Plan:
    unfinished = {page.url for page in changes.unfinished}
    claims: dict[str, list[Planned]] = {}
    gone: dict[str, Planned] = {}
    for page, reasons in candidates.reasons.items():
        planned = Planned(page, reasons)
        if page in candidates.existing or _exists(page, catalogue, known):
            claims.setdefault(page.url, []).append(planned)
        elif built.get(page.url) == page or page.url in unfinished:
            gone.setdefault(page.url, planned)
    write = {url: claimants[0] for url, claimants in claims.items()}
    rivals = list(_taken_twice(claims, built, catalogue, known))
    rivals += [
        _reserved(planned.page, catalogue) for url, planned in write.items() if is_reserved(url)
    ]
    delete = [planned for url, planned in gone.items() if url not in write]
    rivals += _in_the_way(write, gone, catalogue)
    return Plan(tuple(write.values()), tuple(delete), tuple(rivals))


def _in_the_way(
    write: dict[str, Planned], gone: dict[str, Planned], catalogue: Catalogue
) -> Iterator[Rival]:
    """Files whose addresses are folders of other pages: one name on disk cannot be both."""

    def page_at(url: str) -> Page | None:
        if url in write:
            return write[url].page
        return None if url in gone else catalogue.published.page_at(url)

    seen: set[str] = set()
    blocked: dict[str, tuple[Page, Page]] = {}
    for url, planned in write.items():
        folder = url.rpartition("/")[0]
        while folder and folder not in seen:
            seen.add(folder)
            if file := page_at(folder):
                blocked.setdefault(folder, (planned.page, file))
            folder = folder.rpartition("/")[0]
        if not url.endswith("/"):
            below = (page_at(page.url) for page in catalogue.published.pages_below(url + "/"))
            if inside := next(filter(None, below), None):
                blocked.setdefault(url, (inside, planned.page))
    for url, (inside, file) in blocked.items():
        rival, owner = (file, inside) if file.view in _OF_FILES else (inside, file)
        yield _collision(owner, rival, catalogue, url)


def _taken_twice(
    claims: dict[str, list[Planned]],
    built: dict[str, Page],
    catalogue: Catalogue,
    known: dict[str, Output],
) -> Iterator[Rival]:
    """Addresses that several pages claim, be it one that stands there, untouched by the changes."""
    order = {name: place for place, name in enumerate(known)}
    for url, claimants in claims.items():
        pages = [planned.page for planned in claimants]
        standing = built.get(url)
        if standing and standing not in pages and _exists(standing, catalogue, known):
            pages.append(standing)
        if len(pages) > 1:
            pages.sort(
                key=lambda page: (
                    _is_unfinished(page, catalogue),
                    order[page.view],
                    page.stored_key,
                )
            )
            # Where the archive's own page is among them, no file can have the address.
            owner = next((page for page in pages if page.view not in _OF_FILES), pages[0])
            yield from (_collision(owner, page, catalogue) for page in pages if page != owner)


def _exists(page: Page, catalogue: Catalogue, known: dict[str, Output]) -> bool:
    return page.view in known and known[page.view].exists(page, catalogue)


def _is_unfinished(page: Page, catalogue: Catalogue) -> bool:
    """Whether a page is of a draft or of an article before its date, shown all the same."""
    return page.view in _OF_FILES and catalogue.articles.is_unfinished(str(page.key[0]))


def _collision(owner: Page, rival: Page, catalogue: Catalogue, folder: str = "") -> Rival:
    where = (
        f"{folder} is taken by a file and by a folder" if folder else f"{rival.url} is taken twice"
    )
    message = f"The address {where}: by {_name(rival)} and by {_name(owner)}"
    return _rival(rival, message, catalogue)


def _reserved(page: Page, catalogue: Catalogue) -> Rival:
    message = f"The address {page.url} is one that Dateline keeps for itself"
    return _rival(page, message, catalogue)


def _rival(page: Page, message: str, catalogue: Catalogue) -> Rival:
    if page.view not in _OF_FILES:
        fix = "Rename the taxonomy in site.toml"
        return Rival(Problem("site.toml", 1, 1, message, fix, kind="address-taken"), None)
    path = str(page.key[0])
    fix = _MENDS[page.view]
    return Rival(
        problem_of(
            f"content/{path}",
            1,
            1,
            message,
            fix,
            "error",
            "address-taken",
            catalogue.articles.is_unfinished(path),
        ),
        path,
    )


def _name(page: Page) -> str:
    if page.view in _OF_FILES:
        return f"content/{page.key[0]}"
    return (
        f"the {page.view} page of the site"
        if page.view != "asset"
        else f"the theme's {page.key[0]}"
    )
