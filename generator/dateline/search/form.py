"""The forms in which search data can be stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dateline.versions import version_of


@dataclass(frozen=True, slots=True)
class Form:
    """The form in which an edition stores its search data.

    `files` converts the files of an index; `single` converts a file that belongs to no index, given
    its path, and returns its new path and bytes, from which `content` makes the original bytes
    again. `name` must change whenever the result of `files` or `single` does.
    """

    name: str
    files: Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
    single: Callable[[str, bytes], tuple[str, bytes]]
    content: Callable[[bytes], bytes]

    @property
    def version(self) -> str:
        """The versions of Pagefind and of the form, on which the bytes of an index depend."""
        return " ".join(filter(None, (pagefind_version(), self.name)))


def pagefind_version() -> str:
    """Pagefind's name and version."""
    return f"pagefind {version_of('pagefind-bin')}"


def stemmer_version() -> str:
    """The name and version of the library that stems words."""
    return f"pystemmer {version_of('pystemmer')}"


def _plain_files(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return files


def _plain_single(path: str, data: bytes) -> tuple[str, bytes]:
    return path, data


def _plain_content(data: bytes) -> bytes:
    return data


PLAIN = Form("", _plain_files, _plain_single, _plain_content)
"""The form for a web server: each file as it is."""
