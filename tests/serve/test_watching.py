"""Changes are noticed, whatever becomes of the folders that are watched."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dateline.serve.watching import watch


class Watched:
    """An archive being watched: how often it was said to have changed, and what failed."""

    def __init__(self, root: Path) -> None:
        self.root, self.changes = root, 0
        self.failures: list[Exception] = []
        self.raising: Exception | None = None

    def changed(self) -> None:
        self.changes += 1
        if self.raising:
            error, self.raising = self.raising, None
            raise error

    async def notices(self, do: Callable[[], object]) -> None:
        """Do something, and wait until it is noticed."""
        await self.is_quiet()
        before = self.changes
        do()
        for _ in range(200):
            if self.changes > before:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("no change was noticed")

    async def is_quiet(self) -> None:
        """Wait until nothing more is said."""
        before = -1
        while before != self.changes:
            before = self.changes
            await asyncio.sleep(0.8)


def watching(root: Path, steps: Callable[[Watched], Awaitable[None]]) -> Watched:
    watched = Watched(root)

    async def run() -> None:
        task = asyncio.create_task(watch(root, watched.changed, watched.failures.append))
        try:
            await steps(watched)
        finally:
            task.cancel()

    # In a thread, since another test of this process may have left a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()
    return watched


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    (root / "site.toml").write_text('title = "T"\n')
    return root


def test_a_change_of_a_file_of_the_settings_or_of_a_theme_is_noticed(root: Path) -> None:
    async def steps(watched: Watched) -> None:
        await watched.notices(lambda: (root / "content/a.md").write_text("A"))
        await watched.notices(lambda: (root / "site.toml").write_text('title = "Other"\n'))
        await watched.notices((root / "themes").mkdir)
        await watched.notices(lambda: (root / "themes/x.css").write_text("a {}"))

    assert not watching(root, steps).failures


def test_what_is_built_and_what_editors_keep_is_no_change(root: Path) -> None:
    async def steps(watched: Watched) -> None:
        await watched.is_quiet()
        before = watched.changes
        (root / "public").mkdir()
        (root / "public/index.html").write_text("A")
        (root / "content/.a.md.swp").write_text("A")
        await watched.is_quiet()
        assert watched.changes == before

    watching(root, steps)


def test_a_folder_that_goes_and_comes_back_is_watched_again(root: Path) -> None:
    content, away = root / "content", root / "away"

    async def steps(watched: Watched) -> None:
        await watched.notices(lambda: content.rename(away))
        await watched.notices(lambda: away.rename(content))
        await watched.notices(lambda: (content / "a.md").write_text("A"))

    watching(root, steps)


def test_an_archive_that_goes_and_comes_back_is_watched_again(root: Path) -> None:
    away = root.with_name("away")

    async def steps(watched: Watched) -> None:
        await watched.notices(lambda: root.rename(away))
        await watched.notices(lambda: away.rename(root))
        await watched.notices(lambda: (root / "content/a.md").write_text("A"))

    watching(root, steps)


def test_another_folder_in_its_place_is_watched(root: Path) -> None:
    """A checkout replaces whole folders, with never a moment in which there is none."""

    def replace() -> None:
        (root / "new").mkdir()
        (root / "content").rename(root / "old")
        (root / "new").rename(root / "content")

    async def steps(watched: Watched) -> None:
        await watched.notices(replace)
        await watched.notices(lambda: (root / "content/a.md").write_text("A"))

    watching(root, steps)


def test_a_failure_is_told_and_watching_goes_on(root: Path) -> None:
    async def steps(watched: Watched) -> None:
        await watched.is_quiet()
        watched.raising = KeyError("unforeseen")
        await watched.notices(lambda: (root / "content/a.md").write_text("A"))
        await watched.notices(lambda: (root / "content/a.md").write_text("B"))

    assert [str(error) for error in watching(root, steps).failures] == ["'unforeseen'"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on this system")
def test_a_name_that_is_no_text_is_a_change_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    async def steps(watched: Watched) -> None:
        name = os.path.join(os.fsencode(tmp_path), b"content", b"\xff\xfe.md")  # noqa: PTH118
        await watched.notices(lambda: os.close(os.open(name, os.O_CREAT)))
        await watched.notices((tmp_path / "content/a.md").touch)

    assert not watching(tmp_path, steps).failures
