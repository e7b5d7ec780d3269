"""What every worker process does when it begins: see to it that it ends with its build."""

from __future__ import annotations

import os
import signal
import threading
import time

_LOOK_EVERY_SECONDS = 1.0


def end_with_parent() -> None:
    """Let this process end, without a word, when the build is interrupted or killed.

    A worker that waits for work does not notice by itself that nobody is left to give it any.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY_SECONDS)
    os._exit(1)
