"""Characters in the newsroom's words that nobody sees."""

from __future__ import annotations

from dateline.controls import turns_text
from dateline.problems import Problem


def invisible_characters(key: str, text: str, path: str, place: tuple[int, int]) -> Problem:
    """A warning that the text of `key` has characters that nobody sees."""
    message, fix = f"“{key}” has an invisible control character", "Type it again"
    if turns_text(text):
        message = f"“{key}” has invisible characters that reverse the text after it"
        fix += ": letters of any script are shown in their own direction"
    return Problem(path, *place, message, fix, "warning", kind="control-character")
