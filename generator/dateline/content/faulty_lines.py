"""The rest of front matter in YAML that cannot be read as a whole: what is left without the entries
at which the parser gave up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from dateline.content.fences import FrontMatterProblem, Parts
from dateline.content.front_matter import FrontMatter, read_front_matter
from dateline.problems import Problem

_MOST = 10
"""The parser starts anew after each fault."""
_ANCHOR = re.compile(r"(?:[:,\[{]|^-) *&\w|\n *- +&\w")
_GOES_ON = re.compile(r"\s|-(?: |$)|$")
"""How a line begins that belongs to the entry above."""


class Rest(NamedTuple):
    """The front matter without its faulty entries, and what is wrong with it, other such entries
    included."""

    found: FrontMatter
    problems: list[Problem]


def rest_of(
    parts: Parts, fault: Problem, *, path: str, ignored: frozenset[str] = frozenset()
) -> Rest | None:
    """What is left of `parts` without the entry at which there is a `fault`, and without others
    that turn out to be faulty then; None if nothing can be read."""
    if _ANCHOR.search(parts.raw):
        return None  # what is left may refer to what is gone
    lines, faults = parts.raw.split("\n"), list[Problem]()
    for _ in range(_MOST):
        at = fault.line - parts.raw_line
        if not (0 <= at < len(lines) and lines[at].strip()):
            return None
        start, end = at, at + 1
        while start and _GOES_ON.match(lines[start]):
            start -= 1
        while end < len(lines) and _GOES_ON.match(lines[end]):
            end += 1
        lines[start:end] = [""] * (end - start)
        without = replace(parts, raw="\n".join(lines))
        if not without.raw.strip():
            return None
        try:
            found, problems = read_front_matter(without, path=path, ignored=ignored)
        except FrontMatterProblem as another:
            fault = another.problem
            faults.append(fault)
        else:
            return Rest(found, [*faults, *problems])
    return None
