"""Keys that Dateline does not know and that many files have, as in an archive that moves in: each
is told once, with one line for all of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence

from dateline.problems import Problem

_UNKNOWN = re.compile(r"“(.+)” is not a key Dateline knows")
_MANY = 5
"""In so many files, a key is told only once."""


def without_repeats(problems: Sequence[Problem]) -> tuple[list[Problem], str]:
    """The problems, without those that say of one more file that it has a certain unknown key, and
    what to write so that all such keys are ignored; empty where there are few."""
    keys = [_ignorable(problem) for problem in problems]
    counts = Counter(filter(None, keys))
    many = {key for key, count in counts.items() if count >= _MANY}
    if not many:
        return list(problems), ""
    seen: set[str] = set()
    kept = []
    for problem, key in zip(problems, keys, strict=True):
        if key not in many or key not in seen:
            kept.append(problem)
        seen.add(key)
    return kept, _line(counts, many, has_list=any(" to ignore under" in one.fix for one in kept))


def _ignorable(problem: Problem) -> str:
    """The unknown key that a problem is about and that could be ignored; empty if it is another."""
    found = _UNKNOWN.fullmatch(problem.message) if problem.kind == "unknown-key" else None
    return found[1] if found and "ignore" in problem.fix else ""


def _line(counts: Counter[str], many: set[str], *, has_list: bool) -> str:
    often = ", ".join(f"“{key}” in {counts[key]:,} files" for key in counts if key in many)
    names = ", ".join(json.dumps(key, ensure_ascii=False) for key in counts)
    write = f"add {names} to ignore" if has_list else f"write ignore = [{names}]"
    them = f"all {len(counts):,} unknown keys" if len(counts) > 1 else "it"
    return f"Shown only once: {often}. To ignore {them}, {write} under [front_matter] in site.toml."
