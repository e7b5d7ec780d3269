"""Worker processes: how they end with their build, and how to take what they make in order."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_LOOK_EVERY_SECONDS = 1.0
_NOTICED_AFTER_SECONDS = 0.5


def end_with_parent() -> None:
    """Let this process end, without a word, when the build is interrupted or killed.

    A worker that waits for work does not notice by itself that nobody is left to give it any.
    """
    # A build that a script runs in the background ignores interrupts, and so do its workers.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _end_soon)
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _end_soon(*_: object) -> None:
    """End, but not before the build, which was interrupted too, has noticed that it was."""
    time.sleep(_NOTICED_AFTER_SECONDS)
    os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_SECONDS)
    os._exit(1)


def take_in_order(
    pool: Executor, work: Callable[[Task], Result], tasks: Iterable[Task], ahead: int
) -> Iterator[Result]:
    """The results of `work` on each task, in order, with never more than `ahead` in the making.

    `Executor.map` would keep all that is made faster than it is taken.
    """
    waiting: deque[Future[Result]] = deque()
    for task in tasks:
        waiting.append(pool.submit(work, task))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
