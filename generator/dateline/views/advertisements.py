"""Advertisements: the theme's places for them, and the fragments that fill these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.snippets import read_snippet
from dateline.markdown import clean_snippet
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.base import Context, View


@dataclass(frozen=True, slots=True)
class AdvertisementPlace:
    """A place for an advertisement: its size in pixels, and the link to what fills it."""

    href: str
    width: int
    height: int


def advertisement_places(lang: str, site: Site, urls: Urls) -> dict[str, AdvertisementPlace]:
    """The places that site.toml fills in a language, by name; none in editions without a server."""
    if not site.edition.online:
        return {}
    return {
        place: AdvertisementPlace(
            urls.href(urls.advertisement(lang, place)), shown.width, shown.height
        )
        for place, shown in site.advertisements_in(lang).items()
    }


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
    readdressed_by = "Rename the advertisement in site.toml"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (
            self._page(lang, place, catalogue)
            for lang in catalogue.languages()
            for place in catalogue.site.advertisements_in(lang)
        )

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        shown = catalogue.site.advertisements_in(page.lang)
        return page.lang in catalogue.languages() and page.key[0] in shown

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        """All: HTML may link to the article, which may be the first or last of its language."""
        languages = {article.lang for article in (before, after) if article}
        for lang in sorted({*languages, *catalogue.languages()}):
            for place in catalogue.site.advertisements_in(lang):
                yield self._page(lang, place, catalogue)

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def _page(self, lang: str, place: str, catalogue: Catalogue) -> Page:
        return self.page(lang, (place,), catalogue.urls.advertisement(lang, place))

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
            link=urls.link_target(link) if link else "",
            html=Markup(show.bodies.linked(html)),
            width=shown.width,
            height=shown.height,
        )
