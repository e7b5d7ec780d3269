"""Front matter so plain that YAML's rules for it fit on a page: most of it is.

Lines of `key: value`, where the value is words, one quoted text, a list in brackets or a list of
lines that begin with hyphens. Whatever else a line may hold is left to the parser, which
`read_plain` agrees with wherever it answers.
"""

from __future__ import annotations

import re
from typing import Any

Place = tuple[int, int]
Marks = dict[tuple[str | int, ...], Place]

_OTHER = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]|[\ud800-\U0010ffff]")
"""Control characters, other line ends, and what comes after the letters of living scripts."""
_WORDS = r"(?:[0-9A-Za-z]|[^\x00-\xa0])(?:[^:#]|:(?![ ]|$))*+"
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_LIST = r"\[[^:#?\[\]{}]*\]"
_LINE = re.compile(rf"([A-Za-z_][0-9A-Za-z_-]{{0,99}}):(?:[ ]+({_WORDS}|{_QUOTED}|{_LIST}))?[ ]*")
_ENTRY = re.compile(rf"([ ]*)-[ ]+({_WORDS}|{_QUOTED})[ ]*")
_ITEM = re.compile(rf"[ ]*({_WORDS}|{_QUOTED})[ ]*")
_NULL = frozenset({"null", "Null", "NULL"})
_LONGEST = 20_000


def read_plain(raw: str, first_line: int) -> tuple[dict[str, Any], Marks] | None:
    """Values and places of `raw`, as `FrontMatter` has them; None where it is not that plain.

    `first_line` is the line of the file on which `raw` begins.
    """
    if len(raw) > _LONGEST or _OTHER.search(raw):
        return None
    values: dict[str, Any] = {}
    marks: Marks = {}
    key, indent = "", -1
    entries: list[str | None] = []
    for number, line in enumerate(raw.split("\n"), first_line):
        if not line:
            continue
        if found := _LINE.fullmatch(line):
            key, written = found.groups()
            if key in values or key == "extra":
                return None
            place = marks[(key, "")] = (number, 1)
            entries, indent = [], -1
            if written is None:
                values[key], marks[(key,)] = None, place
            elif written[0] == "[":
                marks[(key,)] = number, found.start(2) + 1
                items = _items(written, key, marks[(key,)], marks)
                if items is None:
                    return None
                values[key] = items
            else:
                values[key] = text = _text(written)
                marks[(key,)] = place if text == "" else (number, found.start(2) + 1)
        elif found := _ENTRY.fullmatch(line):
            column = found.end(1)
            if indent < 0 and key and values[key] is None and marks[(key,)] == marks[(key, "")]:
                values[key], indent = entries, column
                marks[(key,)] = number, column + 1
            elif indent != column:
                return None
            marks[(key, len(entries))] = number, found.start(2) + 1
            entries.append(_text(found[2]))
        else:
            return None
    return values, marks


def _items(written: str, key: str, start: Place, marks: Marks) -> list[str | None] | None:
    """The items of a list in brackets; None where they are not plain."""
    items: list[str | None] = []
    line, column = start
    if not written[1:-1].strip(" "):
        return items
    for part in written[1:-1].split(","):
        found = _ITEM.fullmatch(part)
        if not found:
            return None
        marks[(key, len(items))] = line, column + 1 + found.start(1)
        items.append(_text(found[1]))
        column += len(part) + 1
    return items


def _text(written: str) -> str | None:
    """What words or a quoted text stand for."""
    if written[0] in "\"'":
        return written[1:-1]
    text = written.rstrip(" ")
    return None if text in _NULL else text
