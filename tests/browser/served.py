"""Serving archives on this machine, below a path and with the published security policy."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from playwright.sync_api import Page

import web_servers
from dateline.config import Site
from dateline.content.header_rules import read_header_rules
from dateline.security_headers import site_headers
from web_servers import Quiet


@dataclass(frozen=True)
class Served:
    """A site on this machine: the address of its front page and the folder of its files."""

    url: str
    folder: Path


class Handler(Quiet):
    """Serves a folder as /archive/, each file with the headers that the build wrote for hosts."""

    def translate_path(self, path: str) -> str:
        if not path.startswith("/archive/"):
            path = "/archive/nothing-is-outside"
        return super().translate_path(path.removeprefix("/archive"))

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        # It compares whole seconds, and a test may build twice in one.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def end_headers(self) -> None:
        for name, value in published_headers(Path(self.directory)):
            self.send_header(name, value)
        super().end_headers()


class Server(web_servers.Server):
    """A web server of a site below that path."""

    def __init__(self, folder: Path, handler: type[Handler] = Handler) -> None:
        super().__init__(folder, handler)

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"http://127.0.0.1:{self.port}/archive/"


@functools.cache
def published_headers(folder: Path) -> tuple[tuple[str, str], ...]:
    """The headers of all files of a site: those in its `_headers`, or where it was built for a host
    that reads no such file, those that such a host would send."""
    file = folder / "_headers"
    if not file.exists():
        return tuple(site_headers(Site(title="Any", url="http://127.0.0.1/")).items())
    rules, problems = read_header_rules(file.read_text("utf-8"))
    assert not problems and rules[0].path == "/*"
    return rules[0].headers


@contextmanager
def serving(output: Path) -> Iterator[Served]:
    """Serve an output."""
    server = Server(output)
    yield Served(server.url, output)
    server.stop()


def settled(page: Page) -> None:
    """Wait until a search has come to rest."""
    page.locator("archive-search:is([data-status=found], [data-status=none])").wait_for()
