"""Blocks that are never shown, as when their names are misspelt.

Jinja leaves them out without a word. Templates are searched without it, since importing it takes
time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dateline.problems import Problem, nearest
from dateline.theme import Theme

_TAG = re.compile(
    r"""\{\#.*?\#\}"""
    r"""|\{%[-+]?\s*raw\b.*?\bendraw\b"""
    r"""|\{%[-+]?\s*(?:extends\s+["'](?P<parent>[^"']+)["']\s*[-+]?%|block\s+(?P<block>\w+)"""
    r"""|(?P<end>endblock)\b)""",
    re.DOTALL,
)
"""A tag that matters here; comments and raw text hold none."""


@dataclass(slots=True)
class _Outline:
    """The template that one extends, its blocks, and where those stand that no other encloses."""

    parent: str = ""
    blocks: set[str] = field(default_factory=set)
    outermost: dict[str, int] = field(default_factory=dict)


def unused_blocks(theme: Theme) -> Iterator[Problem]:
    """The problems of outermost blocks that none of the templates extended has."""
    for path in sorted(set(theme.templates_in_use.values())):
        text = theme.contents.text(path)
        outline = _outline(text)
        inherited = _inherited(path, theme) if outline.parent else None
        if inherited is None:
            continue
        for name, index in outline.outermost.items():
            if name in inherited or re.search(rf"\bself\.{name}\b", text):
                continue
            near = nearest(name, sorted(inherited))
            fix = f"Did you mean “{near}”?" if near else "Delete it, or put it into another block"
            yield Problem(
                theme.shown(path),
                text.count("\n", 0, index) + 1,
                index - text.rfind("\n", 0, index),
                f"There is no block “{name}” in “{outline.parent}”, so this one is never shown",
                fix,
                kind="template",
            )


def _inherited(path: Path, theme: Theme) -> set[str] | None:
    """The blocks of the templates that one extends, in turn.

    None if one of these is not known, or is a nearer theme's: that may do without some blocks.
    """
    found: set[str] = set()
    passed = {path}
    distance = theme.distance(path)
    outline = _outline(theme.contents.text(path))
    while outline.parent:
        asked = theme.templates.get(outline.parent)
        if asked is None or asked in passed or theme.distance(asked) < distance:
            return None
        passed.add(asked)
        outline = _outline(theme.contents.text(asked))
        found |= outline.blocks
    return found


@lru_cache(256)
def _outline(text: str) -> _Outline:
    outline, depth = _Outline(), 0
    for tag in _TAG.finditer(text):
        if tag["parent"]:
            outline.parent = tag["parent"]
        elif tag["block"]:
            if depth == 0:
                outline.outermost[tag["block"]] = tag.start()
            outline.blocks.add(tag["block"])
            depth += 1
        elif tag["end"]:
            depth -= 1
    return outline
