"""Asking the system for the files of each folder, in parallel where there are many.

Half of the time of a build that has nothing to do goes into asking the system for the size and time
of each file. What comes back from another process is little: of most folders, that they are as they
were.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dateline.content.sources import Folder, Source, Walk
from dateline.digests import digest_of
from dateline.problems import Problem

_SHARES_EACH = 8


class FolderState(NamedTuple):
    """A folder as it is: its path, the number of its files, and a digest of their names, sizes and
    times; `sources` are the files where that is not the digest known."""

    path: str
    files: int
    digest: str
    sources: list[Source] | None


def scan_folders(walk: Walk, known: Mapping[str, str], processes: int) -> Iterator[FolderState]:
    """Look into all folders of `walk`, whose `problems` are complete in the end.

    `known` are the digests that folders had, by path.
    """
    shares = deque([""])
    while shares and (processes == 1 or len(shares) < _SHARES_EACH * processes):
        folder, inner = walk.folder(shares.popleft())
        shares.extend(inner)
        if folder:
            yield _state_of(folder, known)
    if not shares:
        return
    # Imported here, since a build of a small archive looks by itself.
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=_prepare, initargs=(walk, known)) as pool:
        for found, problems in pool.map(_scan_below, shares):
            walk.problems |= problems
            yield from found


def _state_of(folder: Folder, known: Mapping[str, str]) -> FolderState:
    path, sources = folder
    digest = digest_of(json.dumps(sources).encode())
    return FolderState(path, len(sources), digest, None if known.get(path) == digest else sources)


_walk: Walk
_known: Mapping[str, str]
"""This process's own."""


def _prepare(walk: Walk, known: Mapping[str, str]) -> None:
    from dateline.processes import end_with_parent

    global _walk, _known
    end_with_parent()
    _walk, _known = walk, known


def _scan_below(prefix: str) -> tuple[list[FolderState], dict[str, Problem]]:
    _walk.problems = {}
    return [_state_of(folder, _known) for folder in _walk.below(prefix)], _walk.problems
