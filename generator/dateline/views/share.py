"""The pictures that are shown where somebody shares an article, if site.toml asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.digests import digest_of
from dateline.images.share import (
    HEIGHT,
    WIDTH,
    draw_share_picture,
    is_drawable,
    is_shown_where_shared,
)
from dateline.views.archive import Archive
from dateline.views.base import Copied, dated

_draw = lru_cache(1)(draw_share_picture)


@dataclass(slots=True, unsafe_hash=True)
class SharePicture:
    """The picture drawn of an article: its full address and its size in pixels."""

    url: str
    width: int
    height: int


class SharePictureView(Copied):
    """A picture of the headline, place and date of each article that has none of its own to show
    where it is shared, and whose words can be drawn."""

    name = "share-picture"
    for_the_web = True
    of_one_file, readdressed_by = True, "Give it another slug or permalink"
    shaped_by = frozenset({"settings", "libraries", "theme"})

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        if catalogue.site.images.share:
            for path, *_ in catalogue.articles.locations("article"):
                article = catalogue.articles.at(path)
                if article and _has_share_picture(article, catalogue):
                    yield self._page(article, catalogue)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        article = catalogue.articles.at(str(page.key[0]))
        return any(
            _has_share_picture(item, catalogue) and self._page(item, catalogue) == page
            for item in dated(article)
        )

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        if catalogue.site.images.share:
            yield from (self._page(article, catalogue) for article in dated(before, after))

    def content(self, page: Page, archive: Archive) -> bytes:
        show = archive.present(page.lang)
        article = archive.catalogue.articles.at(str(page.key[0]))
        assert article is not None and article.date is not None
        parts = article.place.name if article.place else "", show.date(article.date).text
        folio = " · ".join(filter(is_drawable, parts))
        title, colours = archive.site.title_in(page.lang), archive.theme.settings
        return _draw(title, article.title, folio, colours.share_paper, colours.share_ink)

    def digest(self, page: Page, archive: Archive) -> str:
        return digest_of(self.content(page, archive))

    def _page(self, article: Article | Listed, catalogue: Catalogue) -> Page:
        url = catalogue.urls.share_picture(article.url)
        return self.page(article.lang, (article.path,), url)


def share_picture(article: Article, archive: Archive) -> SharePicture | None:
    """The picture drawn of an article for those who share it; None if there is none."""
    if not _has_share_picture(article, archive.catalogue):
        return None
    urls = archive.urls
    return SharePicture(urls.absolute(urls.share_picture(article.url)), WIDTH, HEIGHT)


def _has_share_picture(article: Article, catalogue: Catalogue) -> bool:
    """Whether a picture is drawn of an article for those who share it."""
    site = catalogue.site
    if article.image and is_shown_where_shared(article.image.src):
        return False
    texts = article.title, site.title_in(article.lang)
    return site.images.share and all(map(is_drawable, texts))
