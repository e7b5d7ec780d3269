"""Bars, one for each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HEIGHT = 72
LEAST = 4
"""The number of articles that a bar of full height stands for at least: one article a year is not
to look like many."""
PITCH, WIDEST = 16, 12
"""From one year to the next, and the width of a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year with its number of articles; the left edge of its bar and its height."""

    year: int
    count: int
    x: int
    height: int


def bars(counts: Mapping[int, int]) -> tuple[Bar, ...]:
    """A bar for each year from the first to the last of `counts`, the number of articles in each
    year that has any."""
    if not counts:
        return ()
    highest = max(LEAST, *counts.values())
    first, last = min(counts), max(counts)
    return tuple(
        Bar(year, count, (year - first) * PITCH, max(2, count * HEIGHT // highest) if count else 0)
        for year in range(first, last + 1)
        for count in (counts.get(year, 0),)
    )
