"""How problems look: rich on a terminal, plain lines elsewhere."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.cli.terminal import is_terminal, say, say_annotation, say_json
from dateline.cli.unknown_keys import with_one_line_each, without_repeats
from dateline.controls import visible
from dateline.problems import Problem, count_problems
from dateline.source_lines import SourceLines

_MOST_ALIKE = 100
LOST = frozenset({"lost-address", "lost-id", "lost-anchor"})
"""The kinds of problem that tell what readers have lost, which every build repeats."""
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
    """Print the problems and a line that counts them: `text`, `json` or `github`. In `text`, a key
    that many files have and Dateline does not know is shown once.

    Of one kind in one file no more than `_MOST_ALIKE` are printed, but in `json`, and but for
    addresses that are lost. With `err`, text goes to standard error. In `text`, warnings beyond
    `most_warnings` are only counted, and where there is such a limit, the gravest come first.
    """
    limited = style == "text" and most_warnings is not None
    problems = with_one_line_each(sorted(problems, key=_gravity) if limited else [*problems])
    if style == "json":
        lines = SourceLines(root)
        say_json([_as_json(problem, lines) for problem in problems])
        return
    lines = SourceLines(root)
    richly = is_terminal(err=err)
    told, keys = without_repeats(problems) if style == "text" else (problems, "")
    shown, counted = _divided(told, most_warnings if style == "text" else None)
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
    if keys:
        say(keys, err=err)
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


def _gravity(problem: Problem) -> int:
    """What comes first where not all is shown: errors, then what concerns the whole site, then what
    readers have lost of it."""
    if problem.severity == "error":
        return 0
    if not problem.path.startswith("content/"):
        return 1
    return 2 if problem.kind in LOST else 3


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
