"""Watching an archive for changes, whatever happens to its folders."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import watchfiles

FOLDERS = "content", "themes"
_SETTINGS = "site.toml"
_LOOK_EVERY = 300
"""Milliseconds between checks that the folders are still the ones being watched."""
_PAUSE = 1.0
"""Seconds between attempts to watch, after a failure."""


async def watch(
    root: Path, changed: Callable[[], None], failed: Callable[[Exception], None]
) -> None:
    """Call `changed` for each change of content/, themes/ or site.toml, until cancelled.

    It is also called once whenever watching begins, since nobody knows what changed before. A
    folder that goes is waited for. Where watching fails, `failed` is told and it begins again.
    """
    while True:
        try:
            await _watch_while_the_same(root, changed)
        except Exception as error:
            if not _is_of_a_name(error):
                failed(error)
            await asyncio.sleep(_PAUSE)


def _is_of_a_name(error: Exception) -> bool:
    """Whether all that failed is that the name of a file is not text, which the next build tells:
    what watches knows no such names, and gives up."""
    return isinstance(error, ExceptionGroup) and all(
        "Unable to decode path" in str(one) for one in error.exceptions
    )


async def _watch_while_the_same(root: Path, changed: Callable[[], None]) -> None:
    """Watch until a folder goes, comes, or is another one of the same name.

    The system's notices follow a folder that is renamed, so names are compared from time to time.
    The root itself is not watched: what is built lies below it, and a notice for each of its
    folders costs more than looking at site.toml.
    """
    folders = [folder for name in FOLDERS if (folder := root / name).is_dir()]
    identity, settings = _identity(root), _state_of_settings(root)
    begun = False
    async for changes in _notices(folders):
        if not begun or changes or _state_of_settings(root) != settings:
            settings = _state_of_settings(root)
            changed()
        begun = True
        if _identity(root) != identity:
            return


async def _notices(folders: list[Path]) -> AsyncIterator[bool]:
    """Whether anything changed below `folders`, soon after it did or after some time."""
    if not folders:
        while True:
            yield False
            await asyncio.sleep(_LOOK_EVERY / 1_000)
    async for changes in watchfiles.awatch(
        *folders, watch_filter=_concerns, rust_timeout=_LOOK_EVERY, yield_on_timeout=True
    ):
        yield bool(changes)


def _concerns(_: watchfiles.Change, path: str) -> bool:
    """Whether a path is one that a build reads, and no editor's own."""
    return not Path(path).name.startswith(".")


def _identity(root: Path) -> list[tuple[int, int]]:
    return [_number(folder) for folder in (root, *(root / name for name in FOLDERS))]


def _number(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _state_of_settings(root: Path) -> tuple[int, ...]:
    try:
        status = (root / _SETTINGS).stat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns
