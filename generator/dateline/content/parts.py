"""Parts of a table of ours that other systems write elsewhere: as keys of their own
(`image_alt`), or in tables of theirs (`header.caption`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from dateline.content.fields import only
from dateline.content.front_matter import FrontMatter
from dateline.content.tables import WHOLE

_EMPTY: tuple[Any, ...] = (None, "", [])


def bring_up(found: FrontMatter, names: Iterable[str]) -> None:
    """Give `found` a key of the top level for each of these `names` that leads, by its dots, to a
    value in its tables."""
    for name in names:
        steps, value = tuple(name.split(".")), cast("Any", found.values)
        if name in found.values:
            continue
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        if value in _EMPTY:
            continue
        found.values[name] = value
        for path in [path for path in found.marks if path[: len(steps)] == steps]:
            found.marks[(name, *path[len(steps) :])] = found.marks[path]
        for keys in (found.faulty, found.unread):
            if steps[0] in keys:
                keys.add(name)


def with_parts(
    values: dict[str, Any],
    written: Mapping[str, str],
    found: FrontMatter,
    parts: Mapping[tuple[str, str], tuple[str, ...]],
) -> dict[str, Any]:
    """The `values` by our keys, with the `parts` of their tables that are written elsewhere, each
    under the first of these names that has a value. The table's own come first."""
    values = dict(values)
    for (ours, part), names in parts.items():
        value = only(values.get(ours))
        name = next((name for name in names if found.values.get(name) not in _EMPTY), None)
        if name is None or name in found.unread or value in _EMPTY:
            continue
        table = value if isinstance(value, dict) else {WHOLE[ours]: value}
        if isinstance(value, list) or table.get(part) not in _EMPTY:
            continue
        values[ours] = {**table, part: found.values[name]}
        found.marks[(written[ours], part)] = found.place((name,))
    return values
