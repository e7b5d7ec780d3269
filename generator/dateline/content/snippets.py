"""The files of HTML in content/ that site.toml names as advertisements."""

from __future__ import annotations

import errno
from pathlib import Path

from dateline.config import Site
from dateline.content.decoding import decode
from dateline.merge_conflicts import conflict_markers
from dateline.own_files import read_own

_SUFFIXES = (".html", ".htm")
_LARGEST = 100_000
"""In bytes. Readers load it with each page that shows it."""


class SnippetFault(Exception):  # noqa: N818 - it is not a fault of the program
    """Why a file cannot be the HTML of an advertisement, and what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def snippet_paths(site: Site) -> list[str]:
    """Their paths, relative to content/."""
    return sorted({found.html for found in site.advertisements.values() if found.html})


def load_snippet(site: Site, path: str) -> str:
    """The HTML in content/`path`. Raises `SnippetFault` if the file has none, or is not there."""
    if not path.lower().endswith(_SUFFIXES):
        fix = f'Name a file that ends in .html; if it is a picture, write image = "{path}"'
        raise SnippetFault(f"“{path}” is not a file of HTML", fix)
    try:
        text, _ = decode(read_own(site.content, path, _LARGEST), path)
    except UnicodeDecodeError:
        fix = f'Save it as UTF-8; if it is a picture, write image = "{path}"'
        raise SnippetFault(f"“{path}” is not text in UTF-8", fix) from None
    except OSError as error:
        raise _unreadable(site.content / path, path, error) from None
    if marks := conflict_markers(text):
        message = (
            f"Git could not merge two versions of “{path}”: it left a marker on line {marks[0]}"
        )
        raise SnippetFault(message, "Keep one of the versions, and delete the lines with markers")
    return text


def _unreadable(file: Path, path: str, error: OSError) -> SnippetFault:
    if error.errno == errno.EXDEV:
        fix = "Copy the file to where the link is"
        return SnippetFault(f"“{path}” is a symbolic link to a file outside content/", fix)
    if error.errno == errno.ELOOP:
        return SnippetFault(f"“{path}” is a symbolic link to itself", "Delete it")
    if error.errno == errno.EINVAL:
        fix = "Put a file of HTML in its place"
        return SnippetFault(f"“{path}” is a pipe, a socket or a device", fix)
    if error.errno == errno.EOVERFLOW:
        message = f"“{path}” has {file.stat().st_size:,} bytes; the limit is {_LARGEST:,}"
        fix = "Shorten it; pictures are files of their own: <img src=…>"
        return SnippetFault(message, fix)
    fix = "Check that it exists and that you may read it"
    return SnippetFault(f"“{path}” cannot be read: {error.strerror}", fix)


def read_snippet(site: Site, path: str) -> str:
    """The HTML in content/`path`; empty if it has none, or is not there."""
    try:
        return load_snippet(site, path) if path else ""
    except SnippetFault:
        return ""
