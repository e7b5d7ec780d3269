"""A build in its own process that prints each stage, so that a test can kill it there.

Run as `python told_build.py FOLDER JOBS [clean] [verify] [no-search]`; each line is a stage and
the second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from dateline.build.options import Options
from dateline.build.run import build


class Aloud:
    """Prints each stage as it begins."""

    def stage(self, name: str, total: int = 0) -> None:
        """Print the stage."""
        sys.stdout.write(f"{name}\t{time.monotonic()}\n")
        sys.stdout.flush()

    def doing(self, what: str) -> None:
        """Nothing."""

    def progress(self, done: int, total: int = 0) -> None:
        """Nothing."""


if __name__ == "__main__":
    root, jobs, *flags = sys.argv[1:]
    told = Aloud()
    options = Options(
        jobs=int(jobs),
        clean="clean" in flags,
        verify="verify" in flags,
        search="no-search" not in flags,
    )
    build(Path(root), options, told)
    told.stage("Done")
