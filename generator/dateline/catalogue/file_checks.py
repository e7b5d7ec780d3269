"""The problems of single files, as they were found when the files were read."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import NamedTuple

from dateline.problems import Ignoring, Problem, ProblemKind, Severity, mend_of, problem_of

_OF_PICTURES = frozenset[ProblemKind]({"picture", "unsafe-svg"})
_OF_NO_PICTURE = (
    "problems.kind = 'no-alt' AND EXISTS (SELECT 1 FROM links l WHERE l.source = problems.source"
    " AND l.line = problems.line AND l.position = problems.position AND image"
    " AND (l.kind = 'file' OR l.kind = 'root' AND target NOT LIKE 'assets/%')"
    " AND NOT EXISTS (SELECT 1 FROM sources f WHERE f.path = target AND f.kind = 'file'))"
)
"""Whether a problem is that of a picture without words that does not exist, which is told alone."""


class ProblemRow(NamedTuple):
    """A problem as the catalogue has it; `path` is from the archive's root, `mend` empty or as
    `mend_row` gives it."""

    path: str
    line: int
    column: int
    message: str
    fix: str
    severity: Severity
    kind: ProblemKind
    is_unfinished: bool
    mend: str = ""
    about: str = ""
    ignoring: Ignoring = ""

    @property
    def problem(self) -> Problem:
        """The problem itself; one of unfinished work is a warning."""
        found = problem_of(
            (self.path, self.line, self.column),
            self.message,
            self.fix,
            kind=self.kind,
            severity=self.severity,
            unfinished=self.is_unfinished,
            mend=mend_of(self.mend),
        )
        if not self.about:
            return found
        return replace(found, about=self.about, ignoring=self.ignoring)


def check_files(connection: sqlite3.Connection, now: str) -> list[Problem]:
    """Every problem of a single file. Those of unfinished articles are only warnings."""
    query = (
        "SELECT 'content/' || path, line, position, message, fix, severity, problems.kind,"
        " due > :now OR sources.kind = 'file' AND NOT wanted, mend, about,"
        " ignoring"
        f" FROM problems JOIN sources ON id = source WHERE NOT ({_OF_NO_PICTURE}) UNION ALL"
        " SELECT 'content/' || path, line, position, message, fix, 'error', rivals.kind,"
        " due > :now, '', '', '' FROM rivals JOIN sources ON id = source ORDER BY 1, 2, 3"
    )
    found = [ProblemRow(*row).problem for row in connection.execute(query, {"now": now})]
    found = [_with_user(each, connection) if each.kind in _OF_PICTURES else each for each in found]
    return [_without_vain_mend(one, connection) if one.mend else one for one in found]


def _without_vain_mend(problem: Problem, connection: sqlite3.Connection) -> Problem:
    """The problem, without its mend if that leads to a file which is not there."""
    if not (problem.mend and (file := problem.mend.file)):
        return problem
    is_there = connection.execute("SELECT 1 FROM sources WHERE path = ?", (file,)).fetchone()
    return problem if is_there else replace(problem, mend=None)


def _with_user(problem: Problem, connection: sqlite3.Connection) -> Problem:
    """The problem of a file, with the first of the articles that it was meant for."""
    query = (
        "SELECT min(s.path) FROM links JOIN sources s ON s.id = links.source WHERE target = ?"
        " AND links.kind IN ('file', 'root')"
    )
    (user,) = connection.execute(query, (problem.path.removeprefix("content/"),)).fetchone()
    return replace(problem, fix=f"{problem.fix}. It is used in content/{user}") if user else problem
