"""TOML with places: tomllib's data, and the line on which each key is written.

tomllib keeps no positions, and an error without a line helps nobody. Keys are found again by a scan
of the text, which is exact for the one-key-a-line layout that people write by hand and falls back
to the nearest enclosing table elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dateline.problems import Problem

_TABLE = re.compile(r"^\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^(?P<indent>\s*)(?P<key>(?:"[^"]*"|'[^']*'|[\w.-]+))\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^."'\s]+))\s*(?:\.|$)""")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """A parsed TOML text: `data` as tomllib gives it, `marks` from key path to (line, column)."""

    data: dict[str, Any]
    marks: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Iterable[str | int]) -> tuple[int, int]:
        """Line and column of `path`, or of the nearest table around it; (1, 1) if none is known."""
        keys = tuple(str(part) for part in path)
        while keys:
            if keys in self.marks:
                return self.marks[keys]
            keys = keys[:-1]
        return 1, 1


def parse_toml(text: str, *, path: str, first_line: int = 1) -> TomlDocument:
    """Parse `text`; lines count from `first_line`.

    Raises `TomlProblem` carrying a `Problem` in file `path` when the text is not TOML.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlProblem(_problem(str(error), text, path, first_line)) from None
    return TomlDocument(data, _marks(text, first_line))


class TomlProblem(Exception):  # noqa: N818 - it carries a Problem to be shown, not a fault
    """The text is not TOML."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _problem(message: str, text: str, path: str, first_line: int) -> Problem:
    found = _AT.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
    reason = message[: found.start()].strip() if found else message.split(" (")[0]
    lines = text.splitlines()
    word = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return Problem(
        path,
        line + first_line - 1,
        column,
        f"This is not valid TOML: {reason[:1].lower()}{reason[1:]}"
        + (f", at “{word}”" if word else ""),
        'Write each setting as key = "value", with text between double quotes',
    )


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(
        next(part for part in found if part) for found in _PART.findall(dotted) if any(found)
    )


def _marks(text: str, first_line: int) -> dict[tuple[str, ...], tuple[int, int]]:
    marks: dict[tuple[str, ...], tuple[int, int]] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), first_line):
        if header := _TABLE.match(line):
            table = _parts(header["name"])
            marks.setdefault(table, (number, line.index("[") + 1))
        elif key := _KEY.match(line):
            path = table + _parts(key["key"])
            for depth in range(len(table) + 1, len(path) + 1):
                marks.setdefault(path[:depth], (number, len(key["indent"]) + 1))
    return marks
