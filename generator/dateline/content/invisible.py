"""Characters in the newsroom's words that nobody sees."""

from __future__ import annotations

import re

from dateline.controls import NO_WIDTH, NO_WIDTH_IN_WORD, turns_text
from dateline.problems import Problem

_SPACES = re.compile(f"[{NO_WIDTH}]+")
_IN_NAMES = re.compile(f"[\u00ad{NO_WIDTH}]+")
"""A soft hyphen too, which says where a word may be divided: with it, a name is another one."""


def no_width(text: str, *, is_name: bool) -> list[re.Match[str]]:
    """The spaces without width that can only be there by mistake: within words, at the ends of a
    text, and anywhere in a name; but not beside letters of scripts such as Thai."""
    if text.isprintable():
        return []
    if is_name:
        found = _IN_NAMES.finditer(text)
        return [one for one in found if not any(map(_may_need_it, _beside(one)))]
    inner = {one.start() for one in NO_WIDTH_IN_WORD.finditer(text)}
    return [
        one
        for one in _SPACES.finditer(text)
        if one.start() in inner or one.start() == 0 or one.end() == len(text)
    ]


def _beside(found: re.Match[str]) -> str:
    """The characters on both sides of what is found."""
    text, (start, end) = found.string, found.span()
    return text[max(start - 1, 0) : start] + text[end : end + 1]


def _may_need_it(letter: str) -> bool:
    return letter.isalpha() and letter > "\u024f"


def invisible_characters(key: str, text: str, path: str, place: tuple[int, int]) -> Problem:
    """A warning that the text of `key` has characters that nobody sees."""
    message, fix = f"“{key}” has an invisible control character", "Type it again"
    if turns_text(text):
        message = f"“{key}” has invisible characters that reverse the text after it"
        fix += ": letters of any script are shown in their own direction"
    return Problem(path, *place, message, fix, "warning", kind="control-character")
