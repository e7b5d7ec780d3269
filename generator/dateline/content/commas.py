"""Commas that are missing in a table between braces, `{name: Port Louis lat: -20.16}`, and those
that are too many, `[one,, two]`."""

from __future__ import annotations

import re

from dateline.content.yaml_problem import YamlProblem
from dateline.problems import Mend

_PARTS = "name|country|lat|lon|src|alt|caption|credit|edition|page|date|text|reason"
"""The keys of the tables that values can be."""
_NEXT = re.compile(rf"(?<=[^\s,{{\[(:])(?P<gap>[ ]+)(?P<key>{_PARTS}):(?=[ ])")
_CERTAIN = frozenset({"lat", "lon", "src", "alt"})
"""Those of them that no sentence has before a colon."""
_SURPLUS = re.compile(r"(?<=[\[{,])(?:\s*,)+")


def missing_comma(text: str, line: int, colon: int) -> YamlProblem | None:
    """The problem of a comma that is missing before a key, if the `text` of this line has the key's
    `colon` at this index; None for other words, or if the table has that key already."""
    for found in _NEXT.finditer(text):
        key, at = found["key"], found.start("gap")
        if found.end() == colon + 1 and not re.search(rf"[{{,]\s*{key}:", text[:colon]):
            fix = f"Write {_NEXT.sub(lambda each: f',{each[0]}', text).strip()}"
            mend = Mend(line, at, at, ",") if key in _CERTAIN else None
            return YamlProblem(line, at, f"A comma is missing before “{key}”", fix, mend)
    return None


def surplus_comma(text: str, line: int, comma: int) -> YamlProblem | None:
    """The problem of a comma with nothing before it in its list, if the `text` of this line has one
    at this index; None for any other."""
    before = text[:comma].rstrip()
    if text[comma : comma + 1] != "," or before[-1:] not in {",", "[", "{"}:
        return None
    right = before + text[comma + 1 :]
    if not {*right} & {*"\"'"}:
        right = _SURPLUS.sub("", right)
    message = "There is nothing before this comma"
    mend = Mend(line, len(before), len(text), right[len(before) :])
    return YamlProblem(line, comma, message, f"Write {right.strip()}", mend)
