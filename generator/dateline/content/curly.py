"""Curly quotation marks around a value: YAML takes them for letters of it, as word processors
write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.content.front_matter import FrontMatter
from dateline.content.yaml_faults import within_curly
from dateline.problems import Problem

_PROSE = frozenset({"title", "subtitle", "summary", "kicker", "dateline", "corrections", "extra"})
"""Keys whose text may well be a quotation."""


def curly_quotes(
    found: FrontMatter, path: str, values: Mapping[str, Any], written: Mapping[str, str]
) -> Iterator[Problem]:
    """A warning for each name or word that stands between curly quotation marks.

    `values` are by our keys, `written` has the key that each was written under.
    """
    for key, value in values.items():
        if key in _PROSE:
            continue
        theirs = written.get(key, key)
        for at, text in _texts(value):
            if inner := within_curly(text):
                message = f"The quotation marks of {text} would be part of “{theirs}”"
                place = found.place((theirs, *at))
                fix = f'Leave them out, or write straight ones: "{inner}"'
                yield Problem(path, *place, message, fix, "warning", kind="curly-quotes")


def _texts(value: Any) -> Iterable[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        return [((), value)]
    items = value.items() if isinstance(value, dict) else enumerate(value or ())
    return [((at,), text) for at, text in items if isinstance(text, str)]
