"""Where each key and value of a TOML text stands, which tomllib does not say.

This is a second walk over the text, which by then is known to be TOML.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

from dateline.limits import DEEPEST

KeyPath = tuple[str | int, ...]
"""The keys, and the numbers of items in lists, that lead to a value."""
Places = dict[KeyPath, tuple[int, int]]
"""Line and column, by path."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_NAME = re.compile(r"""[ \t]*("(?:\\.|[^"\\])*"|'[^']*'|[\w-]+)[ \t]*(\.)?""")
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}(?!")'''
    r"""|'''.*?'{3,5}(?!')"""
    r"""|"(?:\\.|[^"\\])*"|'[^']*'|[^,\]}#\n]*""",
    re.DOTALL,
)


class TooDeepError(Exception):
    """Values stand too deep within each other at `place`."""

    def __init__(self, place: tuple[int, int]) -> None:
        super().__init__(place)
        self.place = place


def places_in(text: str, first_line: int) -> tuple[Places, Places]:
    """Where the key of each path in valid TOML stands, and where its value does. Lines count from
    `first_line`.

    Raises `TooDeepError` for values more than `DEEPEST` deep within each other.
    """
    walk = _Walk(text, first_line)
    walk.tables()
    return walk.marks, walk.values


class _Walk:
    """Walks over valid TOML, noting the place of everything it passes."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text, self.at, self.first_line = text, 0, first_line
        self.marks: Places = {}
        self.values: Places = {}
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.held: dict[KeyPath, int] = {}

    def tables(self) -> None:
        """The whole text."""
        table: KeyPath = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> KeyPath:
        place = self._place()
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        path: KeyPath = ()
        for name in self._names():
            path = (*path, name)
            self._note(path, place, place)
            if path in self.held:
                path = (*path, self.held[path])
        if array:
            path = path if isinstance(path[-1], str) else path[:-1]
            self.held[path] = self.held.get(path, -1) + 1
            path = (*path, self.held[path])
            self._note(path, place, place)
        self.at += 2 if array else 1
        return path

    def _pair(self, table: KeyPath) -> None:
        place = self._place()
        names = self._names()
        self.at += 1
        self._skip()
        for depth in range(1, len(names) + 1):
            self._note((*table, *names[:depth]), place, self._place())
        self._value((*table, *names))

    def _value(self, path: KeyPath) -> None:
        opening = self.text[self.at]
        if opening not in "[{":
            found = _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)
            return
        self.at += 1
        index = 0
        while self.text[self._skip()] not in "]}":
            if self.text[self.at] == ",":
                self.at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self._note((*path, index), self._place(), self._place())
                self._value((*path, index))
                index += 1
        self.at += 1

    def _names(self) -> list[str]:
        names = []
        while found := _NAME.match(self.text, self.at):
            self.at = found.end()
            word = found[1]
            names.append(tomllib.loads(f"k={word}")["k"] if word[0] in "\"'" else word)
            if not found[2]:
                break
        return names

    def _note(self, path: KeyPath, key: tuple[int, int], value: tuple[int, int]) -> None:
        if len(path) > DEEPEST:
            raise TooDeepError(value)
        self.marks.setdefault(path, key)
        self.values.setdefault(path, value)

    def _skip(self) -> int:
        """Pass over blanks and comments; where that ends."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _place(self) -> tuple[int, int]:
        line = bisect_right(self.starts, self.at)
        return line + self.first_line - 1, self.at - self.starts[line - 1] + 1
