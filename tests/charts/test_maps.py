"""Maps: what they show, and where."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest

from dateline.charts.coastlines.land import land
from dateline.charts.dots import LARGEST, SMALLEST, dots, names
from dateline.charts.projection import WIDTH, Projection, projection_of

Points = list[tuple[float, float]]

MASCARENES: Points = [(57.5, -20.16), (55.45, -20.88)]
OLD_WORLD: Points = [(57.5, -20.16), (-0.13, 51.5), (116.4, 39.9)]
ACROSS_THE_DATE_LINE: Points = [(178.4, -18.1), (-171.8, -13.8), (-175.2, -21.1)]
NORTH: Points = [(18.9, 69.6), (25.8, 71.2)]
EVERYWHERE: Points = [(57.5, -20.16), (151.2, -33.9), (-74.0, 40.7)]
POLES: Points = [(166.7, -77.8), (15.6, 78.2)]
ONE_SPOT: Points = [(57.5, -20.16), (57.5, -20.16)]
ALL = [MASCARENES, OLD_WORLD, ACROSS_THE_DATE_LINE, NORTH, EVERYWHERE, POLES, ONE_SPOT]


@pytest.mark.parametrize("points", ALL)
def test_every_point_is_on_its_map(points: Points) -> None:
    projection = projection_of(points)
    assert 0.4 * WIDTH <= projection.height <= 0.75 * WIDTH
    for point in points:
        x, y = projection.position(*point)
        assert 0 <= x <= WIDTH and 0 <= y <= projection.height


def test_only_a_map_of_much_of_the_globe_is_of_the_whole_world() -> None:
    worlds = [points for points in ALL if projection_of(points).world]
    assert worlds == [EVERYWHERE, POLES]


def test_the_date_line_does_not_tear_a_map_apart() -> None:
    projection = projection_of(ACROSS_THE_DATE_LINE)
    assert projection.east - projection.west < 20
    fiji, samoa, tonga = (projection.position(*point) for point in ACROSS_THE_DATE_LINE)
    assert fiji[0] < tonga[0] < samoa[0]


def test_east_is_right_and_north_is_up() -> None:
    for points in (MASCARENES, EVERYWHERE):
        projection = projection_of(points)
        x, y = projection.position(57.5, -20.5)
        assert projection.position(57.9, -20.5)[0] > x
        assert projection.position(57.5, -20.1)[1] < y


@pytest.mark.parametrize("points", ALL)
def test_land_lies_on_the_map(points: Points) -> None:
    projection = projection_of(points)
    rings = land(projection)
    assert rings
    for ring in rings:
        assert all(0 <= x <= WIDTH and 0 <= y <= projection.height for x, y in ring)


@pytest.mark.parametrize(
    ("points", "longitude", "latitude", "on_land"),
    [
        (MASCARENES, 57.55, -20.3, True),
        (MASCARENES, 56.5, -20.6, False),
        (OLD_WORLD, 20.0, 0.0, True),
        (OLD_WORLD, 70.0, -10.0, False),
        (ACROSS_THE_DATE_LINE, 178.0, -17.8, True),
        (EVERYWHERE, -100.0, 40.0, True),
        (EVERYWHERE, -140.0, 0.0, False),
    ],
)
def test_land_is_where_land_is(
    points: Points, longitude: float, latitude: float, on_land: bool
) -> None:
    projection = projection_of(points)
    x, y = projection.position(longitude, latitude)
    assert within(x + 0.5, y + 0.5, projection) is on_land


def within(x: float, y: float, projection: Projection) -> bool:
    """Whether a point is inside the land, by the number of edges to its right."""
    crossed = 0
    for ring in land(projection):
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossed += 1
    return crossed % 2 == 1


def test_areas_of_dots_are_in_proportion() -> None:
    large, half, none = dots([(100, 100, 200), (500, 100, 50), (900, 100, 1)], 600)
    assert (large.radius, half.radius, none.radius) == (LARGEST, LARGEST // 2, SMALLEST)
    assert (large.x, large.y) == (100, 100)


def test_dots_that_are_close_are_all_to_be_seen() -> None:
    crowd = [(700 + number % 4, 300 + number % 3, 40 // (number + 1)) for number in range(14)]
    placed = dots(crowd, 600)
    for one, other in combinations(placed, 2):
        assert hypot(one.x - other.x, one.y - other.y) > (one.radius + other.radius) * 0.9
    assert all(hypot(dot.x - 700, dot.y - 300) < 120 for dot in placed)


def test_names_cover_neither_dots_nor_one_another() -> None:
    placed = dots([(700, 300, 9), (760, 300, 9), (1430, 20, 1)], 600)
    first, second, edge = names(placed, ["Port Louis", "Vacoas", "Suva"], 600)
    assert first and not first.start and second and second.start
    assert edge and not edge.start
    assert names(placed, ["", "", ""], 600) == (None, None, None)
    row = dots([(700, 300, 9), (760, 300, 9), (820, 300, 9)], 600)
    left, between, right = names(row, ["Port Louis", "Curepipe", "Vacoas"], 600)
    assert left and not left.start and between is None and right and right.start
    assert names(row, ["A name that is longer than the map is wide " * 4] * 3, 600) == (None,) * 3
