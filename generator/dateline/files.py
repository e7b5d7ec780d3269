"""Writing files quickly: a build may write a hundred thousand; putting files and folders in
place; and asking for files whose names come from somebody else."""

from __future__ import annotations

import ctypes
import os
import shutil
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import Any

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def write_file(path: str | Path, data: bytes) -> None:
    """Write `data` to `path`, making its folder where there is none."""
    try:
        file = os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120
        file = os.open(path, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def _make_folder(path: str) -> None:
    # `Path` takes three times as long, and there are as many folders as articles. The one around
    # it is there most of the time, and need not be looked at.
    try:
        os.mkdir(path)  # noqa: PTH102
    except OSError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103


def write_beside(file: Path, data: bytes) -> Path:
    """Write `data` to a new file that may later replace `file`, in its folder and with its
    permissions; returns the path. Nothing is left if it cannot be written whole."""
    new = file.with_name(f".{token_hex(8)}.new")
    try:
        write_file(new, data)
        if file.exists():
            shutil.copymode(file, new)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    return new


def replace_file(file: Path, data: bytes) -> None:
    """Replace what `file` contains with `data` at one stroke; there is `file` as it was if that
    fails."""
    new = write_beside(file, data)
    try:
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`, whose name may be none that a file can have."""
    try:
        return path.is_file()
    except OSError:  # the name is too long
        return False


_HERE, _EXCHANGE = -100, 2
"""Linux: paths are taken from the working folder; both names change places."""


def exchange(first: Path, second: Path) -> bool:
    """Let two paths change places at one stroke; says whether the system could."""
    rename = _renameat2()
    paths = os.fsencode(first), os.fsencode(second)
    return rename is not None and rename(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0


@cache
def _renameat2() -> Any:
    """Linux's call for it, which Python does not offer; None elsewhere."""
    try:
        return getattr(ctypes.CDLL(None), "renameat2", None)
    except (OSError, TypeError):
        return None
