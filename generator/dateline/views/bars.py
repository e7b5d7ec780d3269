"""Bars as templates read them: articles by year."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.charts import bars
from dateline.views.present import Presenter

_FEWEST_YEARS = 3
"""A chart of fewer years than this says nothing."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """A year's bar. `height` is 0 in a year without articles."""

    year: int
    count: int
    x: int
    height: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Articles by year; `caption` says in words which year has most."""

    caption: str
    width: int
    height: int
    bar: int
    bars: tuple[BarPart, ...]


def bars_by_year(show: Presenter, counts: dict[int, int]) -> BarChart | None:
    """Articles by year, given their number in each year that has any; None for too few years."""
    placed = bars.bars(counts)
    if len(placed) < _FEWEST_YEARS:
        return None
    most = max(counts.values())
    year = max(year for year, count in counts.items() if count == most)
    caption = show.words.gettext("Articles by year")
    if most > 1:
        caption = show.words.ngettext(
            "Most in %(year)s: %(shown)s article", "Most in %(year)s: %(shown)s articles", most
        ) % {"year": year, "shown": show.number(most)}
    return BarChart(
        caption=caption,
        width=len(placed) * bars.PITCH,
        height=bars.HEIGHT,
        bar=bars.WIDEST,
        bars=tuple(BarPart(bar.year, bar.count, bar.x, bar.height) for bar in placed),
    )
