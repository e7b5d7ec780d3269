"""Running `dateline` in processes of their own that need not import it.

Each is a copy of one process that has imported all of Dateline and done nothing else, so none knows
what another has read, compiled or built. What a new process imports is for other tests.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import dateline

_START = "spawn" if sys.platform == "win32" else "forkserver"
_MODULES = [
    module.name
    for module in pkgutil.walk_packages(dateline.__path__, "dateline.")
    if module.name != "dateline.__main__"
]


def started(work: Callable[..., object], *arguments: object, **environment: str) -> BaseProcess:
    """A process that calls `work`, a function of a module."""
    context: Any = multiprocessing.get_context(_START)
    if _START == "forkserver":
        context.set_forkserver_preload(_MODULES)
    variables = {**os.environ, **environment}
    process: BaseProcess = context.Process(target=_begin, args=(variables, work, *arguments))
    process.start()
    return process


def _begin(variables: Mapping[str, str], work: Callable[..., object], *arguments: object) -> None:
    # Its own processes begin as they would anywhere else, not as this one did.
    multiprocessing.set_start_method(None, force=True)
    os.environ.clear()
    os.environ.update(variables)
    # As a new interpreter does. What is imported already stays what it is.
    sys.path[:0] = filter(None, variables.get("PYTHONPATH", "").split(os.pathsep))
    work(*arguments)


class Command:
    """A running command; `arguments` are what is typed after `dateline`."""

    def __init__(self, *arguments: str, cwd: Path, **environment: str) -> None:
        self._arguments = arguments
        self._said = tempfile.TemporaryDirectory(prefix="dateline-said-")
        self._files = [Path(self._said.name, name) for name in ("out", "err")]
        self._process = started(run_command, arguments, cwd, *self._files, **environment)

    def done(self) -> subprocess.CompletedProcess[str]:
        """What it said and its exit code, once it has ended."""
        self._process.join()
        assert self._process.exitcode is not None
        out, err = (file.read_text("utf-8") for file in self._files)
        self._said.cleanup()
        return subprocess.CompletedProcess(self._arguments, self._process.exitcode, out, err)


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return Command(*arguments, cwd=cwd, **environment).done()


def run_command(arguments: Sequence[str], folder: Path, out: Path, err: Path) -> None:
    """Run a command in a `folder`, in this process, and let what it says be added to two files."""
    os.chdir(folder)
    for number, path in ((1, out), (2, err)):
        with path.open("ab", buffering=0) as file:
            os.dup2(file.fileno(), number)
    sys.stdout, sys.stderr = (
        os.fdopen(number, "w", buffering=1, encoding="utf-8", closefd=False) for number in (1, 2)
    )
    from dateline.cli import main

    main(arguments, prog_name="dateline")
