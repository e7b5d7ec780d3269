"""Words that run the other way than the page that they are on, as an Arabic headline on an English
page."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

_LEFTWARDS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Where Unicode has the scripts that run from right to left: most texts have none of it."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def direction_of(text: str, direction: str) -> str:
    """`ltr` or `rtl`, as most letters of a text run; `direction` where it has none or as many of
    both.

    The first letter, by which browsers decide, is often that of a foreign name.
    """
    if direction == "ltr" and not _LEFTWARDS.search(text):
        return direction
    classes = [unicodedata.bidirectional(letter) for letter in text]
    leftwards = sum(each in _RIGHT_TO_LEFT for each in classes)
    rightwards = classes.count("L")
    if leftwards == rightwards:
        return direction
    return "rtl" if leftwards > rightwards else "ltr"


def isolated(text: str, direction: str) -> Markup:
    """A text as a page has it whose letters run in `direction`: if its own run the other way, it is
    marked, so that its punctuation stays with it, and what follows it in its place."""
    if direction == "ltr" and text.isascii():
        return escape(text)
    words = text.striptags() if isinstance(text, Markup) else text
    found = direction_of(words, direction)
    if found == direction:
        return escape(text)
    return Markup('<bdi dir="{}">{}</bdi>').format(found, text)
