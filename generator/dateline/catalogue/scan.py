"""Scan: bring the catalogue up to what content/ holds now, and remember what changed.

Only files whose size or time differ are read, and of these only those whose content differs are
taken in. The new rows are committed together with the `changed_…` rows, so that a build that dies
later loses nothing: the next one plans from what was last *published*.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dateline.catalogue.reader import ReadFile, Suspect, content_hash, read_files
from dateline.catalogue.store import transaction
from dateline.catalogue.writer import Writer, stored_registers
from dateline.config import Site
from dateline.content.registers import Register, read_register
from dateline.content.sources import Source, find_sources
from dateline.problems import Problem, UsageProblem
from dateline.versions import versions_digest

_FRESH_NS = 2_000_000_000
"""A file this young may change again within the same tick of its clock; its time is not trusted."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan found: files in all, and the paths of those read because they differ."""

    files: int
    changed: frozenset[str]


def scan(
    site: Site,
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
            f"There is no folder {site.content}. Make it, and put the articles in it."
        )
    started = time.time_ns()
    sources = {source.path: source for source in find_sources(site.content, site.taxonomies)}
    known: dict[str, tuple[int, int, str]] = {
        path: (size, mtime, found)
        for path, size, mtime, found in connection.execute(
            "SELECT path, size, mtime_ns, hash FROM sources"
        )
    }
    reading = _reading_key(site)
    anew = connection.execute("SELECT value FROM meta WHERE key = 'reading'").fetchone() != (
        reading,
    )
    suspects = _suspects(sources.values(), known, anew)
    gone = [path for path in known if path not in sources]
    due = Writer.has_due(connection, now, drafts)
    if not (suspects or gone or due or anew):
        return Scanned(len(sources), frozenset())

    old = stored_registers(connection)
    new, register_problems = _registers(site, sources, suspects, gone, old)
    ordered = [suspect for suspect in suspects if suspect[0].kind != "register"]
    with transaction(connection):
        writer = Writer(connection, site, now=now, drafts=drafts)
        for path in gone:
            writer.remove(path)
        changed = set(gone)
        total = len(ordered)
        for read in read_files(ordered, site, new, jobs, lambda done: progress(done, total)):
            if writer.take(_distrust_fresh(read, started), known.get(read.source.path)):
                changed.add(read.source.path)
        for source, _ in suspects:
            if source.kind == "register":
                digest = content_hash((site.content / source.path).read_bytes())
                writer.take_register(source, digest, register_problems.get(source.path, []))
        if new != old:
            writer.change_registers(old, new, except_for=changed)
        writer.publish_due()
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('reading', ?)", (reading,))
    return Scanned(len(sources), frozenset(changed))


def _reading_key(site: Site) -> str:
    """A digest of the settings and libraries that decide what is read out of a file."""
    parts = [
        site.language,
        site.languages,
        site.timezone,
        site.permalink,
        site.front_matter,
        site.taxonomies,
        versions_digest(),
    ]
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _suspects(
    sources: Iterable[Source], known: dict[str, tuple[int, int, str]], anew: bool
) -> list[Suspect]:
    suspects = []
    for source in sources:
        size, mtime, found = known.get(source.path, (-1, -1, ""))
        if anew and source.kind == "article":
            suspects.append((source, ""))
        elif (source.size, source.mtime_ns) != (size, mtime):
            suspects.append((source, found))
    return sorted(suspects, key=lambda suspect: suspect[0].path)


def _registers(
    site: Site,
    sources: dict[str, Source],
    suspects: list[Suspect],
    gone: list[str],
    old: dict[str, Register],
) -> tuple[dict[str, Register], dict[str, list[Problem]]]:
    """The registers as they are now, and the problems of those that were read."""
    differ = {source.path for source, _ in suspects if source.kind == "register"} | set(gone)
    new, problems = {}, {}
    for name in site.taxonomies:
        path = f"{name}.toml"
        if path not in differ:
            if name in old:
                new[name] = old[name]
            continue
        if path in sources:
            shown = f"content/{path}"
            try:
                text = (site.content / path).read_text("utf-8-sig")
            except UnicodeDecodeError as error:
                line = error.object[: error.start].count(b"\n") + 1
                fix = "Save the file with the encoding UTF-8"
                problems[path] = [Problem(shown, line, 1, "The text is not UTF-8", fix)]
                continue
            new[name], problems[path] = read_register(text, path=shown)
    return new, problems


def _distrust_fresh(read: ReadFile, started: int) -> ReadFile:
    source = read.source
    if source.mtime_ns < started - _FRESH_NS:
        return read
    aged = Source(source.path, source.kind, source.size, 0)
    return ReadFile(aged, read.hash, read.reading, read.picture, read.problem)
