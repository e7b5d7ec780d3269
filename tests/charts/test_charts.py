"""Where charts put what they show."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dateline.charts import bars, days, heat_map, months, temperatures
from dateline.charts.steps import scale_up_to

YEARS = (*range(2000, 2028), 1900, 2100)
"""Leap and common years that begin on each day of the week, and two that only look leap."""


def test_steps_widen_and_the_last_is_darkest() -> None:
    assert scale_up_to(16).ranges() == ((1, 1, 1), (2, 4, 2), (5, 9, 3), (10, 16, 4))
    assert scale_up_to(3).ranges() == ((1, 1, 1), (2, 2, 2), (3, 3, 4))
    assert scale_up_to(1).ranges() == ((1, 1, 4),)
    assert scale_up_to(2).ranges() == ((1, 1, 2), (2, 2, 4))


def test_every_number_has_the_step_of_its_range() -> None:
    for highest in range(1, 200):
        scale = scale_up_to(highest)
        assert scale.step(0) == 0
        for first, last, step in scale.ranges():
            assert 1 <= step <= 4
            steps = {scale.step(number) for number in range(first, last + 1)}
            assert steps == {step}, (highest, first, last)
        assert scale.ranges()[-1][1:] == (highest, 4)


@pytest.mark.parametrize("first_weekday", range(7))
def test_each_day_of_a_year_has_its_own_square(first_weekday: int) -> None:
    for year in YEARS:
        check_squares(year, first_weekday)


def check_squares(year: int, first_weekday: int) -> None:
    """Check where the days of a year are, whose weeks begin with a weekday."""
    quarters = heat_map.quarters(year, first_weekday, {}, scale_up_to(1))
    days = [date(year, 1, 1) + timedelta(number) for number in range(366)]
    shown = [square for quarter in quarters for square in quarter.squares]
    assert [(one.month, one.day) for one in shown] == [
        (day.month, day.day) for day in days if day.year == year
    ]
    for square, day in zip(shown, days, strict=False):
        weekday = (square.y - heat_map.TOP) // heat_map.PITCH
        assert weekday == (day.weekday() - first_weekday) % 7
    for quarter in quarters:
        corners = {(square.x, square.y) for square in quarter.squares}
        assert len(corners) == len(quarter.squares)
        assert max(x for x, _ in corners) + heat_map.CELL <= heat_map.WIDTH
        assert max(y for _, y in corners) + heat_map.CELL <= heat_map.HEIGHT


def test_a_line_parts_each_month_from_the_one_before() -> None:
    spring = heat_map.quarters(2024, 0, {}, scale_up_to(1))[1]
    april, may, june = spring.months
    assert april.line == ()
    for start in (may, june):
        before = [square for square in spring.squares if square.month < start.month]
        after = [square for square in spring.squares if square.month >= start.month]
        for square in before:
            assert square.x < edge_at(start.line, square.y)
        for square in after:
            assert square.x > edge_at(start.line, square.y)


def edge_at(line: tuple[tuple[int, int], ...], y: int) -> int:
    """Where a line from top to bottom crosses the height `y`."""
    return next(
        x for (x, top), (other, bottom) in pairwise(line) if x == other and top <= y <= bottom
    )


def test_months_stand_below_one_another() -> None:
    lines = months.year_lines(range(2024, 2021, -1), {(2023, 12): 4}, scale_up_to(4))
    assert [line.year for line in lines] == [2024, 2023, 2022]
    assert [line.y - months.TOP for line in lines] == [0, months.PITCH, 2 * months.PITCH]
    filled = [(line.year, one.month) for line in lines for one in line.months if one.step]
    assert filled == [(2023, 12)]
    assert lines[0].months[-1].x + months.CELL <= months.WIDTH


def test_bars_grow_with_numbers_and_leave_gaps() -> None:
    shown = bars.bars({2001: 8, 2004: 1, 2003: 800})
    assert [bar.year for bar in shown] == [2001, 2002, 2003, 2004]
    assert [bar.height for bar in shown] == [2, 0, bars.HEIGHT, 2]
    assert [bar.x for bar in shown] == [0, 16, 32, 48]
    assert bars.bars({}) == ()


def test_one_article_a_year_does_not_look_like_many() -> None:
    assert {bar.height for bar in bars.bars({1990: 1, 1991: 1})} == {bars.HEIGHT // 4}


def test_temperatures_lie_between_round_lines() -> None:
    shown = temperatures.plot({3: (21.0, 24.5, 29.9), 7: (18.2, 18.2, 18.2)})
    assert [line.degrees for line in shown.lines] == [15, 20, 25, 30]
    heights = [line.y for line in shown.lines]
    assert heights == sorted(heights, reverse=True)
    march, july = shown.months
    assert march.low > march.mean > march.high
    assert july.low == july.mean == july.high
    assert march.x < july.x < temperatures.WIDTH
    assert heights[-1] <= march.high and july.low <= heights[0]


@pytest.mark.parametrize("value", [-60.0, -0.5, 0.0, 20.0, 55.5, 999.0, -273.15])
def test_any_temperature_can_be_plotted(value: float) -> None:
    shown = temperatures.plot({1: (value, value, value), 2: (0.0, 0.0, 0.0)})
    assert 2 <= len(shown.lines) <= 7
    assert all(shown.lines[-1].y <= month.mean <= shown.lines[0].y for month in shown.months)


def test_a_month_of_any_year_has_its_longest_length() -> None:
    lengths = [len(days.day_squares(month, {}, scale_up_to(1))) for month in range(1, 13)]
    assert lengths == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    last = days.day_squares(1, {(1, 31): 2}, scale_up_to(2))[-1]
    assert (last.day, last.count, last.step) == (31, 2, 4)
    assert last.x + days.CELL <= days.WIDTH and last.y + days.CELL <= days.HEIGHT
