"""Opening an archive: its settings, or all that can be told of site.toml at once."""

from __future__ import annotations

from pathlib import Path

from dateline.advertisements import advertisement_problems
from dateline.config import Site, read_site
from dateline.config_warnings import site_warnings
from dateline.edition import Edition
from dateline.problems import Problem, ProblemsFound, weigh
from dateline.theme import Theme


def open_site(root: Path, *, edition: Edition, base_url: str | None = None) -> Site:
    """The settings of the archive at `root`, as `load_site` gives them.

    Raises `ProblemsFound` with every problem of a faulty site.toml, those among them that the
    theme and the files in content/ show.
    """
    site, problems = read_site(root, base_url=base_url, edition=edition)
    if not problems:
        return site
    told = {(problem.path, problem.line) for problem in problems}
    more = [one for one in _shown_elsewhere(site, problems) if (one.path, one.line) not in told]
    raise ProblemsFound(weigh([*problems, *more], site.problems))


def _shown_elsewhere(site: Site, problems: list[Problem]) -> list[Problem]:
    """The problems of site.toml that the file alone does not show."""
    found = site_warnings(site)
    if any(problem.kind == "theme" for problem in problems):
        return found  # which places for advertisements there are is not known
    try:
        found += advertisement_problems(site, Theme(site))
    except ProblemsFound as of_theme:
        found += of_theme.problems
    return found
