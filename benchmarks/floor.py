"""The floor below any build: what making its files costs, when all that they hold is known."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Floor:
    """Seconds that one process takes to make so many folders and files."""

    wall: float
    processor: float
    folders: int
    files: int


def measure_floor(built: Path, target: Path) -> Floor:
    """Make the files of the folder `built` again in the new folder `target`.

    What they hold is read before, and held: nothing else than making them is measured.
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
