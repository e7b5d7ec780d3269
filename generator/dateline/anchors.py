"""Anchors: the places in a body that links may lead to, by what follows `#` in an address."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from html import escape, unescape
from urllib.parse import unquote

from dateline.problems import nearest

_ANCHOR = re.compile(r'<\w+(?:[^<>"]|"[^"]*")*?\s(?:id|name)="([^"]+)"')
_OF_NO_BODY = re.compile(r"page--|top$", re.IGNORECASE)
"""How the theme's own begin, and the top of any page."""
_TO_BROWSERS = ":~:"
"""What follows is no part of an anchor but for the browser, such as words to look for."""
_SHOWN = 5
_GAP = re.compile(r"[\W_]+")
_GENERATED = "fn:"


def anchors_in(html: str) -> list[str]:
    """The anchors in HTML that is safe, in order: those of headings and of the author's tags."""
    return [unescape(name) for name in _ANCHOR.findall(html)] if '="' in html else []


def lasting_anchors(html: str) -> list[str]:
    """Those of them to which readers may keep links: all but those of notes."""
    return [name for name in anchors_in(html) if not name.startswith(_GENERATED)]


def anchor_of(address: str) -> str:
    """The anchor in a body that an address leads to; empty if it leads to none."""
    anchor = unquote(address.partition("#")[2].partition(_TO_BROWSERS)[0])
    return "" if _OF_NO_BODY.match(anchor) else anchor


def anchor_advice(anchor: str, known: Collection[str]) -> str:
    """What to write in place of an anchor that is not among those `known`, or to have it there."""
    if near := nearest(anchor, known):
        return f"Did you mean “#{near}”?"
    if not known:
        return "Remove what begins with “#”: there are no headings"
    likely = sorted(known, key=lambda name: _likeness(anchor, name), reverse=True)[:_SHOWN]
    shown = ", ".join(f"#{name}" for name in likely)
    shown += ", …" if len(known) > _SHOWN else ""
    return f"Write one that there is: {shown}; or {KEEPING.lower()} {anchor_tag(anchor)}"


KEEPING = "Write into the heading or text that is there instead:"
"""How to keep an anchor, up to its tag."""


def anchor_tag(anchor: str) -> str:
    """The tag that makes an anchor of a place in a text."""
    return f'<a id="{escape(anchor)}"></a>'


def _likeness(anchor: str, name: str) -> tuple[int, float]:
    """How many words two anchors share, and how alike they are letter by letter, from 0 to 1."""
    ours, theirs = (set(_GAP.split(one.casefold())) for one in (anchor, name))
    return len((ours & theirs) - {""}), SequenceMatcher(None, name, anchor).ratio()
