"""A build that kills its own process while it puts files in their places."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dateline.build.options import Options
from dateline.build.run import build


def die_building(root: Path, after: int) -> None:
    """Build the archive at `root`, and die after so many changes to its output."""
    left = after

    def dying(change: Callable[..., object]) -> Callable[..., object]:
        def step(path: Path, *rest: Any, **named: Any) -> object:
            nonlocal left
            if "public" in str(path) and path.name != ".dateline-staging":
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return change(path, *rest, **named)

        return step

    for name in ("replace", "rename", "unlink", "rmdir"):
        setattr(Path, name, dying(getattr(Path, name)))
    build(root, Options(jobs=1, search=True))
