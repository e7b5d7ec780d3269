"""Workers: the processes that share a build's work, each with the catalogue opened for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from dateline.build.changes import Changes
from dateline.build.render import Renderer
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.store import connect_read_only
from dateline.config import Site
from dateline.editions.base import BuiltEdition
from dateline.processes import end_with_parent
from dateline.staging import Staging
from dateline.theme import Theme

_WORTH_PROCESSES = 50
"""With fewer changes than this, starting processes takes longer than they save."""
Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers:
    """A pool of `processes`; with only one, work is done in this process as results are consumed.

    The processes open the catalogue `file` themselves. On systems that can fork they start at once,
    with the templates that `renderer` has compiled but nothing that is loaded later.
    """

    def __init__(self, renderer: Renderer, file: Path, processes: int) -> None:
        self.renderer, self.count = renderer, processes
        self._pool: ProcessPoolExecutor | None = None
        self._beside: ProcessPoolExecutor | None = None
        self._tasks_beside = 0
        site = renderer.archive.site
        now = renderer.archive.catalogue.now
        self._state = renderer.edition, site, file, now, renderer.staging, renderer.compiled
        if processes > 1:
            self._pool = ProcessPoolExecutor(processes, initializer=_prepare, initargs=self._state)
            self._pool.submit(_begin)

    @classmethod
    def worth(cls, renderer: Renderer, file: Path, processes: int, changes: Changes) -> Workers:
        """As many workers as these changes are worth: one for few."""
        if processes == 1 or not (changes.stale or len(changes) > _WORTH_PROCESSES):
            return cls(renderer, file, 1)
        renderer.compile()
        return cls(renderer, file, processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pool in (self._pool, self._beside):
            if pool:
                pool.shutdown(cancel_futures=True)

    def map(
        self, work: Callable[[Renderer, Task], Result], tasks: Sequence[Task]
    ) -> Iterator[Result]:
        """The results of `work`, a module-level function, on each task, in order.

        All tasks are queued at once, so that those of the next call start when a process is free.
        """
        if self._pool:
            return self._pool.map(_work, repeat(work), tasks)
        return (work(self.renderer, task) for task in tasks)

    def map_beside(
        self, work: Callable[[Renderer, Task], Result], tasks: Sequence[Task]
    ) -> Iterator[Result]:
        """Like `map`, for work that mostly waits for another program: it starts at once."""
        if self._pool or not tasks:
            return self.map(work, tasks)
        self._beside = ProcessPoolExecutor(1, initializer=_prepare, initargs=self._state)
        self._tasks_beside = len(tasks)
        return self._beside.map(_work, repeat(work), tasks)

    def map_behind(
        self, work: Callable[[Renderer, Task], Result], tasks: Sequence[Task]
    ) -> Iterator[Result]:
        """Like `map`, for work whose results are needed last: if a single task runs beside this
        process, it is done after that one, and this process goes on."""
        if self._beside and self._tasks_beside == 1:
            return self._beside.map(_work, repeat(work), tasks)
        return self.map(work, tasks)


def _begin() -> None:
    """Do nothing: submitting the first task starts the processes."""


_renderer: Renderer
"""Set once in each worker process."""


def _prepare(
    edition: BuiltEdition, site: Site, file: Path, now: str, staging: Staging, compiled: Path
) -> None:
    global _renderer
    end_with_parent()
    catalogue = Catalogue(connect_read_only(file), site, now)
    _renderer = Renderer(edition, catalogue, Theme(site, compiled), staging, compiled)


def _work(work: Callable[[Renderer, Task], Result], task: Task) -> Result:
    return work(_renderer, task)
