"""Workers: the processes that share a build's work, each with the catalogue open for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from dateline.build.render import Renderer
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.store import connect_read_only
from dateline.config import Site
from dateline.processes import end_with_parent
from dateline.theme import Theme

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers:
    """`processes` of them; with one, the work is done in this process as results are asked for.

    `file` is the catalogue's, for the others to open. They are forked where the system can, and
    then have the templates that `renderer` has compiled.
    """

    def __init__(self, renderer: Renderer, file: Path, processes: int) -> None:
        self._renderer = renderer
        self._pool: ProcessPoolExecutor | None = None
        if processes > 1:
            archive = renderer.archive
            state = archive.site, file, renderer.staging
            self._pool = ProcessPoolExecutor(processes, initializer=_prepare, initargs=state)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def map(
        self, work: Callable[[Renderer, Task], Result], tasks: Sequence[Task]
    ) -> Iterator[Result]:
        """The results of `work`, a function of a module, on each task, in order.

        All tasks are handed out at once: what is mapped next waits behind them, not for them.
        """
        if self._pool:
            return self._pool.map(_work, repeat(work), tasks)
        return (work(self._renderer, task) for task in tasks)


_renderer: Renderer | None = None


def _prepare(site: Site, file: Path, staging: Path) -> None:
    global _renderer
    end_with_parent()
    _renderer = Renderer(Catalogue(connect_read_only(file), site), Theme(site), staging)


def _work(work: Callable[[Renderer, Task], Result], task: Task) -> Result:
    assert _renderer is not None
    return work(_renderer, task)
