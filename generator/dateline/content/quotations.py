"""Text in quotation marks, as YAML has it and as people write it."""

from __future__ import annotations

import re

MARKS = frozenset("\"'")
"""Straight quotation marks."""
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
"""Text in quotation marks, as YAML has it."""
_NOT_AN_APOSTROPHE = re.compile(r"(?<!\w)'|'(?!\w)")
_CURLY = re.compile("[“”„]([^“”„]+)[“”]|[‘’‚]([^“”„‘’‚]+)[‘’]")


def quoted(text: str) -> str:
    """`text`, quoted so that YAML accepts any character."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def within_curly(text: str) -> str | None:
    """The text between curly quotation marks, if they enclose all of `text`."""
    found = _CURLY.fullmatch(text.strip())
    return (found[1] or found[2]).strip() if found else None


def within_straight(text: str) -> str:
    """The text between straight quotation marks, if those within it are apostrophes or begin
    another quotation, so that the marks enclose all of it; else `text`."""
    inner = text[1:-1]
    if text[0] != text[-1] or not inner:
        return text
    encloses = _NOT_AN_APOSTROPHE.search(inner) is None
    if text[0] == '"':
        encloses = inner[inner.find('"') - 1 : inner.find('"')].isspace()
    return inner if encloses else text
