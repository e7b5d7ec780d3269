"""What the preview has to say: how the last build ended, and what of it concerns which page."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.build.report import Summary
from dateline.catalogue.held import Held
from dateline.problems import Problem, count_problems

_MOST_TOLD = 200
"""Problems of one list: nobody reads more of them in a browser."""
_MOST_REMEMBERED = 2_000
"""Addresses of one build: if it wrote more, all pages count as written."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a build made nothing: a sentence, and the problems of files, if it was those."""

    message: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A build that ended well: the problems that are `news`, and how many `others` there are."""

    summary: Summary
    news: list[Problem]
    others: list[Problem]


class News:
    """What each page is to be told.

    `sources_of` gives the paths, from content/, of the files that pages are made of, by their
    addresses; `stands` says whether an earlier preview is there to be shown.
    """

    def __init__(
        self, sources_of: Callable[[Iterable[str]], dict[str, str]], *, stands: bool
    ) -> None:
        self._sources_of = sources_of
        self.stands = stands
        # Also greater than the numbers of an earlier preview, whose pages may still be open.
        self.number = int(time.time() * 1_000)
        self.failure: Failure | None = None
        self._has_built = False
        self._rewritten: dict[str, int] = {}
        self._all_rewritten = self.number
        self._problems: dict[str, list[Problem]] = {}
        self._held: dict[str, Held] = {}
        self._unplaced: list[Problem] = []
        self._just_changed: frozenset[str] = frozenset()
        self._sources_rewritten: dict[str, str] = {}

    def built(self, summary: Summary) -> Built:
        """Take in what a build made."""
        self.number += 1
        first, self._has_built, self.failure = not self._has_built, True, None
        if not self.stands:
            self._all_rewritten, self.stands = self.number, True
        before = {problem for problems in self._problems.values() for problem in problems}
        self._problems = defaultdict(list)
        for problem in summary.problems:
            self._problems[problem.path].append(problem)
        self._remember_held(summary.held)
        self._just_changed = frozenset(f"content/{path}" for path in summary.changed)
        self._remember_addresses(summary)
        news: list[Problem] = []
        others: list[Problem] = []
        for problem in summary.problems:
            if first:
                fresh = problem.severity == "error"
            else:
                fresh = problem.path in self._just_changed or problem not in before
            (news if fresh else others).append(problem)
        return Built(summary, news, others)

    def failed(self, failure: Failure) -> bool:
        """Take in why a build made nothing; says whether that is new."""
        if failure == self.failure:
            return False
        self.number += 1
        self.failure = failure
        if not self.stands:
            self._all_rewritten = self.number
        return True

    def _remember_held(self, held: Iterable[Held]) -> None:
        """Take in what is held back. Builds know the old address of a file only when it leaves, so
        it is kept for as long as the file is held back."""
        before = {one.path: one for one in self._held.values()}
        self._held, self._unplaced = {}, []
        for one in held:
            url = one.url or (before[one.path].url if one.path in before else "")
            if not url:
                self._unplaced.append(one.problem)
                continue
            self._held[url] = replace(one, url=url)
            if one.path not in before or before[one.path].problem != one.problem:
                self._rewritten[url] = self.number

    def _remember_addresses(self, summary: Summary) -> None:
        addresses = [url for url, _ in (*summary.written, *summary.deleted)]
        self._sources_rewritten = {}
        if len(addresses) > _MOST_REMEMBERED:
            self._all_rewritten = self.number
            self._rewritten = {}
            return
        self._rewritten |= dict.fromkeys(addresses, self.number)
        for url, source in self._sources_of(url for url, _ in summary.written).items():
            if f"content/{source}" in self._just_changed:
                self._sources_rewritten[f"content/{source}"] = url

    def changed_since(self, number: int) -> list[str] | None:
        """The addresses rewritten after build `number`; None where all may have been."""
        if number < self._all_rewritten:
            return None
        return [url for url, build in self._rewritten.items() if build > number]

    def source(self, address: str) -> str:
        """The file that the page at `address` is made of, or would be; empty where it is none."""
        held = self._held.get(address)
        source = self._sources_of([address]).get(address) or (held.path if held else "")
        return f"content/{source}" if source else ""

    def moved_to(self, source: str) -> str:
        """Where the page of a file went in the last build: to its new address, or to the one page
        of a file with a new name; empty where neither is known."""
        if source in self._sources_rewritten:
            return self._sources_rewritten[source]
        if len(self._sources_rewritten) == 1 and len(self._just_changed - {source}) == 1:
            return next(iter(self._sources_rewritten.values()))
        return ""

    def held_at(self, address: str) -> Held | None:
        """What is held back from `address`."""
        return self._held.get(address)

    def problems_at(self, address: str) -> list[Problem]:
        """Those of the file that the page at `address` is made of, and of one that is held back
        from there."""
        found = {*self._problems.get(self.source(address), ())}
        if address in self._held:
            found.add(self._held[address].problem)
        return sorted(found, key=lambda problem: (problem.severity != "error", problem))

    def for_page(self, address: str) -> dict[str, Any]:
        """What the panel of the page at `address` shows: a line, and the lists below it."""
        own = self.problems_at(address)
        told = {*own, *self._unplaced}
        others = [
            problem
            for problems in self._problems.values()
            for problem in problems
            if problem not in told
        ]
        others.sort(key=self._urgency)
        lists = []
        if self.failure:
            lists.append(_list("", self.failure.problems))
        if self._unplaced:
            lists.append(_list("Held back: no page can be made", self._unplaced))
        if own:
            lists.append(_list(f"This page: {self.source(address)}", own))
        if others and lists:
            lists.append(_list(_elsewhere(others), others, folded=True))
        elif others:
            lists.append(_list("", others))
        return {
            "line": " ".join(self._line(own, others)),
            "level": self._level(own, others),
            "lists": lists,
        }

    def _urgency(self, problem: Problem) -> tuple[bool, bool, Problem]:
        """The files just changed come first, then errors."""
        return problem.path not in self._just_changed, problem.severity != "error", problem

    def _line(self, own: Sequence[Problem], others: Sequence[Problem]) -> Iterator[str]:
        if self.failure:
            yield self.failure.message
        if len(self._unplaced) == 1:
            yield f"Held back: {self._unplaced[0].path.rpartition('/')[2]}."
        elif self._unplaced:
            yield f"Held back: {len(self._unplaced):,} files."
        if own:
            yield f"This page: {count_problems(own)}"
        if others:
            yield _elsewhere(others)

    def _level(self, own: Sequence[Problem], others: Sequence[Problem]) -> str:
        if self.failure or self._unplaced or any(one.severity == "error" for one in own):
            return "error"
        if own:
            return "warning"
        return "others" if others else "none"


def _elsewhere(problems: Sequence[Problem]) -> str:
    return f"Elsewhere: {count_problems(problems)}"


def _list(title: str, problems: Sequence[Problem], *, folded: bool = False) -> dict[str, Any]:
    return {
        "title": title,
        "folded": folded,
        "problems": [
            {
                "place": problem.place,
                "severity": problem.severity,
                "text": " ".join(problem.sentences),
            }
            for problem in problems[:_MOST_TOLD]
        ],
        "more": max(0, len(problems) - _MOST_TOLD),
    }
