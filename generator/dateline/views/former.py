"""Kinds of page at addresses at which something was before."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Protocol

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.hosts import REDIRECTS
from dateline.views.base import View


class Leading(Protocol):
    """Where such an address leads, and the language of what is there."""

    @property
    def lang(self) -> str: ...


class FormerView(View):
    """Pages that lead to where something is now, and give way to pages of any other kind. The key
    is the address by which it is looked up."""

    gives_way = True

    @abstractmethod
    def leading(self, url: str, catalogue: Catalogue) -> Leading | None:
        """Where an address leads; None if nowhere."""

    @abstractmethod
    def address(self, url: str, catalogue: Catalogue) -> str:
        """The address of the page that says where `url` leads."""

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        found = self.leading(str(page.key[0]), catalogue)
        return found is not None and found.lang == page.lang

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return (*self.built(catalogue), *self.pages(catalogue)) if path == REDIRECTS else ()

    def at(self, urls: Iterable[str], catalogue: Catalogue) -> Iterator[Page]:
        """The pages for those of these addresses that lead somewhere."""
        for url in urls:
            if found := self.leading(url, catalogue):
                yield self.page(found.lang, (url,), self.address(url, catalogue))

    def now_and_before(self, urls: Iterable[str], catalogue: Catalogue) -> Iterator[Page]:
        """The pages for those of these addresses that lead somewhere now, or did when last
        published."""
        for url in urls:
            yield from self.at([url], catalogue)
            standing = catalogue.published.page_at(self.address(url, catalogue))
            if standing and standing.view == self.name:
                yield standing
