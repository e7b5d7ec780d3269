"""Pages of which there is one, or one in each language, always: search, 404, robots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dateline.catalogue.page import Page
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.base import Context
from dateline.views.kinds import OnePerLanguage, OnlyOne


class _Plain(OnePerLanguage):
    """A page that reads nothing but what every page does."""

    message: ClassVar[str]

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
            noindex=True,
        )


class SearchView(_Plain):
    """The search page; its script does the rest."""

    name, template, message = "search", "search.html", "Search"

    def address(self, urls: Urls, lang: str) -> str:
        return urls.search(lang)


class NotFoundView(_Plain):
    """What hosts answer with where there is nothing."""

    name, template, message = "not-found", "404.html", "Page not found"
    for_the_web = True

    def address(self, urls: Urls, lang: str) -> str:
        return urls.not_found(lang)


@dataclass(slots=True, kw_only=True)
class RobotsContext(Context):
    """What robots.txt reads."""

    sitemap: str


class RobotsView(OnlyOne):
    """The rules for robots."""

    name, template = "robots", "robots.txt"
    for_the_web = True

    def address(self, urls: Urls) -> str:
        return urls.robots()

    def context(self, page: Page, archive: Archive) -> RobotsContext:
        urls = archive.urls
        return RobotsContext(
            lang=page.lang,
            title="",
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            sitemap=urls.absolute(urls.sitemap()),
        )
