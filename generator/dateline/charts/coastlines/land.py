"""Where there is land on a map, by the coastlines that tools/draw_coastlines.py has made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from dateline.charts.projection import Projection

_FOLDER = Path(__file__).parent
_FINE = 100.0
"""Maps that are less wide than this, in degrees, have the finer coastlines."""
_CLOSEST = 4
"""Corners nearer to the one before than this, in the units of a map, are left out."""

Point = tuple[float, float]
Ring = tuple[tuple[int, int], ...]


@lru_cache(8)
def land(projection: Projection) -> tuple[Ring, ...]:
    """The rings of the land on a map, each the positions of its corners."""
    finer = projection.east - projection.west < _FINE
    rings = []
    for corners in _read("near.txt" if finer else "world.txt"):
        for turns in (-360, 0, 360):
            turned = [(longitude + turns, latitude) for longitude, latitude in corners]
            if ring := _placed(_clipped(turned, projection), projection):
                rings.append(ring)
    return tuple(rings)


def _read(name: str) -> Iterator[list[Point]]:
    """The rings of a file; tools/draw_coastlines.py says how they are written."""
    for line in (_FOLDER / name).read_text("utf-8").splitlines():
        numbers = [int(number) for number in line.split()]
        yield [
            (x / 100, y / 100)
            for x, y in zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True)
        ]


def _clipped(corners: list[Point], projection: Projection) -> list[Point]:
    """The part of a ring within the map (Sutherland and Hodgman)."""
    for axis, limit, sign in (
        (0, projection.west, 1),
        (0, projection.east, -1),
        (1, projection.south, 1),
        (1, projection.north, -1),
    ):
        # Most rings are wholly inside or outside.
        inside = [(corner[axis] - limit) * sign >= 0 for corner in corners]
        if not any(inside):
            return []
        if not all(inside):
            corners = list(_cut(corners, axis, limit, inside))
    return corners


def _cut(corners: list[Point], axis: int, limit: float, inside: list[bool]) -> Iterator[Point]:
    """The part of a ring on one side of a line."""
    for number, corner in enumerate(corners):
        before = corners[number - 1]
        if inside[number] != inside[number - 1]:
            share = (limit - before[axis]) / (corner[axis] - before[axis])
            other = before[1 - axis] + share * (corner[1 - axis] - before[1 - axis])
            yield (limit, other) if axis == 0 else (other, limit)
        if inside[number]:
            yield corner


def _placed(corners: list[Point], projection: Projection) -> Ring:
    """The positions of corners, without those that nobody would see."""
    placed: list[tuple[int, int]] = []
    for longitude, latitude in corners:
        x, y = projection.position(longitude, latitude)
        if not placed or abs(x - placed[-1][0]) + abs(y - placed[-1][1]) >= _CLOSEST:
            placed.append((x, y))
    return tuple(placed) if len(placed) > 2 else ()
