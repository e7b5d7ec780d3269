"""The same archive gives the same bytes: on any day, by any number of processes, on any disk."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scratch import SETTINGS, ScratchSite, Snapshot, assert_same

COUNT = 320


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> ScratchSite:
    """So many articles that there is work for several processes."""
    folder = tmp_path_factory.mktemp("same-bytes")
    site = ScratchSite(folder / "site", SETTINGS + "[search]\nvolume = 100\n", search=True)
    for number in range(COUNT):
        date = f"20{number % 9 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        text = f"Rain {number} fell [here](a{number % 8}.md) {'and there ' * (number % 7)}."
        name = f"a{number}.fr.md" if number % 9 == 8 else f"a{number}.md"
        keys: dict[str, Any] = {"location": "Galle"} if number % 5 == 0 else {}
        site.article(name, text, date=date, tags=[f"t{number % 7}", "Rain"], **keys)
    site.write("content/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    return site


@pytest.fixture(scope="module")
def expected(archive: ScratchSite) -> Snapshot:
    """What one process makes of it."""
    return archive.clean_snapshot(jobs=1)


def built(archive: ScratchSite, *arguments: str, **environment: str) -> Snapshot:
    """What `dateline build` makes of a copy, in a process with another environment."""
    with archive.copy() as copy:
        subprocess.run(
            [sys.executable, "-m", "dateline", "build", *arguments],
            cwd=copy.root,
            env={**os.environ, **environment},
            check=True,
            capture_output=True,
        )
        return copy.snapshot()


def test_two_processes_make_what_one_does(archive: ScratchSite, expected: Snapshot) -> None:
    assert_same(archive.clean_snapshot(jobs=2), expected)


def test_very_many_edits_at_once_leave_what_a_clean_build_makes(archive: ScratchSite) -> None:
    with archive.copy() as copy:
        copy.build()
        for number in range(COUNT - 100, COUNT):
            copy.delete(f"a{number}{'.fr' if number % 9 == 8 else ''}.md")
        for path in sorted((copy.root / "content").glob("*.md")):
            path.write_text(path.read_text("utf-8").replace("Rain", "Drizzle"), "utf-8")
        summary = copy.build()
        assert f"{COUNT} files changed" in {reason for _, reason in summary.written}
        assert "/tags/rain/" in {url for url, _ in summary.deleted}
        assert_same(copy.snapshot(), copy.clean_snapshot())


def test_another_day_place_and_seed_make_no_difference(
    archive: ScratchSite, expected: Snapshot
) -> None:
    elsewhere = {
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1893456000",
    }
    assert_same(built(archive, "--jobs", "2", **elsewhere), expected)


class Shuffled:
    """A folder's items in another order than the file system's."""

    def __init__(self, folder: Any = ".") -> None:
        with SCANDIR(folder) as items:
            self.items = list(items)
        random.Random(str(folder)).shuffle(self.items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __next__(self) -> Any:
        if not self.items:
            raise StopIteration
        return self.items.pop()

    def __enter__(self) -> Shuffled:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""


SCANDIR, LISTDIR = os.scandir, os.listdir


def test_the_order_of_files_makes_no_difference(
    archive: ScratchSite, expected: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.copy() as copy:
        with monkeypatch.context() as patch:
            patch.setattr(os, "scandir", Shuffled)
            patch.setattr(os, "listdir", lambda folder=".": sorted(LISTDIR(folder))[::-1])
            copy.build(jobs=1)
        assert_same(copy.snapshot(), expected)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="there is no second file system")
def test_another_file_system_makes_no_difference(archive: ScratchSite, expected: Snapshot) -> None:
    """In memory, folders list the newest file first; on disks, by a hash."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        root = Path(memory) / "site"
        copy = ScratchSite(root, archive.root.joinpath("site.toml").read_text(), search=True)
        for path, data in reversed(archive.sources().items()):
            copy.write(path, data)
        copy.build(jobs=1)
        assert_same(copy.snapshot(), expected)
