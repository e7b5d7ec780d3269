"""The public log of corrections: the newest, those of each year, and their feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from dateline.catalogue.corrections import Corrected
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.urls import FEED, Urls
from dateline.views.archive import Archive
from dateline.views.base import Context, View, dated
from dateline.views.feed_parts import BEFORE_ALL, FeedContext, FeedEntry, entry_id, instant
from dateline.views.kinds import OnePerLanguage
from dateline.views.parts import Count, DateText, Link
from dateline.views.present import Presenter
from dateline.views.structured_data import blocks, of_page

_NEWEST = 50
_PLACE = "#page--corrections"
"""Where an article's corrections are on its page."""


@dataclass(slots=True)
class CorrectionEntry:
    """A correction in the log, and the article that it is about. `date` is None if unknown."""

    date: DateText | None
    text: str
    article: Link
    published: DateText


@dataclass(slots=True, kw_only=True)
class CorrectionsContext(Context):
    """What corrections.html reads."""

    year: str
    entries: tuple[CorrectionEntry, ...]
    years: tuple[Count, ...]
    total: int
    feed: Link


class CorrectionsView(View):
    """The newest corrections of a language, and below them those of each year. The key is empty, or
    the year.

    Every language has a log, even if nothing was ever corrected: all pages link to it, and would
    change with the first correction otherwise."""

    name, template = "correction-log", "corrections.html"
    saved_as = "list"

    def described(self, page: Page) -> str:
        return "the log of corrections, which Dateline makes from the articles"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            yield self._page(lang, catalogue)
            for year, _ in catalogue.corrections.years(lang):
                yield self._page(lang, catalogue, year)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        if page.key:
            return catalogue.corrections.count(page.lang, *map(int, page.key)) > 0
        return page.lang in catalogue.languages()

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for article in dated(before, after):
            # The pages of all languages link to each other.
            for lang in {article.lang, *catalogue.languages()} if article.corrections else ():
                yield self._page(lang, catalogue)
                for date in article.correction_dates:
                    yield self._page(lang, catalogue, date.year)

    def lasts(self, page: Page) -> bool:
        return True

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def _page(self, lang: str, catalogue: Catalogue, *key: int) -> Page:
        return self.page(lang, key, catalogue.urls.corrections(lang, *key))

    def context(self, page: Page, archive: Archive) -> CorrectionsContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        key = tuple(int(part) for part in page.key)
        found = catalogue.corrections
        listed = found.of_year(page.lang, *key) if key else found.newest(page.lang, _NEWEST)
        year = show.day_text(*key) if key else ""
        label, url = show.corrections(), urls.absolute(page.url)
        title = label.text
        if year:
            title = show.words.gettext("Corrections of %(year)s") % {"year": year}
        breadcrumbs = (show.home(), label) if key else (show.home(),)
        data = of_page("CollectionPage", title, url, page.lang, archive)
        return CorrectionsContext(
            lang=page.lang,
            title=title,
            description=_description(show, archive.site.title_in(page.lang), year),
            href=urls.href(page.url),
            canonical=url,
            translations=archive.translations(
                [lang for lang in catalogue.languages() if not key or found.count(lang, *key)],
                lambda lang: urls.corrections(lang, *key),
                page.lang,
            ),
            feeds=(feed := Link(urls.href(urls.corrections_feed(page.lang)), label.text),),
            breadcrumbs=breadcrumbs,
            structured_data=blocks(data, breadcrumbs, archive),
            year=year,
            entries=tuple(_entry(item, show) for item in listed),
            years=tuple(
                Count(urls.href(urls.corrections(page.lang, one)), show.day_text(one), count)
                for one, count in (() if key else found.years(page.lang))
            ),
            total=found.count(page.lang, *key),
            feed=feed,
        )


def _description(show: Presenter, paper: str, year: str) -> str:
    if year:
        text = show.words.gettext("What %(paper)s corrected in %(year)s.")
        return text % {"paper": paper, "year": year}
    text = show.words.gettext(
        "The corrections of %(paper)s: what was wrong, what is right, and when that was said."
    )
    return text % {"paper": paper}


def _entry(item: Corrected, show: Presenter) -> CorrectionEntry:
    article, date = item.article, item.correction.date
    assert article.date is not None
    return CorrectionEntry(
        show.date(date) if date else None,
        item.correction.text,
        Link(show.urls.href(article.url) + _PLACE, article.title),
        show.date(article.date),
    )


class CorrectionsFeedView(OnePerLanguage):
    """The newest corrections of a language as an Atom feed, which may be empty."""

    name, template = "correction-feed", "feed.xml"
    for_the_web, file_name = True, FEED

    def address(self, urls: Urls, lang: str) -> str:
        return urls.corrections_feed(lang)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for article in dated(before, after):
            if article.corrections:
                yield self._page(article.lang, catalogue)

    def context(self, page: Page, archive: Archive) -> FeedContext:
        urls, site, show = archive.urls, archive.site, archive.present(page.lang)
        listed = archive.catalogue.corrections.newest(page.lang, site.lists.feed)
        entries = tuple(_feed_entries(listed, archive))
        self_url = urls.absolute(page.url)
        return FeedContext(
            lang=page.lang,
            title=show.corrections().text,
            href=urls.href(page.url),
            canonical=self_url,
            id=urls.feed_id(page.url),
            updated=max((entry.updated for entry in entries), default=BEFORE_ALL),
            home=urls.absolute(urls.corrections(page.lang)),
            self_url=self_url,
            entries=entries,
        )


def _feed_entries(listed: Iterable[Corrected], archive: Archive) -> Iterator[FeedEntry]:
    for item in listed:
        article, when = item.article, item.article.correction_dates[item.number]
        headline = archive.present(article.lang).words.gettext("Correction: %(headline)s")
        yield FeedEntry(
            id=entry_id(article, archive) + _fragment(item),
            url=archive.urls.absolute(article.url) + _PLACE,
            title=headline % {"headline": article.title},
            published=instant(when) if when.day else "",
            updated=instant(when),
            summary=item.correction.text,
            content=Markup(),
            authors=(),
            categories=(),
            lang=article.lang,
            rights=article.rights,
            latitude=None,
            longitude=None,
        )


def _fragment(item: Corrected) -> str:
    """What tells a correction from others of its article, and stays as it is if more are added,
    above or below, unless they are of the same day."""
    dates = item.article.correction_dates
    day = dates[item.number].iso.partition("T")[0]
    older = sum(date.iso.startswith(day) for date in dates[: item.number])
    return f"#correction-{day}" + (f"-{older + 1}" if older else "")
