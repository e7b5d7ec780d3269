"""What changed from build to build of the preview, and what is known after each."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.build.report import Summary
from dateline.problems import Problem
from dateline.serve.snapshot import Failure, Snapshot

_MOST_REMEMBERED = 2_000
"""Addresses of one build: if it wrote more, all pages count as written."""


@dataclass(frozen=True, slots=True)
class Built:
    """A build that ended well: the problems that are `news`, and the `others`."""

    summary: Summary
    news: list[Problem]
    others: list[Problem]


class News:
    """Which addresses each build rewrote, and the snapshot of what is known after the last.

    `current` may be read in any thread, since it is only ever replaced as a whole; all else belongs
    to the thread that takes in builds. `sources` are those of an earlier preview's pages, `stands`
    says whether there are any, and `held` are the addresses of files that it held back, by path.
    """

    def __init__(
        self,
        *,
        stands: bool,
        sources: Mapping[str, str] | None = None,
        held: Mapping[str, str] | None = None,
    ) -> None:
        # Also greater than the numbers of an earlier preview, whose pages may still be open.
        number = int(time.time() * 1_000)
        self.current = Snapshot(number, stands, sources=sources or {})
        self.held_addresses: Mapping[str, str] = held or {}
        self._has_built = False
        self._rewritten: dict[str, int] = {}
        self._all_rewritten = number
        self._just_changed: frozenset[str] = frozenset()
        self._sources_rewritten: dict[str, str] = {}

    def built(self, summary: Summary, sources: Mapping[str, str]) -> Built:
        """Take in what a build made, and the files that pages are made of now."""
        before = self.current
        after = Snapshot.of_build(before.number + 1, summary, sources, self.held_addresses)
        if not before.stands:
            self._all_rewritten = after.number
        self._just_changed = frozenset(f"content/{path}" for path in summary.changed)
        self._remember_addresses(summary, after)
        self._remember_held(before, after)
        self.current = after
        first, self._has_built = not self._has_built, True
        return _news(summary, before, self._just_changed, first=first)

    def caught_up(self, summary: Summary, sources: Mapping[str, str]) -> None:
        """Take in what a build made behind the pages. What is known of problems stays, unless it
        found changes of its own: some are told only by the build that makes the change."""
        if summary.changed or self.current.failure:
            self.built(summary, sources)
            return
        after = replace(self.current, number=self.current.number + 1)
        for url, _ in (*summary.written, *summary.deleted):
            self._rewritten[url] = after.number
        self.current = after

    def failed(self, failure: Failure) -> bool:
        """Take in why a build made nothing; says whether that is new."""
        if failure == self.current.failure:
            return False
        number = self.current.number + 1
        if not self.current.stands:
            self._all_rewritten = number
        self.current = replace(self.current, number=number, failure=failure)
        return True

    def _remember_addresses(self, summary: Summary, after: Snapshot) -> None:
        addresses = [url for url, _ in (*summary.written, *summary.deleted)]
        self._sources_rewritten = {}
        if len(addresses) > _MOST_REMEMBERED:
            self._all_rewritten = after.number
            self._rewritten = {}
            return
        self._rewritten |= dict.fromkeys(addresses, after.number)
        for url, _ in summary.written:
            source = f"content/{after.sources.get(url, '')}"
            if source in self._just_changed:
                self._sources_rewritten[source] = url

    def _remember_held(self, before: Snapshot, after: Snapshot) -> None:
        """A page in whose place stands another notice than before counts as written."""
        for url, held in after.held.items():
            known = before.held.get(url)
            if known is None or (known.path, known.problem) != (held.path, held.problem):
                self._rewritten[url] = after.number
        self.held_addresses = {held.path: url for url, held in after.held.items()}

    def changed_since(self, number: int) -> list[str] | None:
        """The addresses rewritten after build `number`; None where all may have been."""
        if number < self._all_rewritten:
            return None
        return [url for url, build in self._rewritten.items() if build > number]

    def moved_to(self, source: str) -> str:
        """Where the page of a file went in the last build: to its new address, or to the one page
        of a file with a new name; empty where neither is known."""
        if source in self._sources_rewritten:
            return self._sources_rewritten[source]
        if len(self._sources_rewritten) == 1 and len(self._just_changed - {source}) == 1:
            return next(iter(self._sources_rewritten.values()))
        return ""


def _news(
    summary: Summary, before: Snapshot, just_changed: frozenset[str], *, first: bool
) -> Built:
    """Divide the problems of a build: errors are news to the first; later, what is new, or in a
    file just changed."""
    known = {problem for problems in before.problems.values() for problem in problems}
    news: list[Problem] = []
    others: list[Problem] = []
    for problem in summary.problems:
        if first:
            fresh = problem.severity == "error"
        else:
            fresh = problem.path in just_changed or problem not in known
        (news if fresh else others).append(problem)
    return Built(summary, news, others)
