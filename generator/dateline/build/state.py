"""Where a build keeps its state: one catalogue for each output folder and set of options."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.catalogue.store import locked
from dateline.own_folders import OWN_FOLDER, PUBLIC_FOLDER
from dateline.problems import UsageProblem


@dataclass(frozen=True, slots=True)
class State:
    """The files below `.dateline/` that belong to one output folder and set of options.

    `busy` is locked during every build into the output folder, whatever its options.
    """

    folder: Path
    catalogue: Path
    busy: Path

    @classmethod
    def of(cls, root: Path, output: Path, options: str) -> State:
        """The state of building into `output` with `options` (empty for a plain build)."""
        folder = root / OWN_FOLDER
        plain = output == root / PUBLIC_FOLDER
        busy = folder / f"output{'' if plain else '-' + _short_hash(str(output))}.lock"
        name = "" if plain and not options else "-" + _short_hash(f"{output}\n{options}")
        return cls(folder, folder / f"catalogue{name}.sqlite", busy)

    @classmethod
    def of_public(cls, root: Path) -> State:
        """The state of a plain build into public/."""
        return cls.of(root, root / PUBLIC_FOLDER, "")

    @property
    def compiled(self) -> Path:
        """The folder for the templates and words of the theme in the form that is run."""
        return self.folder / "compiled"

    def blank(self) -> Path:
        """The path for a new catalogue, with no file there, for a build from scratch."""
        file = self.catalogue.with_suffix(".new.sqlite")
        _delete(file)
        return file

    def forget(self) -> None:
        """Delete the catalogue: the next build starts from scratch."""
        _delete(self.catalogue)

    def adopt(self, file: Path) -> None:
        """Replace the catalogue with that of a build from scratch, which must be closed."""
        _delete(self.catalogue)
        file.replace(self.catalogue)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other builds out of the output folder. The lock is released if the process dies.

        Raises `UsageProblem` if another build holds it, or if something else is where the state is
        kept.
        """
        self._make_folder()
        ignored = self.folder / ".gitignore"
        if not ignored.is_file() or ignored.stat().st_size == 0:
            ignored.write_text("*\n", "utf-8")
        with locked(self.busy) as ours:
            if not ours:
                raise UsageProblem(
                    "Another build of this site is running."
                    " Wait for it to finish, then build again."
                )
            yield

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            what = "a file"
            if self.folder.is_symlink():
                what = f"a symbolic link to {self.folder.readlink()}, which is no folder"
            raise UsageProblem(
                f"{self.folder} is {what}, and Dateline keeps its cache in a folder of that name."
                " Delete it, or give it another name."
            ) from None


def _short_hash(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="surrogateescape"), digest_size=4).hexdigest()


def _delete(file: Path) -> None:
    """Delete a catalogue and the files that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
