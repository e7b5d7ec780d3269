"""From commits to the revisions of each article that readers may know of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

from dateline.catalogue.revisions import Revision
from dateline.content.dates import NEVER
from dateline.history.log import Commit


class Version(NamedTuple):
    """The content of a file from a moment on (in seconds since 1970): its blob, its path then, and
    who made it under which subject."""

    time: int
    blob: str
    path: str
    author: str
    subject: str


def versions_by_path(commits: Iterable[Commit]) -> dict[str, list[Version]]:
    """The versions of each file, oldest first, by its last path, from commits, oldest first. A file
    that was renamed keeps its versions, and so does one that was deleted and came back."""
    found: dict[str, list[Version]] = {}
    for commit in commits:
        renamed = {
            change.path: found.pop(change.before, []) for change in commit.changes if change.before
        }
        for change in commit.changes:
            versions = renamed.get(change.path) if change.before else None
            if versions is None:
                versions = found.get(change.path, [])
            found[change.path] = versions
            versions.append(
                Version(commit.time, change.blob, change.path, commit.author, commit.subject)
            )
    return found


def revisions_of(
    versions: Sequence[Version], due: Callable[[Version], str]
) -> tuple[Revision, ...]:
    """The revisions of one article, oldest first: the versions that were public.

    `due` says from which instant a version was meant to be public. One that became public later
    than it was made, as embargoed stories do, counts from then, and who made it for which reason
    is left out: that was said before publication.
    """
    last = Version(_seconds(NEVER), "", "", "", "")
    found: list[Revision] = []
    for version, following in pairwise([*versions, last]):
        instant = due(version) if version.blob else NEVER
        if instant == NEVER:
            continue
        public_from = _seconds(instant) if instant else version.time
        if public_from <= version.time:
            found.append(Revision(version.time, version.subject, version.author))
        elif public_from < following.time:
            found.append(Revision(public_from, "", ""))
    return tuple(found)


def _seconds(instant: str) -> int:
    return int(datetime.fromisoformat(instant).replace(tzinfo=UTC).timestamp())


def shown(found: Mapping[str, tuple[Revision, ...]]) -> dict[str, tuple[Revision, ...]]:
    """Those of articles that have changed since they were published."""
    return {path: revisions for path, revisions in found.items() if len(revisions) > 1}
