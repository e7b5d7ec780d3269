"""A year as a calendar heat map: weeks from left to right, the days of a week from top to bottom.

It comes in quarters, each a drawing of its own, so that they stand side by side on a wide screen
and below one another on a phone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dateline.charts.steps import Scale

PITCH, CELL = 24, 21
"""From one day to the next, and the side of a day's square."""
LEFT, TOP = 18, 26
"""The space for the names of weekdays and of months."""
WIDTH, HEIGHT = LEFT + 14 * PITCH, TOP + 7 * PITCH
"""The size of each quarter's drawing: its 92 days at most touch 14 weeks."""


@dataclass(frozen=True, slots=True)
class Square:
    """A day: its date, the upper left corner of its square, its number of articles and its step."""

    month: int
    day: int
    x: int
    y: int
    count: int
    step: int


class MonthStart(NamedTuple):
    """Where a month begins: its name stands above its first full week, from `x` on the base line
    `y`; `line` parts it from the month before, as corners from top to bottom (none for the first
    month of a quarter)."""

    month: int
    x: int
    y: int
    line: tuple[tuple[int, int], ...]


class WeekdayName(NamedTuple):
    """Where the name of a weekday stands, 0 for Monday: beside its squares."""

    weekday: int
    x: int
    y: int


class Quarter(NamedTuple):
    """Three months of days. Every second weekday has its name."""

    squares: tuple[Square, ...]
    months: tuple[MonthStart, ...]
    weekdays: tuple[WeekdayName, ...]


def quarters(
    year: int, first_weekday: int, counts: Mapping[tuple[int, int], int], scale: Scale
) -> tuple[Quarter, ...]:
    """The quarters of `year`, given the number of articles by month and day.

    Weeks begin on `first_weekday`: 0 for Monday, 6 for Sunday.
    """
    return tuple(_quarter(year, first, first_weekday, counts, scale) for first in range(1, 13, 3))


def _quarter(
    year: int,
    first_month: int,
    first_weekday: int,
    counts: Mapping[tuple[int, int], int],
    scale: Scale,
) -> Quarter:
    squares, months = [], []
    position = (date(year, first_month, 1).weekday() - first_weekday) % 7
    for month in range(first_month, first_month + 3):
        week, weekday = divmod(position, 7)
        line = _line(week, weekday) if month > first_month else ()
        x = LEFT + (week + (weekday > 0)) * PITCH
        months.append(MonthStart(month, x, TOP - 9, line))
        for day in range(1, monthrange(year, month)[1] + 1):
            week, weekday = divmod(position, 7)
            count = counts.get((month, day), 0)
            x, y = LEFT + week * PITCH, TOP + weekday * PITCH
            squares.append(Square(month, day, x, y, count, scale.step(count)))
            position += 1
    names = (
        WeekdayName((first_weekday + row) % 7, 0, TOP + row * PITCH + 15) for row in range(0, 7, 2)
    )
    return Quarter(tuple(squares), tuple(months), tuple(names))


def _line(week: int, weekday: int) -> tuple[tuple[int, int], ...]:
    """The line along the left of a month that begins on a weekday of a week."""
    margin = (PITCH - CELL + 1) // 2
    left, top = LEFT + week * PITCH - margin, TOP - margin
    right, turn, bottom = left + PITCH, top + weekday * PITCH, top + 7 * PITCH
    if not weekday:
        return (left, top), (left, bottom)
    return (right, top), (right, turn), (left, turn), (left, bottom)
