"""Which search volumes to look at, to make anew and to delete."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.build.changes import Changes, months_of
from dateline.build.render import Renderer
from dateline.catalogue.ledger import Volume, VolumeName
from dateline.problems import ProblemsFound
from dateline.search.form import Form
from dateline.search.volumes import (
    ENGINE,
    IndexedVolume,
    VolumeFiles,
    engine_fingerprint,
    make_engine,
    make_volume,
)
from dateline.timetree import Month, Period
from dateline.views.archive import Archive


@dataclass(frozen=True, slots=True)
class VolumeTask:
    """A volume to look at: the fingerprint of the one that stands, and a folder for the new one."""

    lang: str
    period: Period
    standing: str
    staged: Path


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """The volumes to look at, and those that certainly stay; `standing` are the fingerprints."""

    look: tuple[VolumeTask, ...]
    stay: frozenset[VolumeName]
    known: frozenset[VolumeName]
    standing: dict[VolumeName, str]


@dataclass(frozen=True, slots=True)
class SettledVolumes:
    """The volumes and engines made, and those to delete."""

    made: tuple[VolumeFiles, ...]
    gone: tuple[VolumeName, ...]


def plan_volumes(
    archive: Archive,
    standing: Iterable[Volume],
    changes: Changes,
    stage: Callable[[], Path],
    *,
    search: bool,
) -> VolumePlan:
    """Compare the volumes that there should be with those `standing`.

    A volume's text is looked at only where an article in it changed, where it is new, or where
    everything may have changed. `stage` gives new folders.
    """
    fingerprints = {volume.key: volume.fingerprint for volume in standing}
    known = fingerprints.keys() | changes.unfinished_volumes
    trusted = {
        name: fingerprint
        for name, fingerprint in fingerprints.items()
        if name not in changes.unfinished_volumes
    }
    look: list[VolumeTask] = []
    stay: set[VolumeName] = set()
    for lang in archive.catalogue.languages() if search else ():
        months = months_of(changes, lang)
        tree = archive.catalogue.volumes.tree(lang)
        # The largest first, so that none is left to be waited for in the end.
        for period in sorted(tree.leaves(), key=lambda leaf: -tree.counts[leaf]):
            name = VolumeName(lang, period.name)
            if changes.stale or name not in trusted or _holds(period, months):
                look.append(VolumeTask(lang, period, trusted.get(name, ""), stage()))
            else:
                stay.add(name)
    return VolumePlan(tuple(look), frozenset(stay), frozenset(known), trusted)


def index_volume(renderer: Renderer, task: VolumeTask) -> IndexedVolume | ProblemsFound:
    """Look at a volume: work for `Workers`."""
    archive, form = renderer.archive, renderer.edition.search_form
    try:
        return make_volume(archive, task.lang, task.period, task.standing, task.staged, form)
    except ProblemsFound as problems:
        return problems


def settle_volumes(
    plan: VolumePlan, indexed: Iterable[IndexedVolume], stage: Callable[[], Path], form: Form
) -> SettledVolumes:
    """Make the engines that are missing, and find what is to be deleted."""
    wanted = set(plan.stay)
    made: list[VolumeFiles] = []
    for volume in indexed:
        if volume.found:
            wanted.add(volume.name)
        if volume.files:
            made.append(volume.files)
    for lang in sorted({name.lang for name in wanted}):
        engine = VolumeName(ENGINE, lang)
        wanted.add(engine)
        if plan.standing.get(engine) != engine_fingerprint(form):
            made.append(make_engine(lang, stage(), form))
    return SettledVolumes(tuple(made), tuple(sorted(plan.known - wanted)))


def _holds(period: Period, months: set[Month]) -> bool:
    return any(month in period for month in months)
