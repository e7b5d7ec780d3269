"""The stages of a build that something must be written for: plan, render, index, record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dateline.build.changes import Changes, forget_changes
from dateline.build.files import write_file
from dateline.build.indexing import plan_volumes, run_indexing
from dateline.build.output import OutputFolder, Replacement
from dateline.build.plan import Plan, make_plan
from dateline.build.render import Job, Rendered, render_all
from dateline.build.report import Reporter, Summary
from dateline.build.staleness import Staleness
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.digests import digest_of
from dateline.problems import ProblemsFound
from dateline.search.volumes import manifest
from dateline.views import BY_NAME, VIEWS
from dateline.views.archive import Archive

_MANIFEST_VIEW = "search-manifest"


@dataclass(slots=True)
class Publication:
    """One build's way from changes to a committed output."""

    connection: sqlite3.Connection
    file: Path
    catalogue: Catalogue
    staleness: Staleness
    output: OutputFolder
    report: Reporter
    forced: frozenset[str] = frozenset()

    def plan(self, changes: Changes) -> Plan:
        """What to write and delete."""
        self.report.stage("Planning")
        self.forced = frozenset(changes.unfinished) | changes.unfinished_search
        return make_plan(changes, self.catalogue, VIEWS)

    def knows(self, plan: Plan) -> Callable[[str], bool]:
        """Whether the site will have an address, once `plan` is carried out."""
        coming = {planned.page.url for planned in plan.write}
        going = {planned.page.url for planned in plan.delete}

        def exists(url: str) -> bool:
            if url in coming or url in going:
                return url in coming
            return self.catalogue.is_built(url)

        return exists

    def render(
        self, plan: Plan, processes: int, summary: Summary
    ) -> tuple[Replacement, dict[str, set[str]]]:
        """Render what is planned; gives the files to put in place and the templates seen."""
        self.report.stage("Writing pages", len(plan.write))
        jobs = [self._job(planned.page) for planned in plan.write]
        reasons = {planned.page.url: planned.reason for planned in plan.write}
        replacement = Replacement(deleted=[planned.page for planned in plan.delete])
        observed: dict[str, set[str]] = {}
        for batch in render_all(
            jobs, self.catalogue, self.file, self.staleness.theme, processes, self.report.progress
        ):
            if batch.problem:
                raise ProblemsFound([batch.problem])
            replacement.rendered += batch.pages
            for view, names in batch.templates.items():
                observed.setdefault(view, set()).update(names)
        summary.planned = len(jobs)
        summary.written = [(page.page.url, reasons[page.page.url]) for page in replacement.changed]
        summary.deleted = [(planned.page.url, planned.reason) for planned in plan.delete]
        return replacement, observed

    def _job(self, page: Page) -> Job:
        standing = ""
        if page.url not in self.forced:
            row = self.connection.execute("SELECT hash FROM pages WHERE url = ?", (page.url,))
            (standing,) = row.fetchone() or ("",)
        return Job(page, standing, self.output.stage(page.url))

    def index(
        self, changes: Changes, replacement: Replacement, search: bool, summary: Summary
    ) -> None:
        """Make the search volumes that differ, and the manifest."""
        archive = Archive(self.catalogue, self.staleness.theme)
        plan = plan_volumes(archive, self.connection, changes, search=search)
        self.report.stage("Indexing for search", len(plan))
        replacement.volumes = run_indexing(
            plan, archive, self.output.stage_folder, self.report.progress
        )
        replacement.gone_volumes = plan.gone
        summary.volumes = [f"{volume.lang}/{volume.name}" for volume in plan.make]
        self._write_manifest(replacement, summary)

    def _write_manifest(self, replacement: Replacement, summary: Summary) -> None:
        rows = {
            (row[0], row[1]): row
            for row in self.connection.execute("SELECT * FROM volumes").fetchall()
        }
        rows |= {(volume.lang, volume.name): volume.row for volume in replacement.volumes}
        rows = {key: row for key, row in rows.items() if key not in replacement.gone_volumes}
        page = Page(_MANIFEST_VIEW, "", (), self.catalogue.urls.search_data("manifest.json"))
        job = self._job(page)
        if not rows:
            if job.hash or page.url in self.forced:
                replacement.deleted.append(page)
                summary.deleted.append((page.url, "there is nothing to search"))
            return
        data = manifest(sorted(rows.values()))
        found = digest_of(data)
        if found != job.hash:
            write_file(job.staged, data)
            replacement.rendered.append(Rendered(page, found, job.staged))
            summary.written.append((page.url, "the search volumes changed"))

    def record(self, observed: dict[str, set[str]]) -> None:
        """Note in the catalogue that all is published; called inside the commit's transaction."""
        self.staleness.remember(BY_NAME, observed)
        forget_changes(self.connection)
