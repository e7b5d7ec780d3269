"""The bytes of a file → its text."""

from __future__ import annotations

from dateline.controls import CONTROL
from dateline.problems import Problem, wide_encoding


def decode(data: bytes, shown: str) -> tuple[str, list[Problem]]:
    """The text of a file, with `\\n` at the end of each line, and what is wrong in it.

    Control characters, which no page may hold, are made visible, and the first is told. `shown` is
    the path as problems have it. Raises `UnicodeDecodeError`.
    """
    if encoding := wide_encoding(data):
        raise UnicodeDecodeError("utf-8", data, 0, 1, encoding)
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").isprintable() or not (first := CONTROL.search(text)):
        return text, []
    line = text.count("\n", 0, first.start()) + 1
    column = first.start() - text.rfind("\n", 0, first.start())
    message = f"There is an invisible control character (U+{ord(first[0]):04X}) here"
    fix = "Delete it and type the word again"
    problem = Problem(shown, line, column, message, fix, "warning", kind="control-character")
    return CONTROL.sub("\ufffd", text), [problem]
