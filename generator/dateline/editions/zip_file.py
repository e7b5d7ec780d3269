"""Packing a folder into a zip file: the same files give the same bytes on any day and machine."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dateline.problems import UsageProblem

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, (stat.S_IFREG | 0o644) << 16


@contextmanager
def new_zip(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which replaces `path` if no exception is raised.

    It is created at once, so that a file that cannot be written is reported before the long work.
    Raises `UsageProblem` in that case.
    """
    if path.suffix.lower() != ".zip":
        raise UsageProblem(f"{path} does not end in .zip. Write {path.name}.zip")
    if path.is_dir():
        raise UsageProblem(f"{path} is a folder. Name a file: {path / 'archive.zip'}")
    if not path.parent.is_dir():
        raise UsageProblem(f"There is no folder {path.parent}. Make it, or name a file elsewhere.")
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        file = waiting.open("w+b")
    except OSError as error:
        raise UsageProblem(
            f"{path} cannot be written: {error.strerror}. Name a file in a folder that you may"
            " write to."
        ) from None
    try:
        with file:
            yield file
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def write_zip(
    file: BinaryIO,
    folder: Path,
    paths: Iterable[str],
    top: str,
    progress: Callable[[int], None],
) -> None:
    """Pack the files at `paths` in `folder`, in that order, below a folder `top`. `progress` is
    called with the number of files packed."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for done, path in enumerate(paths, 1):
            entry = zipfile.ZipInfo(f"{top}/{path}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            source = folder / path
            entry.file_size = source.stat().st_size
            with source.open("rb") as data, packed.open(entry, "w") as target:
                shutil.copyfileobj(data, target, 1_000_000)
            progress(done)
