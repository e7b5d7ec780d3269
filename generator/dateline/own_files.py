"""Reading the files of an archive, which anybody may have put there.

What is asked for by its name rather than found by the scan (`_headers`, an advertisement, the file
that a problem is about) is read here alone: whole, if it is a file at all, not too large, and not
somewhere else.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from dateline.digests import new_digest
from dateline.problems import Problem

LARGEST_TEXT = 32_000_000
"""In bytes. Whatever is written by hand is far shorter."""
_CHUNK = 1_000_000
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# Opening a pipe would wait for whoever writes into it.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def open_regular(file: Path) -> BinaryIO:
    """A file to read. Raises `OSError` (`EINVAL`) for a pipe, a socket or a device."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
    return os.fdopen(os.open(file, _READ | _AT_ONCE), "rb")


def read_regular(file: Path, largest: int = LARGEST_TEXT) -> bytes:
    """What a file contains. Raises `OSError`, of which `EOVERFLOW` is one that is larger than
    `largest` bytes or than the memory."""
    try:
        with open_regular(file) as stream:
            data = stream.read(largest + 1)
    except MemoryError:
        data = None
    if data is None or len(data) > largest:
        raise OSError(errno.EOVERFLOW, os.strerror(errno.EOVERFLOW), str(file))
    return data


def too_large(shown: str, largest: int) -> Problem:
    """The problem of a file, `shown` as its path, of more than `largest` bytes."""
    message = f"The file is larger than {largest // 1_000_000} MB, so it is not read"
    return Problem(shown, 0, 0, message, "Shorten it", kind="too-long")


def open_own(home: Path, path: str) -> BinaryIO:
    """The file `path` of the folder `home` to read. Raises `OSError`, of which `EXDEV` is one to
    which a symbolic link leads out of the folder."""
    return open_regular(_own(home, path))


def read_own(home: Path, path: str, largest: int = LARGEST_TEXT) -> bytes:
    """What the file `path` of the folder `home` contains. Raises `OSError` as `open_own` and
    `read_regular` do."""
    return read_regular(_own(home, path), largest)


def copy_own(home: Path, path: str, target: Path) -> str:
    """Copy the file `path` of the folder `home` to the new file `target`, however large it is;
    gives the digest of what was copied. Raises `OSError` as `open_own` does."""
    digest = new_digest()
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_own(home, path) as source, target.open("wb") as copy:
        while data := source.read(_CHUNK):
            digest.update(data)
            copy.write(data)
    return digest.hexdigest()


def _own(home: Path, path: str) -> Path:
    file = Path(os.path.realpath(home / path))
    if not file.is_relative_to(os.path.realpath(home)):
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), path)
    return file
