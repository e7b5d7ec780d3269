"""The lines of the archive's files that problems are about."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.own_files import read_own, read_regular
from dateline.problems import Problem

_QUOTED = re.compile("“([^“”]+)”")
_WORD = re.compile(r"[\w-]+|\S")


class SourceLines:
    """Looks up lines; without a `root` it finds none. A file is read once for all of its problems
    that follow one another."""

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self._path: str | None = None
        self._lines: list[str] = []

    def of(self, problem: Problem) -> str:
        """The line that a problem is about; empty where it is about none, or cannot be read."""
        if not problem.line:
            return ""
        if problem.path != self._path:
            self._path, self._lines = problem.path, self._read(problem.path)
        return self._lines[problem.line - 1] if problem.line <= len(self._lines) else ""

    def end_of(self, problem: Problem) -> int:
        """The column after the part of the line that a problem is about: what its message quotes
        first, if that stands there, or else the word; its own column where there is none."""
        if not problem.line:
            return problem.column
        rest = self.of(problem)[problem.column - 1 :]
        marks = rest[: rest[:1] in {'"', "'"}]
        for quoted in _QUOTED.findall(problem.message)[:1]:
            if rest.startswith(f"{marks}{quoted}{marks}"):
                return problem.column + len(quoted) + 2 * len(marks)
        word = _WORD.match(rest)
        return problem.column + (len(word[0]) if word else 0)

    def _read(self, path: str) -> list[str]:
        if self._root is None:
            return []
        # The first line of what a link leads to is nobody's business.
        folder, inner = ("content", path[8:]) if path.startswith("content/") else ("", path)
        file = self._root / path
        try:
            data = read_own(self._root / folder, inner) if folder else read_regular(file)
            return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").split("\n")
        except (OSError, ValueError):
            return []
