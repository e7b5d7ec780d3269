"""Keys that Dateline does not know and that many files have, as in an archive that moves in: each
is told once, with one line that ignores all for which Dateline has no use, and all that stand for
the same get one line of advice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.problems import Problem

_MAPPED = re.compile(
    r"\b((?:image|location)\.\w+) = (\"(?:[^\"\\]|\\.)*\"|\[\"[^\[\]]*\"\])"
    r"(?=[^{}]* under \[front_matter\])"
)
"""The part of a line for site.toml that lets other keys stand for a part of a table."""
_MANY = 5
"""A key in this many files or more is reported only once."""


def with_one_line_each(problems: Sequence[Problem]) -> list[Problem]:
    """The problems; where several unknown keys stand for the same part of a table, each names the
    line of site.toml with all of them, since TOML allows one only."""
    names: dict[str, dict[str, None]] = {}
    for problem in problems:
        if problem.kind == "unknown-key":
            for part, written in _MAPPED.findall(problem.fix):
                found = json.loads(written)
                theirs = [found] if isinstance(found, str) else found
                names.setdefault(part, {}).update(dict.fromkeys(theirs))
    several = {part: list(theirs) for part, theirs in names.items() if len(theirs) > 1}

    def line(found: re.Match[str]) -> str:
        theirs = several.get(found[1])
        return f"{found[1]} = {json.dumps(theirs, ensure_ascii=False)}" if theirs else found[0]

    return [
        replace(problem, fix=_MAPPED.sub(line, problem.fix))
        if several and problem.kind == "unknown-key"
        else problem
        for problem in problems
    ]


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
