"""Every kind of page of three archives: the security policy, accessibility, widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from inspected import Inspection, inspect, kinds
from playwright.sync_api import Browser
from served import published, serving

from making import WRITERS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=sorted(WRITERS))
def inspection(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Inspection]:
    """Each archive, once through all checks."""
    root = tmp_path_factory.mktemp("every") / "site"
    WRITERS[request.param](root)
    with serving(published(root)) as served:
        yield inspect(browser, served, kinds(root, served.folder))


@pytest.mark.parametrize("check", Inspection.CHECKS)
def test_every_kind_of_page(inspection: Inspection, check: str) -> None:
    assert len(inspection.pages) > 15
    faults = inspection.faults[check]
    assert not faults, "\n".join(f"{path}: {', '.join(those)}" for path, those in faults.items())
