"""Comparing content/ with what the catalogue knows, a folder at a time.

Of each folder the catalogue keeps a digest of the names, sizes and times of its files. While that
is the same, none of them is looked up: in an archive of 100,000 that halves the time of a scan.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.content.sources import Folder, Suspect
from dateline.digests import digest_of

_FEW = 20
"""Of so many folders the files are looked up by folder; of more, all are."""
_ROWS = "SELECT path, kind, size, mtime_ns, id FROM sources"
_Row = tuple[str, str, int, int, int]
"""Path, kind, size, time and identity of a file."""


@dataclass(slots=True)
class Compared:
    """What differs: the number of files in all, those that may have changed, by path, and the paths
    of those that are gone.

    `looked_into` are the folders that are not as they were, each with its digest as it is now,
    empty where it is not there.
    """

    files: int = 0
    suspects: list[Suspect] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    looked_into: dict[str, str] = field(default_factory=dict)


def compare(folders: Iterable[Folder], connection: sqlite3.Connection, *, anew: bool) -> Compared:
    """Compare the folders of content/ with those known.

    `anew`: what is read out of files may differ, even where the files do not.
    """
    known = dict(connection.execute("SELECT path, digest FROM folders").fetchall())
    found = Compared()
    differing: list[Folder] = []
    for folder in folders:
        found.files += len(folder.sources)
        stored = known.pop(folder.path, None)
        if stored is None and not folder.sources:
            continue
        digest = digest_of(json.dumps(folder.sources).encode())
        if stored != digest or anew:
            differing.append(folder)
            found.looked_into[folder.path] = digest
    found.looked_into |= dict.fromkeys(known, "")
    rows = {row[0]: row for row in _rows_in(list(found.looked_into), connection)}
    for folder in differing:
        _compare_files(folder, rows, connection, found, anew=anew)
    found.gone += rows
    found.suspects.sort()
    return found


def remember_folders(connection: sqlite3.Connection, looked_into: dict[str, str]) -> None:
    """Keep the digests of folders, now that what differed in them is taken in.

    A folder that holds a file whose time is not to be trusted is looked into again.
    """
    again = {
        _folder_of(path)
        for (path,) in connection.execute("SELECT path FROM sources WHERE mtime_ns = 0")
    }
    for path, digest in looked_into.items():
        if digest or next(_rows_below(path, connection), None):
            kept = "" if path in again else digest
            connection.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (path, kept))
        else:
            connection.execute("DELETE FROM folders WHERE path = ?", (path,))


def _compare_files(
    folder: Folder,
    rows: dict[str, _Row],
    connection: sqlite3.Connection,
    found: Compared,
    *,
    anew: bool,
) -> None:
    """Take the files of a folder out of `rows`, and note those that differ."""
    for source in folder.sources:
        path, kind, size, mtime_ns = source
        row = rows.pop(path, None)
        if row is not None and row[1] != kind:
            found.gone.append(path)
            row = None
        if row is None or (anew and kind != "file"):
            found.suspects.append(Suspect(source, "", row[4] if row else 0))
        elif row[2] != size or row[3] != mtime_ns:
            [(digest,)] = connection.execute("SELECT hash FROM sources WHERE id = ?", row[4:])
            found.suspects.append(Suspect(source, digest, row[4]))


def _rows_in(folders: Sequence[str], connection: sqlite3.Connection) -> Iterator[_Row]:
    """The files that are known in these folders themselves."""
    if len(folders) > _FEW:
        wanted = set(folders)
        return (row for row in connection.execute(_ROWS) if _folder_of(row[0]) in wanted)
    return (
        row
        for folder in folders
        for row in _rows_below(folder, connection)
        if _folder_of(row[0]) == folder
    )


def _rows_below(folder: str, connection: sqlite3.Connection) -> Iterator[_Row]:
    bounds = folder, folder + "\U0010ffff"
    return iter(connection.execute(f"{_ROWS} WHERE path >= ? AND path < ?", bounds))


def _folder_of(path: str) -> str:
    """The folder of a file, with a slash at its end; empty for content/ itself."""
    return path[: path.rfind("/") + 1]
