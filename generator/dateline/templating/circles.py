"""Templates that extend, include or import each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

if TYPE_CHECKING:
    from dateline.templating import ThemeEnvironment

_VERBS: dict[type[nodes.Node], str] = {
    nodes.Extends: "extends",
    nodes.Include: "includes",
    nodes.Import: "imports",
    nodes.FromImport: "imports",
}


class Request(NamedTuple):
    """A place where the template in `file` uses another by `name`; `verb` says how."""

    file: Path
    line: int
    verb: str
    name: str


def find_circle(environment: ThemeEnvironment, start: Path) -> list[Request]:
    """The requests that form a circle, searching from the template in `start`; empty if none do.

    Only names that are written as constants are followed.
    """
    return _search(environment, start, [], set())


def leads_to(environment: ThemeEnvironment, start: Path, end: Path) -> bool:
    """Whether the template in `start` is the one in `end`, or asks for it in some way."""
    found, waiting = {start}, [start]
    while waiting:
        for request in _requests(environment, waiting.pop()):
            asked = environment.theme.templates.get(request.name)
            if asked and asked not in found:
                found.add(asked)
                waiting.append(asked)
    return end in found


def _search(
    environment: ThemeEnvironment, file: Path, trail: list[Request], done: set[Path]
) -> list[Request]:
    passed = [request.file for request in trail]
    if file in passed:
        return trail[passed.index(file) :]
    if file in done:
        return []
    for request in _requests(environment, file):
        asked = environment.theme.templates.get(request.name)
        if asked and (circle := _search(environment, asked, [*trail, request], done)):
            return circle
    done.add(file)
    return []


def _requests(environment: ThemeEnvironment, file: Path) -> Iterator[Request]:
    try:
        tree = environment.tree(file, file.name)
    except (OSError, TemplateSyntaxError):
        return
    for node in tree.find_all(tuple(_VERBS)):
        for asked in node.iter_child_nodes(only=["template"]):
            for part in (asked, *asked.find_all(nodes.Const)):
                if isinstance(part, nodes.Const) and isinstance(part.value, str):
                    yield Request(file, node.lineno, _VERBS[type(node)], part.value)
