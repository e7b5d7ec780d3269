"""What went wrong in a template, told to the theme's author."""

from __future__ import annotations

from pathlib import Path

from jinja2 import TemplateSyntaxError

from dateline.problems import Problem


def template_problem(error: Exception, template: str) -> Problem:
    """The problem that `error` is, raised when `template` was compiled or filled in."""
    name = getattr(error, "name", None) or template
    line = getattr(error, "lineno", None)
    if not isinstance(error, TemplateSyntaxError):
        name, line = _place_of(error) or (template, 1)
    reason = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
    fix = "docs/themes.md lists what each template may use"
    return Problem(
        f"templates/{name}",
        line or 1,
        1,
        f"The template cannot be rendered: {reason}",
        fix,
        kind="template",
    )


def _place_of(error: Exception) -> tuple[str, int] | None:
    """The innermost template and line that the error came through, by its traceback."""
    trace, place = error.__traceback__, None
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.parent.name == "templates":
            place = file.name, trace.tb_lineno
        trace = trace.tb_next
    return place
