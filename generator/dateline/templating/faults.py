"""Errors in templates, as problems for the theme's author."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError

from dateline.problems import Problem, nearest
from dateline.templating.circles import Request, find_circle
from dateline.theme import Theme

if TYPE_CHECKING:
    from dateline.templating import ThemeEnvironment

_DOCUMENTED = "docs/themes.md lists what each template may use"


def template_problem(error: Exception, template: str, environment: ThemeEnvironment) -> Problem:
    """The problem to report for `error`, which was raised when `template` was rendered."""
    theme = environment.theme
    file, line = _place_of(error, theme) or (theme.templates.get(template), 1)
    if file and isinstance(error, RecursionError) and (circle := find_circle(environment, file)):
        return _circle_problem(circle, theme)
    message = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
    message, fix = f"The template cannot be rendered: {message}", _DOCUMENTED
    if isinstance(error, TemplateNotFound):
        message, fix = f"There is no template “{error.name}”", _instead_of(str(error.name), theme)
    shown = theme.shown(file) if file else f"themes/{theme.site.theme}/templates/{template}"
    return _problem(shown, line, message, fix)


def _problem(path: str, line: int, message: str, fix: str) -> Problem:
    return Problem(path, line, 1, message, fix, kind="template")


def _instead_of(name: str, theme: Theme) -> str:
    near = nearest(name, theme.templates)
    return f"Write “{near}”" if near else "Create it, or inherit a theme that has it"


def _circle_problem(circle: list[Request], theme: Theme) -> Problem:
    """The problem of templates that form a circle, at the request where it is best fixed: that of
    the nearest theme, if possible one that could use an inherited template instead."""

    def replaced(request: Request) -> str | None:
        name = theme.replaced_by(request.file)
        found = name and theme.templates[name] != theme.templates[request.name]
        return name if found else None

    mended = [request for request in circle if replaced(request)]
    first = min(mended or circle, key=lambda request: theme.distance(request.file))
    position = circle.index(first)
    ordered = circle[position:] + circle[:position]
    steps = ", which ".join(f"{request.verb} “{request.name}”" for request in ordered)
    asked = f"{first.verb} itself" if len(circle) == 1 else steps
    message = f"This template {asked}: this would never end"
    fix = f"Leave out “{first.name}”"
    if name := replaced(first):
        fix = f'Write "{name}" instead of "{first.name}": this means the template of that theme'
    return _problem(theme.shown(first.file), first.line, message, fix)


def _place_of(error: Exception, theme: Theme) -> tuple[Path, int] | None:
    """The innermost template and line in the traceback of an error; None if there are none."""
    files = set(theme.templates.values())
    if isinstance(error, TemplateSyntaxError):
        file = Path(error.filename or "")
        return (file, error.lineno) if file in files else None
    trace, place = error.__traceback__, None
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file in files:
            place = file, trace.tb_lineno
        trace = trace.tb_next
    return place
