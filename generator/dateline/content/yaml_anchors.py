"""Text of front matter that YAML takes for an anchor, an alias or a tag: `&Co opens` would lose its
first word, and `*Co` would be whatever `&Co` stands before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from dateline.content.quotations import quoted
from dateline.content.yaml_faults import explain_text
from dateline.problems import Problem

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORTH_A_LOOK = re.compile(r"(?:^|[\s,\[{:])(?:[&*]\S|!)", re.MULTILINE)
"""A quick test: hardly any front matter has one."""
_HARMLESS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("bool", "float", "int", "map", "seq", "str", "timestamp")
)
"""Tags that say what is so anyway."""
_EXTRA = "extra"


def mistaken_texts(raw: str, path: str, first_line: int) -> Iterator[tuple[str, Problem]]:
    """The top-level key and the problem of each anchor, alias and tag in the YAML text `raw`, which
    can be read and begins on `first_line`.

    Those that structures need are none: an anchor that an alias uses for a whole list or table.
    """
    if not _WORTH_A_LOOK.search(raw):
        return
    lines = raw.split("\n")
    events = list(_top_level(raw))
    used = {event.anchor for _, event in events if isinstance(event, yaml.AliasEvent)}
    shared: set[str | None] = {None}
    for key, event in events:
        tag = None if isinstance(event, yaml.AliasEvent) else event.tag
        if isinstance(event, yaml.CollectionStartEvent):
            if event.anchor in used or not event.flow_style:
                shared.add(event.anchor)
            tag = None if key == _EXTRA else tag
        elif key == _EXTRA and tag and not tag.startswith("!"):
            tag = None  # of which the reader of typed values tells
        if event.anchor not in shared or (tag and tag not in _HARMLESS):
            yield key, _problem(event, lines, path, first_line)


def _top_level(raw: str) -> Iterator[tuple[str, Any]]:
    """The events that stand for values and keys, each with the top-level key that it belongs to."""
    key, depth, entries = "", 0, 0
    for event in yaml.parse(raw, _LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            if depth == 1:
                key = getattr(event, "value", "") if entries % 2 == 0 else key
                entries += 1
            yield key, event
            depth += isinstance(event, yaml.CollectionStartEvent)


def _problem(event: Any, lines: list[str], path: str, first_line: int) -> Problem:
    start, end = event.start_mark, event.end_mark
    is_whole = end.line == start.line and not isinstance(event, yaml.CollectionStartEvent)
    text = lines[start.line][start.column : end.column if is_whole else None].strip()
    if text[0] != "!":
        return explain_text(lines, (start.line, start.column), text, path, first_line)
    message = f"“{text.split()[0]}” is a YAML tag here, not text"
    fix = f"Put the text in double quotes: {quoted(text)}"
    place = start.line + first_line, start.column + 1
    return Problem(path, *place, message, fix, kind="front-matter")
