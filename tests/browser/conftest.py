"""A real Chromium, and the sample archive served under a path with the published policy."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dateline.build.run import Options, build

ROOT = Path(__file__).resolve().parents[2]
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Served:
    """A site on this machine: `url` is that of its front page, `folder` its files."""

    url: str
    folder: Path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, each with the published policy."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def published_policy() -> str:
    """The Content-Security-Policy of netlify.toml."""
    settings = tomllib.loads((ROOT / "netlify.toml").read_text("utf-8"))
    for header in settings["headers"]:
        if "Content-Security-Policy" in header["values"]:
            return str(header["values"]["Content-Security-Policy"])
    raise AssertionError("netlify.toml sets no Content-Security-Policy")


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


def serve(root: Path, top: Path) -> Iterator[Served]:
    """Build the archive at `root` for a path, `/archive/`, and serve it."""
    handler = functools.partial(Handler, directory=str(top))
    Handler.policy = published_policy()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/archive/"
    build(root, Options(output=top / "archive", base_url=url))
    yield Served(url, top / "archive")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample archive under /archive/."""
    top = tmp_path_factory.mktemp("served")
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "site.toml", root)
    yield from serve(root, top)


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
