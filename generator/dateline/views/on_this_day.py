"""The pages of days whatever the year: what the paper wrote on each 5 March."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.views.archive import Archive
from dateline.views.base import Context, dated, stays
from dateline.views.descriptions import describe_list
from dateline.views.heat_maps import HeatMap, days_of_all_years
from dateline.views.kinds import ListView
from dateline.views.parts import Entry, Link
from dateline.views.present import Presenter

_PER_YEAR = 3


@dataclass(slots=True)
class Anniversary:
    """The first articles of a day of one year. `more` says how many others the day's page has."""

    day: Link
    year: int
    entries: tuple[Entry, ...]
    more: int


@dataclass(slots=True, kw_only=True)
class OnThisDayContext(Context):
    """What on_this_day.html reads."""

    label: str
    heat_map: HeatMap | None
    years: tuple[Anniversary, ...]
    total: int
    previous: Link | None
    next: Link | None


class OnThisDayView(ListView):
    """A day of all years that has articles, or the index of these days. The key is month and day,
    or empty.

    A page shows a few articles of each year, so it grows by years and not by articles. Readers do
    not save these pages: each has articles of all volumes.
    """

    name, template = "on-this-day", "on_this_day.html"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            yield self._page(catalogue, lang)
            yield from (
                self._page(catalogue, lang, *day)
                for day in catalogue.calendar.days_of_all_years(lang)
            )

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        if not page.key:
            return page.lang in catalogue.languages()
        return catalogue.calendar.is_day_of_any_year(page.lang, *_day(page))

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        if stays(before, after):
            for article in dated(after):
                if article.date and article.date.day:
                    day = article.date.month, article.date.day
                    yield self._page(catalogue, article.lang, *day)
            return
        for item in (before, after):
            if item:
                # The indexes of all languages link to each other, and a page may add a language.
                for lang in {item.lang, *catalogue.languages()}:
                    yield self._page(catalogue, lang)
        for article in dated(before, after):
            date = article.date
            assert date is not None
            if date.day:
                day = date.month, date.day
                for lang in {article.lang, *catalogue.languages()}:
                    yield self._page(catalogue, lang, *day)
                # A day that is added or removed changes the links of those beside it.
                for back in (True, False):
                    if other := catalogue.calendar.day_beside(article.lang, day, back=back):
                        yield self._page(catalogue, article.lang, *other)

    def lasts(self, page: Page) -> bool:
        return True

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def _page(self, catalogue: Catalogue, lang: str, *day: int) -> Page:
        return self.page(lang, day, catalogue.urls.on_this_day(lang, *day))

    def context(self, page: Page, archive: Archive) -> OnThisDayContext:
        return _of_a_day(page, archive) if page.key else _index(page, archive)


def _day(page: Page) -> tuple[int, int]:
    month, day = page.key
    return int(month), int(day)


def _index(page: Page, archive: Archive) -> OnThisDayContext:
    catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
    counts = catalogue.calendar.days_of_all_years(page.lang)
    total, title = sum(counts.values()), show.on_this_day().text
    way = show.words.gettext("What the paper wrote on each day of the year.")
    return OnThisDayContext(
        lang=page.lang,
        title=title,
        description=describe_list(show, title, total, sentences=[way]),
        href=urls.href(page.url),
        canonical=urls.absolute(page.url),
        translations=archive.translations(catalogue.languages(), urls.on_this_day, page.lang),
        breadcrumbs=(show.home(), show.archive()),
        label="",
        heat_map=days_of_all_years(show, counts),
        years=(),
        total=total,
        previous=None,
        next=None,
    )


def _of_a_day(page: Page, archive: Archive) -> OnThisDayContext:
    catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
    month, day = _day(page)
    years = tuple(_years(catalogue, show, month, day))
    total = sum(len(year.entries) + year.more for year in years)
    label = show.on_this_day(month, day).text
    title = show.words.gettext("On this day: %(day)s") % {"day": label}
    previous, following = (
        catalogue.calendar.day_beside(page.lang, (month, day), back=back) for back in (True, False)
    )
    languages = [
        lang
        for lang in catalogue.languages()
        if catalogue.calendar.is_day_of_any_year(lang, month, day)
    ]
    return OnThisDayContext(
        lang=page.lang,
        title=title,
        description=describe_list(
            show,
            title,
            total,
            sentences=["; ".join(entry.title for year in years for entry in year.entries)],
        ),
        href=urls.href(page.url),
        canonical=urls.absolute(page.url),
        translations=archive.translations(
            languages, lambda lang: urls.on_this_day(lang, month, day), page.lang
        ),
        breadcrumbs=(show.home(), show.archive(), show.on_this_day()),
        label=label,
        heat_map=None,
        years=years,
        total=total,
        previous=show.on_this_day(*previous) if previous else None,
        next=show.on_this_day(*following) if following else None,
    )


def _years(catalogue: Catalogue, show: Presenter, month: int, day: int) -> Iterator[Anniversary]:
    """The articles of a day by year, newest first."""

    def year_and_count(item: tuple[Listed, int]) -> tuple[int, int]:
        article, count = item
        assert article.date is not None
        return article.date.year, count

    found = catalogue.calendar.on_this_day(show.lang, month, day, _PER_YEAR)
    for (year, count), items in groupby(found, year_and_count):
        entries = show.entries(article for article, _ in items)
        yield Anniversary(show.day(year, month, day), year, entries, count - len(entries))
