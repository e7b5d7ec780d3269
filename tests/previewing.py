"""Running a real `dateline serve` on a scratch archive, and reading its responses."""

from __future__ import annotations

import http.client
import json
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from commands import run_command, started

Result = TypeVar("Result")
_PATIENCE = 30.0


@dataclass(frozen=True)
class Answer:
    """A response of the server."""

    status: int
    headers: dict[str, str]
    text: str


class Previewing:
    """A running preview; `lines` is its output on the terminal."""

    def __init__(self, root: Path, *options: str, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        self._folder = tempfile.TemporaryDirectory(prefix="dateline-said-")
        said = Path(self._folder.name, "said")
        os.mkfifo(said)
        threading.Thread(target=self._listen, args=(said,), daemon=True).start()
        arguments = "serve", "--port", str(self.port), *options
        self.process = started(run_command, arguments, root, said, said, **environment)

    def _listen(self, said: Path) -> None:
        with said.open(encoding="utf-8") as lines:
            for line in lines:
                self.lines.append(line.rstrip())

    def get(self, path: str, *, to: str = "127.0.0.1", **headers: str) -> Answer:
        """Send a request `to` an IP address; underscores in header names stand for hyphens."""
        connection = http.client.HTTPConnection(to, self.port, timeout=_PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def news(self, page: str, build: str = "") -> Iterator[dict[str, Any]]:
        """The events sent to the page at an address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("GET", f"/.dateline/events?{urlencode({'page': page, 'build': build})}")
        try:
            for line in connection.getresponse():
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])
        finally:
            connection.close()

    def has(self, path: str, words: str) -> bool:
        """Whether the page at an address contains a text; false if nothing responds."""
        try:
            return words in self.get(path).text
        except OSError:
            return False

    def said(self, words: str) -> bool:
        """Whether the terminal shows a text."""
        return any(words in line for line in self.lines)

    def end(self, sign: int) -> int | None:
        """Send it a signal, and return its exit code once it has ended."""
        assert self.process.pid
        os.kill(self.process.pid, sign)
        self.process.join(_PATIENCE)
        return self.process.exitcode

    def stop(self) -> None:
        """Stop the preview."""
        self.process.terminate()
        self.process.join(_PATIENCE)
        assert self.process.exitcode is not None
        self._folder.cleanup()


@contextmanager
def previewing(root: Path, *options: str, **environment: str) -> Iterator[Previewing]:
    """A preview of the archive at `root`, once it responds."""
    preview = Previewing(root, *options, **environment)
    try:
        eventually(lambda: answers(preview))
        yield preview
    finally:
        preview.stop()


def answers(preview: Previewing) -> bool:
    """Whether the server responds."""
    assert preview.process.is_alive(), preview.lines
    try:
        return bool(preview.get("/").status)
    except OSError:
        return False


def eventually(look: Callable[[], Result]) -> Result:
    """The result of `look` as soon as it is true."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came about")
