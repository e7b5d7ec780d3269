"""What tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from scratch import ScratchSite

# How busy the machine is decides no test.
settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """An archive with settings and no article."""
    return ScratchSite(tmp_path / "site")
