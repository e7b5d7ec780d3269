"""Pages that give way: redirects, where a page of another kind has their address."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.catalogue.page import Page
from dateline.catalogue.pages_like import pages_like
from dateline.catalogue.queries import Catalogue
from dateline.page_paths import folded

if TYPE_CHECKING:
    from dateline.views.base import Output


def giving_way(
    candidates: Collection[Page],
    existing: Set[Page],
    catalogue: Catalogue,
    known: Mapping[str, Output],
) -> set[Page]:
    """Of the planned pages that are `existing`, those that must leave their address, or a file or
    folder on the way to it, to a page that does not give way.

    `candidates` are all planned pages, those to delete included; `known` are all views by name.
    """
    yielding = [page for page in existing if known[page.view].gives_way]
    if not yielding:
        return set()
    firm = sorted(page.url for page in existing if not known[page.view].gives_way)
    going = {page.url for page in candidates if page not in existing}
    finder = _Firm(firm, frozenset(map(folded, firm)), going, catalogue, known)
    return {page for page in yielding if finder.is_in_the_way_of(page.url)}


@dataclass(frozen=True, slots=True)
class _Firm:
    """The pages that do not give way: those planned, in order and, for `lookup`, in the form that
    ignores case as some computers do; and those published before that are not `going`."""

    planned: list[str]
    lookup: frozenset[str]
    going: Set[str]
    catalogue: Catalogue
    known: Mapping[str, Output]

    def is_in_the_way_of(self, url: str) -> bool:
        return any(map(self._has, _on_the_way(url))) or self._has_below(url)

    def _has(self, url: str) -> bool:
        if folded(url) in self.lookup:
            return True
        published = self.catalogue.published
        standing = None if url in self.going else published.page_at(url)
        if standing is not None and self._stays(standing):
            return True
        return any(map(self._stays, pages_like(published.connection, url)))

    def _has_below(self, url: str) -> bool:
        in_lower_case = url.casefold()
        if url.endswith("/"):  # of two folders in different case, only one is made
            return url != in_lower_case and self._has_in(in_lower_case)
        return self._has_in(f"{url}/") or self._has_in(f"{in_lower_case}/")

    def _has_in(self, folder: str) -> bool:
        place = bisect_left(self.planned, folder)
        if place < len(self.planned) and self.planned[place].startswith(folder):
            return True
        return any(map(self._stays, self.catalogue.published.pages_below(folder)))

    def _stays(self, page: Page) -> bool:
        view = self.known.get(page.view)
        return view is not None and not view.gives_way and page.url not in self.going


def _on_the_way(url: str) -> Iterator[str]:
    """The address, and those of files that would have the names of its folders."""
    yield url
    folder = url.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
