"""What publishing the output uploads: the files in which it differs from the output before."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.digests import digest_of_file
from dateline.urls import output_path

if TYPE_CHECKING:
    from dateline.build.output import OutputFolder
    from dateline.build.replacement import Replacement


@dataclass(slots=True)
class Upload:
    """How many files are added, changed and removed, and the bytes of the first two together;
    `search` is how many of all these files are of search volumes."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    size: int = 0
    search: int = 0

    @property
    def files(self) -> int:
        """How many files differ."""
        return self.added + self.changed + self.removed

    def put(self, new: str, old: str) -> None:
        """Count the file `new`, which is about to take the place `old`. One that is the same there
        does not count: hosts, like rsync, compare contents."""
        size, before = os.stat(new).st_size, _size(old)  # noqa: PTH116 - of every file that is new
        if size == before and digest_of_file(Path(new)) == digest_of_file(Path(old)):
            return
        if before is None:
            self.added += 1
        else:
            self.changed += 1
        self.size += size


def upload_of(replacement: Replacement, output: OutputFolder) -> Upload:
    """What a replacement that is ready, but not yet carried out, will change in the output."""
    upload, pages = Upload(), output.pages
    for made in replacement.changed:
        path = output_path(made.page.url)
        upload.put(f"{pages.waiting}/{path}", f"{pages.output}/{path}")
    upload.removed += sum(pages.old(gone.page.url).is_file() for gone in replacement.deleted)
    others = upload.files
    for files in replacement.volumes:
        folder = output.volume(files.volume.key)
        names = set(_names(files.folder))
        for name in names:
            upload.put(f"{files.folder}/{name}", f"{folder}/{name}")
        upload.removed += sum(name not in names for name in _names(folder))
    upload.removed += sum(len([*_names(output.volume(name))]) for name in replacement.gone_volumes)
    upload.search = upload.files - others
    return upload


def _size(path: str) -> int | None:
    """The size of a file; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - see put
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _names(folder: Path) -> Iterator[str]:
    """The paths, in a folder that need not exist, of all files in it."""
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
