"""The configuration of a web server that an archive keeps in hosting/: whether its policy lets
browsers load what the archive shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dateline.own_files import read_own
from dateline.problems import Problem

_FILES = ("hosting/nginx.conf", "hosting/Caddyfile")
_LARGEST = 4_000_000
"""In bytes."""
_POLICY = re.compile(r'^\s*(?:add_header\s+)?Content-Security-Policy\s+"([^"]*)"', re.MULTILINE)


def server_file_problems(root: Path, needed: str) -> Iterator[Problem]:
    """The directives, in those files below `root`, that lack something of the policy `needed`."""
    for path in _FILES:
        text = _text(root, path)
        for found in _POLICY.finditer(text):
            written = _directives(found[1])
            for name, sources in _directives(needed).items():
                if lacking := _lacking(name, sources, written):
                    line = text.count("\n", 0, found.start(1)) + 1
                    column = found.start(1) - text.rfind("\n", 0, found.start(1))
                    message = (
                        f"“{name}” in this Content-Security-Policy lacks {' '.join(lacking)}, so"
                        " browsers block what this archive shows or sends"
                    )
                    fix = f"Write {name} {' '.join(sources)}, on the server too"
                    yield Problem(path, line, column, message, fix, "warning", kind="headers")


def _text(root: Path, path: str) -> str:
    """What one of the files says; empty if there is none that may be read."""
    with suppress(OSError):
        return read_own(root, path, _LARGEST).decode("utf-8", errors="replace")
    return ""


def _lacking(name: str, sources: list[str], written: dict[str, list[str]]) -> list[str]:
    """Those of the `sources` of a directive that a policy does not allow."""
    # Where a directive is not written, browsers go by default-src; others, such as form-action,
    # then allow everything.
    instead = written.get("default-src", sources) if name.endswith("-src") else sources
    allowed = {"'none'", *written.get(name, instead)}
    if "*" in allowed:
        allowed |= {source for source in sources if not source.startswith("'")} | {"'self'"}
    return [source for source in sources if source not in allowed]


def _directives(policy: str) -> dict[str, list[str]]:
    parts = (directive.split() for directive in policy.split(";"))
    return {name: sources for name, *sources in filter(None, parts)}
