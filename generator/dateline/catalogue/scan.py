"""Scan: bring the catalogue up to what content/ holds now, and remember what changed.

Only files whose size or time differ are read, and of these only those whose content differs are
taken in. The new rows are committed together with the `changed_…` rows, so that a build that dies
later loses nothing: the next one plans from what was last *published*.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from dateline.catalogue.due import has_due
from dateline.catalogue.folder_scan import scan_folders
from dateline.catalogue.folders import compare, known_folders
from dateline.catalogue.mentions import has_mentions, mentions_key
from dateline.config import Site
from dateline.content.sources import Walk
from dateline.digests import digest_of
from dateline.problems import Problem, UsageProblem
from dateline.theme import Theme
from dateline.versions import versions_digest

_FRESH_NS = 2_000_000_000
"""A file this young may change again within the same tick of its clock; its time is not trusted."""
_WORTH_PROCESSES = 20_000
"""With fewer files than this, starting processes takes longer than they save."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan found: files in all, the paths of those read because they differ, and what is
    wrong with names and folders, by path.

    What was known of a folder that is `closed` is as it was.
    """

    files: int
    changed: frozenset[str]
    problems: dict[str, Problem]

    @property
    def unread(self) -> tuple[str, ...]:
        """The paths that could not be read."""
        return _unread(self.problems)

    @property
    def closed(self) -> tuple[str, ...]:
        """The folders that could not be read, each with a slash at its end; `""` is content/."""
        return _closed(self.problems)

    @property
    def odd(self) -> frozenset[str]:
        """The files and folders that have problems."""
        return frozenset(path.removesuffix("/") for path in self.problems)


def scan(
    site: Site,
    theme: Theme,
    connection: sqlite3.Connection,
    *,
    now: str,
    drafts: bool,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Scanned:
    """Take in every change below content/. `now` is UTC as `YYYY-MM-DDTHH:MM:SS`; articles due
    later, and drafts unless `drafts`, are kept but not public."""
    if not site.content.is_dir():
        raise UsageProblem(
            f"There is no folder {site.content}. Create it, and put the articles in it."
        )
    started = time.time_ns()
    reading = _reading_key(site)
    anew = connection.execute("SELECT value FROM meta WHERE key = 'reading'").fetchone() != (
        reading,
    )
    walk, known = Walk(site.content, site.taxonomies), known_folders(connection)
    processes = jobs if _files_once(connection) >= _WORTH_PROCESSES else 1
    folders = scan_folders(walk, {} if anew else known, processes)
    found = compare(folders, known, connection, anew=anew)
    problems = walk.problems
    # Whether a file is gone cannot be told of a folder that could not be read.
    found.gone = [path for path in found.gone if not path.startswith(_closed(problems))]
    named = mentions_key(site, theme)
    if (
        not (found.changed or found.gone or anew)
        and has_mentions(connection, named)
        and not has_due(connection, now, drafts)
    ):
        return Scanned(found.files, frozenset(), problems)
    # Reading needs much that a build with nothing to do need not import.
    from dateline.catalogue.ingest import ingest

    changed = ingest(
        site,
        theme,
        connection,
        found,
        now=now,
        drafts=drafts,
        jobs=jobs,
        # What could not be read now must be read anew then.
        reading="" if anew and _closed(problems) else reading,
        named=named,
        trusted_before=started - _FRESH_NS,
        progress=progress,
    )
    return Scanned(found.files, changed, problems)


def _files_once(connection: sqlite3.Connection) -> int:
    """Roughly how many files content/ has, told at once."""
    (last,) = connection.execute("SELECT max(id) FROM sources").fetchone()
    return last or 0


def _unread(problems: dict[str, Problem]) -> tuple[str, ...]:
    return tuple(path for path, problem in problems.items() if problem.severity == "error")


def _closed(problems: dict[str, Problem]) -> tuple[str, ...]:
    return tuple(path for path in _unread(problems) if not path or path.endswith("/"))


def _reading_key(site: Site) -> str:
    """A digest of the settings and libraries that decide what is read out of a file."""
    parts = [
        site.home,
        site.language,
        site.languages,
        site.url,
        site.timezone,
        site.permalink,
        site.front_matter,
        site.taxonomies,
        versions_digest(),
    ]
    return digest_of(repr(parts).encode())
