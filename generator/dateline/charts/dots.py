"""Dots on a map: how large they are, and that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from dateline.charts.projection import WIDTH

SMALLEST, LARGEST = 10, 40
"""Radii in the units of a map."""
_ROUNDS = 60
_NEAR = 3.0
"""Dots further apart than this many times their size do not meet."""
_LETTER, _LINE = 16, 38
"""About the width of a letter and the height of a word."""


class Dot(NamedTuple):
    """The middle of a dot and its radius."""

    x: int
    y: int
    radius: int


class NamePlace(NamedTuple):
    """Where the name of a dot begins (`start`) or ends, on its base line."""

    x: int
    y: int
    start: bool


def dots(places: Sequence[tuple[int, int, int]], height: int) -> tuple[Dot, ...]:
    """A dot for each of `places` (position and number of articles), on a map of this height.

    Areas are in proportion to numbers, but no dot is too small to be seen. Those that would overlap
    are moved apart, as little as it takes.
    """
    most = max((number for _, _, number in places), default=1)
    radii = [max(SMALLEST, round(LARGEST * sqrt(number / most))) for _, _, number in places]
    xs, ys = [float(x) for x, _, _ in places], [float(y) for _, y, _ in places]
    pairs = [
        (one, other)
        for one in range(len(places))
        for other in range(one + 1, len(places))
        if _distance(xs, ys, one, other) < _NEAR * (radii[one] + radii[other])
    ]
    for _ in range(_ROUNDS):
        if not _pushed_apart(xs, ys, radii, pairs):
            break
    return tuple(
        Dot(
            min(WIDTH - radius, max(radius, round(x))),
            min(height - radius, max(radius, round(y))),
            radius,
        )
        for x, y, radius in zip(xs, ys, radii, strict=True)
    )


def _pushed_apart(
    xs: list[float], ys: list[float], radii: list[int], pairs: list[tuple[int, int]]
) -> bool:
    """Move overlapping pairs apart, the smaller dot further; whether there were any."""
    moved = False
    for one, other in pairs:
        distance = _distance(xs, ys, one, other)
        overlap = radii[one] + radii[other] + 2 - distance
        if overlap <= 0.5:
            continue
        moved = True
        # Two at the same position are parted sideways.
        across = (xs[other] - xs[one]) / distance if distance else 1.0
        up = (ys[other] - ys[one]) / distance if distance else 0.0
        share = overlap * radii[other] / (radii[one] + radii[other])
        xs[one], ys[one] = xs[one] - across * share, ys[one] - up * share
        xs[other] += across * (overlap - share)
        ys[other] += up * (overlap - share)
    return moved


def _distance(xs: list[float], ys: list[float], one: int, other: int) -> float:
    across, up = xs[one] - xs[other], ys[one] - ys[other]
    return sqrt(across * across + up * up)


def names(placed: Sequence[Dot], words: Sequence[str], height: int) -> tuple[NamePlace | None, ...]:
    """Where the name of each dot can stand without covering a dot or another name; None if nowhere,
    or if the name is empty. Names of earlier dots take precedence."""
    taken = [_box(dot.x - dot.radius, dot.y - dot.radius, 2 * dot.radius) for dot in placed]
    found: list[NamePlace | None] = []
    for dot, word in zip(placed, words, strict=True):
        width = _LETTER * len(word)
        place = None
        for start in (True, False) if word else ():
            x = dot.x + (dot.radius + 7) * (1 if start else -1)
            left = x if start else x - width
            box = (left, dot.y - _LINE // 2, left + width, dot.y + _LINE // 2)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= height
            if inside and not any(_meet(box, other) for other in taken):
                place = NamePlace(x, dot.y + 10, start)
                taken.append(box)
                break
        found.append(place)
    return tuple(found)


_Box = tuple[int, int, int, int]


def _box(left: int, top: int, side: int) -> _Box:
    return left, top, left + side, top + side


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
