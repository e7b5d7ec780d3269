"""Export: an edition built into a folder of its own, and packed into one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dateline.build.marker import MARKER, STAGING, is_marked
from dateline.build.report import Reporter, Silent, Summary
from dateline.build.run import Options, build
from dateline.build.state import FOLDER, State
from dateline.config import load_site
from dateline.content.slugs import slugify
from dateline.filenames import without_devices
from dateline.offline.zipped import files_in, new_zip, write_zip
from dateline.problems import UsageProblem

_OURS = (MARKER, STAGING)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was built, and what was packed: how many files, and how large the zip file is."""

    summary: Summary
    files: int
    size: int


def export_portable(
    root: Path, file: Path, options: Options, report: Reporter | None = None
) -> Exported:
    """Make the zip file `file` of the portable edition, built as `options` say.

    Raises `ProblemsFound` for errors of the archive, and `UsageProblem` where it cannot be done.
    The file is then as it was.
    """
    root, report = root.resolve(), report or Silent()
    output = root / FOLDER / "portable"
    options = replace(options, output=output, portable=True)
    _refuse_place(file, root)
    with new_zip(file) as target:
        summary = build(root, options, report)
        with State.of(root, output, options.variant).lock():
            report.stage("Packing", len(files_in(output, _OURS)))
            packed = write_zip(
                target,
                output,
                without_devices(slugify(load_site(root).title)),
                leave_out=_OURS,
                progress=report.progress,
            )
    return Exported(summary, packed, file.stat().st_size)


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
