"""The driver of a build: it takes a scanned archive through all stages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.build.changes import Changes, read_changes
from dateline.build.findings import Findings
from dateline.build.output import OutputFolder
from dateline.build.report import Reporter, Summary
from dateline.build.staleness import Diff, Staleness
from dateline.build.state import State
from dateline.build.stock import Stock, take_stock
from dateline.build.upload import upload_of
from dateline.catalogue.comments import count_awaiting
from dateline.catalogue.due import waiting
from dateline.catalogue.held import Held, has_rivals, held_back
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.pending import Pending
from dateline.catalogue.postponed import is_postponed, read_postponed
from dateline.catalogue.public_files import waiting_files
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.rivals_in_case import rivals_in_case
from dateline.catalogue.scan import Scanned
from dateline.catalogue.store import transaction
from dateline.catalogue.undrawn import undrawn
from dateline.config import Site
from dateline.editions.base import BuiltEdition
from dateline.problems import Problem
from dateline.theme import Theme

if TYPE_CHECKING:
    from dateline.build.context import BuildContext
    from dateline.build.making import Making
    from dateline.build.options import Options
    from dateline.build.rivals import Rival
    from dateline.build.workers import Workers
    from dateline.catalogue.writer import Writer


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Driver:
    """Brings the output up to date with the archive that was `scanned` into the catalogue `file` at
    `now`.

    If `trusted`, the output is known to be what the catalogue records.
    """

    site: Site
    edition: BuiltEdition
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
        """The record of what was last published."""
        return Ledger(self.connection)

    @cached_property
    def pending(self) -> Pending:
        """The changes since then."""
        return Pending(self.connection)

    @cached_property
    def findings(self) -> Findings:
        """The problems of the archive."""
        return Findings(self.connection, self.site, self.theme, self.scanned, self.now)

    @property
    def _pages_only(self) -> bool:
        """Whether search, packs and the pages that come last are left for a later build, which is
        possible only if those in place can be trusted."""
        trusted = self.trusted or not self.ledger.has_pages()
        return self.options.pages_only and trusted and not self.options.verify

    def run(self) -> Summary:
        """Run all stages.

        Raises `ProblemsFound` if a problem stops the build, which leaves the output untouched.
        """
        summary = Summary(self.output.path, changed=self.scanned.changed | self.scanned.odd)
        verify, trusted = self.options.verify, self.trusted
        stock = take_stock(self.output, self.ledger, self.report, verify=verify, trusted=trusted)
        if stock.sweep:
            self.output.marker.refuse_outputs_within()
        diff = self._diff(stock)
        if has_rivals(self.connection) and (diff.changes or not self.options.keep_going):
            # Planning finds out whether their addresses still belong to others.
            with self._writing() as writer:
                writer.clear_rivals()
            diff = self._diff(stock)
        if diff.changes or stock.sweep or self._lacks_search():
            while rivals := self._publish(diff, stock.sweep, summary):
                with self._writing() as writer:
                    writer.put_rivals({path: problem for problem, path in rivals if path})
                diff = self._diff(stock)
        else:
            summary.problems = self._look_over()
            summary.held = self._held()
        summary.postponed = is_postponed(self.connection)
        summary.articles, pages = self.ledger.counts()
        summary.files = pages + sum(volume.files for volume in self.ledger.volumes())
        summary.waiting = waiting(self.connection, self.now, self.site.zone)
        summary.waiting_files = list(waiting_files(self.connection, self.site, self.now))
        summary.waiting_comments = count_awaiting(self.connection)
        summary.undrawn = undrawn(self.connection, self.site)
        return summary

    def _diff(self, stock: Stock) -> Diff:
        # This needs a new catalogue: files held back affect which taxonomies have terms, and so the
        # menu.
        catalogue = self._catalogue()
        staleness = Staleness(catalogue, self.theme)
        recent = catalogue.articles.recent_since() != self.ledger.recent_since()
        changes = read_changes(
            self.pending,
            self.ledger.counts(),
            staleness.stale(),
            recent=recent,
            postponed=None if self._pages_only else read_postponed(self.connection),
        )
        return Diff(changes.with_untrusted(stock.pages, stock.volumes, stock.reason), staleness)

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        """Edit the catalogue, in one transaction."""
        # Imported here, since few builds need it.
        from dateline.catalogue.writer import Writer

        with transaction(self.connection):
            yield Writer(self.connection, self.site, until=self.options.public_until(self.now))

    def _catalogue(self) -> Catalogue:
        """A new catalogue, whose cache holds nothing from before the last write."""
        return Catalogue(self.connection, self.site, self.now)

    def _held(self) -> list[Held]:
        until = self.options.public_until(self.now)
        return held_back(self.connection, self.now, self.scanned.problems, until=until)

    def _lacks_search(self) -> bool:
        """Whether search was left out last time and is wanted now, or the other way round."""
        if not self.options.search:
            return self.ledger.has_volumes()
        lacks = not self._pages_only and not self.ledger.has_volumes()
        return lacks and self._catalogue().articles.has_searchable()

    # Problems

    def _look_over(self) -> list[Problem]:
        """Find the problems of an archive in which nothing public changed: drafts may have some."""
        found = self.findings.of_files()
        unchecked = self.pending.has_articles() or not self.ledger.is_checked(self.site.problems)
        # Where something stops the build, everything is told, as in a build from scratch.
        if unchecked or not self._goes_on(found) or self.options.strict or self.options.keep_going:
            found += self.findings.of_archive(None, self._catalogue(), self.edition.views)
        if self.options.forget_lost:
            self.ledger.forget_lost()
        elif self.ledger.lost().has_any(self.site.feed_home):
            from dateline.build.losses import still_lost

            found += still_lost(None, self._catalogue(), self.edition.views, self.scanned.unread)[0]
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
        stops, keep_going = self.findings.stops, self.options.keep_going
        return not any(stops(one, keep_going=keep_going) for one in self.findings.weigh(problems))

    # Making and putting in place

    def _publish(self, diff: Diff, sweep: bool, summary: Summary) -> Sequence[Rival]:
        """Plan, render, index, pack and commit.

        Returns the rivals to hold back first; if there are any, the output has not changed.
        """
        # Imported here, since a build with nothing to do does not need them.
        from dateline.build.context import BuildContext
        from dateline.staging import Standing

        changes, staleness = diff
        catalogue = self._catalogue()
        if changes.stale:
            staleness.refresh_assets()
        self.output.prepare()
        try:
            with self._workers(changes, catalogue) as workers:
                build = BuildContext(
                    edition=self.edition,
                    catalogue=catalogue,
                    changes=changes,
                    workers=workers,
                    standing=Standing(self.ledger, changes.untrusted_addresses),
                    output=self.output,
                    report=self.report,
                )
                return self._carry_out(build, staleness, sweep, summary)
        finally:
            self.output.discard_staging()

    def _workers(self, changes: Changes, catalogue: Catalogue) -> Workers:
        """The workers: several processes if there are enough changes to justify them."""
        from dateline.build.render import Renderer
        from dateline.build.workers import Workers

        pages, compiled = self.output.pages, self.state.compiled
        renderer = Renderer(self.edition, catalogue, self.theme, pages, compiled)
        return Workers.worth(renderer, self.file, self.options.processes, changes)

    def _carry_out(
        self, build: BuildContext, staleness: Staleness, sweep: bool, summary: Summary
    ) -> Sequence[Rival]:
        from dateline.build.losses import still_lost
        from dateline.build.making import make_everything, make_pages
        from dateline.build.packs import PackStages
        from dateline.build.pictures import make_pictures
        from dateline.build.rivals import Rival
        from dateline.build.stages import Stages

        stages, packing, catalogue = Stages(build), PackStages(build), build.catalogue
        before = self.ledger.counts().articles if self.options.tells_lost else 0
        problems = [*self.findings.of_files(before), *self.theme.problems()]
        # After a small change, Pagefind indexes the one volume concerned in the meantime.
        early = build.workers.count == 1 and not self._pages_only and self._goes_on(problems)
        indexing = stages.begin_volumes(search=self.options.search) if early else None
        plan = stages.plan()
        in_case = rivals_in_case(self.connection, self.now)
        rivals = [*plan.rivals, *(Rival(problem, path) for path, problem in in_case)]
        problems += self.findings.of_archive(plan, catalogue, self.edition.views)
        problems += (rival.problem for rival in rivals)
        if self.options.tells_lost and self._goes_on(problems):
            told, summary.lost = still_lost(
                plan, catalogue, self.edition.views, self.scanned.unread
            )
            problems += told
        summary.problems = self._settle(problems)
        if rivals:
            return rivals
        summary.held = self._held()
        pages = (planned.page for planned in plan.write)
        make_pictures(pages, catalogue, self.options.processes, self.report)
        if self._pages_only:
            made = make_pages(stages, packing, plan)
        else:
            made = make_everything(stages, packing, plan, indexing, search=self.options.search)
        summary.planned = made.planned
        summary.add(made.replacement)
        self._commit(made, staleness.shapes(made.templates), sweep, summary)
        return ()

    def _commit(
        self, made: Making, shapes: Mapping[str, str], sweep: bool, summary: Summary
    ) -> None:
        """Put all files in place; `shapes` says what shaped the pages of each view."""
        self.report.stage("Putting files in place")
        if self.options.clean:
            # The old catalogue does not know what is about to change.
            self.state.forget()

        def record() -> None:
            self.ledger.put_views(shapes)
            self.ledger.put_check(None if summary.errors else self.site.problems)
            self.ledger.count_articles()
            self.ledger.put_lost(summary.lost)
            self.ledger.put_recent_since(self._catalogue().articles.recent_since())
            made.settle(self.pending)

        replacement = made.replacement
        summary.upload = upload_of(replacement, self.output) if self.site.edition.online else None
        swept = self.output.commit(replacement, self.ledger, self.pending, record, sweep=sweep)
        summary.deleted += [(f"/{path}", "it belongs to no page") for path, _ in swept]
        if summary.upload:
            summary.upload.removed += sum(files for _, files in swept)
        if self.options.verify:
            summary.strangers = [path for path, _ in swept]
