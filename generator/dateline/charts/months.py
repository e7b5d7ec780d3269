"""Years by months: a line for each year with a square for each of its months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.charts.steps import Scale

PITCH, CELL = 25, 22
"""From one month to the next, and the side of a month's square."""
LEFT, TOP = 44, 24
"""The space for the year at the beginning of its line, and for the names of months."""
WIDTH = LEFT + 12 * PITCH


@dataclass(frozen=True, slots=True)
class MonthSquare:
    """A month, the left edge of its square, its number of articles and its step."""

    month: int
    x: int
    count: int
    step: int


class MonthName(NamedTuple):
    """Where the name of a month stands: above the middle of its squares."""

    month: int
    x: int
    y: int


MONTH_NAMES = tuple(
    MonthName(month, LEFT + (month - 1) * PITCH + CELL // 2, TOP - 9) for month in range(1, 13)
)


class YearLine(NamedTuple):
    """A year, where its number begins on which base line, and the upper edge of its squares."""

    year: int
    name_x: int
    name_y: int
    y: int
    months: tuple[MonthSquare, ...]


def year_lines(
    years: range, counts: Mapping[tuple[int, int], int], scale: Scale
) -> tuple[YearLine, ...]:
    """A line for each of `years`, in that order, given the number of articles by year and month."""
    return tuple(
        YearLine(year, 0, y + 16, y, tuple(_months(year, counts, scale)))
        for line, year in enumerate(years)
        for y in (TOP + line * PITCH,)
    )


def height_of(lines: Sequence[YearLine]) -> int:
    """The height of a drawing of these lines."""
    return TOP + len(lines) * PITCH


def _months(year: int, counts: Mapping[tuple[int, int], int], scale: Scale) -> list[MonthSquare]:
    return [
        MonthSquare(month, LEFT + (month - 1) * PITCH, count, scale.step(count))
        for month in range(1, 13)
        for count in (counts.get((year, month), 0),)
    ]
