"""What Dateline and its libraries are, so that a new one of either builds anew what it shapes."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "nh3", "pyyaml")


@cache
def versions_digest() -> str:
    """One hash of Dateline's own code and of the versions of the libraries that shape its output.

    Code, not a version number: a checkout changes without one.
    """
    digest = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(repr([(name, version(name)) for name in _LIBRARIES]).encode())
    return digest.hexdigest()
