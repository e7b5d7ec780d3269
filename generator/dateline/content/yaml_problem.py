"""What is wrong at a place of YAML text, before it is known where in its file the text begins."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.problems import Mend, Problem


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """A problem of which lines and columns count from 0, those of its mend too."""

    line: int
    column: int
    message: str
    fix: str
    mend: Mend | None = None

    def problem(self, path: str, first_line: int) -> Problem:
        """The same, with lines that count from `first_line`."""
        line, column, mend = self.line + first_line, self.column + 1, self.mend
        if mend:
            mend = Mend(line, mend.start + 1, mend.end + 1, mend.text)
        return Problem(path, line, column, self.message, self.fix, kind="front-matter", mend=mend)
