"""The one digest by which content is told apart: of sources, of the theme, of the output.

They are compared with each other, so that a file carried along unchanged need not be read again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest_of(data: bytes) -> str:
    """BLAKE2b (RFC 7693) of 16 bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def new_digest() -> hashlib.blake2b:
    """The same digest of nothing yet, to be fed with what is too large to hold."""
    return hashlib.blake2b(digest_size=16)


def folder_digest(folder: Path) -> str:
    """A hash over the names and bytes of all files of a folder."""
    digest = new_digest()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
