"""Commas that are missing in a table between braces: `{name: Port Louis lat: -20.16}`."""

from __future__ import annotations

import re

_PARTS = "name|country|lat|lon|src|alt|caption|credit|edition|page|date|text|reason"
"""The keys of the tables that values can be."""
_NEXT = re.compile(rf"(?<=[^\s,{{\[(:])(?P<gap>[ ]+)(?P<key>{_PARTS}):(?=[ ])")
CERTAIN = frozenset({"lat", "lon", "src", "alt"})
"""Those of them that no sentence has before a colon."""


def missing_comma(text: str, colon: int) -> tuple[str, int, str] | None:
    """The key before which a comma is missing, if the `text` of a line has its `colon` at this
    index, the index at which the comma is missing, and the text with all that are; None for other
    words, or if the table has that key already."""
    for found in _NEXT.finditer(text):
        if found.end() == colon + 1 and not re.search(rf"[{{,]\s*{found['key']}:", text[:colon]):
            right = _NEXT.sub(lambda each: f",{each[0]}", text)
            return found["key"], found.start("gap"), right
    return None
