"""The files of HTML in content/ that site.toml names as advertisements."""

from __future__ import annotations

from pathlib import Path

from dateline.config import Site
from dateline.content.decoding import decode
from dateline.merge_conflicts import conflict_markers

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
    file: Path = site.content / path
    if not path.lower().endswith(_SUFFIXES):
        fix = f'Name a file that ends in .html; if it is a picture, write image = "{path}"'
        raise SnippetFault(f"“{path}” is not a file of HTML", fix)
    try:
        if not file.resolve().is_relative_to(site.content.resolve()):
            fix = "Copy the file to where the link is"
            raise SnippetFault(f"“{path}” is a symbolic link to a file outside content/", fix)
        if (size := file.stat().st_size) > _LARGEST:
            message = f"“{path}” has {size:,} bytes; the limit is {_LARGEST:,}"
            fix = "Shorten it; pictures are files of their own: <img src=…>"
            raise SnippetFault(message, fix)
        text, _ = decode(file.read_bytes(), path)
    except UnicodeDecodeError:
        fix = f'Save it as UTF-8; if it is a picture, write image = "{path}"'
        raise SnippetFault(f"“{path}” is not text in UTF-8", fix) from None
    except RuntimeError:  # links that lead to one another, before Python 3.13
        raise SnippetFault(f"“{path}” is a symbolic link to itself", "Delete it") from None
    except OSError as error:
        fix = "Check that it exists and that you may read it"
        raise SnippetFault(f"“{path}” cannot be read: {error.strerror}", fix) from None
    if marks := conflict_markers(text):
        message = (
            f"Git could not merge two versions of “{path}”: it left a marker on line {marks[0]}"
        )
        raise SnippetFault(message, "Keep one of the versions, and delete the lines with markers")
    return text


def read_snippet(site: Site, path: str) -> str:
    """The HTML in content/`path`; empty if it has none, or is not there."""
    try:
        return load_snippet(site, path) if path else ""
    except SnippetFault:
        return ""
