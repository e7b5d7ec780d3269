"""Disks that are small or full, and files that cannot be replaced."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    """A small disk at `folder`; skips the test where none can be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def in_use(file: Path) -> Iterator[None]:
    """A file that can be written, but not be replaced; skips the test where that cannot be."""
    mount("--bind", str(file), str(file))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(file)], check=True)


def mount(*arguments: str) -> None:
    """Mount something; skips the test where that cannot be."""
    try:
        subprocess.run(["mount", *arguments], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be mounted here")


def fill(folder: Path, left: int) -> Path:
    """Fill the disk of `folder` but for about `left` bytes."""
    file = folder / "ballast"
    room = os.statvfs(folder)
    with file.open("wb") as ballast:
        ballast.write(b"\0" * max(0, room.f_bavail * room.f_frsize - left))
    return file
