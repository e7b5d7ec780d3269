"""Bringing search and packs up to date behind the pages: a whole build, in a process of its own, at
low priority, which is killed when something else is to be built first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dateline.build.options import Options
from dateline.build.report import Summary

_PRIORITY = 10
"""How much the process gives way to others, as `nice` counts."""
_ENDS_WITHIN = 10.0
_UNSAID = "ignore:resource_tracker:UserWarning"
"""A warning of multiprocessing that what was killed left semaphores, which it then removes."""
_START = "spawn" if sys.platform == "win32" else "forkserver"
"""How processes begin: not as copies of the preview, which has threads and open sockets."""


class CatchingUp:
    """One attempt. It may be killed at any moment, like any build: the next finishes its work."""

    def __init__(self, root: Path, options: Options) -> None:
        context: Any = multiprocessing.get_context(_START)
        if _START == "forkserver":
            # Read once, so that each attempt need not import what a build needs.
            context.set_forkserver_preload(["dateline.serve.catching_up", "dateline.build.making"])
        # The process that would say so is started with the first attempt.
        os.environ.setdefault("PYTHONWARNINGS", _UNSAID)
        self._results, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_build, args=(root, options, theirs), name="search")
        self._process.start()
        theirs.close()

    def result(self) -> Summary:
        """Wait for the end. Raises what the build raised, or `BrokenExecutor` if it was killed."""
        try:
            found = self._results.recv()
        except EOFError:
            raise BrokenExecutor from None
        finally:
            self._process.join(_ENDS_WITHIN)
        if isinstance(found, Exception):
            raise found
        assert isinstance(found, Summary)
        return found

    def kill(self) -> None:
        """End it with all of its processes, and wait until it has ended."""
        if sys.platform != "win32":
            # Only once it has a group of its own is there one of this number.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join(_ENDS_WITHIN)


def _build(root: Path, options: Options, results: Connection) -> None:
    """Build, and send the summary or the error."""
    from dateline.build.run import build
    from dateline.processes import end_with_parent

    if sys.platform != "win32":
        os.setsid()
        os.nice(_PRIORITY)
    end_with_parent()
    try:
        found: Summary | Exception = build(root, options)
    except Exception as error:
        found = error
    with suppress(BrokenPipeError):  # the preview was ended meanwhile
        results.send(found)
