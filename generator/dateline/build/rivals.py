"""Files whose address is another's, or one that Dateline keeps for itself."""

from __future__ import annotations

from typing import NamedTuple

from dateline.problems import Problem


class Rival(NamedTuple):
    """What is told of a page whose address is not its own to have.

    Where it is made of a file of content/, at `path` there, a build can go on without it; it cannot
    where the page is one of the archive's own and `path` is None.
    """

    problem: Problem
    path: str | None
