"""Serving archives on this machine, below a path and with the published security policy."""

from __future__ import annotations

import functools
import http.server
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archives import ROOT


@dataclass(frozen=True)
class Served:
    """A site on this machine: the address of its front page and the folder of its files."""

    url: str
    folder: Path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as /archive/, each file with the published policy."""

    def translate_path(self, path: str) -> str:
        if not path.startswith("/archive/"):
            path = "/archive/nothing-is-outside"
        return super().translate_path(path.removeprefix("/archive"))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", published_policy())
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server:
    """A web server that can be stopped, and started again at the same port."""

    def __init__(self, folder: Path, handler: type[Handler] = Handler) -> None:
        self.port = 0
        self._handler = functools.partial(handler, directory=str(folder))
        self.start()

    def start(self) -> None:
        """Start responding."""
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), self._handler)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop responding."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"http://127.0.0.1:{self.port}/archive/"


@functools.cache
def published_policy() -> str:
    """The Content-Security-Policy of netlify.toml."""
    settings = tomllib.loads((ROOT / "netlify.toml").read_text("utf-8"))
    for header in settings["headers"]:
        if "Content-Security-Policy" in header["values"]:
            return str(header["values"]["Content-Security-Policy"])
    raise AssertionError("netlify.toml sets no Content-Security-Policy")


@contextmanager
def serving(output: Path) -> Iterator[Served]:
    """Serve an output."""
    server = Server(output)
    yield Served(server.url, output)
    server.stop()
