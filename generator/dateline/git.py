"""Running git: it obeys nothing in the repository, asks nothing, and reaches no network."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SAFE = ("--no-pager", "--no-replace-objects", "-c", "protocol.allow=never", "-c", "gpg.program=")
_SECONDS = 30


def git_command(folder: Path, *arguments: str) -> list[str]:
    """The command line that runs git in a folder."""
    return ["git", "-C", str(folder), *_SAFE, *arguments]


def git_environment() -> dict[str, str]:
    """Ours, without what git's hooks set for the repository that they belong to."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def git(folder: Path, *arguments: str, data: bytes = b"") -> bytes | None:
    """What git, which is given `data` to read, prints; None if it is not there, cannot do as it is
    told, or takes half a minute."""
    try:
        done = subprocess.run(
            git_command(folder, *arguments),
            input=data,
            capture_output=True,
            check=False,
            env=git_environment(),
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None
