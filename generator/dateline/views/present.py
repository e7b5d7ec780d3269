"""Presenting articles, dates, numbers and links in one language of the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as calendar_date
from functools import cached_property, lru_cache
from itertools import groupby

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal

from dateline.catalogue.listed import Listed
from dateline.catalogue.queries import Catalogue
from dateline.charts.days import LEAP_YEAR
from dateline.content.article import Article, PictureReference, Term
from dateline.content.dates import NEVER, Date, moment_at
from dateline.theme import Theme
from dateline.theme_words import Words
from dateline.timetree import ALL, Period
from dateline.views.bodies import Bodies
from dateline.views.parts import (
    CorrectionText,
    DateText,
    EditionLine,
    Entry,
    Group,
    Link,
    Unfinished,
    fold,
)
from dateline.views.weather_text import printed_temperature, weather_text

_CACHED, _CACHED_ENTRIES = 4_096, 8_192


class Presenter:
    """Turns articles and dates into the parts of contexts, in one language and a theme's words."""

    def __init__(self, lang: str, catalogue: Catalogue, theme: Theme) -> None:
        self.lang, self.catalogue, self._theme = lang, catalogue, theme
        self.urls = catalogue.urls
        self.bodies = Bodies(catalogue, theme.settings.picture_sizes)
        self.locale = _locale(lang)
        self.direction = "rtl" if self.locale.character_order == "right-to-left" else "ltr"
        self.entry = lru_cache(_CACHED_ENTRIES)(self._entry)
        self.date = lru_cache(_CACHED)(self._date)
        self.day_text = lru_cache(_CACHED)(self._day_text)
        self.day = lru_cache(_CACHED)(self._day)
        self.on_this_day = lru_cache(_CACHED)(self._on_this_day)
        self.weather = lru_cache(_CACHED)(self._weather)
        self.number = lru_cache(_CACHED)(self._number)
        self._term = lru_cache(_CACHED)(self._term_link)

    @cached_property
    def words(self) -> Words:
        """The theme's words in this language."""
        return self._theme.words(self.lang)

    # Dates and numbers

    def _date(self, date: Date) -> DateText:
        urls, lang = self.urls, self.lang
        return DateText(
            iso=date.iso,
            text=self.day_text(date.year, date.month, date.day),
            short=self._short(date),
            time=self._time(date),
            href=urls.href(urls.calendar(lang, date.year, date.month, date.day)),
        )

    def _day_text(self, year: int, month: int = 0, day: int = 0) -> str:
        """“Saturday, November 23, 2024”, “March 1987” or “1987”, as far as the date is known."""
        if not month:
            return str(year)
        moment = calendar_date(year, month, day or 1)
        if not day:
            return str(format_skeleton("yMMMM", moment, locale=self.locale))
        return str(format_date(moment, "full", locale=self.locale))

    def month_name(self, year: int, month: int) -> str:
        """“March”."""
        return str(format_date(calendar_date(year, month, 1), "LLLL", locale=self.locale))

    def _short(self, date: Date) -> str:
        if not date.day:
            return self.day_text(date.year, date.month)
        return str(
            format_date(
                calendar_date(date.year, date.month, date.day), "medium", locale=self.locale
            )
        )

    def _time(self, date: Date) -> str:
        if not date.is_moment:
            return ""
        from datetime import datetime

        moment = datetime.fromisoformat(date.iso)
        return str(format_time(moment.time(), "short", locale=self.locale))

    def period_text(self, period: Period) -> str:
        """“1980s”, “1987”, “second quarter of 1987”, “March 1987”; empty for all of time."""
        year, month = period.first
        if period == ALL:
            return ""
        if period.name.endswith("s"):
            return self.words.gettext("%(decade)ss") % {"decade": year}
        if "-q" in period.name:
            quarters = (
                "first quarter of %(year)s",
                "second quarter of %(year)s",
                "third quarter of %(year)s",
                "fourth quarter of %(year)s",
            )
            return self.words.gettext(quarters[(month - 1) // 3]) % {"year": year}
        return self.day_text(year, month if period.first == period.last else 0)

    def _number(self, value: int) -> str:
        """“1,234”."""
        return str(format_decimal(value, locale=self.locale))

    def _weather(self, note: str) -> str:
        """The note with its temperature formatted, in the unit of the language: “24.7 °C, rain”."""
        return weather_text(note, self.catalogue.site.temperature_in(self.lang), self.locale)

    def printed_weather(self, note: str) -> str:
        """The temperature as printed, if `weather` converts it; else empty."""
        return printed_temperature(note, self.catalogue.site.temperature_in(self.lang), self.locale)

    # Links

    def home(self) -> Link:
        """The link to the front page."""
        return Link(self.urls.href(self.urls.home(self.lang)), self.words.gettext("Front page"))

    def archive(self) -> Link:
        """The link to the index of years."""
        return Link(self.urls.href(self.urls.calendar(self.lang)), self.words.gettext("Archive"))

    def corrections(self) -> Link:
        """The link to the list of corrections."""
        label = self.words.ngettext("Correction", "Corrections", 2)
        return Link(self.urls.href(self.urls.corrections(self.lang)), label)

    def correction_texts(self, article: Article) -> tuple[CorrectionText, ...]:
        """The corrections of an article, as shown."""
        return tuple(
            CorrectionText(self.date(item.date) if item.date else None, item.text)
            for item in article.corrections
        )

    def _day(self, year: int, month: int = 0, day: int = 0) -> Link:
        """The link to the page of a day, month or year."""
        return Link(
            self.urls.href(self.urls.calendar(self.lang, year, month, day)),
            self.day_text(year, month, day),
        )

    def _on_this_day(self, month: int = 0, day: int = 0) -> Link:
        """The link to the page of a day of all years (“March 5”), or to the index of these."""
        href = self.urls.href(self.urls.on_this_day(self.lang, month, day))
        if not day:
            return Link(href, self.words.gettext("On this day"))
        moment = calendar_date(LEAP_YEAR, month, day)
        return Link(href, str(format_skeleton("MMMMd", moment, locale=self.locale)))

    def taxonomy_label(self, name: str) -> str:
        """The name of a taxonomy, like “Tags”: that of the newsroom, or else of the theme."""
        own = self.catalogue.site.taxonomies[name].label(self.lang)
        return own or self.words.gettext(name.replace("-", " ").replace("_", " ").capitalize())

    def taxonomy(self, name: str) -> Link:
        """The link to the index of a taxonomy."""
        return Link(self.urls.href(self.urls.taxonomy(self.lang, name)), self.taxonomy_label(name))

    def term(self, term: Term) -> Link:
        """The link to the landing page of a term."""
        return self._term(term.taxonomy, term.slug, term.name)

    def _term_link(self, taxonomy: str, slug: str, name: str) -> Link:
        return Link(self.urls.href(self.urls.term(self.lang, taxonomy, slug)), name)

    def terms(self, article: Article) -> dict[str, tuple[Link, ...]]:
        """The links to the article's terms, by taxonomy."""
        links: dict[str, tuple[Link, ...]] = {}
        for term in article.terms:
            link = self._term(term.taxonomy, term.slug, term.name)
            links[term.taxonomy] = (*links.get(term.taxonomy, ()), link)
        return links

    def title_link(self, article: Listed) -> Link:
        """The link to an article, with its title as text."""
        return Link(self.urls.href(article.url), article.title)

    # Articles

    def _entry(self, article: Listed) -> Entry:
        assert article.date is not None
        links: dict[str, tuple[Link, ...]] = {}
        for taxonomy, slug, name in article.terms:
            links[taxonomy] = (*links.get(taxonomy, ()), self._term(taxonomy, slug, name))
        return Entry(
            href=self.urls.href(article.url),
            title=article.title,
            kicker=article.kicker,
            subtitle=article.subtitle,
            summary=article.summary,
            date=self.date(article.date),
            place=first(links.get("places")) or _named(article.place),
            section=first(links.get("sections")),
            authors=links.get("authors", ()),
            weather=self.weather(article.weather),
            image=self.bodies.picture(PictureReference(article.picture), article.path)
            if article.picture
            else None,
            must_read=bool(article.must_read),
            unfinished=self.unfinished(article.due),
        )

    def unfinished(self, due: str) -> Unfinished | None:
        """Why readers do not see an article that is `due` then; None if they do."""
        if due <= self.catalogue.now:
            return None
        return Unfinished(
            None if due == NEVER else self.date(moment_at(due, self.catalogue.site.zone))
        )

    def entries(self, articles: Iterable[Listed]) -> tuple[Entry, ...]:
        """The entries of several articles, in the same order."""
        return tuple(self.entry(article) for article in articles)

    def by_year(self, articles: Iterable[Listed]) -> tuple[Group, ...]:
        """Articles, already in order of time, grouped by year, or by month if of one year."""
        dates = [(article, article.date) for article in articles if article.date]
        parts = 1 if len({date.year for _, date in dates}) > 1 else 2

        def period(item: tuple[Listed, Date]) -> tuple[int, ...]:
            return tuple(part for part in (item[1].year, item[1].month)[:parts] if part)

        links = ((self.day(*key), list(group)) for key, group in groupby(dates, period))
        return fold(
            Group(link.text, link.href, self.entries(article for article, _ in group))
            for link, group in links
        )

    def place(self, article: Article, links: dict[str, tuple[Link, ...]]) -> Link | None:
        """The place of an article, without an address if places are not a taxonomy of the site.

        `links` is the result of `terms` for the article.
        """
        if article.place is None:
            return None
        return first(links.get("places")) or _named(article.place.name)

    def edition(self, article: Listed | None) -> EditionLine | None:
        """The line in the masthead, taken from an article."""
        if article is None:
            return None
        entry = self.entry(article)
        printed = self.printed_weather(article.weather)
        return EditionLine(entry.date, entry.place, entry.weather, printed)


def first(links: tuple[Link, ...] | None) -> Link | None:
    """The first of some links; None if there are none."""
    return links[0] if links else None


def _named(place: str) -> Link | None:
    """A place without a page; None for an empty name."""
    return Link("", place) if place else None


def _locale(lang: str) -> Locale:
    return _known_locale(lang) or Locale("en")


def _known_locale(lang: str) -> Locale | None:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def language_name(lang: str) -> str:
    """The name of a language in that language, like “Français”; its code if that is unknown."""
    locale = _known_locale(lang)
    name = (locale and locale.get_display_name(locale)) or lang
    return name[:1].upper() + name[1:]
