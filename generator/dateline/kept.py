"""Files in the cache that spare a later process the work of making them again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from dateline.digests import digest_of
from dateline.files import write_file


def keep(file: Path, made_from: str, data: bytes) -> None:
    """Keep `data` in `file`, with a digest of it and of what it was made from.

    Raises `OSError` if it cannot be written.
    """
    new = file.with_suffix(f".{os.getpid()}")  # so that each process writes its own file
    write_file(new, _digest(made_from, data) + data)
    new.replace(file)


def kept(file: Path, made_from: str) -> bytes | None:
    """What is kept in `file`; None if it was made from something else, is damaged or missing."""
    with suppress(OSError):
        held = file.read_bytes()
        digest = _digest(made_from, b"")
        if held[: len(digest)] == _digest(made_from, held[len(digest) :]):
            return held[len(digest) :]
    return None


def _digest(made_from: str, data: bytes) -> bytes:
    return digest_of(made_from.encode() + b"\n" + data).encode()
