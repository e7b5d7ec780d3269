"""Carrying out a move that was worked out: files are written, then renamed."""

from __future__ import annotations

from pathlib import Path

from dateline.git import git
from dateline.moving.move import Move
from dateline.moving.texts import data_of
from dateline.problems import UsageProblem


def carry_out(root: Path, move: Move) -> None:
    """Change and rename the files of the archive at `root`.

    Every new text is written beside its file before the first is put in place.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, text in sorted(move.texts.items()):
            file = root / path
            before = file.read_bytes()
            data = data_of(text, before)
            if data != before:
                new = file.with_name(f".{file.name}.moving")
                waiting.append((new, file))
                new.write_bytes(data)
                new.chmod(file.stat().st_mode)
    except OSError:
        for new, _ in waiting:
            new.unlink(missing_ok=True)
        raise
    for new, file in waiting:
        new.replace(file)
    for old, renamed in move.renames:
        _rename(root, old, renamed)


def _rename(root: Path, old: str, new: str) -> None:
    target = root / new
    target.parent.mkdir(parents=True, exist_ok=True)
    known = git(root, "ls-files", "--error-unmatch", "--", old) is not None
    if known and git(root, "mv", "--", old, new) is not None:
        return
    try:
        (root / old).rename(target)
    except OSError as error:
        raise UsageProblem(f"{old} could not be renamed to {new}: {error.strerror}.") from None
