"""Headings: their level below the page's title, and the ids that links lead to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from markdown_it.token import Token

_GAPS = re.compile(r"[\s\-–—/]+")
_ASCII_NOISE = re.compile(r"[^\w-]+", re.ASCII)


def slug(text: str) -> str:
    """`text` in lower case with hyphens for gaps, without punctuation; letters of any script stay.

    Never holds a colon or two hyphens in a row, so footnotes and page parts may.
    """
    joined = _GAPS.sub("-", text.lower())
    if joined.isascii():
        kept = _ASCII_NOISE.sub("", joined)
    else:
        # Vowel signs of Indic scripts are marks, which \w does not match.
        kept = "".join(
            character
            for character in joined
            if character in "-_" or character.isalnum() or unicodedata.category(character)[0] == "M"
        )
    return _GAPS.sub("-", kept).strip("-") or "section"


def finish_headings(tokens: list[Token], *, shift: bool, taken: Iterable[str]) -> None:
    """Give every heading a level and an id.

    With `shift` all go one level down, to six at most: the page's title is the only `h1`. Ids are
    unique among themselves and differ from those in `taken`.
    """
    used = set(taken)
    counts: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            if shift:
                level = min(int(token.tag[1]) + 1, 6)
                token.tag = tokens[index + 2].tag = f"h{level}"
            base = slug(_text(tokens[index + 1]))
            name = base
            while name in used:
                counts[base] = counts.get(base, 0) + 1
                name = f"{base}-{counts[base]}"
            used.add(name)
            token.attrs["id"] = name


def _text(inline: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )
