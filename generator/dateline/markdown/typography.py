"""Straight quotation marks, dashes and dots → typographic characters, by language.

Markdown-it's own rules are not used: they read "501(c)(3)" as a copyright sign, leave open the
quote of a speech that runs over several paragraphs, and copy the paragraph for every mark.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import partial
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dateline.markdown.languages import NARROW_SPACE, Language, language_of

APOSTROPHE = "’"

# A paragraph's pieces of text are joined with this character between them, so that a quotation mark
# sees what stands on the other side of an emphasis or a link.
_SEAM = "\ue0ff"
LINES_JOINED = "lines_joined"
"""In the environment of a text of which lines were joined: pieces of text lie side by side."""
# What stands for code, an image or a note number: neither a space nor punctuation.
_THING = "\ufffc"

_FRENCH_SPACED = re.compile(r"«[ \t\n*_~]|[ \t\n*_~][;:!?»]")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_LONG_DASH = re.compile(r"(?<!-)---(?!-)")
_DASH = re.compile(r"(?:(?<=\s)|(?<![\s-])|^)--(?=\s|$)|(?<=[^\s-])--(?=[^\s-])")
_QUOTE = re.compile(r"['\"]")
_CLOSING_SINGLE = re.compile(rf"(?<=[^\s{_SEAM}]){_SEAM}*'{_SEAM}*(?!\w)")
_CLIPPED = re.compile(r"(?:\d|(?:tis|twas|em|til|cause|round|n)\b)", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\n]")
_BLANKS = rf"(?<![ \t\n{_SEAM}])[ \t\n{_SEAM}]+"
_FRENCH_SPACE = re.compile(rf"{_BLANKS}(?=[;!?»])|(?<=«){_BLANKS}")
_FRENCH_COLON = re.compile(rf"{_BLANKS}(?=:(?:[\s{_SEAM}]|$))")
_OPENERS = frozenset("([{<«„‚“‘–—-/¿¡\u00a0\u202f")


class _Quotes:
    """Decides, mark by mark from left to right, what each straight mark of one text becomes."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.quotes = language.quotes
        self.double_open = False
        self.single_open = False
        self.last_closing_single = -1
        for match in _CLOSING_SINGLE.finditer(text):
            self.last_closing_single = match.end() - 1

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """The characters before and after a mark, past any seams; a space at the text's ends."""
        text = self.text
        before, after = start - 1, end
        while before >= 0 and text[before] == _SEAM:
            before -= 1
        while after < len(text) and text[after] == _SEAM:
            after += 1
        return (
            text[before] if before >= 0 else " ",
            text[after] if after < len(text) else " ",
        )

    def __call__(self, match: re.Match[str]) -> str:
        before, after = self._around(match.start(), match.end())
        starts = before.isspace() or before in _OPENERS or before in "'\""
        if match[0] == '"':
            return self._double(before, after, starts)
        return self._single(match, before, after, starts)

    def _double(self, before: str, after: str, starts: bool) -> str:
        opens, closes = self.quotes[:2]
        if before.isspace() and after.isspace():
            return '"'
        if self.double_open and not before.isspace() and not (starts and after.isalnum()):
            self.double_open = False
            return closes
        if starts and not after.isspace():
            self.double_open = True
            return opens
        return '"' if before.isdigit() else closes  # six inches: 6"

    def _single(self, match: re.Match[str], before: str, after: str, starts: bool) -> str:
        opens, closes = self.quotes[2:]
        if before.isspace() and after.isspace():
            return "'"
        if before.isdigit() and after.isdigit():
            return "'"  # five feet ten: 5'10
        if self.single_open and not before.isspace() and not after.isalnum():
            self.single_open = False
            return closes
        if (
            starts
            and not after.isspace()
            and match.start() < self.last_closing_single
            and not _CLIPPED.match(self.text, match.end())
        ):
            self.single_open = True
            return opens
        return APOSTROPHE


def _is_worth_a_look(text: str, language: Language) -> bool:
    """Whether `text` may hold something to set."""
    if "'" in text or '"' in text or "--" in text or "..." in text:
        return True
    return language.spaced and _FRENCH_SPACED.search(text) is not None


def typeset(text: str, language: Language) -> str:
    """`text` with the quotation marks, dashes, dots and spaces of `language`."""
    return _set(text, language) if _is_worth_a_look(text, language) else text


def _set(text: str, language: Language) -> str:
    if "..." in text:
        text = _DOTS.sub("…", text)
    if "--" in text:
        text = _DASH.sub("–", _LONG_DASH.sub("—", text))
    if "'" in text or '"' in text:
        text = _QUOTE.sub(_Quotes(text, language), text)
    if language.spaced:
        text = _FRENCH_SPACE.sub(partial(_unbroken, NARROW_SPACE), text)
        text = _FRENCH_COLON.sub(partial(_unbroken, "\u00a0"), text)
    return text


def _unbroken(space: str, blanks: re.Match[str]) -> str:
    """One `space` that does not break in place of all blanks, if there are any; seams stay."""
    seams, *others = _BLANK.split(blanks[0])
    return seams + space + "".join(others) if others else seams


def render_inline(text: str, *, language: str) -> str:
    """One line of an author's plain text (a title, a caption), typeset; plain text again."""
    return typeset(text, language_of(language))


def typography_rule(state: StateCore) -> None:
    """Markdown-it core rule: typeset the text of every paragraph, heading and cell.

    It runs while escaped characters are still tokens of their own, so that `\\"` stays as written.
    """
    language: Language = state.env["language"]
    for token in state.tokens:
        # Pieces of text are pieces of their source, and hold no more than it does.
        if token.type == "inline" and token.children and _is_worth_a_look(token.content, language):
            _typeset_inline(token.children, language, state.env)


def _typeset_inline(
    children: list[Token], language: Language, env: MutableMapping[str, Any]
) -> None:
    if len(children) == 1:
        if children[0].type == "text":
            children[0].content = typeset(children[0].content, language)
        return
    pieces: list[str] = []
    texts: list[tuple[int, Token]] = []
    address = False
    for child in children:
        kind = child.type
        if kind == "text" and not address:
            texts.append((len(pieces), child))
            pieces.append(child.content)
        elif kind == "softbreak":
            texts.append((len(pieces), child))
            pieces.append("\n")
        elif kind == "hardbreak":
            pieces.append("\v")  # a space, but one at which the line ends whatever follows
        elif kind == "link_open":
            address = child.info == "auto"
        elif kind == "link_close":
            address = False
        elif child.nesting == 0 and kind != "html_inline":
            pieces.append(_THING)
    joined = _SEAM.join(pieces)
    changed = _set(joined, language)
    if changed == joined:
        return
    parts = changed.split(_SEAM)
    if len(parts) != len(pieces):  # the author wrote the private character himself
        return
    for index, token in texts:
        if token.type == "text":
            token.content = parts[index]
        elif parts[index] != "\n":
            token.type, token.tag, token.content = "text", "", parts[index]
            env[LINES_JOINED] = True
