"""The forms in which search data can lie on a disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True, slots=True)
class Form:
    """How an edition holds its search data.

    `files` makes its own files of those of an index, `manifest` a file and its name of the bytes
    of the manifest. `name` changes when either would make others of the same.
    """

    name: str
    files: Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
    manifest: Callable[[bytes], tuple[str, bytes]]

    @property
    def version(self) -> str:
        """What the bytes of indexes and engines depend on besides what is indexed."""
        return " ".join(filter(None, (pagefind_version(), self.name)))


def pagefind_version() -> str:
    """The program and its version."""
    return f"pagefind {version('pagefind-bin')}"


def _plain_files(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return files


def _plain_manifest(data: bytes) -> tuple[str, bytes]:
    return "manifest.json", data


PLAIN = Form("", _plain_files, _plain_manifest)
"""As Pagefind makes them."""
