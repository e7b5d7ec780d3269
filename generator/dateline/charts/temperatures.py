"""Temperatures by month of the year: the lowest, the mean and the highest of each."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import NamedTuple

PITCH = 27
LEFT, TOP, BOTTOM = 36, 10, 26
"""The space for degrees, above the highest line, and for the names of months."""
WIDTH, HEIGHT = LEFT + 12 * PITCH, 216
_PLOT = HEIGHT - TOP - BOTTOM
_LINES = 6
"""No more lines than this say how warm it is."""


class GridLine(NamedTuple):
    """A line across the plot, where it begins, and the degrees that it stands for."""

    degrees: int
    x: int
    y: int


class MonthRange(NamedTuple):
    """A month, the middle of its column, and the heights of its three values."""

    month: int
    x: int
    low: int
    mean: int
    high: int


class MonthName(NamedTuple):
    """Where the name of a month stands: below the middle of its column."""

    month: int
    x: int
    y: int


class Plot(NamedTuple):
    """The temperatures of a place."""

    lines: tuple[GridLine, ...]
    months: tuple[MonthRange, ...]


def middle_of(month: int) -> int:
    """The middle of a month's column."""
    return LEFT + (month - 1) * PITCH + PITCH // 2


MONTH_NAMES = tuple(MonthName(month, middle_of(month), HEIGHT - 6) for month in range(1, 13))


def plot(values: Mapping[int, tuple[float, float, float]]) -> Plot:
    """The plot of the lowest, mean and highest value of each month, of which there is at least one.

    Its lines are whole fives, tens or twenties of degrees, and all values lie between two of them.
    """
    coldest = min(low for low, _, _ in values.values())
    warmest = max(high for _, _, high in values.values())
    step = next(
        step
        for step in (5, 10, 20, 50, 100, 1000)
        if ceil(warmest / step) - floor(coldest / step) < _LINES
    )
    bottom, top = floor(coldest / step) * step, ceil(warmest / step) * step
    top = max(top, bottom + step)

    def height(degrees: float) -> int:
        return TOP + round((top - degrees) * _PLOT / (top - bottom))

    return Plot(
        tuple(GridLine(degrees, LEFT, height(degrees)) for degrees in range(bottom, top + 1, step)),
        tuple(
            MonthRange(month, middle_of(month), height(low), height(mean), height(high))
            for month, (low, mean, high) in sorted(values.items())
        ),
    )
