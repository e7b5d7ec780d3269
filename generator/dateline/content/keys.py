"""Whose key is it: ours, the newsroom's own, another system's, or nobody's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dateline.content.front_matter import FrontMatter, written_keys
from dateline.problems import Problem, nearest

_ELSEWHERE = {
    "published": "To keep it off the site, write draft: true",
    "lastmod": "Write updated: …, or name it under [front_matter] in site.toml",
    "keywords": "Write tags: …, or name it under [front_matter] in site.toml",
    "categories": "Write section: …, or name it under [taxonomies] in site.toml",
    "permalink": "Write slug: … for the last part of the address",
    "excerpt": "Write summary: …, or name it under [front_matter] in site.toml",
    "description": "Write summary: …, or name it under [front_matter] in site.toml",
}
"""What to write for keys that other systems use."""


@lru_cache(8)
def _spellings(
    keys: tuple[str, ...], aliases: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[dict[str, tuple[str, ...]], frozenset[str], frozenset[str]]:
    """For each of our keys those it may be written under; other people's keys; ignored keys."""
    foreign = {"author"}
    ignored: frozenset[str] = frozenset()
    order: dict[str, tuple[str, ...]] = {ours: (ours,) for ours in keys}
    order["authors"] += ("author",)
    for ours, theirs in aliases:
        if ours == "ignore":
            ignored = frozenset(theirs)
        else:
            order[ours] = (*order.get(ours, (ours,)), *theirs)
            foreign.update(theirs)
    return order, frozenset(foreign), ignored


def choose_keys(
    found: FrontMatter, path: str, keys: tuple[str, ...], aliases: dict[str, tuple[str, ...]]
) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
    """The values by our `keys`, for each the key it was written under, and unknown keys told.

    `aliases` maps our keys to other people's (from `[front_matter]`, with `ignore`).
    """
    order, foreign, ignored = _spellings(keys, tuple(aliases.items()))
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    for ours, candidates in order.items():
        for key in candidates:
            if (
                key in found.values
                and key not in ignored
                and (ours not in values or values[ours] in (None, "", []))
            ):
                values[ours], written[ours] = found.values[key], key
    problems = [
        _unknown(key, path, place, order)
        for key, place in written_keys(found)
        if key not in order and key not in foreign and key not in ignored
    ]
    return values, written, problems


def _unknown(key: str, path: str, place: tuple[int, int], known: dict[str, Any]) -> Problem:
    near = nearest(key, known)
    fix = "Remove it, put it below extra:, or name it under [front_matter] in site.toml"
    fix = _ELSEWHERE.get(key, f"Did you mean “{near}”?" if near else fix)
    message = f"“{key}” is not a key Dateline knows"
    return Problem(path, *place, message, fix, "warning", kind="unknown-key")
