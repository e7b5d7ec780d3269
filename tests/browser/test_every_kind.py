"""Every kind of page: the security policy, accessibility, widths.

Of a foreign archive, and of the sample in both themes too where DATELINE_LONG is set.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from inspected import Inspection, inspect, kinds
from playwright.sync_api import Browser
from served import serving

from archives import WRITERS, MadeOnce, archive

pytestmark = pytest.mark.browser

ARCHIVES = sorted(WRITERS) if "DATELINE_LONG" in os.environ else ["foreign"]


@pytest.fixture(scope="module", params=ARCHIVES)
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
