"""The conflict markers that git leaves in a file when it cannot merge two versions."""

from __future__ import annotations

import re

from dateline.problems import Problem

_SIDE = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?")
_BETWEEN = "======="
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


def conflict_markers(text: str) -> list[int]:
    """The lines of `text`, from 1, that are marks of a merge that failed.

    A line of seven equals signs below a line of words is a heading of Markdown, unless it stands
    between two sides.
    """
    if not any(mark in text for mark in _MARKS):
        return []
    marks, open_, before = [], False, ""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip()
        if _SIDE.fullmatch(line):
            marks.append(number)
            open_ = line[0] != ">"
        elif line == _BETWEEN and (open_ or not before):
            marks.append(number)
        before = line
    return marks


def of_both_versions(text: str) -> str:
    """`text` with the lines of both versions where git could not merge two. The lines of the
    markers, and those of what both were made from, are empty."""
    marks, lines, opened = frozenset(conflict_markers(text)), text.split("\n"), ""
    for number, line in enumerate(lines, 1):
        if number in marks:
            opened = line[0]
        if number in marks or opened == "|":
            lines[number - 1] = ""
    return "\n".join(lines)


def merge_conflict(text: str, path: str, *, is_list: bool = False) -> list[Problem]:
    """The problem of a file that contains conflict markers. Of a file that `is_list`, the lines of
    both versions are likely to be wanted."""
    numbers = conflict_markers(text)
    if not numbers:
        return []
    first, *others = numbers
    mark = text.split("\n")[first - 1].rstrip()[:60]
    more = ""
    if others:
        *most, last = (str(number) for number in others)
        more = f", and a further marker on line {last}"
        if most:
            more = f", and further markers on lines {', '.join(most)} and {last}"
    message = f"Git could not merge two versions of this file: it left “{mark}” here{more}"
    fix = "Keep one of the versions, and delete these lines"
    if is_list:
        fix = (
            "Keep what either version has, of two lines for the same thing only one, and delete the"
        )
        fix += " lines with markers"
    return [Problem(path, first, 1, message, fix, kind="merge-conflict")]
