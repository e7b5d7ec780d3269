"""Where the addresses of links stand: the parser knows, while it reads a link, where in the text of
its paragraph the address begins, and forgets it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

AT = "at"
"""The key in the meta data of a token for where its address begins, in what the paragraph holds."""

CELL = "cell"
"""The key in the meta data of a token for whether it is what a cell of a table holds."""
_LINE_END, _BAR = re.compile("\n"), re.compile("[|]")
_Rule = Callable[[StateInline, bool], bool]


def note_places(inline: ParserInline) -> None:
    """Let the rules of links, pictures and `<https://…>` note where the address begins."""
    inline.ruler.at("link", _noting(link, _of_link))
    inline.ruler.at("image", _noting(image, _of_image))
    inline.ruler.at("autolink", _noting(autolink, _of_autolink))


def _noting(rule: _Rule, note: Callable[[StateInline, int, int], None]) -> _Rule:
    def noted(state: StateInline, silent: bool) -> bool:
        start, tokens = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            note(state, start, tokens)
        return True

    return noted


def _of_link(state: StateInline, start: int, tokens: int) -> None:
    # The text before it, if it is not a token yet, becomes one first.
    opening = next(token for token in state.tokens[tokens:] if token.type == "link_open")
    _note(state, opening, start, disable_nested=True)


def _of_image(state: StateInline, start: int, tokens: int) -> None:
    _note(state, state.tokens[-1], start + 1, disable_nested=False)


def _of_autolink(state: StateInline, start: int, tokens: int) -> None:
    state.tokens[-3].meta[AT] = start + 1


def _note(state: StateInline, token: Token, bracket: int, *, disable_nested: bool) -> None:
    if "label" in token.meta:  # the address is in a definition
        return
    at = state.md.helpers.parseLinkLabel(state, bracket, disable_nested) + 2
    while state.src[at : at + 1].isspace():
        at += 1
    token.meta[AT] = at + (state.src[at : at + 1] == "<")


class Piece:
    """What a paragraph, a heading, a cell or a note holds, with the places where its lines begin:
    line and column in the body, both from 0. A column is negative where a line has gained blanks.
    """

    def __init__(self, content: str, begin: list[tuple[int, int]], *, in_cell: bool) -> None:
        self._begin = begin
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(content))]
        self._bars = [found.start() for found in _BAR.finditer(content)] if in_cell else []

    def place(self, at: int) -> tuple[int, int]:
        """The place of what begins `at` characters after the beginning."""
        number = bisect_right(self._starts, at) - 1
        line, column = self._begin[number]
        # In a cell, a bar is written as `\\|`.
        return line, column + at - self._starts[number] + bisect_right(self._bars, at)


class Pieces:
    """Finds the pieces of a body, whose `lines` these are, in their order."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._ends: dict[int, int] = {}

    def find(self, content: str, first: int, last: int, *, in_cell: bool) -> Piece | None:
        """The piece that holds `content`, in the lines from `first` to `last`, exclusive."""
        written = content.replace("|", "\\|") if in_cell else content
        lines = written.split("\n")
        for number in range(first, max(last, first + 1)):
            begin = [self._begin(line, at, in_cell) for at, line in enumerate(lines, number)]
            if None not in begin:
                return Piece(content, [one for one in begin if one], in_cell=in_cell)
        return None

    def _begin(self, line: str, number: int, in_cell: bool) -> tuple[int, int] | None:
        if number >= len(self._lines):
            return None
        words, gained = line.strip(), len(line) - len(line.lstrip())
        source = self._lines[number].rstrip()
        if not in_cell and source.endswith(words):
            return number, len(source) - len(words) - gained
        found = source.find(words, self._ends.get(number, 0))
        if found < 0:
            return None
        self._ends[number] = found + len(words)
        return number, found - gained
