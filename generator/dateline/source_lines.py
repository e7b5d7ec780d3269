"""The lines of the archive's files that problems are about."""

from __future__ import annotations

from pathlib import Path

from dateline.problems import Problem


class SourceLines:
    """Looks up lines. A file is read once for all of its problems that follow one another."""

    def __init__(self, root: Path) -> None:
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

    def _read(self, path: str) -> list[str]:
        try:
            return (self._root / path).read_text("utf-8-sig", errors="replace").splitlines()
        except (OSError, ValueError):
            return []
