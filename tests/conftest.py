"""What tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from scratch import ScratchSite


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """An archive with settings and no article."""
    return ScratchSite(tmp_path / "site")
