"""Sitemaps (sitemaps.org 0.9): an index, one for each volume, one for all other pages, and one of
news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.timetree import Period, parse_period
from dateline.urls import NEWS_SITEMAP, SITEMAP, Urls
from dateline.views.archive import Archive
from dateline.views.base import Context, Output, View, dated
from dateline.views.kinds import OnlyOne

_OTHER = "pages"
_LARGEST, _MOST_NEWS = 50_000, 1_000
"""The limits on the number of addresses in a sitemap, and in one of news."""


@dataclass(slots=True)
class SitemapEntry:
    """An address, and the day or moment of its last change, if known."""

    url: str
    updated: str


@dataclass(slots=True, kw_only=True)
class SitemapContext(Context):
    """What sitemap.xml and sitemaps.xml read."""

    entries: tuple[SitemapEntry, ...]


def _context(page: Page, archive: Archive, entries: Iterable[SitemapEntry]) -> SitemapContext:
    return SitemapContext(
        lang=page.lang,
        title="",
        href=archive.urls.href(page.url),
        canonical=archive.urls.absolute(page.url),
        entries=tuple(entries),
    )


def _volumes(catalogue: Catalogue, lang: str) -> Iterator[Period]:
    """The volumes of a language that have articles to list, since an empty sitemap is not valid."""
    leaves = catalogue.volumes.tree(lang).leaves()
    return (period for period in leaves if catalogue.volumes.has_searchable(lang, period))


class VolumeSitemapView(View):
    """The articles of one volume. The key is the volume's name."""

    name, template = "volume-sitemap", "sitemap.xml"
    for_the_web = True

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            yield from (
                self._page(lang, volume.name, catalogue) for volume in _volumes(catalogue, lang)
            )

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        period = parse_period(str(page.key[0]))
        tree = catalogue.volumes.tree(page.lang)
        is_volume = period in tree.counts and not tree.is_split(period)
        return is_volume and catalogue.volumes.has_searchable(page.lang, period)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for lang in {article.lang for article in dated(before, after)}:
            tree = catalogue.volumes.tree(lang)
            yield from catalogue.once((self.name, lang), lambda: self._differing(lang, catalogue))  # noqa: B023 - called at once
            for article in dated(before, after):
                leaf = tree.leaf(article.month) if article.month else None
                if leaf and article.lang == lang:
                    yield self._page(lang, leaf.name, catalogue)

    def _differing(self, lang: str, catalogue: Catalogue) -> set[Page]:
        """The pages of volumes that were added or removed."""
        now = {self._page(lang, volume.name, catalogue) for volume in _volumes(catalogue, lang)}
        return now ^ set(self.built(catalogue, lang))

    def _page(self, lang: str, volume: str, catalogue: Catalogue) -> Page:
        return self.page(lang, (volume,), catalogue.urls.sitemap(f"{lang}-{volume}"))

    def context(self, page: Page, archive: Archive) -> SitemapContext:
        period = parse_period(str(page.key[0]))
        articles = archive.catalogue.volumes.articles(page.lang, period)
        return _context(
            page,
            archive,
            (
                _article(article, archive)
                for article in articles
                if not (article.noindex or article.canonical)
            ),
        )


def _article(article: Article, archive: Archive) -> SitemapEntry:
    date = article.modified or article.date
    known = date.iso if date and date.day else ""
    return SitemapEntry(archive.urls.absolute(article.url), known)


class OtherSitemapView(OnlyOne):
    """The pages in all languages except articles: those that each view lists in `in_sitemap`."""

    name, template = "other-sitemap", "sitemap.xml"
    for_the_web = True

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        """The sitemap, if a page without a date changed: its `noindex` may have."""
        if any(item.kind == "page" for item in (before, after) if item):
            yield from self.pages(catalogue)

    def touched_by_addresses(self, pages: Iterable[Page], catalogue: Catalogue) -> Iterable[Page]:
        from dateline.views import VIEWS  # as below

        listed = {view.name for view in VIEWS if type(view).in_sitemap is not Output.in_sitemap}
        if any(page.view in listed for page in pages):
            yield from self.pages(catalogue)

    def address(self, urls: Urls) -> str:
        return urls.sitemap(_OTHER)

    def context(self, page: Page, archive: Archive) -> SitemapContext:
        from dateline.views import VIEWS  # the table that this view is in itself

        pages = (found for view in VIEWS for found in view.in_sitemap(archive.catalogue))
        return _context(
            page,
            archive,
            (
                SitemapEntry(archive.urls.absolute(found.url), "")
                for found in islice(pages, _LARGEST)
            ),
        )


class SitemapIndexView(OnlyOne):
    """The index at /sitemap.xml."""

    name, template = "sitemap-index", "sitemaps.xml"
    for_the_web, file_name = True, SITEMAP

    def address(self, urls: Urls) -> str:
        return urls.sitemap()

    def context(self, page: Page, archive: Archive) -> SitemapContext:
        catalogue, urls = archive.catalogue, archive.urls
        names = [
            f"{lang}-{volume.name}"
            for lang in catalogue.languages()
            for volume in _volumes(catalogue, lang)
        ]
        return _context(
            page,
            archive,
            (SitemapEntry(urls.absolute(urls.sitemap(name)), "") for name in [_OTHER, *names]),
        )


@dataclass(slots=True)
class NewsEntry:
    """A recent article, as Google's news sitemaps describe it."""

    url: str
    paper: str
    lang: str
    published: str
    title: str


@dataclass(slots=True, kw_only=True)
class NewsSitemapContext(Context):
    """What sitemap-news.xml reads."""

    entries: tuple[NewsEntry, ...]


class NewsSitemapView(OnlyOne):
    """The articles of the last two days in all languages, by the clock of the build.

    It is there even if there are none, which the format allows, so that robots.txt need not change.
    """

    name, template = "news-sitemap", "sitemap-news.xml"
    for_the_web, file_name = True, NEWS_SITEMAP

    def address(self, urls: Urls) -> str:
        return urls.news_sitemap()

    def touched_by_time(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def context(self, page: Page, archive: Archive) -> NewsSitemapContext:
        urls = archive.urls
        return NewsSitemapContext(
            lang=page.lang,
            title="",
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            entries=tuple(
                NewsEntry(
                    urls.absolute(article.url),
                    archive.site.title_in(article.lang),
                    _news_language(article.lang),
                    article.date.iso,
                    article.title,
                )
                for article in archive.catalogue.articles.recent(_MOST_NEWS)
                if article.date and not article.canonical
            ),
        )


def _news_language(lang: str) -> str:
    """A language tag as the format allows it: the language alone, or `zh-cn` or `zh-tw`, which it
    has for Chinese in simplified and in traditional characters."""
    language, *others = lang.lower().split("-")
    if language == "zh" and {"tw", "hk", "mo", "hant"}.intersection(others):
        return "zh-tw"
    if language == "zh" and {"cn", "sg", "hans"}.intersection(others):
        return "zh-cn"
    return language
