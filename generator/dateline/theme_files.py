"""The files of a theme and of those that it inherits, each read once in a build."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dateline.digests import digest_of

_KEPT = 200_000
"""Bytes: larger files are not kept in memory. They are pictures and fonts."""
_MOST_KEPT = 1_000
"""How many files are kept for the next build of this process."""


@dataclass(frozen=True)
class _ReadFile:
    """A file that was read: what told that it had not changed, and its content."""

    state: tuple[int, int, int, int]
    content: bytes

    @cached_property
    def text(self) -> str:
        text = self.content.decode("utf-8", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def digest(self) -> str:
        return digest_of(self.content)


_read_before: dict[Path, _ReadFile] = {}
"""What this process has read: a preview builds again and again, and seldom with another theme."""


class ThemeFiles:
    """The files in the folders of a `lineage` of themes, nearest first; `root` is the archive's."""

    def __init__(self, lineage: Mapping[str, Path], root: Path) -> None:
        self._lineage, self._root = lineage, root
        self._kept: dict[Path, _ReadFile] = {}
        self._large: dict[Path, str] = {}

    @cached_property
    def own(self) -> Mapping[str, Mapping[str, Path]]:
        """The files of each theme itself, by their paths in it."""
        return {
            theme: {
                path.relative_to(folder).as_posix(): path
                for path in sorted(_files_in(folder))
                if path not in self.foreign
            }
            for theme, folder in self._lineage.items()
        }

    @cached_property
    def foreign(self) -> Sequence[Path]:
        """The files that are links out of the folder of their theme: those would be published.

        The themes that come with Dateline are trusted; installers may make links of their files.
        """
        return [
            path
            for folder in self._lineage.values()
            if folder.is_relative_to(self._root)
            for path in sorted(_files_in(folder))
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
        ]

    def read(self, path: Path) -> bytes:
        """The content of a file, as it was when first read unless it is large."""
        return self._file(path).content

    def text(self, path: Path) -> str:
        """The same as text, with line breaks of one kind."""
        return self._file(path).text

    def digest(self, path: Path) -> str:
        """The hash of a file as it was when first asked for."""
        if path in self._large:
            return self._large[path]
        file = self._file(path)
        if path not in self._kept:
            self._large[path] = file.digest
        return file.digest

    def _file(self, path: Path) -> _ReadFile:
        if path in self._kept:
            return self._kept[path]
        status = path.stat()
        state = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        file = _read_before.get(path)
        if file is None or file.state != state:
            file = _ReadFile(state, path.read_bytes())
        if len(file.content) <= _KEPT:
            self._kept[path] = file
            if len(_read_before) >= _MOST_KEPT:
                _read_before.clear()
            _read_before[path] = file
        return file


def _files_in(folder: Path) -> Iterator[Path]:
    for inside, _, names in os.walk(folder):
        yield from filter(Path.is_file, (Path(inside, name) for name in names))
