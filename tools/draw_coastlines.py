"""Makes the coastlines of maps: world.txt and near.txt in generator/dateline/charts/coastlines/.

Run it with land-50m.json of the npm package world-atlas 2, which is TopoJSON of the land of Natural
Earth 1:50m (public domain):

    python tools/draw_coastlines.py land-50m.json

Builds take the files as they are. Each line of them is one ring: longitude and latitude of its
first corner, then the way from each corner to the next, all in hundredths of a degree.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "generator" / "dateline" / "charts" / "coastlines"
LEVELS = {"world": (30, 900), "near": (3, 12)}
"""For each file, the deviation that is allowed where corners are left out, in hundredths of a
degree, and the smallest extent, width times height, of an island that is kept."""

Corner = tuple[int, int]


def rings(topology: dict[str, object]) -> Iterator[list[Corner]]:
    """The rings of the land in hundredths of a degree (TopoJSON 1.0, quantized arcs)."""
    transform, objects = topology["transform"], topology["objects"]
    assert isinstance(transform, dict) and isinstance(objects, dict)
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs: list[list[Corner]] = []
    assert isinstance(topology["arcs"], list)
    for arc in topology["arcs"]:
        x = y = 0
        corners = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            longitude, latitude = x * scale_x + move_x, y * scale_y + move_y
            corners.append((round(longitude * 100), round(latitude * 100)))
        arcs.append(corners)
    for geometry in objects["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                yield _joined(ring, arcs)


def _joined(ring: Iterable[int], arcs: list[list[Corner]]) -> list[Corner]:
    """The corners of a ring. A negative number stands for an arc walked backwards."""
    corners: list[Corner] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        corners += arc[1:] if corners else arc
    return corners


def simplified(corners: list[Corner], allowed: int) -> list[Corner]:
    """The corners that matter (Douglas and Peucker): no other is further from the line between
    those that remain than `allowed`."""
    kept = {0, len(corners) // 2, len(corners) - 1}
    ordered = sorted(kept)
    waiting = list(pairwise(ordered))
    while waiting:
        first, last = waiting.pop()
        far, distance = first, 0.0
        for number in range(first + 1, last):
            found = _distance(corners[number], corners[first], corners[last])
            if found > distance:
                far, distance = number, found
        if distance > allowed:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [corners[number] for number in sorted(kept)]


def _distance(corner: Corner, start: Corner, end: Corner) -> float:
    """How far a corner is from the line between two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    x, y = corner[0] - start[0], corner[1] - start[1]
    along = min(1.0, max(0.0, (x * across + y * up) / length)) if length else 0.0
    return float(((x - along * across) ** 2 + (y - along * up) ** 2) ** 0.5)


def _line(corners: list[Corner]) -> str:
    x = y = 0
    numbers = []
    for corner in corners:
        numbers += [corner[0] - x, corner[1] - y]
        x, y = corner
    return " ".join(map(str, numbers))


def main() -> None:
    """Write both files."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    for name, (allowed, smallest) in LEVELS.items():
        lines = []
        for ring in rings(topology):
            xs, ys = [x for x, _ in ring], [y for _, y in ring]
            corners = simplified(ring, allowed)
            if (max(xs) - min(xs)) * (max(ys) - min(ys)) >= smallest and len(corners) > 3:
                lines.append(_line(corners))
        (FOLDER / f"{name}.txt").write_text("\n".join([*lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
