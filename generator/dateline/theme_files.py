"""The files of a theme and of those that it inherits, each read once in a build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

_KEPT = 200_000
"""Bytes: larger files are not kept in memory. They are pictures and fonts."""


class ThemeFiles:
    """The files in the folders of a `lineage` of themes, nearest first; `root` is the archive's."""

    def __init__(self, lineage: Mapping[str, Path], root: Path) -> None:
        self._lineage, self._root = lineage, root
        self._kept: dict[Path, bytes] = {}

    @cached_property
    def own(self) -> Mapping[str, Mapping[str, Path]]:
        """The files of each theme itself, by their paths in it."""
        return {
            theme: {
                path.relative_to(folder).as_posix(): path
                for path in sorted(folder.rglob("*"))
                if path.is_file() and path not in self.foreign
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
            for path in sorted(folder.rglob("*"))
            if path.is_symlink() and path.is_file()
            if not path.resolve().is_relative_to(folder.resolve())
        ]

    def read(self, path: Path) -> bytes:
        """The content of a file, as it was when first read unless it is large."""
        if path in self._kept:
            return self._kept[path]
        content = path.read_bytes()
        if len(content) <= _KEPT:
            self._kept[path] = content
        return content

    def text(self, path: Path) -> str:
        """The same as text, with line breaks of one kind."""
        text = self.read(path).decode("utf-8", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")
