"""The days of every month, whatever the year: a week to a line, without regard to weekdays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.charts.steps import Scale

PITCH, CELL = 24, 22
"""From one day to the next, and the side of a day's square."""
WIDTH, HEIGHT = 7 * PITCH, 5 * PITCH
LEAP_YEAR = 2000
"""A year that has every day of the calendar."""


@dataclass(frozen=True, slots=True)
class DaySquare:
    """A day, the upper left corner of its square, its number of articles and its step."""

    day: int
    x: int
    y: int
    count: int
    step: int


def day_squares(
    month: int, counts: Mapping[tuple[int, int], int], scale: Scale
) -> tuple[DaySquare, ...]:
    """The days of a month, given the number of articles by month and day."""
    return tuple(
        DaySquare(
            day,
            (day - 1) % 7 * PITCH,
            (day - 1) // 7 * PITCH,
            count,
            scale.step(count),
        )
        for day in range(1, monthrange(LEAP_YEAR, month)[1] + 1)
        for count in (counts.get((month, day), 0),)
    )
