"""What is wrong with a theme's templates, as far as it shows before any page is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from dateline.problems import Problem
from dateline.templating import ThemeEnvironment
from dateline.templating.circles import find_circle
from dateline.templating.faults import (
    circle_problem,
    missing_asset,
    missing_template,
    template_problem,
)

_REQUESTS = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def check_templates(environment: ThemeEnvironment, wanted: Iterable[str]) -> Iterator[Problem]:
    """The problems of all templates in use; the templates `wanted` must be there."""
    theme = environment.theme
    lacking = next((name for name in wanted if name not in theme.templates), None)
    if lacking:
        yield template_problem(TemplateNotFound(lacking), lacking, environment)
    for name, file in theme.templates_in_use.items():
        try:
            tree = environment.tree(file, name)
            # Some faults, such as a filter that does not exist, show only in the code.
            environment.compile(tree, name, str(file), raw=True)
        except TemplateSyntaxError as error:
            yield template_problem(error, name, environment)
            continue
        for line, asked in _assets(tree):
            if asked not in theme.parts:
                yield missing_asset(asked, file, line, theme)
        for line, asked in _requests(tree):
            if asked not in theme.templates:
                yield missing_template(asked, file, line, environment)
        circle = find_circle(environment, file)
        # One that includes itself may do so under a condition, and come to an end.
        if circle and all(request.verb != "includes" for request in circle):
            yield circle_problem(circle, theme)


def _assets(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """The assets whose names a template spells out, by line and name."""
    for node in tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name == "asset":
            for asked in node.args:
                if isinstance(asked, nodes.Const) and isinstance(asked.value, str):
                    yield node.lineno, asked.value


def _requests(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """The templates that one cannot do without, by line and name."""
    for node in tree.find_all(_REQUESTS):
        asked = next(node.iter_child_nodes(only=["template"]))
        needed = not getattr(node, "ignore_missing", False)
        if needed and isinstance(asked, nodes.Const) and isinstance(asked.value, str):
            yield node.lineno, asked.value
