"""The values below `extra`, typed as YAML types them: numbers, dates and flags.

YAML's tags let a text say that it is a number or a date when it is none, and its numbers may have
any length; PyYAML then raises whatever comes, or computes for hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from dateline.content.quotations import quoted
from dateline.limits import too_large
from dateline.problems import Problem

_TAG = "tag:yaml.org,2002:"
_NUMBERS = (f"{_TAG}int", f"{_TAG}float")
_SCALARS = frozenset(
    f"{_TAG}{name}" for name in ("bool", "float", "int", "null", "str", "timestamp")
)
_MAP = f"{_TAG}map"
_COLLECTIONS = frozenset({_MAP, f"{_TAG}seq"})
_MERGE = f"{_TAG}merge"
_LONGEST_NUMBER = 100
_LONGEST_WORD = 40
_NAMED = {"timestamp": "a valid date", "bool": "true or false"}
"""What values of a type other than numbers are called."""


def own_values(
    node: yaml.MappingNode, place: Callable[[Any], tuple[int, int]], path: str
) -> tuple[dict[str, Any], list[Problem]]:
    """`extra` of the front matter `node`, and what in it is not what it says.

    `node` must be known to be neither deep nor endless. `place` gives line and column of a node.
    """
    for key, value in node.value:
        if key.value != "extra" or value.tag != _MAP:
            continue
        constructor = yaml.constructor.SafeConstructor()
        problems = [
            Problem(path, *place(wrong), message, fix, kind="front-matter")
            for wrong, message, fix in _faults(value, constructor)
        ]
        if problems:
            return {}, problems
        try:
            return {"extra": constructor.construct_document(value)}, []
        except yaml.YAMLError as error:
            message = f"“extra” cannot be read: {getattr(error, 'problem', None) or error}"
            fix = "Put text in double quotes"
            return {}, [Problem(path, *place(value), message, fix, kind="front-matter")]
    return {}, []


def _faults(
    node: Any, constructor: yaml.constructor.SafeConstructor
) -> Iterator[tuple[Any, str, str]]:
    """The parts of `node` that cannot be typed, with message and fix."""
    if isinstance(node, yaml.ScalarNode):
        if fault := _scalar_fault(node, constructor):
            yield node, *fault
    elif node.tag not in _COLLECTIONS:
        name = node.tag.replace(_TAG, "!!", 1)
        yield node, f"“{name}” is a YAML tag that Dateline does not read", "Remove it"
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _faults(item, constructor)
    else:
        for key, value in node.value:
            if key.tag != _MERGE:
                yield from _faults(key, constructor)
            yield from _faults(value, constructor)


def _scalar_fault(
    node: yaml.ScalarNode, constructor: yaml.constructor.SafeConstructor
) -> tuple[str, str] | None:
    """What is wrong with one word, and how to fix it; None if nothing is."""
    if node.tag == f"{_TAG}str" or node.tag.startswith("!"):
        return None  # of tags of other programs the reader of the whole front matter tells
    text = node.value
    word = text if len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]}…"
    fix = "Put it in double quotes to make it text"
    if len(text) <= _LONGEST_WORD:
        fix = f"Write it as text, in quotes: {quoted(text)}"
    if node.tag not in _SCALARS:
        return f"“{word}” has a special meaning in YAML", fix
    name = node.tag.removeprefix(_TAG)
    if node.tag in _NUMBERS and len(text) > _LONGEST_NUMBER:
        return f"The number “{word}” is too long", fix
    try:
        value = constructor.construct_object(node)
    # PyYAML takes a tag at its word: what then comes is whatever the conversion raises.
    except (yaml.YAMLError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
        return f"“{word}” is not {_NAMED.get(name, 'a number')}", fix
    if too_large(value) is not None:
        return f"The number “{word}” is too large", fix
    return None
