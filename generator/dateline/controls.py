"""Invisible characters, which pages and feeds cannot contain or which control a terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\ufffe\uffff]")
"""Characters that neither HTML nor XML can contain."""
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn around the text after them, beyond the text that they stand in."""
_JOINERS = "\u200c\u200d"
"""They shape letters in scripts in use today, and do no harm."""
_LATIN = "0-9A-Za-z\\u00c0-\\u024f"
NO_WIDTH = "\u200b\u2060\ufeff"
"""Spaces that nobody sees."""
NO_WIDTH_IN_WORD = re.compile(f"(?<=[{_LATIN}])[{NO_WIDTH}]+(?=[{_LATIN}])")
"""Such a space in a word of Latin letters; elsewhere it says where a line may end, as in
Thai."""
_WORD_BEFORE, _WORD_AFTER = re.compile(f"[{_LATIN}]*$"), re.compile(f"[{_LATIN}]*")
_LONGEST_WORD = 60
_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def without_controls(text: str) -> str:
    """`text` with U+FFFD in place of each character that a page cannot contain."""
    return text if text.isprintable() else _NO_TEXT.sub("\ufffd", text)


def turns_text(text: str) -> bool:
    """Whether a text has characters that turn around what follows it."""
    return not text.isprintable() and _TURNING.search(text) is not None


def without_turns(text: str) -> str:
    """`text` without those characters: the letters of a script know their direction."""
    return text if text.isprintable() else _TURNING.sub("", text)


def word_around(found: re.Match[str]) -> str:
    """The Latin letters on both sides of what is found, as far as a word may go."""
    text, (start, end) = found.string, found.span()
    before = _WORD_BEFORE.search(text[max(start - _LONGEST_WORD, 0) : start])
    after = _WORD_AFTER.match(text[end : end + _LONGEST_WORD])
    return (before[0] if before else "") + (after[0] if after else "")


def is_seen(text: str) -> bool:
    """Whether readers see anything of a text."""
    return text.isprintable() or not all(
        letter.isspace() or letter in _JOINERS or is_hidden(letter) for letter in text
    )


def values_without_controls(value: Any) -> Any:
    """`value` with the same done to each text and key in its lists and tables."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {without_controls(k): values_without_controls(v) for k, v in value.items()}
    if isinstance(value, list):
        return [values_without_controls(item) for item in value]
    return value


def visible(text: str) -> str:
    """`text` on one line, with an escape for each character that is not seen.

    So shown, a name cannot move a terminal's cursor, hide a letter or turn the line around.
    """
    if text.isprintable():
        return text
    return "".join(_escape(letter) if is_hidden(letter) else letter for letter in text)


def is_hidden(letter: str) -> bool:
    """Whether a character is a control character or otherwise invisible."""
    return letter not in _JOINERS and unicodedata.category(letter) in _HIDDEN


def _escape(letter: str) -> str:
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:
        # A byte of a file's name that is not UTF-8, as Python keeps it.
        code -= 0xDC00
    if code < 0x100:
        return _NAMED.get(letter, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
