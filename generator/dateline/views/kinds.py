"""Kinds that list articles with their pictures, and kinds with one page in each language, or only
one page or file, whatever the articles."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.digests import digest_of
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.base import Copied, View, dated


class ListView(View):
    """Pages that list articles, each of which may be shown with its picture."""

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        for listed in dated(*catalogue.articles.linking_to(path)):
            article = catalogue.articles.at(listed.path)
            if article and article.image:
                yield from self.touched(article, article, catalogue)


class OnePerLanguage(View):
    """One page in each language of the site. The key is empty.

    Any change to an article touches all of them: they are few, and a language that is added or
    removed changes the links between them.
    """

    @abstractmethod
    def address(self, urls: Urls, lang: str) -> str:
        """The address of the page in a language."""

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (self._page(lang, catalogue) for lang in catalogue.languages())

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page.lang in catalogue.languages()

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        languages = {article.lang for article in (before, after) if article}
        return (
            self._page(lang, catalogue) for lang in sorted({*languages, *catalogue.languages()})
        )

    def _page(self, lang: str, catalogue: Catalogue) -> Page:
        return self.page(lang, (), self.address(catalogue.urls, lang))


class OnlyOne(View):
    """A single page, in the site's language. The key is empty."""

    @abstractmethod
    def address(self, urls: Urls) -> str:
        """The address of the page."""

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (self.page(catalogue.site.language, (), self.address(catalogue.urls)),)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page in self.pages(catalogue)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        return self.pages(catalogue)


class MadeFile(Copied):
    """A single file that is made without a template, and that the site may lack. The key is
    empty."""

    for_the_web = True
    shaped_by = frozenset({"settings", "libraries"})

    @abstractmethod
    def address(self, urls: Urls) -> str:
        """The address of the file."""

    @abstractmethod
    def wanted(self, catalogue: Catalogue) -> bool:
        """Whether the site has the file."""

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (self._page(catalogue),) if self.wanted(catalogue) else ()

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page == self._page(catalogue) and self.wanted(catalogue)

    def digest(self, page: Page, archive: Archive) -> str:
        return digest_of(self.content(page, archive))

    def _page(self, catalogue: Catalogue) -> Page:
        return self.page(catalogue.site.language, (), self.address(catalogue.urls))
