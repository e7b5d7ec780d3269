"""What Dateline and its libraries are, so that a new one of either builds anew what it shapes."""

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
    "python-frontmatter",
    "pyyaml",
)
"""Those that shape a byte of a page, or what is read from a file."""


@cache
def versions_digest() -> str:
    """One hash of Dateline's own code, of Python's version and of those of `LIBRARIES`.

    Python's tables of letters shape addresses. Of Dateline it is the code and not a version number,
    since a checkout changes without one.
    """
    digest = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    versions = [(name, version(name)) for name in LIBRARIES]
    digest.update(repr([sys.version_info[:3], *versions]).encode())
    return digest.hexdigest()
