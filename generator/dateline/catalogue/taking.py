"""Taking in what the scan has found: the files that may have changed, and those that are gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from dateline.catalogue.carried import doubt_all_files, settle_files
from dateline.catalogue.folders import Compared, remember_folders
from dateline.catalogue.mentions import knows_mentions, take_mentions
from dateline.catalogue.reader import ReadFile, ReadRegister, read_files, read_register_file
from dateline.catalogue.store import transaction
from dateline.catalogue.writer import Writer, stored_registers
from dateline.config import Site
from dateline.content.registers import Register
from dateline.theme import Theme


def take_in(
    site: Site,
    theme: Theme,
    connection: sqlite3.Connection,
    found: Compared,
    *,
    now: str,
    drafts: bool,
    jobs: int,
    reading: str,
    named: str,
    trusted_before: int,
    progress: Callable[[int, int], None],
) -> frozenset[str]:
    """Read what is suspect and write what differs, in one transaction; gives the paths that do.

    `reading` is a digest of what decides what is read out of a file, `named` one of what site.toml
    and the theme name; times from `trusted_before`
    (nanoseconds) on are not trusted. For the rest see `scan`.
    """
    old = stored_registers(connection)
    registers = [
        read_register_file(site.content, suspect.source)
        for suspect in found.suspects
        if suspect.source.kind == "register"
    ]
    new = _registers_now(site, old, registers, found.gone)
    ordered = [suspect for suspect in found.suspects if suspect.source.kind != "register"]

    def is_trusted(read: ReadFile | ReadRegister) -> bool:
        return read.source.mtime_ns < trusted_before

    with transaction(connection):
        writer = Writer(connection, site, now=now, drafts=drafts)
        for path in found.gone:
            writer.remove(path)
        changed = set(found.gone)
        total = len(ordered)
        reads = read_files(ordered, site, new, jobs, lambda done: progress(done, total))
        for read, suspect in zip(reads, ordered, strict=True):
            if writer.take(read, suspect, trusted=is_trusted(read)):
                changed.add(read.source.path)
        for register in registers:
            writer.take_register(register, trusted=is_trusted(register))
        if new != old:
            writer.change_registers(old, new, except_for=changed)
        writer.publish_due()
        if not knows_mentions(connection, named):
            take_mentions(connection, site, theme, named)
            doubt_all_files(connection)
        settle_files(connection, site.files)
        remember_folders(connection, found.looked_into)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('reading', ?)", (reading,))
    return frozenset(changed)


def _registers_now(
    site: Site, old: dict[str, Register], read: Iterable[ReadRegister], gone: Iterable[str]
) -> dict[str, Register]:
    """The registers as they are now, one with errors as far as it can be read."""
    files = {f"{name}.toml": name for name in site.taxonomies}
    lost = {files[path] for path in gone if path in files}
    new = {name: old[name] for name in site.taxonomies if name in old and name not in lost}
    for found in read:
        new[files[found.source.path]] = found.register
    return new
