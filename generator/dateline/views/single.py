"""Pages that exist once, or once in each language: search, 404, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.urls import NOT_FOUND, OPENSEARCH, ROBOTS, Urls
from dateline.views.archive import Archive
from dateline.views.base import Context
from dateline.views.kinds import OnePerLanguage, OnlyOne


class Plain(OnePerLanguage):
    """A page that reads no articles.

    `about` is its description. It contains no number of articles, since otherwise the files that
    every reader stores for reading offline would be stale after every new article.
    """

    message: ClassVar[str]
    about: ClassVar[str] = ""

    def context(self, page: Page, archive: Archive) -> Context:
        return Context(**self.common_fields(page, archive))

    def common_fields(self, page: Page, archive: Archive) -> dict[str, Any]:
        """The fields that the contexts of all these pages share."""
        show, urls = archive.present(page.lang), archive.urls
        paper = {"paper": archive.site.title_in(page.lang)}
        return {
            "lang": page.lang,
            "title": show.words.gettext(self.message),
            "description": show.words.gettext(self.about) % paper if self.about else "",
            "href": urls.href(page.url),
            "canonical": urls.absolute(page.url),
            "translations": archive.translations(
                archive.catalogue.languages(),
                lambda lang: self.address(urls, lang),
                page.lang,
            ),
            "breadcrumbs": (show.home(),),
            "noindex": True,
        }


@dataclass(slots=True)
class Facet:
    """A taxonomy that a search can be narrowed by."""

    name: str
    label: str


@dataclass(slots=True, kw_only=True)
class SearchContext(Context):
    """What search.html reads."""

    facets: tuple[Facet, ...]


class SearchView(Plain):
    """The search page; its script does the rest."""

    name, template, message = "search", "search.html", "Search"
    kept_offline = True
    about = (
        "%(paper)s: search every article for words and phrases, and narrow the results by"
        " year and subject."
    )

    def address(self, urls: Urls, lang: str) -> str:
        return urls.search(lang)

    def context(self, page: Page, archive: Archive) -> SearchContext:
        show = archive.present(page.lang)
        in_use = archive.catalogue.terms.taxonomies_in_use(page.lang)
        facets = (Facet(name, show.taxonomy_label(name)) for name in in_use)
        return SearchContext(**self.common_fields(page, archive), facets=tuple(facets))


@dataclass(slots=True, kw_only=True)
class OpenSearchContext(Context):
    """What opensearch.xml reads."""

    short_name: str
    search: str
    icon: str


class OpenSearchView(OnePerLanguage):
    """The OpenSearch description, by which a browser adds the archive to its search engines."""

    name, template = "opensearch", "opensearch.xml"
    for_the_web, file_name = True, OPENSEARCH

    def address(self, urls: Urls, lang: str) -> str:
        return urls.opensearch(lang)

    def context(self, page: Page, archive: Archive) -> OpenSearchContext:
        urls, show = archive.urls, archive.present(page.lang)
        title = archive.site.title_in(page.lang)
        return OpenSearchContext(
            lang=page.lang,
            title=title,
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            description=f"{title} — {show.words.gettext('Search the archive')}",
            short_name=_short(title),
            search=urls.absolute(urls.search(page.lang)),
            icon=urls.absolute(urls.asset("icon.svg")),
        )


class NotFoundView(Plain):
    """The page that servers show for addresses that do not exist."""

    name, template, message = "not-found", "404.html", "Page not found"
    for_the_web, file_name = True, NOT_FOUND

    def address(self, urls: Urls, lang: str) -> str:
        return urls.not_found(lang)


@dataclass(slots=True, kw_only=True)
class RobotsContext(Context):
    """What robots.txt reads."""

    disallowed: tuple[str, ...]
    sitemap: str
    news_sitemap: str


class RobotsView(OnlyOne):
    """The rules for robots."""

    name, template = "robots", "robots.txt"
    for_the_web, file_name = True, ROBOTS

    def address(self, urls: Urls) -> str:
        return urls.robots()

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        """The page, unless the newsroom has a robots.txt of its own."""
        return () if catalogue.files.hash_of(ROBOTS) else super().pages(catalogue)

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return super().pages(catalogue) if path == ROBOTS else ()

    def context(self, page: Page, archive: Archive) -> RobotsContext:
        urls = archive.urls
        return RobotsContext(
            lang=page.lang,
            title="",
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            disallowed=tuple(
                urls.href(urls.fragments(lang)) for lang in archive.catalogue.languages()
            ),
            sitemap=urls.absolute(urls.sitemap()),
            news_sitemap=urls.absolute(urls.news_sitemap()),
        )


def _short(title: str, most: int = 16) -> str:
    """A title cut to the sixteen characters that OpenSearch allows, between words if possible."""
    if len(title) <= most:
        return title
    words = title[: most + 1].rsplit(" ", 1)
    return words[0] if len(words) > 1 and words[0] else title[:most]
