"""Carrying out a move that was worked out: everything is changed, or nothing is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from dateline.editing.move import Move
from dateline.editing.texts import SourceText
from dateline.files import write_beside
from dateline.git import git
from dateline.problems import UsageProblem


def carry_out(root: Path, move: Move) -> None:
    """Change and rename the files of the archive at `root`.

    What needs room on the disk is written first, beside the files that it will replace; then files
    are renamed; then texts are put in place. Raises `UsageProblem` if any of that cannot be done,
    once all that was done is undone.
    """
    try:
        with ExitStack() as leftovers, ExitStack() as undo:
            staged = [
                texts
                for path, text in sorted(move.texts.items())
                if (texts := _staged(root / path, text, leftovers))
            ]
            for old, new in move.renames:
                _rename(root / old, root / new, undo)
            renamed = {root / old: root / new for old, new in move.renames}
            for file, after, before in staged:
                place = renamed.get(file, file)
                after.replace(place)
                undo.callback(before.replace, place)
            undo.pop_all()
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename:
            reason = f"{os.path.relpath(error.filename, root)}: {reason}"
        message = f"The article cannot be moved, and nothing has changed. {reason}."
        raise UsageProblem(message) from None
    _tell_git(root, move.renames)


def _staged(file: Path, text: SourceText, leftovers: ExitStack) -> tuple[Path, Path, Path] | None:
    """A file with, beside it, its new content and its present one; None if these are the same."""
    before = file.read_bytes()
    data = text.written.encode()
    if data == before:
        return None
    beside = []
    for content in (data, before):
        new = write_beside(file, content)
        leftovers.callback(new.unlink, missing_ok=True)
        beside.append(new)
    return file, beside[0], beside[1]


def _rename(old: Path, new: Path, undo: ExitStack) -> None:
    missing = [folder for folder in new.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir()
        undo.callback(folder.rmdir)
    if os.path.lexists(new) and not new.samefile(old):
        raise FileExistsError(0, "It exists already", str(new))
    old.rename(new)
    undo.callback(new.rename, old)


def _tell_git(root: Path, renames: Iterable[tuple[str, str]]) -> None:
    """Let git's index, where it has the files, have them under their new names, with the content
    that it had."""
    folder = git(root, "rev-parse", "--show-prefix")
    prefix = (folder or b"").removesuffix(b"\n")
    lines = []
    for old, new in renames:
        listed = git(root, "--literal-pathspecs", "ls-files", "-s", "-z", "--full-name", "--", old)
        for entry in (listed or b"").split(b"\0")[:-1]:
            facts, _, path = entry.partition(b"\t")
            nothing = b"0" * len(facts.split()[1])
            within = path.removeprefix(prefix + os.fsencode(old))
            lines += [b"0 %s\t%s" % (nothing, path)]
            lines += [b"%s\t%s" % (facts, prefix + os.fsencode(new) + within)]
    if lines:
        git(
            root,
            "update-index",
            "-z",
            "--index-info",
            data=b"".join(line + b"\0" for line in lines),
        )
