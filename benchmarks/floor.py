"""The lower bound of any build: the cost of creating its files, given their contents."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Floor:
    """The seconds that one process takes to create this many folders and files."""

    wall: float
    processor: float
    folders: int
    files: int


def measure_floor(built: Path, target: Path) -> Floor:
    """Create the files of the folder `built` again in the new folder `target`.

    Their contents are read into memory first, so that only creating them is measured.
    """
    folders = [Path(folder).relative_to(built) for folder, _, _ in os.walk(built)]
    files = [
        (str(target / path.relative_to(built)), path.read_bytes())
        for path in built.rglob("*")
        if path.is_file()
    ]
    os.sync()
    started, used = time.monotonic(), time.process_time()
    for folder in folders:
        (target / folder).mkdir()
    for path, data in files:
        with open(path, "wb") as file:  # noqa: PTH123 - as the build does
            file.write(data)
    return Floor(time.monotonic() - started, time.process_time() - used, len(folders), len(files))
