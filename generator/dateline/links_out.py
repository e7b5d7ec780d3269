"""Symbolic links out of a folder, through which nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

from dateline.problems import UsageProblem


def refuse_outside(path: Path, home: Path) -> None:
    """Raise `UsageProblem` if a symbolic link leads from `path`, which is written as one below the
    folder `home`, to somewhere else."""
    inside = Path(os.path.realpath(home))
    for place in (*reversed(path.relative_to(home).parents), path.relative_to(home)):
        if not Path(os.path.realpath(home / place)).is_relative_to(inside):
            raise UsageProblem(
                f"{home / place} is a symbolic link that leads out of {home}, and nothing is"
                " written through it. Delete the link, or put a real file or folder in its place."
            )
