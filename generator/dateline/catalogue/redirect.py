"""Where one old address leads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an old address leads: to the page at `url`, which is in the language `lang`."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class ToArticle(Redirect):
    """To the article content/`path`."""

    path: str


@dataclass(frozen=True, slots=True)
class ToTerm(Redirect):
    """To the page of a term."""

    taxonomy: str
    slug: str


@dataclass(frozen=True, slots=True)
class ToTaxonomy(Redirect):
    """To the index of a taxonomy."""

    taxonomy: str


@dataclass(frozen=True, slots=True)
class ToCalendar(Redirect):
    """To a year, month or day; without parts of a date, to the index of years."""

    period: tuple[int, ...] = ()


class ToDaysOfAllYears(Redirect):
    """To the index of days of all years."""

    __slots__ = ()


class ToCorrections(Redirect):
    """To the log of corrections."""

    __slots__ = ()


class ToFrontPage(Redirect):
    """To a front page."""

    __slots__ = ()


class ByQuery(ToFrontPage):
    """To where the query of the address tells; the front page is for those who ask without it."""

    __slots__ = ()


class ByRule(Redirect):
    """To where a rule of the newsroom says, from the root of the host, or at another one."""

    __slots__ = ()
