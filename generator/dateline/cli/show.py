"""How problems, progress and summaries look: rich on a terminal, plain lines elsewhere."""

from __future__ import annotations

import difflib
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from dateline.build.report import Reporter
from dateline.cli.terminal import is_terminal, say, say_annotation, say_json
from dateline.controls import visible
from dateline.problems import Problem, count_problems
from dateline.source_lines import SourceLines

if TYPE_CHECKING:
    from rich.progress import Progress

_LOG_EVERY_SECONDS = 10.0
_MOST_ALIKE = 100
MOST_WARNINGS = 50
"""The warnings that a build shows."""


def show_problems(
    problems: Iterable[Problem],
    style: str = "text",
    root: Path | None = None,
    *,
    err: bool = True,
    most_warnings: int | None = None,
) -> None:
    """Print the problems and a line that counts them: `text`, `json` or `github`.

    Of one kind in one file no more than `_MOST_ALIKE` are printed, but in `json`, and but for
    addresses that are lost. With `err`, text
    goes to standard error. Warnings beyond `most_warnings` are only counted, in `text`.
    """
    problems = list(problems)
    if style == "json":
        lines = SourceLines(root)
        say_json([_as_json(problem, lines) for problem in problems])
        return
    lines = SourceLines(root)
    richly = is_terminal(err=err)
    shown, counted = _divided(problems, most_warnings if style == "text" else None)
    last = {problem.path: place for place, problem in enumerate(shown)}
    alike: Counter[tuple[str, str]] = Counter()
    omitted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for place, problem in enumerate(shown):
        alike[problem.path, problem.kind] += problem.kind != "lost-address"
        if alike[problem.path, problem.kind] > _MOST_ALIKE:
            omitted[problem.path][problem.kind, problem.severity] += 1
        elif style == "github":
            _annotate(problem, lines.end_of(problem))
        elif richly:
            _show_richly(problem, lines, err=err)
        else:
            say(_line(problem), err=err)
        if style == "text" and place == last[problem.path]:
            for (kind, severity), number in omitted[problem.path].items():
                say(f"{problem.path}: {count(number, f'more “{kind}” {severity}')}.", err=err)
    if counted:
        say(f"{count(len(counted), 'more warning')}; “dateline check” lists all:", err=err)
        for line in count_by_kind(counted):
            say(line, err=err)
    if problems and style == "text":
        say(count_problems(problems), err=err)


def _divided(
    problems: Sequence[Problem], most_warnings: int | None
) -> tuple[list[Problem], list[Problem]]:
    """The problems that are shown, and the warnings that are only counted."""
    shown: list[Problem] = []
    counted: list[Problem] = []
    left = len(problems) if most_warnings is None else most_warnings
    for problem in problems:
        if problem.severity == "error":
            shown.append(problem)
        elif left:
            shown.append(problem)
            left -= 1
        else:
            counted.append(problem)
    return shown, counted


def lost_last(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in their order, but all addresses that are lost together at the end."""
    return sorted(problems, key=lambda problem: problem.kind == "lost-address")


def count_by_kind(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each kind of problem, the most frequent first, with the number of files."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.kind, []).append(problem)
    for kind, found in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
        files = len({problem.path for problem in found})
        yield f"{len(found):7,}  {kind}, in {count(files, 'file')}"


def count(number: int, word: str) -> str:
    """“1 article”, “1,234 articles”."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def size_of(number: int) -> str:
    """A number of bytes as people read it: `84 KB`, in steps of a thousand."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if number >= size:
            shown = number / size
            return f"{shown:,.0f} {unit}" if shown >= 9.95 else f"{shown:.1f} {unit}"
    return count(number, "byte")


def _line(problem: Problem) -> str:
    text = " ".join(problem.sentences).replace("\n", " ")
    return f"{problem.place}: {problem.severity}: {text}"


def _as_json(problem: Problem, lines: SourceLines) -> dict[str, Any]:
    mend = problem.mend
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "end_column": lines.end_of(problem),
        "severity": problem.severity,
        "kind": problem.kind,
        "message": problem.message,
        "fix": problem.fix,
        "unfinished": problem.unfinished,
        "replacement": {
            "line": mend.line,
            "column": mend.start,
            "end_column": mend.end,
            "text": mend.text,
        }
        if mend
        else None,
    }


def _annotate(problem: Problem, end: int) -> None:
    place: dict[str, str | int] = {"file": problem.path}
    if problem.line:
        place |= {"line": problem.line, "endLine": problem.line}
        place |= {"col": problem.column, "endColumn": end}
    text = " ".join(problem.sentences)
    say_annotation(problem.severity, text, **place, title=problem.kind)


def _show_richly(problem: Problem, lines: SourceLines, *, err: bool) -> None:
    colour = "red" if problem.severity == "error" else "yellow"
    say(problem.place, bold=True, err=err, nl=False)
    say(f"  {problem.severity}", fg=colour, err=err)
    message, *fix = problem.sentences
    say(f"  {message}", err=err)
    for line in _excerpt(problem.column, lines.end_of(problem), lines.of(problem)):
        say(line, dim=True, err=err)
    for sentence in fix:
        say("  → ", fg="green", nl=False, err=err)
        say(sentence, err=err)
    say(err=err)


_BEFORE, _SHOWN = 60, 100
"""Characters of a line that are shown before the place of a problem, and in all."""


def _excerpt(column: int, end: int, source: str) -> tuple[str, ...]:
    """The line in question, and one with marks below the word; nothing where it is not known."""
    if not source:
        return ()
    line = source.expandtabs(1)
    start = max(0, column - _BEFORE)
    before = " " * len(visible(line[start : column - 1]))
    marks = "^" * max(1, len(visible(line[column - 1 : min(end - 1, start + _SHOWN)])))
    return f"    {line[start : start + _SHOWN]}", f"    {before}{marks}"


def show_change(path: str, before: str, after: str) -> None:
    """Print what has changed in a file, as a unified diff."""
    colours = {"+": "green", "-": "red"} if is_terminal(err=False) else {}
    lines = (before.splitlines(), after.splitlines())
    for line in difflib.unified_diff(*lines, f"a/{path}", f"b/{path}", n=1, lineterm=""):
        say(line, fg=colours.get(line[:1]))


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
