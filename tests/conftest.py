"""Fixtures that tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from previewing import Previewing, eventually, previewing
from scratch import ScratchSite

# How busy the machine is decides no test.
settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")


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
