"""An archive served on this machine under a path, with the published policy."""

from __future__ import annotations

import functools
import http.server
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.build.run import Options, build

ROOT = Path(__file__).resolve().parents[2]


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
