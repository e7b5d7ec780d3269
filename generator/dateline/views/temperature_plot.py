"""The plot of temperatures noted at a place, as templates read it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.catalogue.queries import Catalogue
from dateline.charts import temperatures
from dateline.content.weather import degrees_in
from dateline.views.chart_labels import Label
from dateline.views.present import Presenter
from dateline.views.weather_text import degrees_text

_FEWEST = 3
"""Fewer temperatures than this are no plot."""


@dataclass(frozen=True, slots=True)
class MonthTemperatures:
    """A month of the year with the lowest, mean and highest temperature noted in it, in words, and
    where these stand in the drawing. `count` says how many notes there are."""

    name: str
    count: int
    lowest: str
    mean: str
    highest: str
    x: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class TemperaturePlot:
    """Temperatures by month, in `unit` (`C` or `F`). `lines` has the degrees beside each line, at
    its height; `columns` the letters of all months."""

    caption: str
    unit: str
    width: int
    height: int
    lines: tuple[Label, ...]
    columns: tuple[Label, ...]
    months: tuple[MonthTemperatures, ...]


def temperature_plot(catalogue: Catalogue, show: Presenter, slug: str) -> TemperaturePlot | None:
    """The temperatures noted at a place, in the unit of the language; None if there are too few."""
    noted = catalogue.terms.temperatures(show.lang, slug)
    total = sum(month.count for month in noted)
    if total < _FEWEST:
        return None
    unit = catalogue.site.temperature_in(show.lang) or "C"
    values = {
        month.month: (
            degrees_in(unit, month.lowest),
            degrees_in(unit, month.mean),
            degrees_in(unit, month.highest),
        )
        for month in noted
    }
    placed = temperatures.plot(values)
    letters = show.locale.months["stand-alone"]["narrow"]
    names = show.locale.months["stand-alone"]["wide"]
    caption = show.words.ngettext(
        "%(shown)s temperature noted here", "%(shown)s temperatures noted here", total
    ) % {"shown": show.number(total)}
    return TemperaturePlot(
        caption=caption,
        unit=unit,
        width=temperatures.WIDTH,
        height=temperatures.HEIGHT,
        lines=tuple(
            Label("", f"{degrees_text(line.degrees, '0', show.locale)}°", line.x, line.y)
            for line in placed.lines
        ),
        columns=tuple(
            Label("", letters[name.month], name.x, name.y) for name in temperatures.MONTH_NAMES
        ),
        months=tuple(
            MonthTemperatures(
                names[month.month],
                month.count,
                *_in_words(show, values[month.month]),
                x=spot.x,
                low=spot.low,
                middle=spot.mean,
                high=spot.high,
            )
            for month, spot in zip(noted, placed.months, strict=True)
        ),
    )


def _in_words(show: Presenter, values: tuple[float, float, float]) -> tuple[str, str, str]:
    lowest, mean, highest = (degrees_text(value, "0.0", show.locale) for value in values)
    return lowest, mean, highest
