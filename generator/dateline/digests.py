"""The one digest by which content is told apart: of sources, of the theme, of the output.

They are compared with each other, so that a file carried along unchanged need not be read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(data: bytes) -> str:
    """BLAKE2b (RFC 7693) of 16 bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_of_file(file: Path) -> str:
    """The same of what a file contains, however large it is."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, new_digest).hexdigest()


def new_digest() -> hashlib.blake2b:
    """An empty digest of the same kind, for data too large to hold in memory."""
    return hashlib.blake2b(digest_size=16)


def files_digest(files: Iterable[tuple[str, bytes]]) -> str:
    """A hash over the names, with forward slashes, and the bytes of files in order of their names.

    Gives the same as `folder_digest` of the folder that holds them.
    """
    digest = new_digest()
    for name, data in files:
        digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()


def folder_digest(folder: Path) -> str:
    """A hash over the names and bytes of all files of a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = sorted((path.relative_to(folder).as_posix(), path) for path in paths)
    return files_digest((name, path.read_bytes()) for name, path in named)
