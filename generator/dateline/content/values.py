"""Values as files have them: a newsroom's own in a form that any file can hold, and the texts in
one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import isfinite
from typing import Any

from dateline.controls import without_controls
from dateline.toml_places import KeyPath


def plain(value: Any) -> Any:
    """`value` as JSON has it: dates and other types become text."""
    if isinstance(value, dict):
        return {without_controls(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        items = [plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set) else items
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    return without_controls(str(value))


def texts_in(
    value: Any, at: KeyPath = (), *, except_for: Collection[str] = ()
) -> Iterator[tuple[KeyPath, str]]:
    """Every text within a value, which is found at the path `at`, with its own path; those of the
    keys `except_for` are left out."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict | list | tuple):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            if step not in except_for:
                yield from texts_in(item, (*at, step), except_for=except_for)
