"""Web servers on this machine, for tests."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder, and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server:
    """A web server that can be stopped, and started again at the same port."""

    def __init__(self, folder: Path, handler: type[Quiet] = Quiet) -> None:
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


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a server of `folder`, while it runs."""
    server = Server(folder, handler)
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
