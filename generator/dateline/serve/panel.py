"""What the panel at the foot of a page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote

from dateline.catalogue.unfinished import Unfinished, UnfinishedCounts
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
    if snapshot.unfinished.shown:
        lists.append(_unfinished(snapshot.unfinished, folded=bool(lists)))
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
    if snapshot.unfinished.shown:
        yield f"Not yet public: {count_unfinished(snapshot.unfinished.shown)}."


def _level(snapshot: Snapshot, own: Sequence[Problem], others: _Others) -> str:
    if snapshot.failure or snapshot.unplaced or any(one.severity == "error" for one in own):
        return "error"
    if own:
        return "warning"
    if others.number:
        return "others"
    return "unfinished" if snapshot.unfinished.shown else "none"


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
        "more": f"And {number - len(problems):,} more: “dateline check” lists them all."
        if number > len(problems)
        else "",
    }


def _unfinished(unfinished: Unfinished, *, folded: bool) -> dict[str, Any]:
    """The list of what readers do not see yet, each with a link to its page."""
    shown, first = unfinished.shown, unfinished.first
    more = shown.drafts + shown.scheduled - len(first)
    return {
        "title": "Readers do not see these yet",
        "folded": folded,
        "pages": [
            {
                "href": quote(article.url),
                "place": f"content/{article.path}",
                "text": f"scheduled for {article.scheduled}" if article.scheduled else "draft",
            }
            for article in first
        ],
        "more": f"And {more:,} more." if more else "",
    }


def count_unfinished(counts: UnfinishedCounts) -> str:
    """“1 draft, 2 scheduled”."""
    told = [f"{counts.drafts:,} draft{'s' * (counts.drafts != 1)}"] if counts.drafts else []
    if counts.scheduled:
        told.append(f"{counts.scheduled:,} scheduled")
    return ", ".join(told)
