"""What a template of Dateline may not do, although Jinja would let it."""

from __future__ import annotations

from jinja2 import TemplateSyntaxError

from dateline.problems import Problem, ProblemKind


class Refusal(TemplateSyntaxError):  # noqa: N818 - it is told to the theme's author
    """Something in a template that is refused when it is compiled; `fix` says what to write."""

    kind: ProblemKind = "template"

    def __init__(
        self, message: str, fix: str, line: int, name: str | None, filename: str | None
    ) -> None:
        super().__init__(message, line, name, filename)
        self.fix = fix

    @classmethod
    def of(cls, problem: Problem, name: str, filename: str) -> Refusal:
        """That of the template `name`, in the file `filename`, for what is wrong with its text."""
        found = cls(problem.message, problem.fix, problem.line, name, filename)
        found.kind = problem.kind
        return found


class UnknownAssetError(Exception):
    """A template asked for a link to the asset `name`, which its theme does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
