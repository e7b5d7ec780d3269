"""A digest of the versions of Dateline and its libraries, by which a build notices a new one."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

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


@cache
def versions_digest() -> str:
    """A hash of Dateline's code and coastlines and of the versions of Python and of `LIBRARIES`.

    Python's Unicode tables affect addresses. Dateline's code is hashed, rather than its version
    number, since a checkout changes without a new one.
    """
    digest = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent
    for path in sorted([*package.rglob("*.py"), *package.glob("charts/coastlines/*.txt")]):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    versions = [(name, version(name)) for name in LIBRARIES]
    digest.update(repr([sys.version_info[:3], *versions]).encode())
    return digest.hexdigest()
