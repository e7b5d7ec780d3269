"""Listing the files of each folder, in parallel if there are many.

A build with nothing to do spends half of its time on asking the system for the size and
modification time of each file. Little is sent back from another process: for most folders, only
that nothing has changed.
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
    """The path of a folder, the number of its files, and a digest of their names, sizes and times.

    `sources` lists the files; it is None if the digest is the one already known.
    """

    path: str
    files: int
    digest: str
    sources: list[Source] | None


def scan_folders(walk: Walk, known: Mapping[str, str], processes: int) -> Iterator[FolderState]:
    """List every folder of `walk`, whose `problems` are complete once all states are yielded.

    `known` has the digests of folders from the last scan, by path.
    """
    shares = deque([""])
    while shares and (processes == 1 or len(shares) < _SHARES_EACH * processes):
        folder, inner = walk.folder(shares.popleft())
        shares.extend(inner)
        if folder:
            yield _state_of(folder, known)
    if not shares:
        return
    # Imported here, since a build of a small archive starts no processes.
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
"""Set once in each worker process."""


def _prepare(walk: Walk, known: Mapping[str, str]) -> None:
    from dateline.processes import end_with_parent

    global _walk, _known
    end_with_parent()
    _walk, _known = walk, known


def _scan_below(prefix: str) -> tuple[list[FolderState], dict[str, Problem]]:
    _walk.problems = {}
    return [_state_of(folder, _known) for folder in _walk.below(prefix)], _walk.problems
