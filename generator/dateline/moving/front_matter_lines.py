"""Giving a key of front matter another value, and leaving everything else as it was written."""

from __future__ import annotations

import re

from dateline.content.fences import Parts
from dateline.content.front_matter import FrontMatter, line_of

_BLOCK_ITEM = re.compile(r"([ \t]*)- ")
_END_OF_LIST = re.compile(r"\](?=\s*(?:#.*|,)?$)")


def with_value(lines: list[str], parts: Parts, found: FrontMatter, key: str, value: str) -> None:
    """Give `key` the text `value` in the `lines` of a file, whose front matter is `found`."""
    at = _line_of_key(parts, found, key)
    if at is None:
        _insert(lines, parts, line_of(parts.form, key, value))
    else:
        comma = "," if parts.form == "json" and lines[at].rstrip().endswith(",") else ""
        indent = re.match(r"\s*", lines[at])
        lines[at] = f"{indent[0] if indent else ''}{line_of(parts.form, key, value)}{comma}"


def with_item(lines: list[str], parts: Parts, found: FrontMatter, key: str, item: str) -> None:
    """Add `item` to the list that `key` has in the `lines` of a file, or make it one of its own."""
    at = _line_of_key(parts, found, key)
    value = found.values.get(key)
    if at is None:
        _insert(lines, parts, line_of(parts.form, key, [item]))
    elif isinstance(value, list) and value:
        following = lines[at + 1] if at + 1 < len(lines) else ""
        block = _BLOCK_ITEM.match(following)
        if parts.form == "yaml" and block and "[" not in lines[at]:
            written = line_of("yaml", "x", [item]).removeprefix("x: [").removesuffix("]")
            lines.insert(at + 1, f"{block[1]}- {written}")
        else:
            written = line_of(parts.form, "x", [item])
            last = written[written.index("[") + 1 : -1]
            lines[at] = _END_OF_LIST.sub(lambda end: f", {last}]", lines[at], count=1)
    else:
        items = [value, item] if isinstance(value, str) and value else [item]
        comma = "," if parts.form == "json" and lines[at].rstrip().endswith(",") else ""
        lines[at] = line_of(parts.form, key, items) + comma


def _line_of_key(parts: Parts, found: FrontMatter, key: str) -> int | None:
    """The index of the line that a key of the top level is on; None if it has none."""
    if key not in found.values:
        return None
    return found.marks.get((key, ""), found.place((key,)))[0] - 1


def _insert(lines: list[str], parts: Parts, line: str) -> None:
    """Add a line of front matter: at its end, or before the tables of TOML."""
    first = parts.raw_line - 1
    raw = parts.raw.split("\n")
    if parts.form == "json":
        at = next(n for n, text in enumerate(lines) if text.lstrip().startswith("{"))
        rest = lines[at].split("{", 1)[1].strip()
        lines[at : at + 1] = ["{", f"  {line},", *([f"  {rest}"] if rest else [])]
        return
    if parts.form == "toml":
        place = next((n for n, text in enumerate(raw) if text.lstrip().startswith("[")), len(raw))
    else:
        place = len(raw)
    while place and not raw[place - 1].strip():
        place -= 1
    lines.insert(first + place, line)
