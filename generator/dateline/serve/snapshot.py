"""What the preview knows between two builds, as one value that never changes."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.build.report import Summary
from dateline.catalogue.held import Held
from dateline.catalogue.unfinished import Unfinished
from dateline.problems import Problem

MOST_TOLD = 200
"""Problems of one list: nobody reads more of them in a browser."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a build made nothing: a sentence, and the problems of files, if it was those."""

    message: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What pages may ask after build `number`.

    Threads that serve pages take the current one and read it without a lock: a build makes a new
    one. `stands` says whether there is anything to be shown, `failure` why the last build made
    nothing. `sources` are the paths, from content/, of the files that pages are made of, by their
    addresses; `problems` are by the path of their file, from the root; `held` is what is held back,
    by address, and `unplaced` the problems of what is held back and has none. `others` are the
    problems of all files but those, the most urgent first and only as many as a page may need;
    `errors` and `warnings` count them all. `unfinished` are the articles that readers do not see
    yet.
    """

    number: int
    stands: bool
    failure: Failure | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    unplaced: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = ()
    errors: int = 0
    warnings: int = 0
    unfinished: Unfinished = field(default_factory=Unfinished)

    @classmethod
    def of_build(
        cls, number: int, summary: Summary, sources: Mapping[str, str], before: Mapping[str, str]
    ) -> Snapshot:
        """What is known after a build that ended well. `before` are the addresses of files that
        were held back before it, by path: a build knows them only when the file leaves."""
        problems: dict[str, list[Problem]] = defaultdict(list)
        for problem in summary.problems:
            problems[problem.path].append(problem)
        held: dict[str, Held] = {}
        unplaced = []
        for one in summary.held:
            if url := one.url or before.get(one.path, ""):
                held[url] = replace(one, url=url)
            else:
                unplaced.append(one.problem)
        told = set(unplaced)
        others = [problem for problem in summary.problems if problem not in told]
        # A page leaves out its own, and must still have enough of others.
        most = MOST_TOLD + max(map(len, problems.values()), default=0)
        errors = sum(problem.severity == "error" for problem in others)
        return cls(
            number=number,
            stands=True,
            sources=sources,
            problems=dict(problems),
            held=held,
            unplaced=tuple(unplaced),
            others=_most_urgent(others, summary.changed, most),
            errors=errors,
            warnings=len(others) - errors,
            unfinished=summary.unfinished,
        )

    def source(self, address: str) -> str:
        """The file that the page at `address` is made of, or would be; empty where it is none."""
        held = self.held.get(address)
        source = self.sources.get(address) or (held.path if held else "")
        return f"content/{source}" if source else ""

    def problems_at(self, address: str) -> list[Problem]:
        """Those of the file that the page at `address` is made of, and of one that is held back
        from there."""
        found = {*self.problems.get(self.source(address), ())}
        if address in self.held:
            found.add(self.held[address].problem)
        return sorted(found, key=lambda problem: (problem.severity != "error", problem))


def _most_urgent(
    problems: Iterable[Problem], changed: frozenset[str], most: int
) -> tuple[Problem, ...]:
    """Those of the files just changed come first, then errors."""
    just_changed = {f"content/{path}" for path in changed}

    def urgency(problem: Problem) -> tuple[bool, bool, Problem]:
        return problem.path not in just_changed, problem.severity != "error", problem

    return tuple(heapq.nsmallest(most, problems, key=urgency))
