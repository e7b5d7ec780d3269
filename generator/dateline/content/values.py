"""A newsroom's own values, in a form that any file can hold."""

from __future__ import annotations

from math import isfinite
from typing import Any

from dateline.controls import without_controls


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
