"""Giving a key of front matter another value, and leaving everything else as it was written.

Each change is read again before it is given: where a value has a form that these lines do not
expect, there is no change, rather than one that says something else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from typing import Any, NamedTuple

from dateline.config import Site
from dateline.content.fences import FrontMatterProblem, split
from dateline.content.front_matter import FrontMatter, item_of, line_of, read_front_matter, value_of
from dateline.content.keys import choose_keys
from dateline.content.typed import spellings_of
from dateline.content.yaml_nodes import YamlReader, compose
from dateline.editing.texts import SourceText

_BEFORE_ITEM = re.compile(r"[ \t]*(?:-[ \t]+)?")
_BEFORE_BLOCK_ITEM = re.compile(r"[ \t]*-[ \t]+")
_Place = tuple[int, int]
"""The index of a line of the file, and of a character in it."""


class _Read(NamedTuple):
    """A text with its front matter, and what that calls the key that is to change."""

    text: SourceText
    found: FrontMatter
    key: str

    @property
    def at(self) -> int | None:
        """The index of the line that the key is on at the top level; None if it is not there."""
        if self.key not in self.found.values:
            return None
        return self.found.marks.get((self.key, ""), self.found.place((self.key,)))[0] - 1


def with_value(
    text: SourceText, key: str, value: str, *, path: str, site: Site
) -> SourceText | None:
    """The `text` of content/`path` with another value for `key`; None if it cannot be changed
    safely, or its front matter cannot be read."""
    read = _read(text, key, path, site)
    return read and _checked(_with_value(read, value), read, value, path, site)


def with_item(text: SourceText, key: str, item: str, *, path: str, site: Site) -> SourceText | None:
    """The `text` of content/`path` with one more `item` in the list that `key` has, which may be a
    single value or missing. It comes first, where the list begins, however it goes on. None if the
    text cannot be changed safely, or its front matter cannot be read."""
    read = _read(text, key, path, site)
    if read is None:
        return None
    value = read.found.values.get(read.key)
    if not (isinstance(value, list) and value):
        items = [item, value] if isinstance(value, str) and value else [item]
        return _checked(_with_value(read, items), read, items, path, site)
    line, column = read.found.place((read.key, 0))
    before, rest = text.lines[line - 1][: column - 1], text.lines[line - 1][column - 1 :]
    written = item_of(read.found.form, item)
    comma = "" if "-" in before else ","
    if _BEFORE_ITEM.fullmatch(before):
        changed = text.with_line_before(line - 1, f"{before}{written}{comma}")
    else:
        changed = text.with_lines(line - 1, f"{before}{written}, {rest}")
    return _checked(changed, read, [item, *value], path, site)


def without_items(
    text: SourceText, key: str, unwanted: Collection[int], *, path: str, site: Site
) -> SourceText | None:
    """The `text` of content/`path` without the items with these indexes in the list that `key` has,
    which may be a single value; without any item, the key goes too. None if the text cannot be
    changed safely, or its front matter cannot be read."""
    read = _read(text, key, path, site)
    if read is None or read.at is None:
        return None
    value = read.found.values.get(read.key)
    items = value if isinstance(value, list) else [value]
    kept = [item for index, item in enumerate(items) if index not in unwanted]
    changed = _without_block_items(read, unwanted, kept) if items is value else None
    if changed is None and (kept or _braces(read)):
        changed = _with_value(read, kept)
    elif changed is None:
        span = _span(read)
        changed = span and text.without_lines(read.at, span[1][0])
    return _checked(changed, read, kept, path, site)


def _without_block_items(
    read: _Read, unwanted: Collection[int], kept: Collection[str]
) -> SourceText | None:
    """The text without these items of a list that has each on a line that begins with a hyphen;
    None if the list has another form."""
    text, key, number = read.text, read.key, len(unwanted) + len(kept)
    places = [read.found.place((key, index)) for index in range(number)]
    if not all(
        _BEFORE_BLOCK_ITEM.fullmatch(text.lines[line - 1][: column - 1]) for line, column in places
    ):
        return None
    lines = [places[index][0] - 1 for index in unwanted]
    if not kept and read.at is not None:
        lines.append(read.at)
    for line in sorted(lines, reverse=True):
        text = text.without_lines(line, line)
    return text


def _read(text: SourceText, key: str, path: str, site: Site) -> _Read | None:
    try:
        found, _ = read_front_matter(split(text.plain, path=path), path=path)
    except FrontMatterProblem:
        return None
    _, written, _ = choose_keys(found, path, spellings_of(site))
    return _Read(text, found, written.get(key, key))


def _checked(
    changed: SourceText | None, read: _Read, value: str | list[str], path: str, site: Site
) -> SourceText | None:
    """The `changed` text if it says what the former one said, with this value for the key."""
    again = changed and _read(changed, read.key, path, site)
    if not again or again.found.body != read.found.body:
        return None
    before, after = dict(read.found.values), dict(again.found.values)
    before.pop(read.key, None)
    now = after.pop(again.key, None)
    return changed if (now or []) == value and before == after else None


def _with_value(read: _Read, value: str | list[str]) -> SourceText | None:
    """The text with another value for the key; None if the place of its value is not known."""
    if read.at is None:
        return _with_line(read, value)
    if (span := _span(read)) is None:
        return None
    space = " " if span[0] == span[1] else ""
    return read.text.with_span(*span, space + _written(read, value))


def _written(read: _Read, value: str | list[str]) -> str:
    """A value, as one writes it in this front matter."""
    form = read.found.form
    if isinstance(value, str) and _braces(read):
        return item_of(form, value)
    return value_of(form, value)


def _span(read: _Read) -> tuple[_Place, _Place] | None:
    """From where to where in the text the value of the key is written."""
    return _span_in_toml(read) if read.found.form == "toml" else _span_in_yaml(read)


def _span_in_yaml(read: _Read) -> tuple[_Place, _Place] | None:
    root, first, lines = _root(read.found), read.found.raw_line - 1, read.text.lines
    place = read.found.marks.get((read.key, ""))
    for key, value in root.value if root else ():
        if (first + key.start_mark.line + 1, key.start_mark.column + 1) == place:
            start = first + value.start_mark.line, value.start_mark.column
            last, end = first + value.end_mark.line, value.end_mark.column
            while last > start[0] and not lines[last][:end].strip():
                last, end = last - 1, len(lines[last - 1])
            return start, (last, end)
    return None


def _span_in_toml(read: _Read) -> tuple[_Place, _Place] | None:
    """The shortest text from the key on that can be read."""
    if read.at is None:
        return None
    line, column = read.found.place((read.key,))
    lines = read.text.lines
    for last in range(line - 1, len(lines)):
        comments = [found.start() for found in re.finditer("#", lines[last])]
        for end in (*comments, len(lines[last])):
            try:
                tomllib.loads("\n".join([*lines[read.at : last], lines[last][:end]]))
            except ValueError:
                continue
            return (line - 1, column - 1), (last, len(lines[last][:end].rstrip()))
    return None


def _root(found: FrontMatter) -> Any:
    """The outermost node of YAML, or of JSON, which differs from it in what is indented."""
    raw = found.raw if found.form == "yaml" else found.raw.replace("\t", " ")
    return compose(raw, YamlReader("", found.raw_line, frozenset(), set()))


def _braces(read: _Read) -> _Place | None:
    """Where the brace is that the front matter begins with, if it does."""
    root = None if read.found.form == "toml" else _root(read.found)
    if not (root and root.flow_style):
        return None
    return read.found.raw_line - 1 + root.start_mark.line, root.start_mark.column


def _with_line(read: _Read, value: str | list[str]) -> SourceText:
    """The text with the key, which it has not: in a line of its own at the end of the front matter
    or before the tables of TOML, or first within braces."""
    text, found = read.text, read.found
    if brace := _braces(read):
        line, column = brace
        rest = text.lines[line][column + 1 :].strip()
        if found.form == "yaml" and rest:
            written = f"{read.key}: {_written(read, value)}, "
            return text.with_span((line, column + 1), (line, column + 1), written)
        before = text.lines[line][: column + 1]
        more = f"  {line_of(found.form, read.key, value)},"
        return text.with_lines(line, before, more, *([f"  {rest}"] if rest else []))
    raw = found.raw.split("\n")
    place = len(raw)
    if found.form == "toml":
        place = next((n for n, text in enumerate(raw) if text.lstrip().startswith("[")), place)
    while place and not raw[place - 1].strip():
        place -= 1
    return text.with_line_before(found.raw_line - 1 + place, line_of(found.form, read.key, value))
