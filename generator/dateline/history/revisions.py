"""From commits to the revisions of each article that readers may know of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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


def dated(commits: Iterable[Commit], now: int) -> Iterator[Commit]:
    """The commits, oldest first, without dates that are later than `now`, in seconds since 1970:
    the clock of that computer was wrong, and the commit counts from when the one before it was made
    or, if there is none, from when the one after it was. If all are so late, there are none."""
    early: list[Commit] = []
    last: int | None = None
    for commit in commits:
        if commit.time <= now:
            last = commit.time
            yield from (replace(one, time=last) for one in early)
            early.clear()
            yield commit
        elif last is None:
            early.append(commit)
        else:
            yield replace(commit, time=last)


def versions_by_path(commits: Iterable[Commit]) -> dict[str, list[Version]]:
    """The versions of each file, oldest first, by its last path, from commits, oldest first. A file
    that was renamed keeps its versions, and so does one that was deleted and came back. None is
    older than the one before it, whatever the clock of the computer said."""
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
            time = max(commit.time, versions[-1].time) if versions else commit.time
            versions.append(Version(time, change.blob, change.path, commit.author, commit.subject))
    return found


def revisions_of(
    versions: Sequence[Version], due: Callable[[Version], str]
) -> tuple[Revision, ...]:
    """The revisions of one article, oldest first: the versions that were public.

    `due` says from which instant a version was meant to be public. One that became public later
    than it was made, as embargoed stories do, counts from then, and who made it for which reason
    is left out: that was said before publication.
    """
    last = Version(seconds_of(NEVER), "", "", "", "")
    found: list[Revision] = []
    for version, following in pairwise([*versions, last]):
        instant = due(version) if version.blob else NEVER
        if instant == NEVER:
            continue
        public_from = seconds_of(instant) if instant else version.time
        if public_from <= version.time:
            found.append(Revision(version.time, version.subject, version.author))
        elif public_from < following.time:
            found.append(Revision(public_from, "", ""))
    return tuple(found)


def seconds_of(instant: str) -> int:
    """The seconds since 1970 of an instant in UTC."""
    return int(datetime.fromisoformat(instant).replace(tzinfo=UTC).timestamp())


def instant_of(seconds: int) -> str:
    """The instant in UTC so many seconds after 1970, or `NEVER` if that is later."""
    return (
        datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat()
        if seconds < seconds_of(NEVER)
        else NEVER
    )


def shown(found: Mapping[str, tuple[Revision, ...]]) -> dict[str, tuple[Revision, ...]]:
    """Those of articles that have changed since they were published."""
    return {path: revisions for path, revisions in found.items() if len(revisions) > 1}
