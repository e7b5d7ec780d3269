"""Which search volumes to look at, to make anew and to delete."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dateline.build.changes import Changes, months_of
from dateline.build.render import Renderer
from dateline.problems import ProblemsFound
from dateline.search.form import Form
from dateline.search.volumes import (
    ENGINE,
    Looked,
    VolumeFiles,
    engine_fingerprint,
    make_engine,
    make_volume,
)
from dateline.timetree import Month, Period
from dateline.views.archive import Archive

Name = tuple[str, str]
"""Language (or `ENGINE`) and name of a volume."""


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
    stay: frozenset[Name]
    known: frozenset[Name]
    standing: dict[Name, str]


@dataclass(frozen=True, slots=True)
class IndexedVolumes:
    """The volumes and engines made, and those to delete."""

    made: tuple[VolumeFiles, ...]
    gone: tuple[Name, ...]


def plan_volumes(
    archive: Archive,
    connection: sqlite3.Connection,
    changes: Changes,
    stage: Callable[[], Path],
    *,
    search: bool,
) -> VolumePlan:
    """Compare the volumes that there should be with those that stand.

    A volume's text is looked at only where an article in it changed, where it is new, or where
    everything may have changed. `stage` gives new folders.
    """
    rows = connection.execute("SELECT lang, name, fingerprint FROM volumes").fetchall()
    known = {(lang, name) for lang, name, _ in rows}
    known |= {_volume(url) for url in changes.unfinished_data if url.endswith("/")}
    standing = {
        (lang, name): fingerprint
        for lang, name, fingerprint in rows
        if archive.urls.volume(lang, name) not in changes.unfinished_data
    }
    look: list[VolumeTask] = []
    stay: set[Name] = set()
    for lang in archive.catalogue.languages() if search else ():
        months = months_of(changes, lang)
        tree = archive.catalogue.volumes(lang)
        # The largest first, so that none is left to be waited for in the end.
        for period in sorted(tree.leaves(), key=lambda leaf: -tree.counts[leaf]):
            name = lang, period.name
            if changes.stale or name not in standing or _holds(period, months):
                look.append(VolumeTask(lang, period, standing.get(name, ""), stage()))
            else:
                stay.add(name)
    return VolumePlan(tuple(look), frozenset(stay), frozenset(known), standing)


def index_volume(renderer: Renderer, task: VolumeTask) -> Looked | ProblemsFound:
    """Look at a volume: work for `Workers`."""
    archive, form = renderer.archive, renderer.edition.search_form
    try:
        return make_volume(archive, task.lang, task.period, task.standing, task.staged, form)
    except ProblemsFound as problems:
        return problems


def settle_volumes(
    plan: VolumePlan, looked: Iterable[Looked], stage: Callable[[], Path], form: Form
) -> IndexedVolumes:
    """Make the engines that are missing, and find what is to be deleted."""
    wanted = set(plan.stay)
    made: list[VolumeFiles] = []
    for volume in looked:
        if volume.found:
            wanted.add((volume.lang, volume.name))
        if volume.files:
            made.append(volume.files)
    for lang in sorted({lang for lang, _ in wanted}):
        wanted.add((ENGINE, lang))
        if plan.standing.get((ENGINE, lang)) != engine_fingerprint(form):
            made.append(make_engine(lang, stage(), form))
    return IndexedVolumes(tuple(made), tuple(sorted(plan.known - wanted)))


def _holds(period: Period, months: set[Month]) -> bool:
    return any(month in period for month in months)


def _volume(url: str) -> Name:
    lang, name = url.rstrip("/").split("/")[-2:]
    return lang, name
