"""TOML with places: tomllib's data, and the line and column of each key and value.

tomllib keeps no positions, and an error without a line helps nobody. `toml_places` finds them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dateline.limits import DEEPEST, MOST_PARTS, too_large
from dateline.problems import Problem
from dateline.toml_places import KeyPath, Places, TooDeepError, places_in

_STRAIGHT = str.maketrans(dict.fromkeys("“”„", '"') | dict.fromkeys("‘’‚", "'"))
_BARE_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_PART = r"""(?:"(?:\\.|[^"\\\n])*+"|'[^'\n]*+'|[A-Za-z0-9_-]++)[ \t]*+"""
_LONG_KEY = re.compile(
    rf'''#[^\n]*+|"""(?:\\.|[^\\])*?(?:"""|\Z)'''
    r"""|'''.*?(?:'''|\Z)"""
    rf"|(?P<key>(?<![A-Za-z0-9_-])(?:{_PART}\.[ \t]*+){{{MOST_PARTS}}})"
    r"""|"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?""",
    re.DOTALL,
)
"""A key of too many parts, or a comment or text in which nothing is a key."""
_MOST_LEFT_OUT = 20
"""Faulty lines before a text is given up: it is parsed again after each."""
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)[ \t]*[=:]")
_HEADER = re.compile(r"\[{1,2}([^\[\]\"'{}=,#]+)\]{0,2}[ \t]*(?:#.*)?$")
_BARE_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_AS_IN_YAML = re.compile(r"([A-Za-z0-9_-]+):(?:[ \t]+(.+))?")
_NOTHING = "?"
"""The value, and the beginning of the table's name, that stand for one that cannot be read."""
_LONGEST_DECIMAL = 10_000
"""Bits."""
_LONGEST_WORD = 120
"""Characters of a line that a message repeats."""


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """A parsed TOML text: `data` as tomllib gives it, and from the path of each key and each item
    of an array to (line, column) where its key stands (`marks`) and its value (`values`).

    `problems` are the faults that left the rest readable, and `faulty` the top-level keys of which
    a second value was left out.
    """

    data: dict[str, Any]
    marks: Places = field(default_factory=dict)
    values: Places = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    def place(self, path: Iterable[str | int]) -> tuple[int, int]:
        """Line and column of the key `path`, or of what encloses it; (1, 1) if none is known."""
        keys = tuple(path)
        while keys:
            if keys in self.marks:
                return self.marks[keys]
            keys = keys[:-1]
        return 1, 1


def read_toml(
    text: str,
    *,
    path: str,
    first_line: int = 1,
    ignored: frozenset[str] = frozenset(),
    by_line: bool = False,
) -> TomlDocument:
    """Parse `text`, whose lines count from `first_line`, without the top-level keys `ignored`.

    A second value of a key is told and left out, and a number too large is told and taken for text.
    `by_line`, so is any other fault within a line; what stands for it there means nothing.
    Raises `TomlProblem` carrying a `Problem` in file `path` when the text is not TOML.
    """
    _refuse_long_keys(text, path, first_line)
    left_out: list[tuple[str, Exception]] = []
    try:
        data, read = _without_faults(text, left_out, by_line=by_line)
        marks, values = places_in(read, first_line)
        document = TomlDocument(data, marks, values)
    except tomllib.TOMLDecodeError as error:
        found = [_problem(fault, text, path, first_line) for _, fault in left_out]
        raise TomlProblem(_problem(error, text, path, first_line), found) from None
    except TooDeepError as error:
        message = f"Lists and tables are nested more than {DEEPEST} deep here"
        fix = "Use fewer levels"
        raise TomlProblem(Problem(path, *error.place, message, fix, kind="toml")) from None
    except (ValueError, RecursionError):
        message = "A number is too long, or lists are nested too deeply"
        raise TomlProblem(
            Problem(path, first_line, 1, message, "Shorten it", kind="toml")
        ) from None
    for key in ignored:
        data.pop(key, None)
    for key, fault in left_out:
        if key not in ignored:
            document.problems.append(_problem(fault, text, path, first_line))
            document.faulty.add(key)
    while large := too_large(data):
        message = "This number is too large for TOML, which allows 19 digits"
        fix = "Put it in double quotes to make it text"
        place = document.values[large]
        document.problems.append(Problem(path, *place, message, fix, kind="toml"))
        _make_text(data, large)
    return document


def _without_faults(
    text: str, left_out: list[tuple[str, Exception]], *, by_line: bool
) -> tuple[dict[str, Any], str]:
    """The data, and the text without the lines that give a key a second value; `by_line`, without
    others that are wrong by themselves too. What tomllib said of each line is `left_out`, with the
    top-level key that it belongs to."""
    while True:
        try:
            return tomllib.loads(text), text
        except tomllib.TOMLDecodeError as error:
            lines = text.split("\n")
            number = _line_of(error, text)
            instead = _instead(error, lines[number - 1], number, by_line=by_line)
            if instead is None or len(left_out) == _MOST_LEFT_OUT:
                raise
            headers = (above for above in reversed(lines[:number]) if above.startswith("["))
            owner = next(filter(_is_toml, headers), instead or lines[number - 1])
            left_out.append((next(iter(tomllib.loads(owner))), error))
            lines[number - 1] = instead
            text = "\n".join(lines)


def _instead(error: Exception, line: str, number: int, *, by_line: bool) -> str | None:
    """What stands for a faulty line so that the rest can be read; None if nothing can."""
    is_right_alone, is_header = _is_toml(line), line.lstrip().startswith("[")
    if _is_twice(error) and is_right_alone:
        if by_line and is_header:
            return f'["{_NOTHING}{number}"]'
        # The end of a value of many lines cannot be taken out alone.
        return "" if "=" in line and not is_header else None
    if not by_line or is_right_alone:
        return None
    if key := _KEY.match(line):
        # The lines of a value of many lines cannot be taken out alone.
        return f'{key[1]} = "{_NOTHING}"' if _is_closed(line) else None
    return f'["{_NOTHING}{number}"]' if _HEADER.match(line) else None


def _is_closed(line: str) -> bool:
    """Whether a value ends on its line, as far as brackets and quotation marks can tell."""
    pairs = (line.count(opening) == line.count(closing) for opening, closing in ("[]", "{}"))
    return all(pairs) and not any(line.count(mark) % 2 for mark in ('"""', "'''"))


def _is_twice(error: Exception) -> bool:
    reason = str(error).split(" (at ")[0]
    return reason == "Cannot overwrite a value" or reason.endswith(" twice")


def _line_of(error: Exception, text: str) -> int:
    """The line, from 1, at which tomllib gave up; the last where it says none."""
    found = _AT.search(str(error))
    return int(found[1]) if found else text.rstrip().count("\n") + 1


def _make_text(data: Any, path: KeyPath) -> None:
    """Make a number of `data` the text that it was written as, or nearly so."""
    for step in path[:-1]:
        data = data[step]
    number = data[path[-1]]
    # Python refuses to write out decimal numbers of thousands of digits.
    data[path[-1]] = hex(number) if number.bit_length() > _LONGEST_DECIMAL else str(number)


def _refuse_long_keys(text: str, path: str, first_line: int) -> None:
    """Refuse a key of many parts before it is parsed."""
    for found in _LONG_KEY.finditer(text) if text.count(".") >= MOST_PARTS else ():
        if found["key"]:
            line = text.count("\n", 0, found.start())
            column = found.start() - text.rfind("\n", 0, found.start())
            message = f"A key has more than {MOST_PARTS} parts"
            fix = "Use fewer, or put text that contains dots in double quotes"
            raise TomlProblem(Problem(path, first_line + line, column, message, fix, kind="toml"))


class TomlProblem(Exception):  # noqa: N818 - it carries a Problem to be shown, not a fault
    """The text is not TOML from the place of `problem` on; `before` are those found until then."""

    def __init__(self, problem: Problem, before: Iterable[Problem] = ()) -> None:
        super().__init__(problem.message)
        self.problem, self.before = problem, tuple(before)


def _problem(error: Exception, text: str, path: str, first_line: int) -> Problem:
    lines = text.rstrip().split("\n")
    found = _AT.search(str(error))
    line, column = _line_of(error, text), int(found[2]) if found else 1
    reason = str(error).split(" (at ")[0]
    word = lines[line - 1].strip() if line <= len(lines) else ""
    word = word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…"
    if _is_twice(error):
        before = len(lines[line - 1]) - len(lines[line - 1].lstrip())
        told, fix = f"“{word}” is already defined", "Keep one of them"
        if word.startswith("["):
            fix = "Move what is below it to the first one, and delete this line"
        return Problem(path, line + first_line - 1, before + 1, told, fix, kind="key-twice")
    key, equals, value = (part.strip() for part in word.partition("="))
    if equals and not value:
        fix = f'Write {key} = "…", or delete the line'
        told = f"“{key}” has no value"
        return Problem(path, line + first_line - 1, column, told, fix, kind="toml")
    if (straight := word.translate(_STRAIGHT)) != word and _is_toml(straight):
        told, fix = f"“{word}” has curly quotation marks", f"Write straight ones: {straight}"
        return Problem(path, line + first_line - 1, column, told, fix, kind="toml")
    if above := _never_closed(lines[:line]):
        begins, closing = above
        told = f"“{lines[begins - 1].strip()[:_LONGEST_WORD]}” is never closed"
        fix = f"Write {closing} where it ends"
        return Problem(path, begins + first_line - 1, 1, told, fix, kind="toml")
    if (yaml := _AS_IN_YAML.fullmatch(word)) and (right := _as_toml(yaml[1], yaml[2])):
        told, fix = f"“{yaml[1]}” is followed by a colon, as in YAML", f"Write {right}"
        return Problem(path, line + first_line - 1, column, told, fix, kind="toml")
    if not equals and not _is_toml(word) and (header := _HEADER.match(word)):
        name = header[1].strip()
        table = f"[{name}]" if _BARE_NAME.fullmatch(name) else f'["{name}"]'
        fix = f"Write [{table}]" if word.startswith("[[") else f"Write {table}"
        told = f"“{word}” is not the name of a table"
        return Problem(path, line + first_line - 1, column, told, fix, kind="toml")
    fix = 'Write each setting as key = "value", with text in double quotes'
    if equals and _BARE_WORD.fullmatch(value):
        fix = f'Write {key} = "{value}", or, if it can only be on or off, {key} = true or false'
    if reason == "Unclosed inline table":
        fix = "Write all that is between { and } on one line"
    if reason == "Invalid date or datetime":
        fix = "Write a day that exists, as in 2024-11-23, or put the text in double quotes"
    return Problem(
        path,
        line + first_line - 1,
        column,
        f"This is not valid TOML: {reason[:1].lower()}{reason[1:]}"
        + (f", at “{word}”" if word else ""),
        fix,
        kind="toml",
    )


def _never_closed(lines: list[str]) -> tuple[int, str] | None:
    """The line, from 1, of a list or text of many lines that goes on through the last of these
    `lines`, which would be right if it did not, and what would close it; None if there is none."""
    if not _is_toml(lines[-1]):
        return None
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number - 1]
        if (key := _KEY.match(line)) and not _is_toml(line):
            value = line[key.end() :].lstrip()
            closings = {"[": "]", '"""': '"""', "'''": "'''"}
            return next(
                ((number, end) for mark, end in closings.items() if value.startswith(mark)), None
            )
    return None


def _as_toml(key: str, value: str | None) -> str:
    """The line that gives `key` a value written without quotation marks, or as in TOML; without a
    value, that of a table."""
    if value is None:
        return f"[{key}]"
    line = f"{key} = {value}"
    if _is_toml(line):
        return line
    return f'{key} = "{value}"' if not set(value) & {'"', "\\"} else ""


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
