"""Which search volumes to check, to index and to delete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from pathlib import Path

from dateline.catalogue.ledger import Volume, VolumeName
from dateline.problems import ProblemsFound
from dateline.search.form import Form
from dateline.search.months import ChangedMonths
from dateline.search.volumes import (
    IndexedVolume,
    VolumeFiles,
    engine_fingerprint,
    make_engine,
    make_volume,
)
from dateline.timetree import Period
from dateline.views.archive import Archive


@dataclass(frozen=True, slots=True)
class VolumeTask:
    """A volume to check: the fingerprint of the existing one, a folder for a new one, and the form
    of its search data."""

    lang: str
    period: Period
    standing: str
    staged: Path
    form: Form

    @property
    def name(self) -> VolumeName:
        """The name of the volume."""
        return VolumeName(self.lang, self.period.name)


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """The volumes to check, those that stay as they are, and all that are `known` to exist;
    `standing` has the fingerprints of those that can be trusted."""

    tasks: tuple[VolumeTask, ...]
    stay: frozenset[VolumeName]
    known: frozenset[VolumeName]
    standing: dict[VolumeName, str]


@dataclass(frozen=True, slots=True)
class SettledVolumes:
    """The volumes and engines that were made, and those to delete."""

    made: tuple[VolumeFiles, ...]
    gone: tuple[VolumeName, ...]


def plan_volumes(
    archive: Archive,
    standing: Iterable[Volume],
    changed: ChangedMonths,
    untrusted: Set[VolumeName],
    stage: Callable[[], Path],
    form: Form,
) -> VolumePlan:
    """Compare the volumes that there should be with those that exist (`standing`).

    The documents of a volume are checked only if it is new, an article in it has `changed`, or
    everything may have. `untrusted` are the volumes whose files cannot be trusted; `stage` returns
    a new folder.
    """
    fingerprints = {volume.key: volume.fingerprint for volume in standing}
    known = fingerprints.keys() | untrusted
    trusted = {name: fingerprints[name] for name in fingerprints.keys() - untrusted}
    tasks: list[VolumeTask] = []
    stay: set[VolumeName] = set()
    for lang in archive.catalogue.languages():
        tree = archive.catalogue.volumes.tree(lang)
        # The largest first, so that no process is still busy with one when the others are done.
        for period in sorted(tree.leaves(), key=lambda leaf: -tree.counts[leaf]):
            name = VolumeName(lang, period.name)
            if name not in trusted or changed.touch(lang, period):
                tasks.append(VolumeTask(lang, period, trusted.get(name, ""), stage(), form))
            else:
                stay.add(name)
    return VolumePlan(tuple(tasks), frozenset(stay), frozenset(known), trusted)


def no_volumes(standing: Iterable[Volume], untrusted: Set[VolumeName]) -> VolumePlan:
    """The plan for an archive without search: all volumes are deleted."""
    known = {volume.key for volume in standing} | untrusted
    return VolumePlan((), frozenset(), frozenset(known), {})


def index_volume(archive: Archive, task: VolumeTask) -> IndexedVolume | ProblemsFound:
    """Index a volume if it differs. Problems are returned rather than raised, since this is work
    for another process."""
    try:
        return make_volume(archive, task.lang, task.period, task.standing, task.staged, task.form)
    except ProblemsFound as problems:
        return problems


def settle_volumes(
    plan: VolumePlan, indexed: Iterable[IndexedVolume], stage: Callable[[], Path], form: Form
) -> SettledVolumes:
    """Make the engines that are missing, and find the volumes and engines to delete."""
    wanted = set(plan.stay)
    made: list[VolumeFiles] = []
    for volume in indexed:
        if volume.found:
            wanted.add(volume.name)
        if volume.files:
            made.append(volume.files)
    for lang in sorted({name.lang for name in wanted}):
        engine = VolumeName.of_engine(lang)
        wanted.add(engine)
        if plan.standing.get(engine) != engine_fingerprint(form):
            made.append(make_engine(lang, stage(), form))
    return SettledVolumes(tuple(made), tuple(sorted(plan.known - wanted)))
