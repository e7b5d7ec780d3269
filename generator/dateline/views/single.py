"""Pages of which there is one, or one in each language, whatever the articles: search, 404, robots."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.base import Context, View


class _PerLanguage(View):
    """One page in each language, linked with its counterparts."""

    message: ClassVar[str]
    noindex: ClassVar[bool] = True

    @abstractmethod
    def address(self, urls: Urls, lang: str) -> str:
        """Where the page of a language is."""

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (self._page(lang, catalogue) for lang in catalogue.languages())

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page.lang in catalogue.languages()

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        languages = {article.lang for article in (before, after) if article}
        return (self._page(lang, catalogue) for lang in {*languages, *catalogue.languages()})

    def _page(self, lang: str, catalogue: Catalogue) -> Page:
        return self.page(lang, (), self.address(catalogue.urls, lang))

    def context(self, page: Page, archive: Archive) -> Context:
        show, urls = archive.present(page.lang), archive.urls
        return Context(
            lang=page.lang,
            title=show.words.gettext(self.message),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            translations=archive.translations(
                archive.catalogue.languages(),
                lambda lang: self.address(urls, lang),
                page.lang,
            ),
            breadcrumbs=(show.home(),),
            noindex=self.noindex,
        )


class SearchView(_PerLanguage):
    """The search page; its script does the rest."""

    name, template, message = "search", "search.html", "Search"

    def address(self, urls: Urls, lang: str) -> str:
        return urls.search(lang)


class NotFoundView(_PerLanguage):
    """What hosts answer with where there is nothing."""

    name, template, message = "not-found", "404.html", "Page not found"

    def address(self, urls: Urls, lang: str) -> str:
        return urls.not_found(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsContext(Context):
    """What robots.txt reads."""

    sitemap: str


class RobotsView(View):
    """The rules for robots."""

    name, template = "robots", "robots.txt"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        yield self.page(catalogue.site.language, (), catalogue.urls.robots())

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return True

    def context(self, page: Page, archive: Archive) -> RobotsContext:
        urls = archive.urls
        return RobotsContext(
            lang=page.lang,
            title="",
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            sitemap=urls.absolute(urls.sitemap()),
        )
