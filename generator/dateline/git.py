"""Running git: it obeys nothing in the repository, asks nothing, reaches no network, and may not
take for ever."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Timer

_SAFE = ("--no-pager", "--no-replace-objects", "-c", "protocol.allow=never", "-c", "gpg.program=")
SECONDS = 30
"""How long git may take to answer a question."""
SECONDS_TO_READ = 600
"""How long it may take to tell all that it knows of an archive."""


def run_git(
    folder: Path, *arguments: str, data: bytes = b"", seconds: float | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with `data` to read, for at most `seconds` (`SECONDS`, if that is None).

    Raises `OSError` if there is no git, `subprocess.TimeoutExpired` if it takes too long, and
    `ValueError` for arguments with a NUL.
    """
    return subprocess.run(
        _command(folder, *arguments),
        input=data,
        capture_output=True,
        check=False,
        env=_environment(),
        timeout=SECONDS if seconds is None else seconds,
    )


def git(folder: Path, *arguments: str, data: bytes = b"") -> bytes | None:
    """What git, which is given `data` to read, prints; None if it is not there, cannot do as it is
    told, or takes too long."""
    try:
        done = run_git(folder, *arguments, data=data)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None


def blobs(folder: Path, names: Iterable[str]) -> Iterator[bytes]:
    """The contents of blobs by their names, such as `HEAD:./a.md`, in order; empty for one that is
    missing. One process reads them all.

    Raises `OSError` if there is no git, or if it ends before it has answered.
    """
    process = subprocess.Popen(
        _command(folder, "cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    limit = Timer(SECONDS_TO_READ, process.kill)
    limit.daemon = True
    limit.start()
    assert process.stdin and process.stdout
    try:
        for name in names:
            if "\n" in name:  # each name is a line
                yield b""
                continue
            # One at a time: the pipes hold little, and neither side may wait for the other.
            process.stdin.write(os.fsencode(name) + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            if not answer:
                raise ChildProcessError("git ended too early")
            size = answer.split()[-1]
            yield process.stdout.read(int(size) + 1)[:-1] if size.isdigit() else b""
    finally:
        limit.cancel()
        process.kill()
        process.communicate()


def _command(folder: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(folder), *_SAFE, *arguments]


def _environment() -> dict[str, str]:
    """Ours, without what git's hooks set for the repository that they belong to."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
