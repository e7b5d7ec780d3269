"""Archives on hosts that can be stopped, and what readers do on their pages of volumes."""

from __future__ import annotations

import threading
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect
from served import Handler, Server

from archives import ADDRESS
from scratch import ScratchSite

SETTINGS = f"""\
title = "The Meridian"
url = "{ADDRESS}"
languages = {{ fr = {{ title = "Le Méridien" }} }}
[search]
volume = 10
"""


class Host(Server):
    """A host of an output shared by several tests, which only read it."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.slow, self.hanging = threading.Event(), threading.Event()
        self.slow_for = ".pack"
        self.asked: list[str] = []
        self.knows_ranges = False
        self.ranges: list[str] = []
        host = self

        class Counting(Handler):
            def do_GET(self) -> None:  # noqa: N802 - http.server names it
                host.asked.append(self.path)
                if host.cut_off(self) or host.sent_rest(self):
                    return
                super().do_GET()

        super().__init__(output, Counting)

    def cut_off(self, handler: Handler) -> bool:
        """Send the first half of a pack, then nothing until told to."""
        while self.hanging.is_set():
            threading.Event().wait(0.05)
        if not (self.slow.is_set() and handler.path.endswith(self.slow_for)):
            return False
        file = Path(handler.translate_path(handler.path))
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

    def sent_rest(self, handler: Handler) -> bool:
        """Send only the rest of a file, if asked to and able to."""
        asked = handler.headers.get("Range")
        if asked:
            self.ranges.append(asked)
        if not asked or not self.knows_ranges:
            return False
        data = Path(handler.translate_path(handler.path)).read_bytes()
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        handler.send_response(206)
        handler.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        handler.send_header("Content-Length", str(len(data) - start))
        handler.end_headers()
        handler.wfile.write(data[start:])
        return True

    def stop(self) -> None:
        self.slow.clear()
        self.hanging.clear()
        super().stop()


class OwnHost(Host):
    """A host of an archive that belongs to one test, which may change it."""

    def __init__(self, site: ScratchSite) -> None:
        self.site = site
        super().__init__(site.public)

    def restyle(self) -> None:
        """Build with another theme, and so with another shell."""
        self.site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
        self.site.write("themes/own/assets/css/95-own.css", "body { outline: 0 }")
        self.site.settings('theme = "own"\n' + SETTINGS)
        self.site.build()


def open_library(page: Page, host: Host, path: str = "offline/") -> None:
    page.goto(host.url + path)
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "ready")


def row_of(page: Page, name: str) -> Locator:
    return page.locator(f"[data-volume='{name}']")


def save(page: Page, name: str) -> None:
    row = row_of(page, name)
    row.get_by_role("button", name="Save ").click()
    expect(row).to_have_attribute("data-state", "saved")


def half_saved(page: Page, name: str, part: float = 0) -> None:
    """Wait until more than a `part` of what is saved with a volume has arrived."""
    bar = f"document.querySelector(\"[data-volume='{name}'] progress\")"
    wait_until(page, f"{bar}.value > {part}")


def wait_until(page: Page, expression: str) -> None:
    """Like `wait_for_function`, whose polling the page's Content-Security-Policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def unplug(host: Host, context: BrowserContext) -> None:
    """Turn the network off and stop the server."""
    context.set_offline(True)
    host.stop()
