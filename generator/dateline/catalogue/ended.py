"""Pages of lists that have lost their last article: where their addresses lead.

That there was such a page is known from what is left of its articles: the addresses that they had
before, in aliases and in rules, and those that were withdrawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from dateline.catalogue.calendar import Calendar
from dateline.catalogue.corrections import Corrections
from dateline.catalogue.loader import Loader
from dateline.catalogue.newsroom_rules import NewsroomRules
from dateline.catalogue.redirect import (
    Redirect,
    ToCalendar,
    ToCorrections,
    ToDaysOfAllYears,
    ToFrontPage,
)
from dateline.catalogue.terms import Terms
from dateline.content.article import CORRECTIONS, Article
from dateline.content.file_names import known_languages
from dateline.page_paths import date_in, page_at
from dateline.urls import Urls

_ANY_YEAR = re.compile(r"on-this-day/(\d\d)-(\d\d)/")
_CORRECTIONS = re.compile(r"corrections/(?:(\d{4})/)?")
_Index = type[ToFrontPage | ToCalendar | ToDaysOfAllYears]
_INDEXES: dict[str, _Index]
_INDEXES = {"": ToFrontPage, "archive/": ToCalendar, "on-this-day/": ToDaysOfAllYears}

PartialDate = tuple[int, ...]
"""A year, month or day, as far as it is known."""


class Ended:
    """Queries about days, months and years, and about languages and taxonomies, that have no
    articles any more. Addresses are those of the published site, unquoted."""

    def __init__(
        self,
        loader: Loader,
        urls: Urls,
        rules: NewsroomRules,
        calendar: Calendar,
        terms: Terms,
        corrections: Corrections,
    ) -> None:
        self.rules = rules
        self._loader, self._urls = loader, urls
        self._calendar, self._terms, self._corrections = calendar, terms, corrections

    def at(self, url: str) -> Redirect | None:
        """Where the address of a list that has ended leads: up to the nearest that there is. None
        if it is no such address."""
        lang, rest = self.divided(url)
        if period := _period(rest):
            gone = self._was(lang, period) and not self._calendar.any(lang, *period)
        elif day := _day_of_any_year(rest):
            gone = self._was_in_any_year(lang, day)
            gone = gone and not self._calendar.is_day_of_any_year(lang, *day)
        elif rest in _INDEXES:
            gone = self._has_ended(lang)
        elif found := _CORRECTIONS.fullmatch(rest):
            years = [year for year in found.groups() if year]
            # A language has a log as long as it has articles.
            gone = bool(years) or lang not in self._loader.languages
            gone = gone and self.was_listed(lang, CORRECTIONS, *years)
            gone = gone and not self._corrections.count(lang, *map(int, years))
        elif taxonomy := self._taxonomy(rest):
            gone = self.was_listed(lang, taxonomy) and not self._terms.has_any(taxonomy, lang)
        else:
            gone = False
        return self.above(url) if gone else None

    def above(self, url: str) -> Redirect | None:
        """The nearest list above the day, month, year or taxonomy at `url`, or what an index of a
        language without articles stands for. None if `url` is the address of something else."""
        lang, rest = self.divided(url)
        if period := _period(rest):
            return self._above(lang, period)
        if _day_of_any_year(rest):
            return self._index(ToDaysOfAllYears, lang)
        if kind := _INDEXES.get(rest):
            return self._index(kind, lang)
        if (found := _CORRECTIONS.fullmatch(rest)) and found[1] and lang in self._loader.languages:
            return ToCorrections(lang, self._urls.corrections(lang))
        return self.archive(lang) if found or self._taxonomy(rest) else None

    def _taxonomy(self, rest: str) -> str:
        """The taxonomy whose index is at an address below the folder of its language; empty if none
        is."""
        name = rest.removesuffix("/")
        return name if f"{name}/" == rest and name in self._loader.site.taxonomies else ""

    def divided(self, url: str) -> tuple[str, str]:
        """The language of an address, and what follows the folder of that language."""
        for lang in self._foreign:
            if url.startswith(self._urls.prefix(lang)):
                return lang, url.removeprefix(self._urls.prefix(lang))
        return self._loader.site.language, url.removeprefix("/")

    @cached_property
    def _foreign(self) -> list[str]:
        """The languages, other than the site's, that addresses may be in."""
        found = {*known_languages(self._loader.site), *self._loader.languages}
        return sorted(found - {self._loader.site.language})

    # Where they lead

    def archive(self, lang: str) -> Redirect:
        """To the index of years in a language or, if it has none, in that of the site."""
        return self._index(ToCalendar, lang)

    def _index(self, kind: _Index, lang: str) -> Redirect:
        lang = lang if lang in self._loader.languages else self._loader.site.language
        if kind is ToDaysOfAllYears:
            return kind(lang, self._urls.on_this_day(lang))
        urls = self._urls
        return kind(lang, urls.home(lang) if kind is ToFrontPage else urls.calendar(lang))

    def _above(self, lang: str, period: PartialDate) -> Redirect:
        for length in range(len(period) - 1, 0, -1):
            above = period[:length]
            if self._calendar.any(lang, *above):
                return ToCalendar(lang, self._urls.calendar(lang, *above), above)
        return self.archive(lang)

    # What there was

    def _was(self, lang: str, period: PartialDate) -> bool:
        of_rules = (self._urls.prefix(lang), period) in self._periods_of_rules
        return of_rules or bool(self._former(lang, period, limit=1))

    def _was_in_any_year(self, lang: str, day: PartialDate) -> bool:
        of_rules = (self._urls.prefix(lang), day) in self._days_of_rules
        return of_rules or bool(self._former(lang, day, ("month", "day"), limit=1))

    def _former(
        self,
        lang: str,
        period: PartialDate,
        names: tuple[str, ...] = ("year", "month", "day"),
        limit: int = -1,
    ) -> list[PartialDate]:
        """The dates of a period in what is left of articles, at most `limit` of them."""
        where = " AND ".join(f"{name} = ?" for name in names[: len(period)])
        query = (
            "SELECT DISTINCT year, month, day FROM former_dates WHERE place IN (?, ?)"
            f" AND {where} LIMIT ?"
        )
        values = (self._urls.prefix(lang), lang, *period, limit)
        return self._loader.connection.execute(query, values).fetchall()

    def was_listed(self, lang: str, taxonomy: str, *spellings: str) -> bool:
        """Whether a withdrawn article was in one of these lists; without any, in one of the
        taxonomy, or of the log of corrections."""
        query = "SELECT 1 FROM former_lists WHERE taxonomy = ? AND lang = ?"
        if spellings:
            query += f" AND slug IN ({', '.join('?' * len(spellings))})"
        return self._loader.any(f"{query} LIMIT 1", (taxonomy, lang, *spellings))

    def _has_ended(self, lang: str) -> bool:
        """Whether a language had articles, and has none."""
        if lang in self._loader.languages:
            return False
        query = "SELECT 1 FROM former_dates WHERE place = ? LIMIT 1"
        prefix = self._urls.prefix(lang)
        return self._loader.any(query, (prefix,)) or any(
            one.folder == prefix for one in self.rules.dates
        )

    @cached_property
    def _periods_of_rules(self) -> frozenset[tuple[str, PartialDate]]:
        return frozenset(
            (one.folder, period) for one in self.rules.dates for period in _enclosing(one[1:])
        )

    @cached_property
    def _days_of_rules(self) -> frozenset[tuple[str, PartialDate]]:
        return frozenset((one.folder, one[2:]) for one in self.rules.dates)

    # Their addresses

    def addresses(self) -> Iterator[str]:
        """The addresses of all lists that may have ended, each at least once."""
        query = "SELECT DISTINCT place, year, month, day FROM former_dates ORDER BY 1, 2, 3, 4"
        for place, *date in self._loader.connection.execute(query).fetchall():
            if lang := self._lang_at(place):
                yield from self._of_date(lang, tuple(date))
        for one in sorted(self.rules.dates):
            if lang := self._lang_at(one.folder):
                yield from self._of_date(lang, one[1:])
        query = "SELECT DISTINCT lang, taxonomy, slug FROM former_lists ORDER BY 1, 2, 3"
        for row in self._loader.connection.execute(query).fetchall():
            yield from self._indexes_of(*row)

    def of_article(self, article: Article) -> Iterator[str]:
        """The addresses of the lists that an article keeps answered: those of its former days and,
        if it is withdrawn, of its own and its taxonomies."""
        urls = [page_at(alias.partition("?")[0]) for alias in article.aliases]
        if article.withdrawal:
            urls.append(article.url)
            yield from self._indexes(article.lang)
            if date := article.date:
                yield from self._of_date(article.lang, (date.year, date.month, date.day))
            for taxonomy, name in article.withdrawal.lists:
                yield from self._indexes_of(article.lang, taxonomy, name)
        for found in filter(None, map(date_in, urls)):
            if lang := self._lang_at(found.folder):
                yield from self._of_date(lang, found[1:])

    def depending_on(self, url: str) -> Iterator[str]:
        """The addresses of lists that have ended whose pages depend on whether there is one at
        `url`: the same one, and those of the parts of a month or year, which lead to it."""
        lang, rest = self.divided(url)
        period = _period(rest)
        if not period:
            if self.at(url):
                yield url
            return
        prefix = self._urls.prefix(lang)
        dates = self._former(lang, period) + [
            one[1:]
            for one in self.rules.dates
            if one.folder == prefix and one[1 : len(period) + 1] == period
        ]
        for date in dates:
            for part in _enclosing(date):
                if len(part) >= len(period):
                    yield self._urls.calendar(lang, *part)

    def _of_date(self, lang: str, date: PartialDate) -> Iterator[str]:
        for period in _enclosing(date):
            yield self._urls.calendar(lang, *period)
        if all(date):
            yield self._urls.on_this_day(lang, *date[1:])
        yield from self._indexes(lang)

    def _indexes_of(self, lang: str, taxonomy: str, name: str) -> Iterator[str]:
        """The addresses of the index of a taxonomy, or of the log of corrections and its year."""
        if taxonomy == CORRECTIONS:
            yield self._urls.corrections(lang)
            yield self._urls.corrections(lang, int(name))
        else:
            yield self._urls.taxonomy(lang, taxonomy)

    def _indexes(self, lang: str) -> Iterator[str]:
        """The addresses of the indexes of a language without articles."""
        if lang not in self._loader.languages:
            yield from (f"{self._urls.prefix(lang)}{index}" for index in _INDEXES)

    def _lang_at(self, place: str) -> str:
        """The language of a folder, or of a withdrawn article; empty for other folders."""
        if not place.startswith("/"):
            return place
        lang, rest = self.divided(place)
        return lang if not rest else ""


def _period(rest: str) -> PartialDate:
    """The year, month or day whose page is at an address below the folder of its language; empty
    if none is."""
    found = date_in(f"/{rest}")
    if not found or found.folder != "/":
        return ()
    parts = tuple(part for part in found[1:] if part)
    return parts if rest == "".join(f"{part:02}/" for part in parts) else ()


def _day_of_any_year(rest: str) -> PartialDate:
    """The month and day whose page is at an address below the folder of its language; empty if none
    is."""
    found = _ANY_YEAR.fullmatch(rest)
    return (int(found[1]), int(found[2])) if found else ()


def _enclosing(date: PartialDate) -> Iterator[PartialDate]:
    """The year of a date, and its month and day if they are known."""
    for length in (1, 2, 3):
        if all(date[:length]):
            yield date[:length]
