"""The time tree: decade → year → quarter → month, each divided only if it has too many articles.

Where a month belongs depends on counts alone, never on earlier builds, and one more article can
change only its own branch. The leaves of the tree over all articles of a language are *volumes*;
the periods of a term are the nodes of a tree over its own articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

Month = tuple[int, int]
"""Year, and month from 1 to 12."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period from the month `first` to the month `last`, inclusive.

    The root, all of time, is called `all`; other names are `2010s`, `2014`, `2014-q1`, `2014-03`.
    """

    first: Month
    last: Month
    name: str

    def __contains__(self, month: object) -> bool:
        return isinstance(month, tuple) and self.first <= month <= self.last

    @property
    def is_quarter(self) -> bool:
        """Whether it is three months long."""
        (year, first), (last_year, last) = self.first, self.last
        return year == last_year and last - first == 2

    @property
    def path(self) -> str:
        """The last part of its address: `2010s/`, `2014/`, `2014/q1/`, `2014/03/`; empty for the
        root."""
        return "" if self == ALL else self.name.replace("-", "/") + "/"


ALL = Period((0, 1), (9999, 12), "all")


def decade(year: int) -> Period:
    """The decade of `year`."""
    start = year // 10 * 10
    return Period((start, 1), (start + 9, 12), f"{start}s")


def year_of(year: int) -> Period:
    """The year `year`."""
    return Period((year, 1), (year, 12), f"{year:04}")


def quarter(year: int, month: int) -> Period:
    """The quarter that contains a month."""
    number = (month - 1) // 3
    return Period((year, number * 3 + 1), (year, number * 3 + 3), f"{year:04}-q{number + 1}")


def month_of(year: int, month: int) -> Period:
    """The period of a single month."""
    return Period((year, month), (year, month), f"{year:04}-{month:02}")


def branch(month: Month) -> tuple[Period, ...]:
    """Every period that contains `month`, from the root to the month itself."""
    year, number = month
    return ALL, decade(year), year_of(year), quarter(year, number), month_of(year, number)


_LEVELS: tuple[tuple[Callable[[Month], int], Callable[[int, int], Period]], ...] = (
    (lambda month: month[0] // 10, lambda year, _: decade(year)),
    (lambda month: month[0], lambda year, _: year_of(year)),
    (lambda month: (month[1] - 1) // 3, quarter),
    (lambda month: month[1], month_of),
)
"""For each level below the root, a function from a month to a number that all months of one period
share, and one that makes the period of a month."""

_NAME = re.compile(
    r"(?P<decade>[0-9]{3}0)s|(?P<year>[0-9]{4})(?:-q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?"
)


def parse_period(name: str) -> Period:
    """The period called `name`. Raises `ValueError` if there is none."""
    if name == ALL.name:
        return ALL
    found = _NAME.fullmatch(name)
    if not found:
        raise ValueError(f"no period is called {name!r}")
    if found["decade"]:
        return decade(int(found["decade"]))
    year = int(found["year"])
    if found["quarter"]:
        return quarter(year, int(found["quarter"]) * 3)
    return month_of(year, int(found["month"])) if found["month"] else year_of(year)


@dataclass(frozen=True, slots=True)
class TimeTree:
    """A time tree over articles, given their number in each month. It has only the periods that
    contain articles."""

    counts: Mapping[Period, int]
    children: Mapping[Period, tuple[Period, ...]]

    @property
    def total(self) -> int:
        """The number of articles in all."""
        return self.counts.get(ALL, 0)

    def is_split(self, period: Period) -> bool:
        """Whether `period` is divided into smaller ones."""
        return period in self.children

    def periods(self) -> Iterator[Period]:
        """Every period below the root, each level in order of time."""
        return (period for period in self.counts if period != ALL)

    def leaves(self) -> Iterator[Period]:
        """The periods that are not divided, oldest first."""
        return iter(sorted(period for period in self.counts if period not in self.children))

    def leaf(self, month: Month) -> Period | None:
        """The leaf that contains `month`; None if the tree has no articles there."""
        return next((p for p in branch(month) if p in self.counts and p not in self.children), None)


def grow(months: Mapping[Month, int], limit: int) -> TimeTree:
    """The tree over `months` (number of articles by month), in which a period is divided if it has
    more than `limit` articles."""
    counts: dict[Period, int] = {}
    children: dict[Period, tuple[Period, ...]] = {}

    def visit(period: Period, depth: int, held: list[tuple[Month, int]]) -> None:
        counts[period] = sum(count for _, count in held)
        if counts[period] <= limit or depth == len(_LEVELS):
            return
        part_of, made = _LEVELS[depth]
        parts = [
            (made(*group[0][0]), group)
            for group in (list(run) for _, run in groupby(held, lambda item: part_of(item[0])))
        ]
        children[period] = tuple(part for part, _ in parts)
        for part, group in parts:
            visit(part, depth + 1, group)

    held = sorted((month, count) for month, count in months.items() if count > 0)
    if held:
        visit(ALL, 0, held)
    return TimeTree(counts, children)
