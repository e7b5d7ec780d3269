"""Giving a key of front matter another value, and leaving everything else as it was written."""

from __future__ import annotations

import re
from collections.abc import Collection

from dateline.config import Site
from dateline.content.fences import split
from dateline.content.front_matter import FrontMatter, item_of, line_of, read_front_matter, value_of
from dateline.content.keys import choose_keys
from dateline.content.typed import spellings_of
from dateline.editing.texts import SourceText

_BEFORE_ITEM = re.compile(r"[ \t]*(?:-[ \t]+)?")
_BEFORE_BLOCK_ITEM = re.compile(r"[ \t]*-[ \t]+")


def with_value(text: SourceText, key: str, value: str, *, path: str, site: Site) -> SourceText:
    """The `text` of content/`path` with another value for `key`. Raises `FrontMatterProblem` if its
    front matter cannot be read."""
    found, key = _front_matter(text, key, path, site)
    at = _line_of_key(found, key)
    if at is None:
        return _with_line(text, found, line_of(found.form, key, value))
    return _with_key(text, found, at, key, value)


def with_item(text: SourceText, key: str, item: str, *, path: str, site: Site) -> SourceText:
    """The `text` of content/`path` with one more `item` in the list that `key` has, which may be a
    single value or missing. It comes first, where the list begins, however it goes on. Raises
    `FrontMatterProblem` if the front matter cannot be read."""
    found, key = _front_matter(text, key, path, site)
    at, value = _line_of_key(found, key), found.values.get(key)
    if at is None:
        return _with_line(text, found, line_of(found.form, key, [item]))
    if not (isinstance(value, list) and value):
        items = [item, value] if isinstance(value, str) and value else [item]
        return _with_key(text, found, at, key, items)
    line, column = found.place((key, 0))
    before, rest = text.lines[line - 1][: column - 1], text.lines[line - 1][column - 1 :]
    written = item_of(found.form, item)
    comma = "" if "-" in before else ","
    if _BEFORE_ITEM.fullmatch(before):
        return text.with_line_before(line - 1, f"{before}{written}{comma}")
    return text.with_lines(line - 1, f"{before}{written}, {rest}")


def without_items(
    text: SourceText, key: str, unwanted: Collection[int], *, path: str, site: Site
) -> SourceText:
    """The `text` of content/`path` without the items with these indexes in the list that `key` has,
    which may be a single value; without any item, the key goes too. Raises `FrontMatterProblem` if
    the front matter cannot be read."""
    found, key = _front_matter(text, key, path, site)
    at, value = _line_of_key(found, key), found.values.get(key)
    if at is None or not unwanted:
        return text
    if not isinstance(value, list):
        return (
            _with_key(text, found, at, key, [])
            if found.form == "json"
            else text.without_lines(at, at)
        )
    kept = [item for index, item in enumerate(value) if index not in unwanted]
    places = [
        (line - 1, column - 1)
        for line, column in map(found.place, ((key, n) for n in range(len(value))))
    ]
    if all(_BEFORE_BLOCK_ITEM.fullmatch(text.lines[line][:column]) for line, column in places):
        lines = [places[index][0] for index in unwanted] + ([] if kept else [at])
        for line in sorted(lines, reverse=True):
            text = text.without_lines(line, line)
        return text
    last, column = places[-1]
    ending = text.lines[last].find("]", column + len(value[-1]))
    while ending < 0:
        last += 1
        ending = text.lines[last].find("]")
    if not kept and found.form != "json":
        return text.without_lines(at, last)
    line, column = found.place((key,))
    return text.with_span((line - 1, column - 1), (last, ending + 1), value_of(found.form, kept))


def _front_matter(text: SourceText, key: str, path: str, site: Site) -> tuple[FrontMatter, str]:
    """The front matter, and what it calls our `key`."""
    found, _ = read_front_matter(split(text.plain, path=path), path=path)
    _, written, _ = choose_keys(found, path, spellings_of(site))
    return found, written.get(key, key)


def _line_of_key(found: FrontMatter, key: str) -> int | None:
    """The index of the line that a key of the top level is on; None if it has none."""
    if key not in found.values:
        return None
    return found.marks.get((key, ""), found.place((key,)))[0] - 1


def _with_key(
    text: SourceText, found: FrontMatter, at: int, key: str, value: str | list[str]
) -> SourceText:
    """The text with another value for the key on the line with this index."""
    line = text.lines[at]
    comma = "," if found.form == "json" and line.rstrip().endswith(",") else ""
    indent = line[: len(line) - len(line.lstrip())]
    return text.with_lines(at, f"{indent}{line_of(found.form, key, value)}{comma}")


def _with_line(text: SourceText, found: FrontMatter, line: str) -> SourceText:
    """The text with one more line of front matter: at its end, or before the tables of TOML."""
    if found.form == "json":
        at = next(n for n, text in enumerate(text.lines) if text.lstrip().startswith("{"))
        rest = text.lines[at].split("{", 1)[1].strip()
        return text.with_lines(at, "{", f"  {line},", *([f"  {rest}"] if rest else []))
    raw = found.raw.split("\n")
    place = len(raw)
    if found.form == "toml":
        place = next((n for n, text in enumerate(raw) if text.lstrip().startswith("[")), place)
    while place and not raw[place - 1].strip():
        place -= 1
    return text.with_line_before(found.raw_line - 1 + place, line)
