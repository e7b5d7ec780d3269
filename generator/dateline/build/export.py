"""Export: build an edition into a folder of its own, and pack it into one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dateline.build.marker import MARKER, STAGING, is_marked
from dateline.build.options import Options
from dateline.build.report import Reporter, Silent, Summary
from dateline.build.run import build
from dateline.build.state import State
from dateline.config import load_site
from dateline.editions import EDITIONS
from dateline.own_folders import OWN_FOLDER
from dateline.problems import UsageProblem

_OURS = (MARKER, STAGING)


@dataclass(frozen=True, slots=True)
class Exported:
    """The summary of the build, the number of files packed, and the size of the packed file."""

    summary: Summary
    files: int
    size: int


def export(root: Path, file: Path, options: Options, report: Reporter | None = None) -> Exported:
    """Build the edition that `options` name and pack it into `file`.

    Raises `ProblemsFound` for errors in the archive and `UsageProblem` if the file cannot be made
    at all. In both cases an existing file is left as it was.
    """
    root, report = root.resolve(), report or Silent()
    edition = EDITIONS[options.edition]
    output = root / OWN_FOLDER / edition.name
    options = replace(options, output=output)
    _refuse_place(file, root)
    with edition.new_file(file) as target:
        summary = build(root, options, report)
        with State.of(root, output, options.variant).lock():
            paths = _files_in(output)
            report.stage("Packing", len(paths))
            title = load_site(root).title
            edition.write_file(target, output, paths, title, report.progress)
    return Exported(summary, len(paths), file.stat().st_size)


def _files_in(folder: Path) -> list[str]:
    """The paths of all files for readers, with forward slashes, in order."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if path.parts[0] not in _OURS)


def _refuse_place(file: Path, root: Path) -> None:
    if file.is_relative_to(root / "content"):
        raise UsageProblem(
            f"{file} would be published, and included in the next edition. "
            "Name a file outside content/."
        )
    for parent in file.parents:
        if is_marked(parent):
            raise UsageProblem(
                f"{file} is inside {parent}, a site made by Dateline: the next build there"
                " would delete it. Name a file elsewhere."
            )
