"""A real Chromium, and the sample archive served to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosted import Host
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from served import ROOT, Served, serve

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
def browser() -> Iterator[Browser]:
    executable = next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium must be installed where CI is set")
        pytest.skip("Chromium is not installed: browser tests are skipped")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample archive under /archive/."""
    top = tmp_path_factory.mktemp("served")
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "site.toml", root)
    yield from serve(root, top)


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


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect/></svg>'
    host.site.write("content/reef.svg", picture.replace("<rect/>", '<rect width="9" height="9"/>'))
    for number in range(14):
        year, words = (2014, "monsoon") if number < 8 else (2024, "lagoon")
        host.site.article(
            f"a{number}.md",
            f"The {words} came. ![a reef](reef.svg)",
            title=f"Story {number}",
            date=f"{year}-0{number % 8 + 1}-05",
        )
    host.site.article("neuf.fr.md", "Un cyclone passa.", title="Neuf", date="2014-02-02")
    host.build()
    yield host
    host.stop()


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
