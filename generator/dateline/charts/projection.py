"""From longitude and latitude, in degrees, to a position on a map.

A map of less than half the globe is equirectangular, with true shapes at its middle latitude. A
larger one is the whole world in the Equal Earth projection (Šavrič, Patterson and Jenny, 2018),
which shows areas in proportion.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

WIDTH = 1440
"""Of every map, in its own units."""

_WIDEST, _TALLEST = 160.0, 110.0
"""The largest extent in degrees of a map that is not of the whole world."""
_SMALLEST = 3.5
"""A map is at least so wide in degrees, since the coastlines are no finer."""
_MARGIN = 0.14
_FLATTEST, _STEEPEST = 0.45, 0.72
"""The least and the greatest height of a map as a part of its width."""
_NORTH, _SOUTH = 84.0, -58.0
"""What a map of the world shows, unless a place is beyond."""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
"""The coefficients of Equal Earth."""


class Projection(NamedTuple):
    """A map of what is between `west` and `east`, `south` and `north`. `east` may be above 180."""

    west: float
    east: float
    south: float
    north: float
    height: int
    world: bool

    def position(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Where a point is on the map."""
        if self.world:
            x, y = _equal_earth(longitude, latitude)
            left, top = _equal_earth(-180, 0)[0], _equal_earth(0, self.north)[1]
            scale = WIDTH / (-2 * left)
            return round((x - left) * scale), round((top - y) * scale)
        turns = 360 if longitude < self.west and longitude + 360 <= self.east else 0
        across = (longitude + turns - self.west) / (self.east - self.west)
        up = (self.north - latitude) / (self.north - self.south)
        return round(across * WIDTH), round(up * self.height)


def projection_of(points: Iterable[tuple[float, float]]) -> Projection:
    """The map that shows `points`, each longitude and latitude, of which there is at least one."""
    found = list(points)
    west, east = _narrowest([longitude for longitude, _ in found])
    south, north = min(latitude for _, latitude in found), max(latitude for _, latitude in found)
    if east - west > _WIDEST or north - south > _TALLEST:
        return _whole_world(south, north)
    middle = (south + north) / 2
    # A degree of longitude is so much shorter than one of latitude.
    short = max(0.2, cos(radians(middle)))
    width = max((east - west) * (1 + 2 * _MARGIN), _SMALLEST / short)
    tall = max((north - south) * (1 + 2 * _MARGIN), width * short * _FLATTEST)
    width = max(width, tall / short / _STEEPEST)
    if width > 2 * _WIDEST or middle + tall / 2 > 90 or middle - tall / 2 < -90:
        return _whole_world(south, north)
    centre = (west + east) / 2
    return Projection(
        centre - width / 2,
        centre + width / 2,
        middle - tall / 2,
        middle + tall / 2,
        round(WIDTH * tall / (width * short)),
        world=False,
    )


def _whole_world(south: float, north: float) -> Projection:
    low = _SOUTH if south > _SOUTH else -90.0
    high = _NORTH if north < _NORTH else 90.0
    scale = WIDTH / (2 * _equal_earth(180, 0)[0])
    height = round((_equal_earth(0, high)[1] - _equal_earth(0, low)[1]) * scale)
    return Projection(-180.0, 180.0, low, high, height, world=True)


def _narrowest(longitudes: list[float]) -> tuple[float, float]:
    """The narrowest range that contains all longitudes; its end is above 180 if it crosses the
    antimeridian."""
    ordered = sorted(set(longitudes))
    gaps = [
        (after - before, before, after)
        for before, after in zip(ordered, [*ordered[1:], ordered[0] + 360], strict=True)
    ]
    _, before, after = max(gaps)
    if after > 180:
        return ordered[0], ordered[-1]
    return after, before + 360


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square * square * square
    a1, a2, a3, a4 = _A
    y = angle * (a1 + a2 * square + sixth * (a3 + a4 * square))
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = 2 * sqrt(3) / 3 * radians(longitude) * cos(angle) / slope
    return x, y
