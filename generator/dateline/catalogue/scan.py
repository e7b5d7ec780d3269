"""Scan: bring the catalogue up to date with content/, and record what changed.

Only files whose size or modification time differs are read, and only those whose content differs
are written. The new rows are committed together with the `changed_…` rows, so that a build that is
killed later loses nothing: the next one plans from what was last *published*.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from dateline.catalogue.comments import has_closings
from dateline.catalogue.due import has_due, has_finished, public_until
from dateline.catalogue.folder_scan import scan_folders
from dateline.catalogue.folders import compare, known_folders
from dateline.catalogue.mentions import has_mentions, mentions_key
from dateline.catalogue.store import connect_in_memory
from dateline.config import Site
from dateline.content.sources import Walk
from dateline.digests import digest_of
from dateline.problems import Problem, UsageProblem
from dateline.theme import Theme
from dateline.versions import versions_digest

_FRESH_NS = 2_000_000_000
"""A file younger than this may change again without a new modification time, which is therefore not
trusted."""
_WORTH_PROCESSES = 20_000
"""With fewer files than this, starting processes takes longer than they save."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """The result of a scan: the number of files, the paths of those that differ, and problems with
    names and folders, by path. `history` says why the history of articles is not known, if it is
    wanted and is not.

    The catalogue keeps what it knew of the files in a `closed` folder.
    """

    files: int
    changed: frozenset[str]
    problems: dict[str, Problem]
    history: Problem | None = None

    @property
    def unread(self) -> tuple[str, ...]:
        """The paths of files and folders that could not be read."""
        return _unread(self.problems)

    @property
    def closed(self) -> tuple[str, ...]:
        """The folders that could not be read, each with a trailing slash; `""` is content/."""
        return _closed(self.problems)

    @property
    def odd(self) -> frozenset[str]:
        """The paths of the files and folders that have problems."""
        return frozenset(path.removesuffix("/") for path in self.problems)


def scan(
    site: Site,
    theme: Theme,
    connection: sqlite3.Connection,
    *,
    now: str,
    drafts: bool,
    future: bool = False,
    jobs: int,
    progress: Callable[[int, int], None],
) -> Scanned:
    """Bring the catalogue up to date with content/. Raises `UsageProblem` if that does not exist.

    `now` is in UTC, as `YYYY-MM-DDTHH:MM:SS`. Articles that are due later are stored but not
    public without `future`, and so are drafts without `drafts`, which implies `future`.
    """
    if not site.content.is_dir():
        raise UsageProblem(
            f"There is no folder {site.content}. Create it, and put the articles in it."
        )
    started = time.time_ns()
    until = public_until(now, drafts=drafts, future=future)
    reading = _reading_key(site)
    anew = connection.execute("SELECT value FROM meta WHERE key = 'reading'").fetchone() != (
        reading,
    )
    walk, known = Walk(site.content, site.taxonomies), known_folders(connection)
    processes = jobs if _estimated_file_count(connection) >= _WORTH_PROCESSES else 1
    folders = scan_folders(walk, {} if anew else known, processes)
    found = compare(folders, known, connection, anew=anew)
    problems = walk.problems
    # In a folder that could not be read, no file is known to be gone.
    found.gone = [path for path in found.gone if not path.startswith(_closed(problems))]
    named = mentions_key(site, theme)
    if (
        not (found.changed or found.gone or anew)
        and has_mentions(connection, named)
        and not has_due(connection, until)
        and not has_finished(connection, now)
        and not has_closings(connection, site, now)
    ):
        return Scanned(found.files, frozenset(), problems)
    # Imported here, since a build with nothing to do needs none of it.
    from dateline.catalogue.ingest import Basis, ingest

    basis = Basis(
        now=now,
        until=until,
        # Files that could not be read now must be read again by the next scan.
        reading="" if anew and _closed(problems) else reading,
        named=named,
        trusted_before=started - _FRESH_NS,
    )
    changed = ingest(site, theme, connection, found, basis, jobs=jobs, progress=progress)
    return Scanned(found.files, changed, problems)


@contextmanager
def scanned_in_memory(
    site: Site,
    theme: Theme,
    *,
    now: str,
    drafts: bool,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[tuple[sqlite3.Connection, Scanned]]:
    """A catalogue of content/ that is in memory alone, and the result of the scan; see `scan`."""
    jobs = os.cpu_count() or 1
    with closing(connect_in_memory()) as connection:
        yield (
            connection,
            scan(site, theme, connection, now=now, drafts=drafts, jobs=jobs, progress=progress),
        )


def _estimated_file_count(connection: sqlite3.Connection) -> int:
    """Roughly how many files content/ has: a number that takes no time to look up."""
    (last,) = connection.execute("SELECT max(id) FROM sources").fetchone()
    return last or 0


def _unread(problems: dict[str, Problem]) -> tuple[str, ...]:
    return tuple(path for path, problem in problems.items() if problem.severity == "error")


def _closed(problems: dict[str, Problem]) -> tuple[str, ...]:
    return tuple(path for path in _unread(problems) if not path or path.endswith("/"))


def _reading_key(site: Site) -> str:
    """A digest of the settings and libraries that affect how files are read."""
    parts = [
        site.home,
        site.feed_ids,
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
