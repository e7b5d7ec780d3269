"""A build in its own process that tells each stage, so that a test can kill it there."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from dateline.build.options import Options
from dateline.build.run import build


class Aloud:
    """Sends each stage as it begins, and the second."""

    def __init__(self, listener: Connection) -> None:
        self._listener = listener

    def stage(self, name: str, total: int = 0) -> None:
        """Send the stage."""
        self._listener.send((name, time.monotonic()))

    def doing(self, what: str) -> None:
        """Nothing."""

    def progress(self, done: int, total: int = 0) -> None:
        """Nothing."""


def build_aloud(root: Path, jobs: int, flags: Sequence[str], listener: Connection) -> None:
    """Build in a session of its own. The flags are `clean`, `verify` and `no-search`."""
    os.setsid()
    told = Aloud(listener)
    options = Options(
        jobs=jobs,
        clean="clean" in flags,
        verify="verify" in flags,
        search="no-search" not in flags,
    )
    build(root, options, told)
    told.stage("Done")
