"""Errors in templates, as problems for the theme's author."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError

from dateline.problems import Problem, ProblemKind, nearest
from dateline.templating.circles import Request, find_circle, leads_to
from dateline.templating.missing import NoSuchNameError
from dateline.templating.refusal import Refusal, UnknownAssetError
from dateline.theme import Theme

if TYPE_CHECKING:
    from dateline.templating import ThemeEnvironment

_DOCUMENTED = "See docs/themes.md for what each template may use"
_NAMED = ("block", "macro")
"""Tags that are followed by a name."""
_UNCLOSED = re.compile(r"The innermost block that needs to be closed is '(\w+)'")


def template_problem(error: Exception, template: str, environment: ThemeEnvironment) -> Problem:
    """The problem to report for `error`, which was raised when `template` was rendered."""
    theme = environment.theme
    file, line = _place_of(error, theme) or (theme.templates.get(template), 1)
    if file and isinstance(error, RecursionError) and (circle := find_circle(environment, file)):
        return circle_problem(circle, theme)
    if isinstance(error, TemplateNotFound):
        if file is None:
            return theme.lacking(template)
        return missing_template(str(error.name), file, line, environment)
    if file and isinstance(error, UnknownAssetError):
        return missing_asset(error.name, file, line, theme)
    message = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
    message, fix = f"The template cannot be rendered: {message}", _DOCUMENTED
    kind: ProblemKind = "template"
    if isinstance(error, Refusal):
        message, fix, kind = str(error.message), error.fix, error.kind
    elif isinstance(error, NoSuchNameError):
        message, fix = _missing_name(error, _line_of(file, line), environment)
    elif file and (unclosed := _UNCLOSED.search(message)):
        line, message, fix = _unclosed(unclosed[1], file, line, environment)
    shown = theme.shown(file) if file else f"themes/{theme.site.theme}/templates/{template}"
    return Problem(shown, line, 1, message, fix, kind=kind)


def _missing_name(
    error: NoSuchNameError, source: str, environment: ThemeEnvironment
) -> tuple[str, str]:
    """What is said of a name that there is not, which is used in this line of a template."""
    name = error.name
    known = ["page", *environment.globals] if error.known is None else error.known
    near = nearest(name, known)
    fix = f"Did you mean “{near}”?" if near else _DOCUMENTED
    owner = re.search(rf"([\w.]+)\.{re.escape(name)}\b", source)
    if error.known is None or not owner:
        return f"There is no “{name}” here", fix
    return f"“{owner[1]}” has no “{name}”", fix


def _unclosed(
    tag: str, file: Path, last: int, environment: ThemeEnvironment
) -> tuple[int, str, str]:
    """The line of the innermost `tag` that is never closed, what is wrong and what to do."""
    opened: list[tuple[int, str]] = []
    tokens = [
        (line, kind, text)
        for line, kind, text in environment.lex(file.read_text("utf-8"))
        if kind != "whitespace"
    ]
    for (_, kind, _), (line, _, word), (_, _, name) in zip(
        tokens, tokens[1:], tokens[2:], strict=False
    ):
        if kind == "block_begin" and word == tag:
            opened.append((line, name))
        elif kind == "block_begin" and word == f"end{tag}" and opened:
            opened.pop()
    line, name = opened[-1] if opened else (last, "")
    what = f"The {tag} “{name}”" if tag in _NAMED else f"“{{% {tag} %}}”"
    return line, f"{what} is never closed", f"Add {{% end{tag} %}}"


def _line_of(file: Path | None, line: int) -> str:
    lines = file.read_text("utf-8", "replace").splitlines() if file else []
    return lines[line - 1] if line <= len(lines) else ""


def _problem(path: str, line: int, message: str, fix: str) -> Problem:
    return Problem(path, line, 1, message, fix, kind="template")


def missing_template(name: str, file: Path, line: int, environment: ThemeEnvironment) -> Problem:
    """The problem of a template that the one in `file` asks for and that is not there."""
    message, fix = f"There is no template “{name}”", _instead_of(name, file, environment)
    return _problem(environment.theme.shown(file), line, message, fix)


def missing_asset(name: str, file: Path, line: int, theme: Theme) -> Problem:
    """The problem of an asset that the template in `file` asks for and that is not there."""
    near = nearest(name, theme.parts)
    fix = f"Write “{near}”" if near else "Put the file into the theme's folder assets/"
    return _problem(theme.shown(file), line, f"There is no asset “{name}”", fix)


def _instead_of(name: str, file: Path, environment: ThemeEnvironment) -> str:
    """What to write instead of the name of a template that is not there, in the one in `file`."""
    theme = environment.theme
    near = nearest(name, theme.templates, 0.8)
    if near and leads_to(environment, theme.templates[near], file):
        near = theme.replaced_by(theme.templates[near])
    return f"Write “{near}”" if near else "Create it, or inherit a theme that has it"


def circle_problem(circle: list[Request], theme: Theme) -> Problem:
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
