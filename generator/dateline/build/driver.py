"""The driver of a build: from an archive as it was scanned to an output that shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dateline.build.changes import Changes, read_changes
from dateline.build.findings import Findings
from dateline.build.output import OutputFolder
from dateline.build.report import Reporter, Summary
from dateline.build.staleness import Staleness
from dateline.build.state import State
from dateline.catalogue.checks import rivals_in_case
from dateline.catalogue.due import waiting
from dateline.catalogue.held import Held, gone_articles, has_rivals, held_back
from dateline.catalogue.ledger import Ledger, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import Pending
from dateline.catalogue.public_files import waiting_files
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.scan import Scanned
from dateline.catalogue.store import transaction
from dateline.config import Site
from dateline.editions import EDITIONS
from dateline.problems import Problem
from dateline.theme import Theme

if TYPE_CHECKING:
    from dateline.build.replacement import Replacement
    from dateline.build.rivals import Rival
    from dateline.build.run import Options
    from dateline.build.stages import Stages
    from dateline.build.workers import Workers
    from dateline.catalogue.writer import Writer

_WORTH_PROCESSES = 50
"""With fewer changes than this, starting processes takes longer than they save."""


class Stock(NamedTuple):
    """The pages and volumes whose files cannot be trusted, and the reason; whether the output may
    hold files that belong to no page."""

    pages: Sequence[Page]
    volumes: Sequence[VolumeName]
    reason: str
    sweep: bool


class Diff(NamedTuple):
    """What differs from what was last published, and what it was found by."""

    changes: Changes
    staleness: Staleness


@dataclass(frozen=True, eq=False, repr=False)
class Driver:
    """Brings the output up to the archive that was `scanned` into the catalogue `file` at `now`.

    With `trusted`, the output is known to be what the catalogue says.
    """

    site: Site
    theme: Theme
    options: Options
    state: State
    connection: sqlite3.Connection
    file: Path
    output: OutputFolder
    trusted: bool
    now: str
    scanned: Scanned
    report: Reporter

    @cached_property
    def ledger(self) -> Ledger:
        """What was published."""
        return Ledger(self.connection)

    @cached_property
    def pending(self) -> Pending:
        """What changed since."""
        return Pending(self.connection)

    @cached_property
    def findings(self) -> Findings:
        """What is wrong in the archive."""
        return Findings(self.connection, self.site, self.theme, self.scanned, self.now)

    def run(self) -> Summary:
        """All stages.

        Raises `ProblemsFound` where a problem stops the build; the output is then untouched.
        """
        summary = Summary(self.output.path, changed=self.scanned.changed | self.scanned.odd)
        stock = self._take_stock()
        if stock.sweep:
            self.output.marker.refuse_outputs_within()
        diff = self._diff(stock)
        if has_rivals(self.connection) and (diff.changes or not self.options.keep_going):
            # Whether their addresses are still another's is found out by planning.
            self._write(_release)
            diff = self._diff(stock)
        if diff.changes or stock.sweep or self._lacks_search():
            while rivals := self._publish(diff, stock.sweep, summary):
                self._write(partial(_hold, rivals))
                diff = self._diff(stock)
        else:
            summary.problems = self._look_over()
            summary.held = self._held()
        summary.articles, summary.pages = self.ledger.counts()
        summary.waiting = waiting(self.connection, self.now)
        summary.waiting_files = list(waiting_files(self.connection, self.site.files, self.now))
        return summary

    def _take_stock(self) -> Stock:
        """Compare the output with what was recorded, where that is asked for or needed."""
        if self.trusted and not self.options.verify:
            return Stock((), (), "", self.ledger.needs_sweep() or not self.ledger.has_pages())
        self.report.stage("Checking the output")
        pages = self.ledger.pages_at(self.output.differing(self.ledger.hashes()))
        volumes = self.output.differing_volumes(self.ledger.volumes())
        reason = "its file is not what was built"
        if not self.trusted:
            reason = "it was built with other options"
        return Stock(list(pages.values()), list(volumes), reason, not self.output.is_empty())

    def _diff(self, stock: Stock) -> Diff:
        # What is held back decides which taxonomies have terms, and so the menu.
        staleness = Staleness(self._catalogue(), self.theme)
        changes = read_changes(self.pending, self.ledger.counts(), staleness.stale())
        return Diff(changes.with_unfinished(stock.pages, stock.volumes, stock.reason), staleness)

    def _write(self, edit: Callable[[Writer], None]) -> None:
        """Edit the catalogue, in one transaction."""
        # Imported here, since few builds have anything to edit.
        from dateline.catalogue.writer import Writer

        with transaction(self.connection):
            edit(Writer(self.connection, self.site, now=self.now, drafts=self.options.drafts))

    def _catalogue(self) -> Catalogue:
        """A catalogue that remembers nothing of what was written meanwhile."""
        return Catalogue(self.connection, self.site, self.now)

    def _held(self) -> list[Held]:
        return held_back(self.connection, self.now, self.scanned.problems)

    def _lacks_search(self) -> bool:
        """Whether search was left out last time and is wanted now, or the other way round."""
        if not self.options.search:
            return self.ledger.has_volumes()
        return self._catalogue().articles.has_searchable() and not self.ledger.has_volumes()

    # Problems

    def _look_over(self) -> list[Problem]:
        """The problems of an archive of which nothing public changed: drafts have faults too."""
        found = self.findings.of_files()
        unchecked = self.pending.has_articles() or not self.ledger.is_checked(self.site.problems)
        if unchecked or self.options.strict or self.options.keep_going:
            found += self.findings.of_archive(self._catalogue().is_published)
        found = self._settle(found)
        if unchecked:
            with transaction(self.connection):
                flawed = any(problem.severity == "error" for problem in found)
                self.ledger.put_check(None if flawed else self.site.problems)
                self.pending.clear()
        return found

    def _settle(self, problems: Iterable[Problem]) -> list[Problem]:
        return self.findings.settle(
            problems, strict=self.options.strict, keep_going=self.options.keep_going
        )

    def _goes_on(self, problems: Iterable[Problem]) -> bool:
        """Whether none of these stops the build."""
        keep_going = self.options.keep_going
        weighed = self.findings.weigh(problems)
        return not any(self.findings.stops(problem, keep_going=keep_going) for problem in weighed)

    # Making and putting in place

    def _publish(self, diff: Diff, sweep: bool, summary: Summary) -> Sequence[Rival]:
        """Plan, render, index, pack and commit.

        Where files claim the addresses of others, and that stops no build, nothing is done: gives
        what is to be held back first.
        """
        # Imported here, since few builds have anything to make.
        from dateline.build.stages import Stages
        from dateline.staging import Standing

        changes, staleness = diff
        catalogue, edition = self._catalogue(), EDITIONS[self.options.edition]
        if changes.stale:
            staleness.refresh_assets()
        self.output.prepare()
        try:
            with self._workers(changes, catalogue) as workers:
                standing = Standing(self.ledger, changes.untrusted)
                stages = Stages(
                    edition, catalogue, changes, workers, standing, self.output, self.report
                )
                return self._carry_out(stages, staleness, sweep, summary)
        finally:
            self.output.discard_staging()

    def _workers(self, changes: Changes, catalogue: Catalogue) -> Workers:
        """As many processes as the changes are worth, not yet at work."""
        from dateline.build.render import Renderer
        from dateline.build.workers import Workers

        edition, compiled = EDITIONS[self.options.edition], self.file.parent / "templates"
        renderer = Renderer(edition, catalogue, self.theme, self.output.pages, compiled)
        processes = self.options.processes
        if processes > 1 and (changes.stale or len(changes) > _WORTH_PROCESSES):
            renderer.compile()
        else:
            processes = 1
        return Workers(renderer, self.file, processes)

    def _carry_out(
        self, stages: Stages, staleness: Staleness, sweep: bool, summary: Summary
    ) -> Sequence[Rival]:
        from dateline.build.plan import addresses_after
        from dateline.build.replacement import Replacement
        from dateline.build.rivals import Rival

        search, problems = self.options.search, self.findings.of_files()
        # The program that indexes the one volume of a small change works meanwhile.
        early = stages.workers.count == 1 and self._goes_on(problems)
        indexing = stages.begin_volumes(search=search) if early else None
        plan = stages.plan()
        in_case = rivals_in_case(self.connection, self.now)
        rivals = [*plan.rivals, *(Rival(problem, path) for path, problem in in_case)]
        problems += self.findings.of_archive(addresses_after(plan, stages.catalogue))
        problems += (rival.problem for rival in rivals)
        summary.problems = self._settle(problems)
        if rivals:
            return rivals
        summary.held = self._held()
        summary.gone = gone_articles(self.connection)
        rendering = stages.begin_pages(plan)
        indexing = indexing or stages.begin_volumes(search=search)
        pages = stages.finish_pages(rendering)
        gathered = stages.gather(indexing)
        volumes = stages.finish_volumes(indexing)
        packs = stages.packs(Replacement.joined([pages.part, volumes]), gathered)
        last = stages.last_pages(Replacement.joined([pages.part, volumes, packs]))
        replacement = Replacement.joined([pages.part, volumes, packs, last.part])
        summary.planned = len(rendering.jobs)
        summary.add(replacement)
        shapes = staleness.shapes({**pages.templates, **last.templates})
        self._commit(replacement, shapes, sweep, summary)
        return ()

    def _commit(
        self, replacement: Replacement, shapes: Mapping[str, str], sweep: bool, summary: Summary
    ) -> None:
        """Put all files in their places; `shapes` say what shaped the pages of each view."""
        self.report.stage("Putting files in place")
        if self.options.clean:
            # It knows nothing of what is about to change.
            self.state.forget()

        def record() -> None:
            self.ledger.put_views(shapes)
            self.ledger.put_check(None if summary.errors else self.site.problems)
            self.ledger.count_articles()
            self.pending.clear()

        swept = self.output.commit(replacement, self.ledger, self.pending, record, sweep=sweep)
        summary.deleted += [(f"/{path}", "it belongs to no page") for path in swept]
        if self.options.verify:
            summary.strangers = swept


def _hold(rivals: Sequence[Rival], writer: Writer) -> None:
    writer.put_rivals({rival.path: rival.problem for rival in rivals if rival.path is not None})


def _release(writer: Writer) -> None:
    writer.clear_rivals()
