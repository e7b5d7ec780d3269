"""What `dateline new` writes where the story is to be."""

from __future__ import annotations

import re

from dateline.problems import Problem

PLACEHOLDER = "Write the story here."
"""The placeholder at the start of a new article."""
_AT_A_LINE = re.compile(rf"^[ \t]*{re.escape(PLACEHOLDER)}", re.MULTILINE)


def placeholder_problems(text: str, shown: str) -> list[Problem]:
    """A warning where the text is still what `dateline new` wrote."""
    # Looking at each line takes a hundred times as long, and hardly any file has it.
    found = PLACEHOLDER in text and _AT_A_LINE.search(text)
    if not found:
        return []
    line = text.count("\n", 0, found.end()) + 1
    message = f"The placeholder “{PLACEHOLDER}” is still in the text"
    fix = "Write the story in its place, or delete the line"
    return [Problem(shown, line, 1, message, fix, "warning", kind="placeholder-text")]
