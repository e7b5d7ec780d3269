"""What was read of a repository, kept in a file, so that each commit and each version of an article
is read once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dateline.catalogue.revisions import Revision
from dateline.config import Site
from dateline.content.dates import NEVER
from dateline.content.read import publication_instant
from dateline.content.sources import is_article
from dateline.digests import digest_of
from dateline.files import replace_file
from dateline.history.log import read_log
from dateline.history.repository import Repository
from dateline.history.revisions import (
    Version,
    dated,
    instant_of,
    revisions_of,
    seconds_of,
    shown,
    versions_by_path,
)
from dateline.versions import versions_digest

_FORMAT = 1


def settings_digest(site: Site) -> str:
    """A digest of the settings that decide when a version of an article was to be public."""
    parts = (site.timezone, site.language, site.languages, site.front_matter, site.taxonomies)
    return digest_of(repr((_FORMAT, versions_digest(), *parts)).encode())


class Memory:
    """The memory in `file`: a line of JSON, then the log as git gave it. Losing it costs time."""

    def __init__(self, file: Path, site: Site) -> None:
        self._file, self._site, self._reading = file, site, settings_digest(site)
        self._head, self._log, self._due = "", b"", dict[str, str]()
        try:
            line, _, log = file.read_bytes().partition(b"\n")
            known: dict[str, Any] = json.loads(line)
            if known["digest"] == digest_of(log):
                self._head, self._log = known["head"], log
                self._due = known["due"] if known["reading"] == self._reading else {}
        except (OSError, ValueError, KeyError, TypeError):
            pass  # there is none, or it is damaged

    def revisions(
        self, repository: Repository, now: str, progress: Callable[[int, int], None]
    ) -> tuple[Mapping[str, tuple[Revision, ...]], str]:
        """The revisions, as they are known at the instant `now`, of the articles that have changed
        since they were published, by path; and the instant until which that holds.

        Raises `HistoryUnknownError` if git fails.
        """
        self._read(repository)
        commits, seconds = list(read_log(self._log)), seconds_of(now)
        found = {
            path: versions
            for path, versions in versions_by_path(dated(commits, seconds)).items()
            if len(versions) > 1 and versions[-1].blob and is_article(path)
        }
        wanted = {
            _key(version): version
            for versions in found.values()
            for version in versions
            if version.blob
        }
        self._due = {key: self._due[key] for key in wanted.keys() & self._due.keys()}
        unknown = [version for key, version in sorted(wanted.items()) if key not in self._due]
        contents = repository.contents([version.blob for version in unknown])
        for done, (version, data) in enumerate(zip(unknown, contents, strict=True), 1):
            self._due[_key(version)] = publication_instant(data, path=version.path, site=self._site)
            progress(done, len(unknown))
        self._keep()
        revisions = {
            path: revisions_of(versions, lambda version: self._due[_key(version)])
            for path, versions in found.items()
        }
        to_come = (commit.time for commit in commits if commit.time > seconds)
        return shown(revisions), instant_of(min(to_come, default=seconds_of(NEVER)))

    def _read(self, repository: Repository) -> None:
        """Read the commits that are new. If those known are not all before them, as after another
        branch was checked out, read all."""
        if self._head == repository.head:
            return
        new = b""
        if self._head and repository.has(self._head):
            new = repository.log(self._head)
        first = next(read_log(new), None)
        if first and first.parent == self._head:
            self._log += new
        else:
            self._log = repository.log()
        self._head = repository.head

    def _keep(self) -> None:
        known = {
            "head": self._head,
            "reading": self._reading,
            "due": dict(sorted(self._due.items())),
            "digest": digest_of(self._log),
        }
        line = json.dumps(known, ensure_ascii=False).encode()
        replace_file(self._file, line + b"\n" + self._log)


def _key(version: Version) -> str:
    """A version's content, and its path, which may hold its date."""
    return f"{version.blob} {version.path}"
