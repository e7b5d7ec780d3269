"""The whole build: scan → diff → plan → render → index → commit."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.build.changes import (
    Changes,
    forget_changes,
    is_checked,
    published_counts,
    read_changes,
)
from dateline.build.findings import Findings
from dateline.build.output import OutputFolder, Replacement
from dateline.build.report import Reporter, Silent, Summary
from dateline.build.rivals import Rival
from dateline.build.staleness import Staleness
from dateline.build.state import State
from dateline.catalogue.carried import waiting_files
from dateline.catalogue.checks import rivals_in_case
from dateline.catalogue.due import waiting
from dateline.catalogue.held import Held, gone_articles, held_back
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.scan import Scanned, scan
from dateline.catalogue.store import connect, is_damage, transaction
from dateline.config import Site, load_site
from dateline.problems import Problem, ProblemsFound, UsageProblem
from dateline.theme import Theme

if TYPE_CHECKING:
    from dateline.build.publish import Indexing, Publication
    from dateline.catalogue.writer import Writer


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; see `dateline build --help`. `output` None is `public` in the site's folder."""

    output: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False
    keep_going: bool = False
    clean: bool = False
    search: bool = True
    jobs: int = 0
    verify: bool = False
    portable: bool = False

    @property
    def variant(self) -> str:
        """The options that shape the output, by which states are told apart."""
        parts = ["drafts"] if self.drafts else []
        parts += ["portable"] if self.portable else []
        parts += [f"base-url={self.base_url}"] if self.base_url else []
        return " ".join(parts)

    @property
    def processes(self) -> int:
        """How many processes to use."""
        return self.jobs or os.cpu_count() or 1


def build(root: Path, options: Options, report: Reporter | None = None) -> Summary:
    """Bring the output up to what content/, the settings and the theme are now.

    Raises `ProblemsFound` with every error of the archive (the output is then untouched) and
    `UsageProblem` where it cannot be built at all. If it is to keep going, errors of files in
    content/ cost no more than they must, and are told in the summary.
    """
    started = time.monotonic()
    if options.strict and options.keep_going:
        raise UsageProblem(
            "--strict and --keep-going contradict each other. Leave one of them out."
        )
    root = root.resolve()
    site = load_site(root, base_url=options.base_url, portable=options.portable)
    target = (options.output or root / "public").resolve()
    if options.portable and target == root / "public":
        raise UsageProblem(
            f"{target} is the site for a web server, and a portable edition would replace it. "
            "Name another folder: dateline build --portable --output DIR"
        )
    if target in (root, *root.parents) or target.is_relative_to(site.content):
        raise UsageProblem(
            f"{target} contains the archive itself. Name another folder with --output."
        )
    state = State.of(root, target, options.variant)
    output = OutputFolder(target, options.variant or "none")
    with state.lock():
        try:
            summary = _build(site, options, state, output, report or Silent())
        except (OSError, MemoryError, BrokenExecutor, ProblemsFound, UsageProblem):
            raise
        except Exception as error:
            # The catalogue is a cache: what fails with a damaged one goes well without.
            if options.clean or (isinstance(error, sqlite3.Error) and not is_damage(error)):
                raise
            state.forget()
            summary = _build(site, options, state, output, report or Silent())
            summary.renewed = " ".join(f"{type(error).__name__}: {error}".split())[:100]
    summary.seconds = time.monotonic() - started
    return summary


def _build(
    site: Site, options: Options, state: State, output: OutputFolder, report: Reporter
) -> Summary:
    trusted = output.marker.claim() and not options.clean
    output.discard_staging()  # of a killed build; there may be nothing to do but this
    blank = state.blank()  # in any case, since it deletes what a killed one has left
    file = blank if options.clean else state.catalogue
    with closing(connect(file)) as connection:
        summary = _Build(site, options, state, connection, file, output, report).run(trusted)
    if options.clean:
        state.adopt(file)
    return summary


@dataclass(slots=True)
class _Build:
    site: Site
    options: Options
    state: State
    connection: sqlite3.Connection
    file: Path
    output: OutputFolder
    report: Reporter
    now: str = field(init=False)
    scanned: Scanned = field(init=False)
    findings: Findings = field(init=False)
    staleness: Staleness = field(init=False)

    def run(self, trusted: bool) -> Summary:
        """All stages; `trusted` says whether the output's marker is ours."""
        self.report.stage("Reading")
        self.now, theme = build_instant(), Theme(self.site)
        self.scanned = scan(
            self.site,
            theme,
            self.connection,
            now=self.now,
            drafts=self.options.drafts,
            jobs=self.options.processes,
            progress=self.report.progress,
        )
        self.findings = Findings(self.connection, self.site, self.scanned, self.now)
        summary = Summary(self.output.path, changed=self.scanned.changed | self.scanned.odd)
        forced, sweep = self._take_stock(trusted)
        if sweep:
            self.output.marker.refuse_outputs_within()
        differs = "its file is not what was built" if trusted else "it was built with other options"

        def changes_now() -> Changes:
            # What is held back decides which taxonomies have terms, and so the menu.
            self.staleness = Staleness(self.connection, self.site, theme)
            found = read_changes(self.connection, self.staleness.stale())
            return found.with_unfinished(forced, differs)

        changes = changes_now()
        if self._holds("held") and (changes or not self.options.keep_going):
            # Whether their addresses are still another's is found out by planning.
            self._write(_release)
            changes = changes_now()
        if changes or sweep or self._lacks_search():
            while rivals := self._publish(changes, sweep, summary):
                self._write(partial(_hold, rivals))
                changes = changes_now()
        else:
            summary.problems = self._look_over()
            summary.held = self._held()
        summary.articles, summary.pages = published_counts(self.connection)
        summary.waiting = waiting(self.connection, self.now)
        summary.waiting_files = list(waiting_files(self.connection, self.site.files, self.now))
        return summary

    def _write(self, edit: Callable[[Writer], None]) -> None:
        """Edit the catalogue, in one transaction."""
        # Imported here, since few builds have anything to edit.
        from dateline.catalogue.writer import Writer

        with transaction(self.connection):
            edit(Writer(self.connection, self.site, now=self.now, drafts=self.options.drafts))

    def _held(self) -> list[Held]:
        return held_back(self.connection, self.now, self.scanned.problems)

    def _holds(self, table: str) -> bool:
        return self.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    def _lacks_search(self) -> bool:
        """Whether search was left out last time and is wanted now, or the other way round."""
        if not self.options.search:
            return self._holds("volumes")
        searchable = self._holds("articles WHERE public AND kind = 'article' AND NOT noindex")
        return searchable and not self._holds("volumes")

    def _take_stock(self, trusted: bool) -> tuple[frozenset[str], bool]:
        """The addresses whose files must be written whatever was recorded; whether to sweep."""
        if trusted and not self.options.verify:
            swept = self._holds("pages") and self.output.is_swept(self.connection)
            return frozenset(), not swept
        self.report.stage("Checking the output")
        rows = self.connection.execute("SELECT url, hash FROM pages").fetchall()
        forced = set(self.output.differing(rows))
        volumes = self.connection.execute("SELECT lang, name, digest FROM volumes").fetchall()
        forced |= set(self.output.differing_volumes(volumes))
        return frozenset(forced), not self.output.is_empty()

    def _look_over(self) -> list[Problem]:
        """The problems of an archive of which nothing public changed: drafts have faults too."""
        catalogue = Catalogue(self.connection, self.site, self.now)
        found = self.findings.of_files(catalogue)
        unchecked = self._holds("changed_articles") or not is_checked(
            self.connection, self.site.problems
        )
        if unchecked or self.options.strict or self.options.keep_going:
            found += self.findings.of_archive(catalogue.is_built)
        found = self._settle(found)
        if unchecked:
            with transaction(self.connection):
                flawed = any(problem.severity == "error" for problem in found)
                forget_changes(self.connection, None if flawed else self.site.problems)
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

    def _publish(self, changes: Changes, sweep: bool, summary: Summary) -> Sequence[Rival]:
        """Plan, render, index and commit.

        Where files claim the addresses of others, and that stops no build, nothing is done: gives
        what is to be held back first.
        """
        from dateline.build.publish import Publication

        catalogue = Catalogue(self.connection, self.site, self.now)
        publication = Publication(
            self.connection, self.file, catalogue, self.staleness, self.output, self.report
        )
        if changes.stale:
            self.staleness.refresh_assets()
        self.output.prepare()
        try:
            with publication.workers(changes, self.options.processes) as workers:

                def begin() -> Indexing:
                    search = self.options.search
                    return publication.look_at_volumes(changes, workers, search=search)

                problems = self.findings.of_files(catalogue)
                # The program that indexes the one volume of a small change works meanwhile.
                begun = begin() if workers.count == 1 and self._goes_on(problems) else None
                plan = publication.plan(changes)
                in_case = rivals_in_case(self.connection, self.now)
                rivals = [*plan.rivals, *(Rival(problem, path) for path, problem in in_case)]
                problems += self.findings.of_archive(publication.knows(plan))
                problems += (rival.problem for rival in rivals)
                summary.problems = self._settle(problems)
                if rivals:
                    return rivals
                summary.held = self._held()
                summary.gone = gone_articles(self.connection)
                replacement, observed = publication.carry_out(
                    plan, changes, workers, lambda: begun or begin(), summary
                )
                self._commit(publication, replacement, observed, sweep, summary)
        finally:
            self.output.discard_staging()
        return ()

    def _commit(
        self,
        publication: Publication,
        replacement: Replacement,
        observed: dict[str, set[str]],
        sweep: bool,
        summary: Summary,
    ) -> None:
        self.report.stage("Putting files in place")
        if self.options.clean:
            # It knows nothing of what is about to change.
            self.state.forget()
        swept = self.output.commit(
            replacement,
            self.connection,
            lambda pages: publication.record(observed, pages, flawed=bool(summary.errors)),
            sweep=sweep,
        )
        summary.deleted += [(f"/{path}", "it belongs to no page") for path in swept]
        if self.options.verify:
            summary.strangers = swept


def _hold(rivals: Sequence[Rival], writer: Writer) -> None:
    writer.hold({rival.path: rival.problem for rival in rivals if rival.path is not None})


def _release(writer: Writer) -> None:
    writer.release()


def build_instant() -> str:
    """The one reading of the clock, in UTC: `SOURCE_DATE_EPOCH` where it is set, else now.

    Raises `UsageProblem` where that is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageProblem(
            f"SOURCE_DATE_EPOCH is “{epoch}”. Set it to seconds since 1970."
        ) from None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
