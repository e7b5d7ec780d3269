"""Rivals: pages whose address belongs to another page or is reserved by Dateline."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dateline.catalogue.page import Page
from dateline.catalogue.pages_like import pages_like
from dateline.catalogue.queries import Catalogue
from dateline.page_paths import folded
from dateline.problems import Problem, problem_of
from dateline.urls import is_reserved

if TYPE_CHECKING:
    from dateline.views.base import Output


class Rival(NamedTuple):
    """A page that cannot have its address, and the problem to report.

    If it is made from a file at content/`path`, a build can keep going without it. If `path` is
    None, the page is one of Dateline's own, and the build cannot.
    """

    problem: Problem
    path: str | None


@dataclass(frozen=True, slots=True)
class Claims:
    """The pages that claim each address, among those planned; the addresses that become free; what
    was last published at each; and a function that says whether a page belongs to the archive."""

    pages: Mapping[str, Sequence[Page]]
    gone: Set[str]
    built: Mapping[str, Page]
    exists: Callable[[Page], bool]


def find_rivals(
    claims: Claims, catalogue: Catalogue, known: Mapping[str, Output]
) -> Iterator[Rival]:
    """Find every page that cannot have its address; `known` are all views by name, in order."""
    finder = _Finder(claims, catalogue, known)
    yield from finder.taken_twice()
    yield from finder.reserved()
    yield from finder.in_the_way()
    yield from finder.alike()


@dataclass(frozen=True, slots=True)
class _Finder:
    claims: Claims
    catalogue: Catalogue
    known: Mapping[str, Output]

    def taken_twice(self) -> Iterator[Rival]:
        """Pages whose address another page claims too, planned or already published there."""
        order = {name: place for place, name in enumerate(self.known)}
        for url, claimants in self.claims.pages.items():
            pages = list(claimants)
            standing = self.claims.built.get(url)
            if standing and standing not in pages and self._stays(standing):
                pages.append(standing)
            if len(pages) > 1:
                pages.sort(
                    key=lambda page: (
                        self._is_unfinished(page),
                        self._permalink(page) is not None,
                        order[page.view],
                        page.stored_key,
                    )
                )
                # A page of Dateline's own takes precedence over all files.
                owner = next((page for page in pages if not self._source(page)), pages[0])
                yield from (self._collision(owner, page) for page in pages if page != owner)

    def reserved(self) -> Iterator[Rival]:
        """Pages whose address is reserved."""
        for url, (page, *_) in self.claims.pages.items():
            if is_reserved(url):
                message = f"Dateline reserves the address {url} for itself"
                yield self._rival(page, message)

    def in_the_way(self) -> Iterator[Rival]:
        """Files whose address is also a folder of other pages: on disk, a name cannot be both."""
        seen: set[str] = set()
        blocked: dict[str, tuple[Page, Page]] = {}
        for url, (page, *_) in self.claims.pages.items():
            folder = url.rpartition("/")[0]
            while folder and folder not in seen:
                seen.add(folder)
                if file := self._page_at(folder) or self._page_at(folder.casefold()):
                    blocked.setdefault(folder, (page, file))
                folder = folder.rpartition("/")[0]
            if not url.endswith("/"):
                below = (
                    self._page_at(page.url)
                    for page in self.catalogue.published.pages_below(url + "/")
                )
                if inside := next(filter(None, below), None):
                    blocked.setdefault(url, (inside, page))
        for url, (inside, file) in blocked.items():
            rival, owner = (file, inside) if self._source(file) else (inside, file)
            yield self._collision(owner, rival, url)

    def alike(self) -> Iterator[Rival]:
        """Pages whose address differs from that of a page of another kind only in upper and lower
        case, which many file systems treat as one. Articles are compared elsewhere."""
        forms: dict[str, set[Page]] = {}
        is_first = not self.catalogue.published.has_pages()
        for url, (page, *_) in self.claims.pages.items():
            near = [] if is_first or self.claims.built.get(url) == page else [*self._like(page)]
            if (form := folded(url)) != url or near:
                claimants = self.claims.pages.get(form, ())[:1]
                forms.setdefault(form, set()).update((page, *claimants, *near))
        for pages in forms.values():
            first, *rest = sorted(pages, key=lambda one: (self._kind(one), one.url))
            for page in rest:
                if self._kind(page) != self._kind(first):
                    yield self._rival(
                        page,
                        f"The address {page.url} and that of {self._described(first)}, {first.url},"
                        " differ only in upper and lower case, which some computers ignore",
                    )

    def _like(self, page: Page) -> Iterator[Page]:
        """The published pages that stay at addresses like that of a page."""
        for one in pages_like(self.catalogue.connection, page.url):
            is_planned = one.url in self.claims.pages or one.url in self.claims.gone
            if not is_planned and self._stays(one):
                yield one

    def _kind(self, page: Page) -> int:
        """Of pages that differ only in case, that of the lowest kind keeps its address: Dateline's
        own before those of files, and files before articles."""
        source = self._source(page)
        return 2 if source.endswith(".md") else 1 if source else 0

    def _described(self, page: Page) -> str:
        return self.known[page.view].described(page)

    def _page_at(self, url: str) -> Page | None:
        """The page that will be at an address; None if there will be none."""
        if url in self.claims.pages:
            return self.claims.pages[url][0]
        standing = None if url in self.claims.gone else self.catalogue.published.page_at(url)
        view = self.known.get(standing.view) if standing else None
        return standing if view and not view.gives_way else None

    def _stays(self, page: Page) -> bool:
        """Whether a page that is already published keeps its address."""
        view = self.known.get(page.view)
        return not (view and view.gives_way) and self.claims.exists(page)

    def _source(self, page: Page) -> str:
        return self.known[page.view].source(page)

    def _permalink(self, page: Page) -> tuple[int, int] | None:
        """The place of the permalink of the article that a page is made from, if it has one: whose
        address was written there gives way to what has its address by its name."""
        return self.catalogue.articles.place_of_permalink(self._source(page))

    def _is_unfinished(self, page: Page) -> bool:
        """Whether a page is made from a draft or an article before its date, which `--drafts`
        includes."""
        source = self._source(page)
        return bool(source) and self.catalogue.articles.is_unfinished(source)

    def _collision(self, owner: Page, rival: Page, folder: str = "") -> Rival:
        where = (
            f"{folder} is used both as a file and as a folder"
            if folder
            else f"{rival.url} is used twice"
        )
        rival_name, owner_name = map(self._described, (rival, owner))
        message = f"The address {where}: by {rival_name} and by {owner_name}"
        if alike := _difference_unseen(rival_name, owner_name):
            return self._rival(rival, f"{message}. {alike}", "Delete one of them, or rename it")
        # Of two pages of Dateline's own, it may be the other that can have another address.
        fix = "" if self._source(rival) else self._readdressed_by(rival, owner)
        return self._rival(rival, message, fix)

    def _readdressed_by(self, *pages: Page) -> str:
        """How to give the first of these pages that can have another address one."""
        ways = (self.known[page.view].readdressed_by for page in pages)
        return next(filter(None, ways), "Change what gives it this address in site.toml")

    def _rival(self, page: Page, message: str, fix: str = "") -> Rival:
        """The rival, with its own `fix` or that of pages of its kind."""
        path, place = self._source(page), self._permalink(page)
        if not fix:
            fix = "Give it another permalink" if place else self._readdressed_by(page)
        if not path:
            return Rival(Problem("site.toml", 1, 1, message, fix, kind="address-taken"), None)
        return Rival(
            problem_of(
                (f"content/{path}", *(place or (1, 1))),
                message,
                fix,
                kind="address-taken",
                unfinished=self.catalogue.articles.is_unfinished(path),
            ),
            path,
        )


def _difference_unseen(first: str, second: str) -> str:
    """How two names differ that look the same; empty if they do not look the same."""
    composed = unicodedata.normalize("NFC", second)
    if first == second or unicodedata.normalize("NFC", first) != composed:
        return ""
    ways = "as one character (NFC)", "as a letter and an accent (NFD)"
    here, there = ways if first == composed else reversed(ways)
    letter = next(one for one in composed if unicodedata.normalize("NFD", one) != one)
    return (
        "These names look the same, but letters with accents are stored in two ways:"
        f" “{letter}” {here} in the first, {there} in the second"
    )
