"""Symbolic links to folders in an output folder, through which a build must not write or delete."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.build.marker import STAGING
from dateline.problems import UsageProblem


def links_to_folders(output: Path) -> Iterator[Path]:
    """The links in `output` that lead to folders; they are not followed."""
    for folder, folders, _ in os.walk(output):
        here = Path(folder)
        if here == output:
            folders[:] = [name for name in folders if name != STAGING]
        yield from (here / name for name in folders if (here / name).is_symlink())


def links_above(output: Path, paths: Iterable[Path]) -> Iterator[Path]:
    """The links in `output` through which the way to `paths` leads."""
    above = {parent for path in paths for parent in path.parents if output in parent.parents}
    return (folder for folder in above if folder.is_symlink())


def links_met(staged: Path, target: Path) -> Iterator[Path]:
    """The links in `target` at places where `staged`, which is to be moved there, has folders."""
    if not staged.is_dir():
        return
    for item in os.scandir(staged):
        place = target / item.name
        if item.is_dir() and place.is_dir():
            if place.is_symlink():
                yield place
            else:
                yield from links_met(Path(item.path), place)


def refuse(links: Iterable[Path], output: Path) -> None:
    """Raise `UsageProblem` for the first of these links, if there is any."""
    for link in sorted(links):
        raise UsageProblem(
            f"{link} is a link to {link.readlink()}, and Dateline writes only inside {output}. "
            "Delete the link, then run: dateline build --verify"
        )
