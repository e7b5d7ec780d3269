"""A real Chromium, and archives served to it, each built once for all tests that only read it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosted import SETTINGS, Host, OwnHost
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from script_units import Loaded, page_with
from served import Served, serving

from archives import MadeOnce, archive
from scratch import SQUARE, ScratchSite

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=30_000)  # milliseconds: what comes late is no fault, what never comes is


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as readers have it."""
    executable = _installed("chromium", "chromium-browser", "google-chrome")
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium must be installed where CI is set")
        pytest.skip("Chromium is not installed: browser tests are skipped")
    with playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS) as browser:
        yield browser


@pytest.fixture(scope="session")
def bare_browser(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """Chromium's engine, network and storage without the windows, tabs and profiles around them,
    which take more time than most pages do. Where it is not installed, or DATELINE_LONG is set, the
    whole browser takes its place."""
    executable = _installed("chromium-headless-shell", "chrome-headless-shell")
    if executable is None or "DATELINE_LONG" in os.environ:
        yield request.getfixturevalue("whole_browser")
        return
    with playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS) as browser:
        yield browser


def _installed(*names: str) -> str | None:
    """The path of the first of these programs that is installed."""
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Browser:
    """The browser of a module: the whole of Chromium for those marked with `browser(whole=True)`,
    whose tests meet what is around a page, such as permissions, printing and local files."""
    mark = request.node.get_closest_marker("browser")
    whole = mark is not None and mark.kwargs.get("whole", False)
    browser: Browser = request.getfixturevalue("whole_browser" if whole else "bare_browser")
    return browser


@pytest.fixture(scope="session")
def loaded(bare_browser: Browser) -> Iterator[Loaded]:
    """A function that returns an empty page in a language, with parts of a script loaded."""
    pages: dict[tuple[str, str], Page] = {}

    def load(script: str, lang: str = "en") -> Page:
        if (script, lang) not in pages:
            pages[script, lang] = page_with(bare_browser, script, lang)
        return pages[script, lang]

    yield load
    for page in pages.values():
        page.close()


@pytest.fixture(scope="session")
def sample(made_once: MadeOnce) -> Iterator[Served]:
    """The sample archive under /archive/."""

    with serving(archive("sample", made_once) / "public") as served:
        yield served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1024, "height": 900}, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails if anything is logged as an error."""
    context = browser.new_context(viewport={"width": 1024, "height": 900}, locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console", lambda message: faults.append(message.text) if message.type == "error" else None
    )
    yield page
    context.close()
    assert not faults


@pytest.fixture(scope="session")
def two_decades(made_once: MadeOnce) -> Path:
    """An archive of two volumes in English and one in French, built."""

    def make(root: Path) -> None:
        site = ScratchSite(root, SETTINGS, search=True)
        site.write("content/reef.svg", SQUARE.format(width=40))
        for number in range(14):
            year, words = (2014, "monsoon") if number < 8 else (2024, "lagoon")
            site.article(
                f"a{number}.md",
                f"The {words} came. ![a reef](reef.svg)",
                title=f"Story {number}",
                date=f"{year}-0{number % 8 + 1}-05",
            )
        site.article("neuf.fr.md", "Un cyclone passa.", title="Neuf", date="2014-02-02")
        site.build()

    return made_once("two-decades", make)


@pytest.fixture
def host(two_decades: Path) -> Iterator[Host]:
    """A host of two decades that no test changes."""
    host = Host(two_decades / "public")
    yield host
    host.stop()


@pytest.fixture
def own_host(two_decades: Path, tmp_path: Path) -> Iterator[OwnHost]:
    """A host of two decades of its own, which a test may change."""
    shutil.copytree(two_decades, tmp_path / "site")
    own_host = OwnHost(ScratchSite.at(tmp_path / "site", search=True))
    yield own_host
    own_host.stop()


@pytest.fixture
def reader(context: BrowserContext) -> Iterator[Page]:
    """A page; the test fails if a script does. Refused connections are logged as errors too."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if message.type == "error" and "Failed to load" not in message.text
            else None
        ),
    )
    yield page
    assert not faults
