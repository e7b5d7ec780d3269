"""A body's summary: the beginning of its first paragraph, as plain text."""

from __future__ import annotations

import re

from markdown_it.token import Token

from dateline.markdown.leftovers import may_hold_leftovers, without_leftovers

LIMIT = 240  # characters, with the ellipsis

_ORDINARY_SPACE = re.compile(r"[ \t\n\r\f\v]+")  # no-break spaces stay


def summarise(tokens: list[Token]) -> str:
    """The first paragraph with text, outside quotations and lists; empty if there is none."""
    for index, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if token.type == "paragraph_open" and token.level == 0 and token.tag == "p":
            text = _plain(tokens[index + 1].children or [])
            if may_hold_leftovers(text):
                text = without_leftovers(text)
            text = _ORDINARY_SPACE.sub(" ", text).strip()
            if any(map(str.isalnum, text)):
                return _cut(text)
    return ""


def _plain(children: list[Token]) -> str:
    """The text of `children`, far enough to fill a summary."""
    pieces: list[str] = []
    length = 0
    for child in children:
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
            length += len(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        if length > LIMIT * 20:
            break
    return "".join(pieces)


def _cut(text: str) -> str:
    if len(text) <= LIMIT:
        return text
    start = text[:LIMIT]
    end = start.rfind(" ")
    # Half of the limit without a space is a text in a script that has none.
    start = start[: end if end > LIMIT // 2 else LIMIT - 1]
    return start.rstrip(" ,;:–—-(«“„") + "…"
