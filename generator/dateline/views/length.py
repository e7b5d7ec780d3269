"""How long an article is, in words and in minutes."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORDS_A_MINUTE, _CHARACTERS_A_MINUTE = 220, 500
_TAG = re.compile("<[^>]*>")
_CHARACTER = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
"""Compiled only where it is needed, since large ranges take time to compile."""
_WORD = re.compile(r"\w+")
_WITHOUT_SPACES = {"ja", "zh"}
"""Languages that put no spaces between words. Each kana and Chinese character counts as a word."""


class Length(NamedTuple):
    """The number of words, and the minutes that it takes to read them, at least one."""

    words: int
    minutes: int


def length_of(html: str, lang: str) -> Length:
    """The length of the body of an article, rendered from Markdown, in a language."""
    text = _TAG.sub("", html)
    if lang[:2] in _WITHOUT_SPACES:
        text, characters = re.subn(_CHARACTER, " ", text)
        words = len(_WORD.findall(text))
    else:
        words, characters = len(text.split()), 0
    minutes = words / _WORDS_A_MINUTE + characters / _CHARACTERS_A_MINUTE
    return Length(words + characters, max(1, round(minutes)))
