"""Notices that the preview shows in place of pages that could not be built."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from dateline.catalogue.held import Held
from dateline.problems import Problem
from dateline.serve.snapshot import Failure
from dateline.source_lines import SourceLines

_LONGEST_LINE = 200


@cache
def _template() -> Template:
    loader = PackageLoader("dateline.serve", "browser")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("notice.html")


def held_back(root: Path, held: Held, problems: Sequence[Problem]) -> str:
    """The notice in place of a page whose file cannot be published as it is."""
    return _template().render(
        title="This page could not be built",
        text=f"The rest of the archive was built without content/{held.path}. Fix the file and save"
        " it: the page will then appear here by itself.",
        problems=_with_lines(root, problems),
    )


def not_built(root: Path, failure: Failure | None) -> str:
    """The notice in place of every page as long as the archive has not been built at all."""
    if failure is None:
        return _template().render(
            title="The archive is being built",
            text="The first build takes a while. This page will appear by itself when it is done.",
            problems=[],
        )
    return _template().render(
        title="The archive could not be built",
        text=f"{failure.message} Once it can be built, this page will appear by itself.",
        problems=_with_lines(root, failure.problems),
    )


def _with_lines(root: Path, problems: Sequence[Problem]) -> list[tuple[Problem, str]]:
    """Each problem with the line of the file that it is about."""
    lines = SourceLines(root)
    return [(problem, lines.of(problem)[:_LONGEST_LINE]) for problem in problems]
