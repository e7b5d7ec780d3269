"""Which search volumes to make anew, and which to delete."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dateline.build.changes import Changes
from dateline.search.volumes import (
    ENGINE,
    Volume,
    VolumeFiles,
    describe,
    engine_fingerprint,
    make_engine,
    make_volumes,
)
from dateline.timetree import Month, Period
from dateline.views.archive import Archive
from dateline.views.base import dated


@dataclass(slots=True)
class VolumePlan:
    """Volumes to index, languages whose engine to make, and (language, name) of those to delete."""

    make: list[Volume] = field(default_factory=list)
    engines: list[str] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.make) + len(self.engines)


def plan_volumes(
    archive: Archive, connection: sqlite3.Connection, changes: Changes, *, search: bool
) -> VolumePlan:
    """Compare the volumes that there should be with those that stand.

    A volume's text is looked at only where an article in it changed, where it is new, or where
    everything may have changed.
    """
    rows = connection.execute("SELECT lang, name, fingerprint FROM volumes").fetchall()
    standing = {
        (lang, name): fingerprint
        for lang, name, fingerprint in rows
        if archive.urls.volume(lang, name) not in changes.unfinished_search
    }
    wanted: set[tuple[str, str]] = set()
    plan = VolumePlan()
    for lang in archive.catalogue.languages() if search else ():
        months = _months(changes, lang)
        for period in archive.catalogue.volumes(lang).leaves():
            looked_at = (
                changes.stale or (lang, period.name) not in standing or _holds(period, months)
            )
            if not looked_at:
                wanted.add((lang, period.name))
                continue
            volume = describe(archive, lang, period)
            if volume:
                wanted.add((lang, period.name))
                if standing.get((lang, period.name)) != volume.fingerprint:
                    plan.make.append(volume)
    for lang in sorted({lang for lang, _ in wanted}):
        wanted.add((ENGINE, lang))
        if standing.get((ENGINE, lang)) != engine_fingerprint():
            plan.engines.append(lang)
    known = {(lang, name) for lang, name, _ in rows} | {
        _volume(url) for url in changes.unfinished_search if url.endswith("/")
    }
    plan.gone = sorted(known - wanted)
    return plan


def run_indexing(
    plan: VolumePlan, archive: Archive, stage: Callable[[], Path], progress: Callable[[int], None]
) -> list[VolumeFiles]:
    """Make what is planned."""
    made = [make_engine(lang, stage()) for lang in plan.engines]
    return [
        *made,
        *make_volumes(plan.make, archive, stage, lambda done: progress(len(made) + done)),
    ]


def _months(changes: Changes, lang: str) -> set[Month]:
    articles = (
        article for change in changes.articles for article in dated(change.before, change.after)
    )
    return {
        (article.date.year, article.date.month or 1)
        for article in articles
        if article.lang == lang and article.date
    }


def _holds(period: Period, months: set[Month]) -> bool:
    return any(month in period for month in months)


def _volume(url: str) -> tuple[str, str]:
    lang, name = url.rstrip("/").split("/")[-2:]
    return lang, name
