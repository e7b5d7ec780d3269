"""An archive on a host that can be stopped, and what readers do on its page of volumes."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect
from served import Handler, published_policy

from dateline.build.run import Options, build
from scratch import ScratchSite

SETTINGS = """\
title = "The Meridian"
url = "{url}"
languages = {{ fr = {{ title = "Le Méridien" }} }}
[search]
volume = 10
"""


class Host:
    """An archive under /archive/ on a server that can be stopped, and started at the same port."""

    def __init__(self, folder: Path) -> None:
        self.top = folder / "served"
        self.top.mkdir()
        self.site = ScratchSite(folder / "site", search=True)
        self.slow, self.hanging = threading.Event(), threading.Event()
        self.slow_for = ".pack"
        self.asked: list[str] = []
        self.port = 0
        self.start()
        self.site.settings(SETTINGS.format(url=self.url))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/archive/"

    def start(self) -> None:
        host = self

        class Counting(Handler):
            policy = published_policy()

            def do_GET(self) -> None:  # noqa: N802 - http.server names it
                host.asked.append(self.path)
                if host.cut_off(self):
                    return
                super().do_GET()

        handler = functools.partial(Counting, directory=str(self.top))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def cut_off(self, handler: Handler) -> bool:
        """Where packs are slow: send the first half of one, then nothing until told."""
        while self.hanging.is_set():
            threading.Event().wait(0.05)
        if not (self.slow.is_set() and handler.path.endswith(self.slow_for)):
            return False
        file = self.top / handler.path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        data = file.read_bytes()
        handler.send_response(200)
        handler.send_header("Content-Type", handler.guess_type(str(file)))
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])
        handler.wfile.flush()
        while self.slow.is_set():
            threading.Event().wait(0.05)
        handler.close_connection = True
        return True

    def stop(self) -> None:
        self.slow.clear()
        self.hanging.clear()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def build(self) -> None:
        build(self.site.root, Options(output=self.top / "archive", jobs=1))

    def restyle(self) -> None:
        """Build with a theme of its own: another shell."""
        self.site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
        self.site.write("themes/own/assets/css/95-own.css", "body { outline: 0 }")
        self.site.settings('theme = "own"\n' + SETTINGS.format(url=self.url))
        self.build()

    def volumes(self, lang: str = "en") -> list[dict[str, object]]:
        listed = json.loads((self.top / "archive/offline/volumes.json").read_text("utf-8"))
        found: list[dict[str, object]] = listed["languages"][lang]
        return found


def open_library(page: Page, host: Host, path: str = "offline/") -> None:
    page.goto(host.url + path)
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "ready")


def row_of(page: Page, name: str) -> Locator:
    return page.locator(f"[data-volume='{name}']")


def save(page: Page, name: str) -> None:
    row = row_of(page, name)
    row.get_by_role("button", name="Save ").click()
    expect(row).to_have_attribute("data-state", "saved")


def half_saved(page: Page, name: str) -> None:
    """Wait until a part of a pack has come."""
    wait_until(page, f"document.querySelector(\"[data-volume='{name}'] progress\").value > 0")


def wait_until(page: Page, expression: str) -> None:
    """Like `wait_for_function`, whose second look the policy of the page forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def unplug(host: Host, context: BrowserContext) -> None:
    """The network off, and the server stopped."""
    context.set_offline(True)
    host.stop()
