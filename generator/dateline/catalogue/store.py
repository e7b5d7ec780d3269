"""Opening the catalogue, and creating it again if it cannot be trusted."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

SCHEMA = files("dateline.catalogue").joinpath("schema.sql").read_text("utf-8")
_OUTSIDE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""Errors of the disk, the system or another process."""
_VERSION = int(hashlib.blake2b(SCHEMA.encode(), digest_size=4).hexdigest(), 16) & 0x7FFFFFFF


def connect(path: Path) -> sqlite3.Connection:
    """Open the catalogue at `path` for writing, creating it if there is none.

    A catalogue of another version, or one that is damaged, is deleted first: it is only a cache.
    Raises `OSError` if the folder cannot be written to.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(2):
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(path, isolation_level=None)
            _configure(connection)
            if _ready(connection):
                return connection
        except sqlite3.DatabaseError as error:
            if attempt or not is_damage(error):
                raise
        if connection:
            connection.close()
        for name in (path.name, path.name + "-wal", path.name + "-shm"):
            (path.parent / name).unlink(missing_ok=True)
    raise sqlite3.DatabaseError(f"{path} cannot be created")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the catalogue is damaged, rather than the disk or another process at fault."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF not in _OUTSIDE


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Open the catalogue for a worker, which only reads it."""
    connection = sqlite3.connect(
        path.resolve().as_uri() + "?mode=ro", uri=True, isolation_level=None
    )
    connection.execute("PRAGMA query_only = 1")
    connection.execute("PRAGMA cache_size = -16384")
    return connection


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a catalogue has the tables that this version of Dateline makes."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION)


def connect_if_current(path: Path) -> sqlite3.Connection:
    """Open the catalogue at `path`, only to read it. Raises `sqlite3.Error` if there is none, or if
    it is damaged or of another version."""
    connection = connect_read_only(path)
    try:
        if not is_ours(connection):
            raise sqlite3.DatabaseError(f"{path} is a catalogue of another version")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def connect_in_memory() -> sqlite3.Connection:
    """Create a catalogue in memory, which leaves no file behind."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _create(connection)
    return connection


@contextmanager
def locked(file: Path) -> Iterator[bool]:
    """Try to lock `file` for as long as the context or the process lasts; yields whether it worked.

    SQLite's locks work the same on every system and are released when their process dies. A file
    that SQLite cannot read is nobody's lock.
    """
    _empty_if_damaged(file)
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
            ours = True
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            ours = False
        yield ours


def _empty_if_damaged(file: Path) -> None:
    """Make a lock that was overwritten usable again. It stays the same file, which another process
    may be about to lock."""
    with closing(sqlite3.connect(file, timeout=0)) as lock:
        try:
            lock.execute("PRAGMA schema_version")
        except sqlite3.OperationalError:
            return  # in use, or not to be opened
        except sqlite3.DatabaseError:
            os.truncate(file, 0)


def _configure(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = 1")
    connection.execute("PRAGMA cache_size = -65536")


def _ready(connection: sqlite3.Connection) -> bool:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0 and not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        _create(connection)
        return True
    return bool(version == _VERSION)


def _create(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
    connection.execute("PRAGMA foreign_keys = 1")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit everything that is written inside, or, after an exception, nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        # If the disk is full, SQLite has already rolled back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
