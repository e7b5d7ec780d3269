"""Keys that Dateline does not know and that many files have, as in an archive that moves in: each
is told once, with one line that ignores all for which Dateline has no use."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from dateline.problems import Problem

_MANY = 5
"""A key in this many files or more is reported only once."""


def without_repeats(problems: Sequence[Problem]) -> tuple[list[Problem], str]:
    """The problems, without those that say of one more file that it has a certain unknown key, and
    which these are and how to ignore them; empty where there are few."""
    keys = [one.about if one.kind == "unknown-key" else "" for one in problems]
    counts = Counter(filter(None, keys))
    many = {key for key, count in counts.items() if count >= _MANY}
    if not many:
        return list(problems), ""
    first: dict[str, Problem] = {}
    kept = []
    for problem, key in zip(problems, keys, strict=True):
        if key not in many or key not in first:
            kept.append(problem)
        if key:
            first.setdefault(key, problem)
    told = ", ".join(f"“{key}” in {counts[key]:,} files" for key in counts if key in many)
    return kept, f"Shown only once: {told}.{_ignoring(first)}"


def _ignoring(first: dict[str, Problem]) -> str:
    """How to ignore those of the keys for which Dateline has no use; `first` is a problem with
    each."""
    useless = {key: problem.ignoring for key, problem in first.items() if problem.ignoring}
    if not useless:
        return ""
    names = ", ".join(json.dumps(key, ensure_ascii=False) for key in useless)
    has_list = "add to" in useless.values()
    write = f"add {names} to ignore" if has_list else f"write ignore = [{names}]"
    them = "the keys for which Dateline has no use" if len(useless) > 1 else f"“{min(useless)}”"
    return f" To ignore {them}, {write} under [front_matter] in site.toml."
