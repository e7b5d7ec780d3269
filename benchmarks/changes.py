"""The cost of one change to an archive: seconds, and the number of files written."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.programs import dateline

_SEARCH_DATA = "search/data/"
Stamps = dict[str, tuple[int, int, int]]


@dataclass(frozen=True)
class Change:
    """A change to an archive; `make` is called with its root and the number of the repetition."""

    name: str
    make: Callable[[Path, int], None]


@dataclass(frozen=True)
class Cost:
    """The seconds that a build after a change took, the number of files outside search volumes that
    it wrote and deleted, and the number of search volumes that it replaced."""

    wall: float
    processor: float
    written: int
    deleted: int
    volumes: int


def measure_changes(root: Path, repetitions: int) -> Iterator[tuple[str, Cost]]:
    """Build the archive at `root`, then make each change `repetitions` times. Yields the name and
    median cost of each."""
    dateline(root, "build")
    for change in _changes(root):
        costs = []
        for repetition in range(repetitions):
            change.make(root, repetition)
            before = _stamps(root / "public")
            started, used = time.monotonic(), _processor()
            dateline(root, "build")
            spent = time.monotonic() - started, _processor() - used
            costs.append(_cost(spent, before, _stamps(root / "public")))
        costs.sort(key=lambda cost: cost.wall)
        yield change.name, costs[len(costs) // 2]


def _processor() -> float:
    """The seconds of processor time used by child processes that have exited."""
    times = os.times()
    return times.children_user + times.children_system


def _changes(root: Path) -> Sequence[Change]:
    stories = sorted(path for path in (root / "content").rglob("*.md"))
    old, older = len(stories) * 2 // 5, len(stories) // 3

    def add(day: str) -> Callable[[Path, int], None]:
        def make(root: Path, repetition: int) -> None:
            text = stories[repetition].read_text("utf-8").split("\n")
            front = [f"date: {day}" if line.startswith("date:") else line for line in text]
            path = root / "content" / day[:4] / f"added-{day}-{repetition}.md"
            path.write_text("\n".join(front), "utf-8")

        return make

    def edit(_: Path, repetition: int) -> None:
        path = stories[old + repetition]
        path.write_text(path.read_text("utf-8") + f"\nOne more sentence, number {repetition}.\n")

    def touch(_: Path, repetition: int) -> None:
        for path in stories:
            os.utime(path, (1_700_000_000 + repetition, 1_700_000_000 + repetition))

    def retag(_: Path, repetition: int) -> None:
        tag = _tags_of(stories[older])[0]
        marked = (path for path in stories if tag in _tags_of(path))
        for path, _number in zip(marked, range(1_000), strict=False):
            lines = path.read_text("utf-8").split("\n")
            renamed = [
                line.replace(tag, f"renamed{repetition}") if line.startswith("tags:") else line
                for line in lines
            ]
            path.write_text("\n".join(renamed), "utf-8")

    day = _date_of(stories[older])
    today = _date_of(stories[-1])
    return (
        Change("nothing", lambda root, repetition: None),
        Change("every file's time", touch),
        Change(f"an article added on the newest day, {today}", add(today)),
        Change(f"an article added in the past, {day}", add(day)),
        Change(f"the text of an article of {_date_of(stories[old])}", edit),
        Change("a tag renamed on up to 1,000 articles", retag),
    )


def _date_of(path: Path) -> str:
    return next(
        line.removeprefix("date: ")
        for line in path.read_text("utf-8").split("\n")
        if line.startswith("date: ")
    )


def _tags_of(path: Path) -> list[str]:
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("tags: ["):
            return line.removeprefix("tags: [").removesuffix("]").split(", ")
    return []


def _stamps(output: Path) -> Stamps:
    """The inode, time and size of each file, which show whether a build wrote it."""
    found: Stamps = {}
    for folder, _, names in os.walk(output):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - there are hundreds of thousands
            status = os.stat(path)  # noqa: PTH116
            key = path[len(str(output)) + 1 :].replace(os.sep, "/")
            found[key] = status.st_ino, status.st_mtime_ns, status.st_size
    return found


def _cost(spent: tuple[float, float], before: Stamps, after: Stamps) -> Cost:
    written = [path for path, stamp in after.items() if before.get(path) != stamp]
    return Cost(
        *spent,
        len([path for path in written if not _volume(path)]),
        len([path for path in before if path not in after and not _volume(path)]),
        len({_volume(path) for path in written} - {""}),
    )


def _volume(path: str) -> str:
    """The search volume to which a file belongs; empty for other files."""
    parts = path.removeprefix(_SEARCH_DATA).split("/")
    return "/".join(parts[:2]) if path.startswith(_SEARCH_DATA) and len(parts) > 2 else ""
