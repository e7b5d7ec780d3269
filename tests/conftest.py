"""Fixtures that tests share."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from archives import Built, MadeOnce
from previewing import Previewing, eventually, previewing
from scratch import SETTINGS, ScratchSite

_LONG = (
    "test_recipes.py",
    "week/",
    "scaffold/test_hosted_archives.py",
    "test_guides.py",
    "browser/",
    "build/",
    "security/test_security_limits.py",
    "packs/",
    "cli/",
    "search/",
    "serve/",
    "views/",
)
"""Tests that take long begin first, so that no process is left alone with them at the end."""

# Like the `dateline` command: little of what a build allocates is garbage before it ends.
gc.set_threshold(150_000)

# How busy the machine is decides no test.
settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take long first."""

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(Path(__file__).parent).as_posix()
        return next((at for at, long in enumerate(_LONG) if path.startswith(long)), len(_LONG))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Leave the tests and all that they import out of every search for garbage."""
    gc.freeze()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """A function that returns a folder, made once by the first test process that needs it."""
    top = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, unfinished = top / f"once-{name}", top / f"once-{name}.unfinished"
        with FileLock(folder.with_suffix(".lock")):
            if not folder.exists():
                shutil.rmtree(unfinished, ignore_errors=True)
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return made


@pytest.fixture
def built(made_once: MadeOnce, tmp_path: Path) -> Built:
    """A function that returns an archive for one test to change.

    `built(name, write)` copies what `write` wrote into a scratch archive, which was built once.
    """

    def built(
        name: str,
        write: Callable[[ScratchSite], object],
        settings: str = SETTINGS,
        *,
        search: bool = False,
    ) -> ScratchSite:
        def make(root: Path) -> None:
            site = ScratchSite(root, settings, search=search)
            write(site)
            site.build()

        shutil.copytree(made_once(f"built-{name}", make), tmp_path / "site")
        return ScratchSite.at(tmp_path / "site", search=search)

    return built


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """An archive with settings but no articles."""
    return ScratchSite(tmp_path / "site")


@pytest.fixture(scope="session")
def compiled(made_once: MadeOnce) -> Path:
    """What a scratch archive has compiled, which spares another process half a second."""

    def make(root: Path) -> None:
        site = ScratchSite(root)
        site.article("a.md")
        site.article("a.fr.md")
        # This process may have compiled them already, and then keeps no copy in the archive.
        build = [sys.executable, "-m", "dateline", "build", "--no-search"]
        subprocess.run(build, cwd=site.root, check=True, capture_output=True)

    return made_once("compiled", make) / ".dateline" / "compiled"


@pytest.fixture
def preview(site: ScratchSite, compiled: Path) -> Iterator[Previewing]:
    """A preview of `site` that has built it."""
    site.keep_compiled(compiled)
    with previewing(site.root) as preview:
        eventually(lambda: preview.said("Search is up to date"))
        yield preview
