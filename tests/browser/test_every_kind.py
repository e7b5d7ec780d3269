"""Every kind of page of three archives: the security policy, accessibility, widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from inspected import Inspection, inspect, kinds
from playwright.sync_api import Browser
from served import serving

from archives import WRITERS, MadeOnce, archive

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=sorted(WRITERS))
def inspection(
    request: pytest.FixtureRequest, browser: Browser, made_once: MadeOnce
) -> Iterator[Inspection]:
    """Each archive, once through all checks."""
    root = archive(request.param, made_once)
    with serving(root / "public") as served:
        yield inspect(browser, served, kinds(root, served.folder))


@pytest.mark.parametrize("check", Inspection.CHECKS)
def test_every_kind_of_page(inspection: Inspection, check: str) -> None:
    assert len(inspection.pages) > 15
    faults = inspection.faults[check]
    assert not faults, "\n".join(f"{path}: {', '.join(those)}" for path, those in faults.items())
