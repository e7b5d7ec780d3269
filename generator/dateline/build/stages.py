"""The stages of a build, from planning to the last pages, without those that make packs: each is a
function from its inputs to its part of the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dateline.build.changes import changed_months
from dateline.build.context import BuildContext
from dateline.build.plan import Plan, make_plan
from dateline.build.render import Batch, Renderer
from dateline.build.replacement import Deleted, Made, Replacement
from dateline.build.rivals import Rival
from dateline.catalogue.ledger import Volume, VolumeName
from dateline.packs.shell import shell_of
from dateline.problems import ProblemsFound
from dateline.search.changes import compare
from dateline.search.indexing import (
    VolumePlan,
    VolumeTask,
    index_volume,
    no_volumes,
    plan_volumes,
    settle_volumes,
)
from dateline.search.manifest import MapFiles, manifest
from dateline.search.months import ChangedMonths
from dateline.search.shards import ShardMade, ShardTask, id_of, make_shard
from dateline.search.volumes import IndexedVolume
from dateline.search.word_maps import VolumeChanges, WordMaps
from dateline.staging import Job
from dateline.views import BY_NAME, SEARCH_MANIFEST

Templates = Mapping[str, set[str]]
"""The templates that each view was seen to use."""

_SMALLEST_BATCH, _LARGEST_BATCH, _BATCHES_EACH = 100, 1_000, 20


class Indexing(NamedTuple):
    """The search volumes to be indexed if they differ, and the results, in order."""

    volumes: VolumePlan
    indexed: Iterator[IndexedVolume | ProblemsFound]


class Rendering(NamedTuple):
    """The pages to render, the reason for each by address, the results, in order, and the pages to
    delete."""

    jobs: Sequence[Job]
    reasons: Mapping[str, str]
    batches: Iterator[Batch]
    deleted: tuple[Deleted, ...]


class RenderedPages(NamedTuple):
    """The pages made, and the templates that each view used."""

    part: Replacement
    templates: Templates


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages that plan and make pages and search volumes."""

    build: BuildContext

    def plan(self) -> Plan:
        """Plan what to write and delete."""
        self.build.report.stage("Planning")
        plan = make_plan(self.build.changes, self.build.catalogue, self.build.edition.views)
        return replace(plan, rivals=(*plan.rivals, *self._misnamed(plan)))

    def _misnamed(self, plan: Plan) -> Iterator[Rival]:
        """The files whose names cannot be used in this edition."""

        def staying() -> Iterator[str]:
            # A generator, since it grows with the archive and only some editions need it.
            going = {planned.page.url for planned in (*plan.write, *plan.delete)}
            yield from (
                url for url in self.build.catalogue.published.addresses() if url not in going
            )

        for problem in self.build.edition.misnamed(
            (planned.page for planned in plan.write), staying()
        ):
            folder, _, path = problem.path.partition("/")
            yield Rival(problem, path if folder == "content" else None)

    # Pages

    def begin_pages(self, plan: Plan) -> Rendering:
        """Start rendering the planned pages, except those that come last."""
        write = [planned for planned in plan.write if not BY_NAME[planned.page.view].comes_last]
        pages = sorted((planned.page for planned in write), key=lambda page: page.when)
        jobs = [self.build.standing.job(page) for page in pages]
        return Rendering(
            jobs,
            {planned.page.url: planned.reason for planned in write},
            self.build.workers.map(_render, _batches(jobs, self.build.workers.count)),
            tuple(Deleted(planned.page, planned.reason) for planned in plan.delete),
        )

    def finish_pages(self, rendering: Rendering) -> RenderedPages:
        """Collect the rendered pages."""
        self.build.report.stage("Writing pages", len(rendering.jobs))
        made: list[Made] = []
        templates: dict[str, set[str]] = {}
        jobs = iter(rendering.jobs)
        for batch in rendering.batches:
            _add_templates(batch, templates)
            for outcome in batch.outcomes:
                page = next(jobs).page
                made.append(Made(page, outcome, rendering.reasons[page.url]))
            self.build.report.progress(len(made))
        return RenderedPages(Replacement(tuple(made), rendering.deleted), templates)

    def last_pages(self, before: Replacement) -> RenderedPages:
        """Render the pages that can only be made when all others are."""
        views = [view for view in self.build.edition.views if view.comes_last]
        if not views:
            return RenderedPages(Replacement(), {})
        hashes = {made.page.url: made.outcome.hash for made in before.made}
        shell = shell_of(
            self.build.workers.renderer.archive,
            self.build.edition.views,
            lambda url: hashes.get(url) or self.build.catalogue.published.hash_of(url),
            [indexed.index for name, indexed in self.build.indexes(before) if name.is_engine],
        )
        jobs = [
            self.build.standing.job(page)
            for view in views
            for page in view.pages(self.build.catalogue)
        ]
        templates: dict[str, set[str]] = {}
        archive = self.build.workers.renderer.archive.with_last(shell, self._giving_way(before))
        batch = self.build.workers.renderer.render(jobs, archive)
        _add_templates(batch, templates)
        made = [
            Made(job.page, outcome, f"{BY_NAME[job.page.view].comes_last} changed")
            for job, outcome in zip(jobs, batch.outcomes, strict=True)
        ]
        return RenderedPages(Replacement(tuple(made)), templates)

    def _giving_way(self, before: Replacement) -> frozenset[str]:
        """The addresses of the pages that give way to others, as this build leaves them."""
        names = {view.name for view in self.build.edition.views if view.gives_way}
        published = self.build.catalogue.published
        found = {page.page.url for name in names for page in published.pages_of(name)}
        found -= {gone.page.url for gone in before.deleted}
        for made in before.made:
            if made.page.view in names:
                found.add(made.page.url)
            else:
                found.discard(made.page.url)
        return frozenset(found)

    # Search volumes

    def begin_volumes(self, *, search: bool) -> Indexing:
        """Find the search volumes that may differ, and start indexing them."""
        standing, untrusted = (
            self.build.catalogue.published.volumes(),
            self.build.changes.untrusted_volumes,
        )
        volumes = no_volumes(standing, untrusted)
        if search:
            volumes = plan_volumes(
                self.build.workers.renderer.archive,
                standing,
                self._changed_months(),
                untrusted,
                self.build.output.stage_folder,
                self.build.edition.search_form,
            )
        return Indexing(volumes, self.build.workers.map_beside(_index, volumes.tasks))

    def finish_volumes(self, indexing: Indexing) -> Replacement:
        """Collect the indexed volumes, then make missing engines, word maps and the manifest."""
        self.build.report.stage("Indexing for search", len(indexing.volumes.tasks))
        compared: dict[VolumeName, VolumeChanges] = {}
        settled = settle_volumes(
            indexing.volumes,
            self._indexed(indexing, compared),
            self.build.output.stage_folder,
            self.build.edition.search_form,
        )
        part = Replacement(volumes=settled.made, gone_volumes=settled.gone)
        volumes = part.volumes_after(self.build.catalogue.published)
        part, maps = self._word_maps(part, volumes, compared)
        data = manifest(volumes, maps)
        name, data = self.build.edition.search_form.single("manifest.json", data)
        page = SEARCH_MANIFEST.page("", (), self.build.catalogue.urls.search_data(name))
        if volumes:
            made = self.build.made(page, data, "the search volumes changed")
            return replace(part, made=(*part.made, made))
        if self.build.standing.may_stand(page):
            gone = Deleted(page, "there is nothing to search")
            return replace(part, deleted=(*part.deleted, gone))
        return part

    def _indexed(
        self, indexing: Indexing, compared: dict[VolumeName, VolumeChanges]
    ) -> Iterator[IndexedVolume]:
        """The results in order. What the words of each volume say otherwise than before goes into
        `compared`, unless all of them are read again anyway."""
        stored, everything = self.build.catalogue.stored_words, self.build.changes.of_everything
        volumes = () if everything else self.build.catalogue.published.volumes()
        before = {volume.key: volume for volume in volumes}
        for done, task in enumerate(indexing.volumes.tasks, 1):
            self.build.report.doing(f"{task.lang}/{task.period.name}")
            # Read while another process indexes the volume.
            said = stored.of_volume(before[task.name]) if task.name in before else {}
            result = next(indexing.indexed)
            if isinstance(result, ProblemsFound):
                raise result
            if result.files:
                stored.put_volume(result.files.volume, result.words)
                if not everything:
                    compared[task.name] = compare(id_of(task.period.name), said, result.words)
            yield result
            self.build.report.progress(done)

    def _word_maps(
        self,
        part: Replacement,
        volumes: Sequence[Volume],
        compared: Mapping[VolumeName, VolumeChanges],
    ) -> tuple[Replacement, Mapping[str, MapFiles]]:
        """Make the files of the word maps in which a volume says something else than before."""
        maps = WordMaps(
            self.build.catalogue.stored_words,
            self.build.standing,
            self.build.output.pages,
            self.build.catalogue.urls,
            self.build.edition.search_form,
            self.build.changes.untrusted_assembled,
        )
        plan = maps.plan(
            self.build.catalogue.published.volumes(),
            volumes,
            compared,
            everything=self.build.changes.of_everything,
        )
        self.build.report.stage("Mapping words", len(plan.tasks))
        shards = self.build.each(self.build.workers.map(_map, plan.tasks))
        made, gone, files, suggested = maps.settle(plan, shards)
        part = replace(
            part,
            made=tuple(Made(*each, "the words of articles changed") for each in made),
            deleted=tuple(Deleted(page, "the word map has fewer files") for page in gone),
            suggested=tuple(suggested),
        )
        return part, files

    # What several of them need

    def _changed_months(self) -> ChangedMonths:
        months = changed_months(self.build.changes, self.build.catalogue.languages())
        return ChangedMonths(self.build.changes.of_everything, months)


# Work for `Workers`, which may be other processes


def _render(renderer: Renderer, jobs: Sequence[Job]) -> Batch:
    return renderer.render(jobs)


def _index(renderer: Renderer, task: VolumeTask) -> IndexedVolume | ProblemsFound:
    return index_volume(renderer.archive, task)


def _map(renderer: Renderer, task: ShardTask) -> ShardMade:
    words, form = renderer.archive.catalogue.stored_words, renderer.edition.search_form
    return make_shard(words, renderer.staging, form, task)


def _add_templates(batch: Batch, templates: dict[str, set[str]]) -> None:
    """Add the templates that a batch used to `templates`. Raises `ProblemsFound` if one failed."""
    if batch.problem:
        raise ProblemsFound([batch.problem])
    for view, names in batch.templates.items():
        templates.setdefault(view, set()).update(names)


def _batches(jobs: Sequence[Job], processes: int) -> list[Sequence[Job]]:
    """Runs of neighbouring pages: long, so that pages in a run share much in memory; many, so that
    all processes finish at about the same time."""
    size = len(jobs) // (processes * _BATCHES_EACH)
    size = min(max(size, _SMALLEST_BATCH), _LARGEST_BATCH)
    return [jobs[start : start + size] for start in range(0, len(jobs), size)]
