"""Heat maps as templates read them: the squares that `charts` has placed, with links and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.catalogue.queries import Catalogue
from dateline.charts import days, heat_map, months
from dateline.charts.steps import Scale, scale_up_to
from dateline.views.chart_labels import Label, with_count
from dateline.views.present import Presenter


@dataclass(frozen=True, slots=True)
class Square:
    """A square that leads somewhere. `text` names it and its number of articles;
    `step` is its shade, from 1 to 4, and `short` what stands in it."""

    href: str
    text: str
    x: int
    y: int
    step: int
    short: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What a shade means: “2–3”."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares of side `cell`, one every `pitch`: `squares` are those with articles, `blank` has the
    corners of the others; `lines` are paths of corners; `total` is the number of articles."""

    label: str
    width: int
    height: int
    pitch: int
    cell: int
    squares: tuple[Square, ...]
    blank: tuple[tuple[int, int], ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Grids that share one scale; `caption` says in words what they show."""

    caption: str
    grids: tuple[Grid, ...]
    keys: tuple[Key, ...]


def year_heat_map(catalogue: Catalogue, show: Presenter, year: int) -> HeatMap | None:
    """The days of a year; None if no article of that year has a day."""
    counts = catalogue.calendar.days_of(show.lang, year)
    if not counts:
        return None
    scale, first = scale_up_to(max(counts.values())), show.locale.first_week_day
    grids = tuple(
        _quarter(show, year, quarter) for quarter in heat_map.quarters(year, first, counts, scale)
    )
    return HeatMap(_days_with_articles(show, len(counts)), grids, tuple(_keys(show, scale)))


def _quarter(show: Presenter, year: int, quarter: heat_map.Quarter) -> Grid:
    names, letters = (
        show.locale.months["stand-alone"]["abbreviated"],
        show.locale.days["stand-alone"]["narrow"],
    )
    shown = {square.month for square in quarter.squares if square.count}
    return Grid(
        label="",
        width=heat_map.WIDTH,
        height=heat_map.HEIGHT,
        pitch=heat_map.PITCH,
        cell=heat_map.CELL,
        squares=tuple(
            Square(
                (day := show.day(year, square.month, square.day)).href,
                with_count(show, day.text, square.count),
                square.x,
                square.y,
                square.step,
            )
            for square in quarter.squares
            if square.count
        ),
        blank=tuple((square.x, square.y) for square in quarter.squares if not square.count),
        lines=tuple(start.line for start in quarter.months if start.line),
        columns=tuple(
            Label(
                show.day(year, start.month).href if start.month in shown else "",
                names[start.month],
                start.x,
                start.y,
            )
            for start in quarter.months
        ),
        rows=tuple(Label("", letters[name.weekday], name.x, name.y) for name in quarter.weekdays),
        total=sum(square.count for square in quarter.squares),
    )


def months_at_a_glance(catalogue: Catalogue, show: Presenter) -> HeatMap | None:
    """Every month of the archive, a grid for each decade that has any, newest first; None if no
    article has a month."""
    counts = catalogue.calendar.months_of_all_years(show.lang)
    known = {month: count for month, count in counts.items() if month[1]}
    if not known:
        return None
    scale = scale_up_to(max(known.values()))
    totals: dict[int, int] = {}
    for (year, _), count in counts.items():
        totals[year] = totals.get(year, 0) + count
    grids = tuple(
        _decade(show, decade, totals, known, scale)
        for decade in sorted({year // 10 * 10 for year in totals}, reverse=True)
    )
    caption = show.words.ngettext(
        "%(shown)s month with articles", "%(shown)s months with articles", len(known)
    ) % {"shown": show.number(len(known))}
    return HeatMap(caption, grids, tuple(_keys(show, scale)))


def _decade(
    show: Presenter,
    decade: int,
    totals: dict[int, int],
    counts: dict[tuple[int, int], int],
    scale: Scale,
) -> Grid:
    """The years of a decade that lie within the archive, newest first. `totals` counts articles by
    year, `counts` by year and month."""
    newest, oldest = min(decade + 9, max(totals)), max(decade, min(totals))
    lines = months.year_lines(range(newest, oldest - 1, -1), counts, scale)
    squares = [(line, square) for line in lines for square in line.months]
    letters = show.locale.months["stand-alone"]["narrow"]
    return Grid(
        label=show.words.pgettext("heading", "%(decade)ss") % {"decade": decade},
        width=months.WIDTH,
        height=months.height_of(lines),
        pitch=months.PITCH,
        cell=months.CELL,
        squares=tuple(
            Square(
                (month := show.day(line.year, square.month)).href,
                with_count(show, month.text, square.count),
                square.x,
                line.y,
                square.step,
            )
            for line, square in squares
            if square.count
        ),
        blank=tuple((square.x, line.y) for line, square in squares if not square.count),
        lines=(),
        columns=tuple(
            Label("", letters[name.month], name.x, name.y) for name in months.MONTH_NAMES
        ),
        rows=tuple(
            Label(
                show.day(line.year).href if line.year in totals else "",
                str(line.year),
                line.name_x,
                line.name_y,
            )
            for line in lines
        ),
        total=sum(totals.get(line.year, 0) for line in lines),
    )


def days_of_all_years(show: Presenter, counts: dict[tuple[int, int], int]) -> HeatMap | None:
    """Every day of the year, a grid for each month, given the number of articles by month and day;
    None if there are none."""
    if not counts:
        return None
    scale = scale_up_to(max(counts.values()))
    grids = tuple(_month(show, month, counts, scale) for month in range(1, 13))
    caption = _days_with_articles(show, len(counts))
    return HeatMap(caption, grids, tuple(_keys(show, scale)))


def _days_with_articles(show: Presenter, number: int) -> str:
    words = show.words.ngettext(
        "%(shown)s day with articles", "%(shown)s days with articles", number
    )
    return words % {"shown": show.number(number)}


def _month(show: Presenter, month: int, counts: dict[tuple[int, int], int], scale: Scale) -> Grid:
    squares = days.day_squares(month, counts, scale)
    return Grid(
        label=show.locale.months["stand-alone"]["wide"][month],
        width=days.WIDTH,
        height=days.HEIGHT,
        pitch=days.PITCH,
        cell=days.CELL,
        squares=tuple(
            Square(
                (link := show.on_this_day(month, square.day)).href,
                with_count(show, link.text, square.count),
                square.x,
                square.y,
                square.step,
                str(square.day),
            )
            for square in squares
            if square.count
        ),
        blank=tuple((square.x, square.y) for square in squares if not square.count),
        lines=(),
        columns=(),
        rows=(),
        total=sum(square.count for square in squares),
    )


def _keys(show: Presenter, scale: Scale) -> Iterator[Key]:
    for first, last, step in scale.ranges():
        text = show.number(first)
        yield Key(step, text if first == last else f"{text}–{show.number(last)}")
