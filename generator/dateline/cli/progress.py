"""How the progress of a build looks: bars on a terminal, a few lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from dateline.build.report import Reporter
from dateline.cli.terminal import say
from dateline.controls import visible

if TYPE_CHECKING:
    from rich.progress import Progress

_LOG_EVERY_SECONDS = 10.0


@contextmanager
def reporting() -> Iterator[Reporter]:
    """A reporter for the length of a build: a progress bar on a terminal, lines in a log."""
    if not sys.stderr.isatty():
        log = LogReporter()
        try:
            yield log
        finally:
            log.cease()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<23}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield TerminalReporter(progress)


class TerminalReporter:
    """A bar for each stage, with count, rate and time left."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._begin("Starting", None)

    def _begin(self, name: str, total: int | None) -> None:
        self._name = name
        self._task = self._progress.add_task(name, total=total, rate="")
        self._started = time.monotonic()

    def stage(self, name: str, total: int = 0) -> None:
        """Begin a stage, with a bar of its own: one that is reset would keep the old total."""
        self._progress.remove_task(self._task)
        self._begin(name, total or None)

    def doing(self, what: str) -> None:
        """Say what is waited for."""
        self._progress.update(self._task, description=visible(f"{self._name}: {what}"))

    def progress(self, done: int, total: int = 0) -> None:
        """Move the bar."""
        if total:
            self._progress.update(self._task, total=total)
        seconds = time.monotonic() - self._started
        rate = f"{done / seconds:,.0f}/s" if seconds else ""
        self._progress.update(self._task, completed=done, rate=rate)


class LogReporter:
    """A line for a stage or a step that takes long, then one every ten seconds with count and
    rate."""

    def __init__(self) -> None:
        self._name, self._total, self._started, self._told = "", 0, 0.0, 0.0
        self._waiting: Timer | None = None

    def doing(self, what: str) -> None:
        """Say it, once it has taken long."""
        self.cease()
        line = f"{self._name}: {what} …"
        self._waiting = Timer(_LOG_EVERY_SECONDS, say, [line], {"err": True})
        self._waiting.daemon = True
        self._waiting.start()

    def cease(self) -> None:
        """Nothing is waited for any more."""
        if self._waiting:
            self._waiting.cancel()

    def stage(self, name: str, total: int = 0) -> None:
        """Begin a stage."""
        self.cease()
        self._name, self._total = name, total
        self._started = self._told = time.monotonic()

    def progress(self, done: int, total: int = 0) -> None:
        """Say so, if it is time."""
        self.cease()
        now = time.monotonic()
        self._total = total or self._total
        if now - self._told < _LOG_EVERY_SECONDS:
            return
        self._told = now
        rate = done / (now - self._started)
        left = (self._total - done) / rate if rate else 0
        say(
            f"{self._name}: {done:,} of {self._total:,}, {rate:,.0f}/s, about {left:.0f} s left",
            err=True,
        )
