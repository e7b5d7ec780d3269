"""Fixtures that tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from archives import MadeOnce
from previewing import Previewing, eventually, previewing
from scratch import ScratchSite

# How busy the machine is decides no test.
settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")


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
def site(tmp_path: Path) -> ScratchSite:
    """An archive with settings but no articles."""
    return ScratchSite(tmp_path / "site")


@pytest.fixture
def preview(site: ScratchSite) -> Iterator[Previewing]:
    """A preview of `site` that has built it."""
    with previewing(site.root) as preview:
        eventually(lambda: preview.said("  Built"))
        yield preview
