"""What the panel at the foot of a page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from dateline.problems import Problem, count_problems, count_severities
from dateline.serve.snapshot import MOST_TOLD, Snapshot


def panel(snapshot: Snapshot, address: str) -> dict[str, Any]:
    """The panel of the page at `address`: the parts of its line, and the lists below it."""
    own = snapshot.problems_at(address)
    others = _Others(snapshot, own)
    lists = []
    if snapshot.failure:
        failed = snapshot.failure.problems
        lists.append(_list("", failed[:MOST_TOLD], len(failed)))
    if snapshot.unplaced:
        unplaced = snapshot.unplaced
        lists.append(_list("Held back: no page can be built", unplaced[:MOST_TOLD], len(unplaced)))
    if own:
        lists.append(_list(f"This page: {snapshot.source(address)}", own[:MOST_TOLD], len(own)))
    if others.number:
        title = others.line if lists else ""
        lists.append(_list(title, others.told, others.number, folded=bool(lists)))
    return {
        "line": list(_line(snapshot, own, others)),
        "level": _level(snapshot, own, others),
        "lists": lists,
    }


class _Others:
    """The problems of all files except those that a page lists separately."""

    def __init__(self, snapshot: Snapshot, own: Sequence[Problem]) -> None:
        counted = [one for one in own if one in snapshot.problems.get(one.path, ())]
        own_errors = sum(one.severity == "error" for one in counted)
        errors = snapshot.errors - own_errors
        warnings = snapshot.warnings - (len(counted) - own_errors)
        self.number = errors + warnings
        self.line = f"Elsewhere: {count_severities(errors, warnings)}"
        left_out = set(own)
        rest = (problem for problem in snapshot.others if problem not in left_out)
        self.told = list(islice(rest, MOST_TOLD))


def _line(snapshot: Snapshot, own: Sequence[Problem], others: _Others) -> Iterator[str]:
    if snapshot.failure:
        yield snapshot.failure.message
    if len(snapshot.unplaced) == 1:
        yield f"Held back: {snapshot.unplaced[0].path.rpartition('/')[2]}."
    elif snapshot.unplaced:
        yield f"Held back: {len(snapshot.unplaced):,} files."
    if own:
        yield f"This page: {count_problems(own)}"
    if others.number:
        yield others.line


def _level(snapshot: Snapshot, own: Sequence[Problem], others: _Others) -> str:
    if snapshot.failure or snapshot.unplaced or any(one.severity == "error" for one in own):
        return "error"
    if own:
        return "warning"
    return "others" if others.number else "none"


def _list(
    title: str, problems: Sequence[Problem], number: int, *, folded: bool = False
) -> dict[str, Any]:
    """A list of `number` problems, of which `problems` are told."""
    return {
        "title": title,
        "folded": folded,
        "problems": [
            {
                "place": problem.place,
                "severity": problem.severity,
                "text": " ".join(problem.sentences),
            }
            for problem in problems
        ],
        "more": number - len(problems),
    }
