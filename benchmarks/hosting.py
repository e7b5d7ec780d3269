"""A web server on this machine that compresses files, as hosts do."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

_SMALLER_ALREADY = (b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"wOF2")
"""How files begin that are compressed: gzip, pictures, fonts."""


def as_sent(data: bytes) -> bytes:
    """The bytes that a host sends for a file: with gzip, unless it is compressed already."""
    return data if data.startswith(_SMALLER_ALREADY) else gzip.compress(data, 6)


@dataclass(frozen=True)
class Sent:
    """A file that a host sent: its path from the front page, and the bytes of it on the wire."""

    path: str
    size: int


@dataclass(frozen=True)
class Host:
    """A host at an address, and what it has sent."""

    address: str
    sent: list[Sent]


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    """Serve the files in `folder`."""
    sent: list[Sent] = []

    class Compressing(_Compressing):
        def note(self, path: Path, size: int) -> None:
            sent.append(Sent(path.relative_to(folder).as_posix(), size))

    handler = functools.partial(Compressing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Host(f"http://127.0.0.1:{server.server_port}/", sent)
        server.shutdown()


class _Compressing(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def note(self, path: Path, size: int) -> None:
        """Note a file that is sent."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with the headers. Returns what to send after them."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return None
        data = file.read_bytes()
        sent = as_sent(data)
        self.note(file, len(sent))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(sent)))
        self.send_header("Cache-Control", "max-age=600")
        if sent is not data:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(sent)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""
