"""Firefox: search, a saved volume once the server is gone, and the portable edition.

Playwright drives a Firefox of its own only, so Mozilla's Marionette drives the one that is there.
These tests run where Firefox and `pip install marionette_driver` are.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import serving

from archives import published, write_sample
from dateline.build.options import Options
from dateline.build.run import build

marionette = pytest.importorskip("marionette_driver.marionette", reason="no Marionette")
_FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
pytestmark = pytest.mark.skipif(_FIREFOX is None, reason="Firefox is not installed")

RESULTS = "return document.querySelectorAll('main ol > li').length"
BUTTON = """
return [...document.querySelectorAll('main button')].find(
  (one) => one.offsetParent && one.textContent.startsWith('%s'))"""


@pytest.fixture(scope="module")
def firefox() -> Iterator[Any]:
    browser = marionette.Marionette(
        bin=_FIREFOX, headless=True, host="127.0.0.1", gecko_log=os.devnull
    )
    browser.start_session()
    yield browser
    browser.quit()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The sample archive."""
    write_sample(tmp_path / "site")
    return tmp_path / "site"


def awaited(firefox: Any, script: str) -> Any:
    """What a script gives once that is not nothing."""
    for _ in range(100):
        if found := firefox.execute_script(script):
            return found
        time.sleep(0.2)
    raise AssertionError(firefox.execute_script("return document.body.innerText"))


def test_a_saved_volume_once_the_server_is_gone(firefox: Any, archive: Path) -> None:
    with serving(published(archive)) as served:
        url = served.url
        firefox.navigate(f"{url}fr/search/?q=cyclone")
        assert awaited(firefox, RESULTS) == 4
        firefox.navigate(f"{url}offline/")
        awaited(firefox, BUTTON % "Save").click()
        awaited(firefox, BUTTON % "Remove")
    firefox.navigate(f"{url}search/?q=cyclone")
    assert awaited(firefox, RESULTS) == 10
    firefox.navigate(firefox.execute_script("return document.querySelector('main ol > li a').href"))
    assert "cyclone" in awaited(firefox, "return document.querySelector('h1').textContent")


def test_the_portable_edition(firefox: Any, archive: Path, tmp_path: Path) -> None:
    edition = tmp_path / "Clé USB, été 100% #1"
    build(archive, Options(output=edition, edition="portable"))
    for page, count in (("search", 10), ("fr/search", 4)):
        firefox.navigate(f"{(edition / page / 'index.html').as_uri()}?q=cyclone")
        assert awaited(firefox, RESULTS) == count
    firefox.navigate(firefox.execute_script("return document.querySelector('main ol > li a').href"))
    assert awaited(firefox, "return document.querySelector('article h1, main h1').textContent")
