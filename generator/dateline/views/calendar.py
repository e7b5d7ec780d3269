"""The pages of days, months and years, and the index of years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.timetree import ALL, Period, month_of, year_of
from dateline.views.archive import Archive
from dateline.views.base import Context, dated, stays
from dateline.views.descriptions import describe_list, span_of, titles
from dateline.views.front import lead_entry, rank
from dateline.views.heat_maps import HeatMap, months_at_a_glance, year_heat_map
from dateline.views.kinds import ListView
from dateline.views.parts import Count, EditionLine, Entry, Group, Link, fold
from dateline.views.present import Presenter
from dateline.views.structured_data import blocks, of_page

Day = tuple[int, int, int]


@dataclass(slots=True, kw_only=True)
class CalendarContext(Context):
    """What calendar.html reads."""

    kind: str
    label: str
    edition: EditionLine | None
    lead: Entry | None
    seconds: tuple[Entry, ...]
    groups: tuple[Group, ...]
    counts: tuple[Count, ...]
    periods: tuple[Count, ...]
    heat_map: HeatMap | None
    on_this_day: Link | None
    total: int
    previous: Link | None
    next: Link | None
    previous_lead: Entry | None
    next_lead: Entry | None


class CalendarView(ListView):
    """A day, month or year, or the index of years. The key is the date as far as it is known: `()`
    for the index, then year, month, day.

    A month or year lists its articles as long as they fit on one page; with more of them, it
    becomes an index of its parts, at the same address.
    """

    name, template = "calendar", "calendar.html"
    saved_as = "list"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            yield self._page(catalogue, lang)
            keys: set[tuple[int, ...]] = set()
            for day in catalogue.calendar.days(lang):
                keys |= set(_enclosing(day))
            yield from (self._page(catalogue, lang, *key) for key in sorted(keys))

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        if not page.key:
            return page.lang in catalogue.languages()
        return catalogue.calendar.count(page.lang, *(int(part) for part in page.key)) > 0

    def lasts(self, page: Page) -> bool:
        return True

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        if stays(before, after):
            for article in dated(after):
                day = _day(article)
                # The days beside show the lead of this one.
                beside = _beside(catalogue, article.lang, day) if all(day) else ()
                for key in (*_enclosing(day), *beside):
                    yield self._page(catalogue, article.lang, *key)
            return
        for item in (before, after):
            if item:
                # The indexes of all languages link to each other, and a page may add a language.
                for lang in {item.lang, *catalogue.languages()}:
                    yield self._page(catalogue, lang)
        for article in dated(before, after):
            for key in _enclosing(_day(article)):
                # Other languages link to this one's page of the same day, month and year.
                for lang in {article.lang, *catalogue.languages()}:
                    yield self._page(catalogue, lang, *key)
                # A period that is added or removed changes the links of those beside it.
                for other in _beside(catalogue, article.lang, key):
                    yield self._page(catalogue, article.lang, *other)

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def period(self, page: Page, catalogue: Catalogue) -> Period:
        if not page.key:
            return ALL
        year, *rest = (int(part) for part in page.key)
        return month_of(year, rest[0]) if rest else year_of(year)

    def _page(self, catalogue: Catalogue, lang: str, *key: int) -> Page:
        when = f"{key[0]:04}-{key[1] if len(key) > 1 else 12:02}" if key else ""
        return self.page(lang, key, catalogue.urls.calendar(lang, *key), when)

    def context(self, page: Page, archive: Archive) -> CalendarContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        key = tuple(int(part) for part in page.key)
        total = catalogue.calendar.count(page.lang, *key)
        listed = bool(key) and (len(key) == 3 or total <= archive.site.lists.limit)
        if listed:
            articles = catalogue.calendar.articles(page.lang, *key)
        else:
            articles = catalogue.calendar.vague(page.lang, *key) if key else []
        lead, seconds, others = rank(articles if len(key) == 3 else [], show)
        groups = _by_section(show, others) if lead else _groups(show, key, articles)
        parts = tuple(_counts(catalogue, show, key)) if len(key) < 3 else ()
        previous, following = _beside_both(catalogue, page.lang, key)
        languages = [
            lang
            for lang in catalogue.languages()
            if catalogue.calendar.count(lang, *key) or not key
        ]
        title, url = show.day_text(*key) if key else show.archive().text, urls.absolute(page.url)
        breadcrumbs = tuple(_breadcrumbs(show, key))
        data = of_page("CollectionPage", title, url, page.lang, archive)
        return CalendarContext(
            lang=page.lang,
            title=title,
            description=_description(catalogue, show, key, total, articles),
            href=urls.href(page.url),
            canonical=url,
            translations=archive.translations(
                languages, lambda lang: urls.calendar(lang, *key), page.lang
            ),
            breadcrumbs=breadcrumbs,
            structured_data=blocks(data, breadcrumbs, archive),
            kind=("years", "year", "month", "day")[len(key)],
            label=show.day_text(*key) if key else "",
            edition=show.edition(lead),
            lead=lead_entry(lead, archive) if lead else None,
            seconds=show.entries(seconds),
            groups=fold(groups),
            counts=() if listed else parts,
            periods=parts if listed and len(parts) > 1 else (),
            heat_map=_heat_map(catalogue, show, key),
            on_this_day=_on_this_day(show, key),
            total=total,
            previous=show.day(*previous) if previous else None,
            next=show.day(*following) if following else None,
            previous_lead=_lead_of(catalogue, show, previous),
            next_lead=_lead_of(catalogue, show, following),
        )


def _enclosing(day: Day) -> Iterator[tuple[int, ...]]:
    """The keys of the pages that include a date: its year, and its month and day if known."""
    for length in (1, 2, 3):
        if all(day[:length]):
            yield day[:length]


def _day(article: Article) -> Day:
    assert article.date is not None
    return article.date.year, article.date.month, article.date.day


def _beside(catalogue: Catalogue, lang: str, key: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return (other for other in _beside_both(catalogue, lang, key) if other)


def _beside_both(
    catalogue: Catalogue, lang: str, key: tuple[int, ...]
) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """The keys of the previous and the next period of the same kind that has articles."""
    if not key:
        return None, None
    return catalogue.calendar.beside(lang, key, back=True), catalogue.calendar.beside(
        lang, key, back=False
    )


def _description(
    catalogue: Catalogue,
    show: Presenter,
    key: tuple[int, ...],
    total: int,
    articles: list[Listed],
) -> str:
    if key:
        return describe_list(show, show.day_text(*key), total, sentences=[titles(articles)])
    years = [year for year, _ in catalogue.calendar.parts(show.lang)]
    span = span_of(years[0], years[-1]) if years else ""
    way = show.words.gettext("Every article, by year, month and day.")
    return describe_list(show, show.archive().text, total, span, [way])


def _heat_map(catalogue: Catalogue, show: Presenter, key: tuple[int, ...]) -> HeatMap | None:
    """The days of a year, or the months of all years; months and days have none."""
    if not key:
        return months_at_a_glance(catalogue, show)
    return year_heat_map(catalogue, show, key[0]) if len(key) == 1 else None


def _on_this_day(show: Presenter, key: tuple[int, ...]) -> Link | None:
    """From a day, the link to the same day of all years; from the index, to the index of these."""
    return None if len(key) in {1, 2} else show.on_this_day(*key[1:])


def _breadcrumbs(show: Presenter, key: tuple[int, ...]) -> Iterator[Link]:
    yield show.home()
    if key:
        yield show.archive()
    yield from (show.day(*key[:length]) for length in range(1, len(key)))


def _lead_of(catalogue: Catalogue, show: Presenter, day: tuple[int, ...] | None) -> Entry | None:
    """The lead of another day's front page."""
    if day is None or len(day) < 3:
        return None
    lead = rank(catalogue.calendar.articles(show.lang, *day), show).lead
    return show.entry(lead) if lead else None


def _by_section(show: Presenter, articles: list[Listed]) -> Iterator[Group]:
    """The articles of a day by section, in the order in which the sections appear; those without
    one come last."""
    sections: dict[tuple[str, str], list[Entry]] = {}
    for entry in show.entries(articles):
        name = (entry.section.text, entry.section.href) if entry.section else ("", "")
        sections.setdefault(name, []).append(entry)
    for (text, href), entries in sorted(sections.items(), key=lambda item: not item[0][0]):
        yield Group(text, href, tuple(entries))


def _groups(show: Presenter, key: tuple[int, ...], articles: list[Listed]) -> Iterator[Group]:
    """A month by day and a year by month, with articles whose date is less precise first."""

    def part(article: Listed) -> tuple[int, ...]:
        date = article.date
        assert date is not None
        return tuple(value for value in (date.year, date.month, date.day)[: len(key) + 1] if value)

    for known, group in groupby(
        sorted(articles, key=lambda item: (part(item), item.sort_key)), part
    ):
        link = show.day(*known)
        yield Group(link.text, link.href if len(known) > len(key) else "", show.entries(group))


def _counts(catalogue: Catalogue, show: Presenter, key: tuple[int, ...]) -> Iterator[Count]:
    parts = catalogue.calendar.parts(show.lang, *key)
    if key:
        for part, count in parts:
            if part:
                known = (*key, part)
                text = show.month_name(*known) if len(known) == 2 else show.day_text(*known)
                yield Count(show.day(*known).href, text, count)
        return
    for decade, group in groupby(reversed(parts), lambda row: row[0] // 10 * 10):
        counted = list(group)
        years = tuple(Count(show.day(year).href, str(year), count) for year, count in counted)
        label = show.words.pgettext("heading", "%(decade)ss") % {"decade": decade}
        yield Count("", label, sum(count for _, count in counted), years)
