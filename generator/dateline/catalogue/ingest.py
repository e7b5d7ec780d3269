"""Reading the files that may have changed, and writing the differences into the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dateline.catalogue.comments import note_closings
from dateline.catalogue.folders import Differences, remember_folders
from dateline.catalogue.mentions import has_mentions, put_mentions
from dateline.catalogue.public_files import mark_all_files_stale, update_public_files
from dateline.catalogue.reader import ReadFile, ReadRegister, read_files, read_register_file
from dateline.catalogue.store import transaction
from dateline.catalogue.writer import Writer, stored_registers
from dateline.config import Site
from dateline.content.registers import Register, RegisterEntry
from dateline.theme import Theme


@dataclass(frozen=True, slots=True)
class Basis:
    """What the rows of the catalogue depend on besides the files."""

    now: str
    until: str
    """The instant up to which articles that are due are public."""
    reading: str
    """A digest of everything that affects how files are read."""
    named: str
    """One of what site.toml and the theme name."""
    trusted_before: int
    """Modification times from this one on, in nanoseconds, are not trusted."""


def ingest(
    site: Site,
    theme: Theme,
    connection: sqlite3.Connection,
    found: Differences,
    basis: Basis,
    *,
    jobs: int,
    progress: Callable[[int, int], None],
) -> frozenset[str]:
    """Read the files that may have changed and write the differences, in one transaction. Returns
    the paths of the files that differ. The parameters are otherwise those of `scan`.
    """
    old = stored_registers(connection)
    registers = [
        read_register_file(site, change.source)
        for change in found.changed
        if change.source.kind == "register"
    ]
    new = _registers_now(site, old, registers, found.gone)
    ordered = [change for change in found.changed if change.source.kind != "register"]

    def is_trusted(read: ReadFile | ReadRegister) -> bool:
        return read.source.mtime_ns < basis.trusted_before

    with transaction(connection):
        writer = Writer(connection, site, until=basis.until)
        for path in found.gone:
            writer.remove(path)
        changed = set(found.gone)
        total = len(ordered)
        reads = read_files(ordered, site, new, jobs, lambda done: progress(done, total))
        for read, change in zip(reads, ordered, strict=True):
            if writer.put_file(read, change, trusted=is_trusted(read)):
                changed.add(read.source.path)
        for register in registers:
            writer.put_register(register, trusted=is_trusted(register))
        if _in_order(new) != _in_order(old):
            writer.change_registers(old, new, except_for=changed)
        writer.publish_due()
        writer.note_finished(basis.now)
        note_closings(connection, site, basis.now)
        if not has_mentions(connection, basis.named):
            put_mentions(connection, site, theme, basis.named)
            mark_all_files_stale(connection)
        update_public_files(connection, site)
        remember_folders(connection, found.looked_into)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('reading', ?)", (basis.reading,))
    return frozenset(changed)


def _registers_now(
    site: Site, old: dict[str, Register], read: Iterable[ReadRegister], gone: Iterable[str]
) -> dict[str, Register]:
    """The registers as they are now; one with errors has the entries that could be read."""
    files = {f"{name}.toml": name for name in site.taxonomies}
    lost = {files[path] for path in gone if path in files}
    new = {name: old[name] for name in site.taxonomies if name in old and name not in lost}
    for found in read:
        new[files[found.source.path]] = found.register
    return new


def _in_order(registers: dict[str, Register]) -> dict[str, list[tuple[str, RegisterEntry]]]:
    """The entries of each register, in its order, which is that of the menu."""
    return {name: list(register.entries.items()) for name, register in registers.items()}
