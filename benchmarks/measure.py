"""Measuring one command as a whole: wall and processor time, memory of the process tree, files."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY_SECONDS = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Figures:
    """The measurements of a run: seconds, bytes and number of files. `memory` is the peak of the
    whole process tree."""

    wall: float
    processor: float
    memory: int
    files: int
    written: int


def measure(commands: Sequence[Sequence[str]], folder: Path, output: Path) -> Figures:
    """Run `commands` one after the other in `folder`, and count the files in `output` afterwards.

    Raises `subprocess.CalledProcessError` if one of them fails. Linux only: memory is read from
    /proc.
    """
    os.sync()  # so that earlier writes do not slow down this run
    started, before = time.monotonic(), os.times()
    peak = 0
    for command in commands:
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            watcher = _Watcher(process.pid)
            watcher.start()
            code = process.wait()
            watcher.ended.set()
            watcher.join()
            peak = max(peak, watcher.peak)
        if code:
            raise subprocess.CalledProcessError(code, command)
    wall, after = time.monotonic() - started, os.times()
    processor = (after[2] + after[3]) - (before[2] + before[3])
    sizes = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
    return Figures(wall, processor, peak, len(sizes), sum(sizes))


class _Watcher(threading.Thread):
    """Repeatedly adds up the resident memory of a process and its descendants."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.ended = threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self.ended.wait(_EVERY_SECONDS):
            self.peak = max(self.peak, _tree_memory(self._process))


def _tree_memory(process: int) -> int:
    """The memory of a process tree in bytes; shared pages are counted once for each process."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * _PAGE
            for children in Path(f"/proc/{one}/task").glob("*/children"):
                waiting += map(int, children.read_text().split())
        except (OSError, IndexError):
            continue
    return total
