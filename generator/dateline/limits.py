"""How deep and how large the values of a file may be, whatever format they are written in."""

from __future__ import annotations

from typing import Any

DEEPEST = 50
"""Levels of nested lists and tables."""
MOST_PARTS = 16
"""Parts of a dotted key; parsers take time that grows with the square of their number."""
_LARGEST = 2**63
"""Whole numbers from here on fit neither into TOML nor into what most programs count with."""


def too_large(value: Any, path: tuple[str | int, ...] = ()) -> tuple[str | int, ...] | None:
    """The path of the first whole number in `value` that needs more than 64 bits; None for none."""
    if isinstance(value, int):
        return path if not -_LARGEST <= value < _LARGEST else None
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        if isinstance(item, dict | list | int) and (found := too_large(item, (*path, key))):
            return found
    return None
