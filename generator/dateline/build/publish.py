"""The stages of a build that something must be written for: plan, render, index, record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from dateline.build.changes import Changes
from dateline.build.indexing import VolumePlan, index_volume, plan_volumes, settle_volumes
from dateline.build.output import OutputFolder, Rendered, Replacement
from dateline.build.packing import Packing, gather_pages, make_pack
from dateline.build.plan import Plan, make_plan
from dateline.build.render import Batch, Job, Renderer, render_pages
from dateline.build.report import Reporter, Summary
from dateline.build.rivals import Rival
from dateline.build.staleness import Staleness
from dateline.build.workers import Workers
from dateline.catalogue.ledger import VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import Pending
from dateline.catalogue.queries import Catalogue
from dateline.editions.base import BuiltEdition
from dateline.packs.pack import PackFile
from dateline.problems import ProblemsFound
from dateline.search.volumes import ENGINE, IndexedVolume, manifest
from dateline.views import BY_NAME, PACK, SEARCH_MANIFEST, VIEWS
from dateline.views.base import Output

Result = TypeVar("Result")

_SMALLEST_BATCH, _LARGEST_BATCH, _BATCHES_EACH = 100, 1_000, 20
_WORTH_PROCESSES = 50
"""With fewer changes than this, starting processes takes longer than they save."""


class Indexing(NamedTuple):
    """The search volumes to look at, and what comes of looking, in order."""

    volumes: VolumePlan
    indexed: Iterator[IndexedVolume | ProblemsFound]


@dataclass(slots=True)
class Publication:
    """One build's way from changes to a committed output."""

    edition: BuiltEdition
    file: Path
    catalogue: Catalogue
    staleness: Staleness
    output: OutputFolder
    report: Reporter
    forced: frozenset[str] = frozenset()

    def workers(self, changes: Changes, processes: int) -> Workers:
        """As many processes as the changes are worth, not yet at work."""
        compiled = self.file.parent / "templates"
        renderer = Renderer(
            self.edition,
            self.catalogue,
            self.staleness.theme,
            self.output.staged_pages,
            compiled,
        )
        if processes > 1 and (changes.stale or len(changes) > _WORTH_PROCESSES):
            renderer.compile()
        else:
            processes = 1
        return Workers(renderer, self.file, processes)

    def plan(self, changes: Changes) -> Plan:
        """What to write and delete."""
        self.report.stage("Planning")
        unfinished = changes.unfinished.keys() | changes.unfinished_data
        self.forced = frozenset(page.url for page in unfinished)
        plan = make_plan(changes, self.catalogue, self.edition.views)
        return replace(plan, rivals=(*plan.rivals, *self._misnamed(plan)))

    def _misnamed(self, plan: Plan) -> Iterator[Rival]:
        """The files whose names are not for this edition."""
        going = {planned.page.url for planned in (*plan.write, *plan.delete)}
        staying = (url for url in self.catalogue.published.addresses() if url not in going)
        for problem in self.edition.misnamed((planned.page for planned in plan.write), staying):
            folder, _, path = problem.path.partition("/")
            yield Rival(problem, path if folder == "content" else None)

    def knows(self, plan: Plan) -> Callable[[str], bool]:
        """Whether the site will have an address, once `plan` is carried out."""
        coming = {planned.page.url for planned in plan.write}
        going = {planned.page.url for planned in plan.delete}

        def exists(address: str) -> bool:
            url = self.catalogue.urls.named(address)
            if url in coming or url in going:
                return url in coming
            return self.catalogue.is_published(url)

        return exists

    def look_at_volumes(self, changes: Changes, workers: Workers, *, search: bool) -> Indexing:
        """Find the search volumes to look at, and let workers begin with them."""
        volumes = plan_volumes(
            workers.renderer.archive,
            self.catalogue.published.volumes(),
            changes,
            self.output.stage_folder,
            search=search,
        )
        return Indexing(volumes, workers.map_beside(index_volume, volumes.look))

    def carry_out(
        self,
        plan: Plan,
        changes: Changes,
        workers: Workers,
        indexing: Callable[[], Indexing],
        summary: Summary,
    ) -> tuple[Replacement, dict[str, set[str]]]:
        """Render what is planned; take what is indexed once the pages are handed out.

        Gives the files to put in place, and the templates that each view used.
        """
        write = [planned for planned in plan.write if not BY_NAME[planned.page.view].comes_last]
        pages = sorted((planned.page for planned in write), key=lambda page: page.when)
        jobs = [self._job(page) for page in pages]
        replacement = Replacement(deleted=[planned.page for planned in plan.delete])
        rendered = workers.map(render_pages, _batches(jobs, workers.count))
        begun = indexing()
        volumes = begun.volumes
        self.report.stage("Writing pages", len(jobs))
        observed = self._collect_pages(rendered, jobs, replacement)
        gathered = self._gather_pages(volumes, workers)
        self.report.stage("Indexing for search", len(volumes.look))
        indexed = settle_volumes(
            volumes,
            self._collect_volumes(begun),
            self.output.stage_folder,
            self.edition.search_form,
        )
        replacement.volumes, replacement.gone_volumes = list(indexed.made), list(indexed.gone)
        reasons = {planned.page.url: planned.reason for planned in plan.write}
        summary.planned = len(jobs)
        summary.written = [(page.page.url, reasons[page.page.url]) for page in replacement.changed]
        summary.deleted = [(planned.page.url, planned.reason) for planned in plan.delete]
        summary.volumes = [
            f"{made.volume.lang}/{made.volume.name}"
            for made in indexed.made
            if made.volume.lang != ENGINE
        ]
        self._write_manifest(workers.renderer, replacement, summary)
        packing = Packing(
            self.catalogue.published,
            workers.renderer,
            self.output.path,
            replacement,
            self._job,
            gathered,
        )
        if self.edition.has_view(PACK):
            self._write_packs(packing, changes, workers, summary)
        if last := [view for view in self.edition.views if view.comes_last]:
            workers.renderer.archive.shell = packing.shell()
            self._write_last(last, workers.renderer, replacement, observed, summary)
        return replacement, observed

    def _collect_pages(
        self, batches: Iterable[Batch], jobs: Sequence[Job], replacement: Replacement
    ) -> dict[str, set[str]]:
        observed: dict[str, set[str]] = {}
        waiting = iter(jobs)
        for batch in batches:
            if batch.problem:
                raise ProblemsFound([batch.problem])
            replacement.rendered += [
                Rendered(next(waiting).page, *outcome) for outcome in batch.outcomes
            ]
            for view, names in batch.templates.items():
                observed.setdefault(view, set()).update(names)
            self.report.progress(len(replacement.rendered))
        return observed

    def _gather_pages(
        self, volumes: VolumePlan, workers: Workers
    ) -> dict[VolumeName, list[PackFile]]:
        """The pages of the one volume of a small change, which is being indexed meanwhile."""
        if workers.count > 1 or len(volumes.look) != 1 or not self.edition.has_view(PACK):
            return {}
        name = VolumeName(volumes.look[0].lang, volumes.look[0].period.name)
        return {name: gather_pages(workers.renderer, name, self.output.path)}

    def _collect_volumes(self, indexing: Indexing) -> Iterator[IndexedVolume]:
        for done, task in enumerate(indexing.volumes.look, 1):
            self.report.doing(f"{task.lang}/{task.period.name}")
            result = next(indexing.indexed)
            if isinstance(result, ProblemsFound):
                raise result
            yield result
            self.report.progress(done)

    def _job(self, page: Page) -> Job:
        return Job(
            page, "" if page.url in self.forced else self.catalogue.published.hash_of(page.url)
        )

    def _write_manifest(
        self, renderer: Renderer, replacement: Replacement, summary: Summary
    ) -> None:
        there = replacement.volumes_after(self.catalogue.published)
        name, data = self.edition.search_form.manifest(manifest(there))
        page = SEARCH_MANIFEST.page("", (), self.catalogue.urls.search_data(name))
        job = self._job(page)
        if not there:
            if job.hash or page.url in self.forced:
                replacement.deleted.append(page)
                summary.deleted.append((page.url, "there is nothing to search"))
            return
        outcome = renderer.stage(job, data)
        if outcome.staged:
            replacement.rendered.append(Rendered(page, *outcome))
            summary.written.append((page.url, "the search volumes changed"))

    def _write_packs(
        self, packing: Packing, changes: Changes, workers: Workers, summary: Summary
    ) -> None:
        """Make the packs that readers save, of what is rendered and indexed."""
        plan = packing.plan(changes)
        self.report.stage("Packing volumes", len(plan.look))
        made = self._each(workers.map(make_pack, plan.look))
        for page, reason in packing.settle(plan, made):
            summary.written.append((page.url, reason))
        summary.deleted += [(page.url, reason) for page, reason in plan.gone]

    def _each(self, results: Iterator[Result]) -> Iterator[Result]:
        for done, result in enumerate(results, 1):
            self.report.progress(done)
            yield result

    def _write_last(
        self,
        last: Iterable[Output],
        renderer: Renderer,
        replacement: Replacement,
        observed: dict[str, set[str]],
        summary: Summary,
    ) -> None:
        for page in (page for view in last for page in view.pages(self.catalogue)):
            batch = renderer.render([self._job(page)])
            if batch.problem:
                raise ProblemsFound([batch.problem])
            rendered = Rendered(page, *batch.outcomes[0])
            replacement.rendered.append(rendered)
            observed.update(batch.templates)
            if rendered.staged:
                summary.written.append((page.url, "what is kept for reading offline changed"))

    def record(self, observed: dict[str, set[str]], pending: Pending, *, flawed: bool) -> None:
        """Note in the catalogue that all is published; `flawed` says whether that is in spite of
        errors.

        Called inside the commit's transaction.
        """
        self.staleness.remember(VIEWS, observed)
        self.catalogue.published.put_check(None if flawed else self.catalogue.site.problems)
        self.catalogue.published.count_articles()
        pending.clear()


def _batches(jobs: Sequence[Job], processes: int) -> list[Sequence[Job]]:
    """Runs of neighbouring pages: long, so that they share much; many, so that all end together."""
    size = len(jobs) // (processes * _BATCHES_EACH)
    size = min(max(size, _SMALLEST_BATCH), _LARGEST_BATCH)
    return [jobs[start : start + size] for start in range(0, len(jobs), size)]
