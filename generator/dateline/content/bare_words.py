"""Words that readers would see but that can hardly be meant, and items of lists that are empty.

Front matter is read as text, so that `title: No` is a headline; but `true` without quotation marks
is a switch to whoever wrote it, and `null` is nothing in YAML and JSON, whoever is called that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.content.chosen_keys import ChosenKeys
from dateline.content.front_matter import FrontMatter
from dateline.content.mends import value_mend
from dateline.problems import Problem
from dateline.toml_places import KeyPath

_ONE_TEXT = frozenset({"title", "subtitle", "kicker", "location", "section", "series"})
_LISTS = ("tags", "authors")
_SWITCHES = frozenset({"true", "false"})
_NOTHING = re.compile(r"(?:null|Null|NULL)(?![\w-])")
_A_NAME = "Null"
"""How the word is written where it is a name; elsewhere it may well mean that there is none."""


def check_words(chosen: ChosenKeys, own_keys: tuple[str, ...]) -> Iterator[Problem]:
    """A warning for each of them in headlines and in taxonomies. `own_keys` are those of the
    newsroom's own."""
    lists = {*_LISTS, *own_keys} - _ONE_TEXT
    for key in dict.fromkeys((*_ONE_TEXT, *_LISTS, *own_keys)):
        value, theirs = chosen.values.get(key), chosen.theirs(key)
        if isinstance(value, list):
            for index, item in enumerate(value):
                if item in (None, ""):
                    yield _empty(chosen, theirs, index)
                else:
                    yield from _switch(chosen, theirs, item, (index,))
        elif isinstance(value, dict):
            yield from _switch(chosen, theirs, value.get("name"), ("name",))
        elif value is not None:
            yield from _switch(chosen, theirs, value, ())
            if key in lists:
                yield from _between_commas(chosen, theirs, value)
        elif theirs in chosen.found.values and _written(chosen.found, (theirs,)) == _A_NAME:
            yield _nothing(chosen, theirs, (theirs,), _A_NAME)


def _switch(chosen: ChosenKeys, key: str, text: Any, at: KeyPath) -> Iterator[Problem]:
    if not isinstance(text, str) or text.strip().casefold() not in _SWITCHES:
        return
    place = chosen.found.place((key, *at))
    if chosen.found.rest_of_line(place)[:1] in {'"', "'"}:
        return
    message = f"Readers would see the word “{text}” in “{key}”"
    fix = f'Write what is meant, or, to keep the word, put it in double quotes: "{text}"'
    yield Problem(chosen.path, *place, message, fix, "warning", kind="value")


def _empty(chosen: ChosenKeys, key: str, index: int) -> Problem:
    if word := _written(chosen.found, (key, index)):
        return _nothing(chosen, key, (key, index), word)
    message, place = f"An item of “{key}” is empty", chosen.found.place((key, index))
    return Problem(chosen.path, *place, message, "Delete it", "warning", kind="value")


def _between_commas(chosen: ChosenKeys, key: str, text: str) -> Iterator[Problem]:
    """A warning for a text of several items that has two commas with nothing between them, where
    one may be missing."""
    items = [item.strip() for item in text.split(",")]
    words = [*filter(None, items)]
    if not words or "" not in items[1:-1]:
        return
    place = chosen.found.place((key,))
    message = f"An item of “{key}” is empty: there is nothing between two commas"
    fix = f"Write {chosen.found.line(key, words)}"
    mend = value_mend(chosen.found, place, text, ", ".join(words))
    yield Problem(chosen.path, *place, message, fix, "warning", kind="value", mend=mend)


def _nothing(chosen: ChosenKeys, key: str, at: KeyPath, word: str) -> Problem:
    message = f"“{word}” without quotation marks means nothing, and is left out of “{key}”"
    fix = f'Delete it, or, to keep the word, put it in double quotes: "{word}"'
    place = chosen.found.place(at)
    return Problem(chosen.path, *place, message, fix, "warning", kind="value")


def _written(found: FrontMatter, at: KeyPath) -> str:
    """The word that stands for nothing at this path; empty if none does."""
    word = _NOTHING.match(found.rest_of_line(found.place(at)))
    return word[0] if word else ""
