"""A digest of the versions of Dateline and its libraries, by which a build notices a new one."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from functools import cache

LIBRARIES = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "mdurl",
    "nh3",
    "pillow",
    "pydantic",
    "pystemmer",
    "python-frontmatter",
    "pyyaml",
)
"""The libraries that affect the bytes of pages or how files are read."""

_INSTALLED = ".dist-info"


@cache
def versions_digest() -> str:
    """A hash of Dateline's code and coastlines and of the versions of Python and of `LIBRARIES`.

    Python's Unicode tables affect addresses. Dateline's code is hashed, rather than its version
    number, since a checkout changes without a new one.
    """
    digest = hashlib.blake2b(digest_size=16)
    package = os.path.dirname(__file__)  # noqa: PTH120
    for path in sorted(_files(package)):
        digest.update(path.removeprefix(package).encode() + b"\0")
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            digest.update(file.readall())
    versions = [(name, version_of(name)) for name in LIBRARIES]
    digest.update(repr([sys.version_info[:3], *versions]).encode())
    return digest.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """The files of code and of coastlines below a folder. Every build reads them, so their paths
    are text: `Path` takes twice as long."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith((".py", ".txt")):
            yield entry.path


def version_of(library: str) -> str:
    """The version of a library, given its normalised name."""
    if known := _installed().get(library):
        return known
    from importlib.metadata import version  # for systems that install otherwise

    return version(library)


@cache
def _installed() -> dict[str, str]:
    """The versions of installed libraries, by normalised name.

    The names of their folders have both (“Recording installed projects”, packaging.python.org), and
    importing `importlib.metadata` takes 20 ms, which every small build would feel.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = [entry.name for entry in os.scandir(folder or ".")]
        except OSError:
            continue
        for name in entries:
            if name.endswith(_INSTALLED):
                library, _, version = name.removesuffix(_INSTALLED).rpartition("-")
                found.setdefault(re.sub(r"[-_.]+", "-", library).lower(), version)
    return found
