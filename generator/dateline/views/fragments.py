"""Fragments: what pages load when they are read, so that it is not part of their own bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.content.snippets import read_snippet
from dateline.markdown import clean_snippet
from dateline.views.archive import Archive
from dateline.views.base import Context, View
from dateline.views.fragment_lists import LISTS
from dateline.views.parts import Entry
from dateline.views.site_context import link_href

_ENTRIES = 12
"""More than pages show, since each leaves out what it already leads to."""


@dataclass(slots=True, kw_only=True)
class FragmentContext(Context):
    """What fragment.html reads."""

    entries: tuple[Entry, ...]


class FragmentView(View):
    """The newest articles, and the must-reads, of a language. The key is the name of the list."""

    name, template = "fragment", "fragment.html"
    for_the_web = True

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (page for lang in catalogue.languages() for page in self._pages(lang, catalogue))

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page.lang in catalogue.languages()

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for lang in {article.lang for article in (before, after) if article}:
            yield from self._pages(lang, catalogue)

    def _pages(self, lang: str, catalogue: Catalogue) -> Iterable[Page]:
        return (self.page(lang, (name,), catalogue.urls.fragment(lang, name)) for name in LISTS)

    def context(self, page: Page, archive: Archive) -> FragmentContext:
        show, found = archive.present(page.lang), LISTS[str(page.key[0])]
        articles = found.articles(archive.catalogue.articles, page.lang, _ENTRIES)
        return FragmentContext(
            lang=page.lang,
            title=show.words.gettext(found.title),
            href=archive.urls.href(page.url),
            canonical=archive.urls.absolute(page.url),
            noindex=True,
            entries=show.entries(articles),
        )


@dataclass(slots=True, kw_only=True)
class AdvertisementContext(Context):
    """What advertisement.html reads: a picture, or the publisher's HTML.

    `src` is empty if there is no picture, or it is missing. `width` and `height` are in pixels.
    """

    src: str
    alt: str
    link: str
    html: Markup
    width: int
    height: int


class AdvertisementView(View):
    """What fills one of the theme's places for advertisements. The key is the name of the place."""

    name, template = "advertisement", "advertisement.html"
    for_the_web = True
    shaped_by = frozenset({"templates", "settings", "libraries", "advertisements"})
    readdressed_by = "Rename the file"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (
            self._page(lang, slot, catalogue)
            for lang in catalogue.languages()
            for slot in catalogue.site.advertisements_in(lang)
        )

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        shown = catalogue.site.advertisements_in(page.lang)
        return page.lang in catalogue.languages() and page.key[0] in shown

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        """Those of the article's language, which it may be the first or the last to have."""
        for lang in {article.lang for article in (before, after) if article}:
            for slot in catalogue.site.advertisements_in(lang):
                yield self._page(lang, slot, catalogue)

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def _page(self, lang: str, slot: str, catalogue: Catalogue) -> Page:
        return self.page(lang, (slot,), catalogue.urls.fragment(lang, f"ad-{slot}"))

    def context(self, page: Page, archive: Archive) -> AdvertisementContext:
        show, urls, site = archive.present(page.lang), archive.urls, archive.site
        shown = site.advertisements_in(page.lang)[str(page.key[0])]
        html = clean_snippet(read_snippet(site, shown.html), shown.html).html
        image, link = shown.image_in(page.lang), shown.link_in(page.lang)
        has_image = image and archive.catalogue.files.hash_of(image)
        return AdvertisementContext(
            lang=page.lang,
            title=show.words.gettext("Advertisement"),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            noindex=True,
            src=urls.href(urls.file(image)) if has_image else "",
            alt=shown.alt_in(page.lang),
            link=link_href(link, archive) if link else "",
            html=Markup(show.linked(html)),
            width=shown.width,
            height=shown.height,
        )
