"""Matters of style in front matter: what is allowed, but serves readers badly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.content.front_matter import FrontMatter
from dateline.content.typed import TypedFrontMatter
from dateline.problems import Problem

SHOWN = 160
"""About as many characters of a summary as search engines show."""
_TOLERATED = 200
"""The length from which too much of it would be lost."""
_TAG = re.compile(r"<[^<>]*>")
_WORDS = 4


def style_problems(found: FrontMatter, typed: TypedFrontMatter, path: str) -> Iterator[Problem]:
    """The warnings about the front matter of the file `path`.

    A summary under another system's key was written for that one's lists, and is not measured.
    """
    if typed.written.get("summary") != "summary" or typed.values.noindex:
        return
    text = " ".join(_TAG.sub("", typed.values.summary).split())
    if len(text) <= _TOLERATED:
        return
    shown = text[:SHOWN].rpartition(" ")[0] or text[:SHOWN]
    last = " ".join(shown.split(" ")[-_WORDS:])
    message = (
        f"The summary has {len(text)} characters: search results show about {SHOWN} of them, up to"
        f" “… {last}”"
    )
    fix = f"Shorten it to {SHOWN} characters, or say the main thing before that place"
    place = found.place(("summary",))
    yield Problem(path, *place, message, fix, "warning", kind="long-summary")
