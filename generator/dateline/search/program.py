"""Running a program that may fail, or never end."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence

from dateline.problems import UsageProblem

PATIENCE = "DATELINE_SEARCH_SECONDS"
_SECONDS, _SECONDS_PER_MEGABYTE = 60.0, 30.0
"""Pagefind takes about a second for a megabyte of documents on a slow machine."""


def patience(size: int) -> float:
    """How many seconds to wait for an index of `size` bytes of documents.

    The environment's `DATELINE_SEARCH_SECONDS` goes before. Raises `UsageProblem` where that is
    not a number.
    """
    written = os.environ.get(PATIENCE)
    if not written:
        return _SECONDS + _SECONDS_PER_MEGABYTE * size / 1_000_000
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1_000_000:
        raise UsageProblem(f"{PATIENCE} is “{written}”. Set it to a number of seconds, like 600.")
    return seconds


def run(command: Sequence[str], seconds: float) -> tuple[int, str]:
    """Run `command` to its end; gives its exit code and what it said.

    Raises `TimeoutError` if it has not ended after so many seconds, and `OSError` where it cannot
    be started. It never outlives the call.
    """
    # A file, not a pipe: the end of a pipe might be held open by a process that the program began.
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        ) as process:
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise TimeoutError(f"it has not ended after {seconds:,.0f} s") from None
            except BaseException:
                process.kill()
                raise
        said.seek(0)
        return code, said.read().decode(errors="replace").strip()
