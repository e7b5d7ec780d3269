"""The marker: a small file that identifies an output folder as made by Dateline."""

from __future__ import annotations

import os
from pathlib import Path

from dateline.files import replace_file
from dateline.problems import UsageProblem

MARKER, STAGING = ".dateline", ".dateline-staging"
_OURS = "This folder is made by Dateline"
_TEXT = """\
{ours}: `dateline build` writes, replaces and deletes what is in it.
Options: {options}
"""


class Marker:
    """The marker of `folder`; `options` describes the options that it is built with."""

    def __init__(self, folder: Path, options: str) -> None:
        self._folder = folder
        self._text = _TEXT.format(ours=_OURS, options=options)

    def claim(self) -> bool:
        """Check that the folder is ours or empty. Returns whether it was built with these options.

        Raises `UsageProblem` if it is a file, contains someone else's files or is inside another
        output, and `OSError` if it cannot be read.
        """
        for parent in self._folder.parents:
            if is_marked(parent):
                raise UsageProblem(
                    f"{self._folder} is inside {parent}, a site made by Dateline: the next"
                    " build there would delete it. Name a folder outside it with --output."
                )
        if not self._folder.exists():
            return False
        if not self._folder.is_dir():
            raise UsageProblem(f"{self._folder} is a file. Name a folder with --output.")
        try:
            return (self._folder / MARKER).read_text("utf-8") == self._text
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            if any(path.name != STAGING for path in self._folder.iterdir()):
                raise UsageProblem(
                    f"{self._folder} holds files that Dateline did not make, and would delete. "
                    "Name an empty folder with --output, or empty this one yourself."
                ) from None
            return False

    def write(self) -> None:
        """Mark the folder as ours."""
        file = self._folder / MARKER
        if file.is_symlink() or not file.exists() or file.read_text("utf-8") != self._text:
            replace_file(file, self._text.encode())

    def refuse_outputs_within(self) -> None:
        """Raise `UsageProblem` if a folder inside this one is an output too: a sweep would delete
        it."""
        for folder, folders, names in os.walk(self._folder):
            if Path(folder) == self._folder:
                folders[:] = [name for name in folders if name != STAGING]
            elif MARKER in names and is_marked(Path(folder)):
                raise UsageProblem(
                    f"{folder} is another site made by Dateline, and would be deleted. "
                    f"Move it out of {self._folder}, or name another folder with --output."
                )


def is_marked(folder: Path) -> bool:
    """Whether a folder is the output of this or any other archive."""
    try:
        return (folder / MARKER).read_text("utf-8").startswith(_OURS)
    except (OSError, UnicodeDecodeError):
        return False
