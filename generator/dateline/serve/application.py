"""The preview's web server: the files of the output as a static host would serve them, each page
with a script that shows problems and loads it again when it changes."""

from __future__ import annotations

import mimetypes
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from dateline.build.marker import MARKER, STAGING
from dateline.serve.address import Address
from dateline.serve.guard import OWN, Guard
from dateline.serve.news import News
from dateline.serve.notices import held_back, not_built
from dateline.serve.snapshot import Snapshot
from dateline.serve.stream import Stream

for _extension in ("avif", "webp"):
    # Python and many systems do not know them yet, and browsers are told not to guess.
    mimetypes.add_type(f"image/{_extension}", f".{_extension}")

_FRESH = {"Cache-Control": "no-cache"}
_EVENTS = "text/event-stream"
_LONGEST_NUMBER = 20
"""Digits of the number of a build."""
_BROWSER = files("dateline.serve").joinpath("browser")
_OWN_FILES = {
    "panel.js": "text/javascript",
    "panel.css": "text/css",
    "page.css": "text/css",
    "notice.css": "text/css",
}


def make_application(
    root: Path, output: Path, news: News, stream: Stream, address: Address
) -> Guard:
    """An ASGI application that serves `output`, the preview of the archive at `root`."""

    async def events(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type=_EVENTS, headers=_FRESH)
        page = request.query_params.get("page", "/").removesuffix("index.html")
        seen = request.headers.get("last-event-id") or request.query_params.get("build", "")
        return StreamingResponse(
            stream.listen(page, _number(seen)), media_type=_EVENTS, headers=_FRESH
        )

    application = Starlette(
        routes=[
            Route(f"{OWN}events", events),
            Route(f"{OWN}{{name}}", _own_file),
            Route("/{path:path}", _Site(root, output, news).file),
        ]
    )
    return Guard(application, address)


# Functions that are not `async` run in threads: a slow disk holds up nobody else.
def _own_file(request: Request) -> Response:
    """One of the files that the preview's script and pages are made of."""
    name = request.path_params["name"]
    if name not in _OWN_FILES:
        return PlainTextResponse("Not found", 404)
    data = _BROWSER.joinpath(name).read_bytes()
    return Response(data, media_type=_OWN_FILES[name], headers=_FRESH)


def _number(text: str) -> int:
    """The build that a page names; 0, which is before all of them, where it is no number."""
    plain = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if plain else 0


class _Site:
    """The site as built, and what stands in the place of pages that are not."""

    def __init__(self, root: Path, output: Path, news: News) -> None:
        self._root, self._output, self._news = root, output, news

    def file(self, request: Request) -> Response:
        """The file that was asked for."""
        asked = request.path_params["path"]
        # Taken before the page is read: what is built meanwhile counts as news to it.
        snapshot = self._news.current
        try:
            path = _find(self._output, asked)
            if path and asked and path.name == "index.html" and _lacks_slash(asked):
                return RedirectResponse(f"/{quote(asked)}/", 307)
            if path and path.suffix == ".html":
                return _page(path.read_bytes(), 200, snapshot)
            if path:
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                return FileResponse(path, media_type=kind, headers=_FRESH)
        except OSError:
            pass  # a build has taken it away in this moment, or the name is none
        return self._missing(f"/{asked}".removesuffix("index.html"), snapshot)

    def _missing(self, address: str, snapshot: Snapshot) -> Response:
        if held := snapshot.held.get(address):
            # No error in the eyes of browsers: a service worker would show an older page then.
            html = held_back(self._root, held, snapshot.problems_at(address))
            return _page(html.encode(), 200, snapshot)
        if not snapshot.stands:
            return _page(not_built(self._root, snapshot.failure).encode(), 503, snapshot)
        try:
            return _page((self._output / "404.html").read_bytes(), 404, snapshot)
        except OSError:
            return PlainTextResponse("Not found", 404)


def _find(output: Path, asked: str) -> Path | None:
    """The file that answers, or None; never one outside `output` or one of Dateline's own."""
    if asked.startswith("/"):
        return None  # it would be taken for a path of this machine
    try:
        path = (output / asked).resolve()
        if path.is_dir():
            path = path / "index.html"
        if not path.is_relative_to(output) or not path.is_file():
            return None
    except (ValueError, RuntimeError):  # no name at all, or links that lead to one another
        return None
    return None if path.relative_to(output).parts[:1] in {(MARKER,), (STAGING,)} else path


def _lacks_slash(asked: str) -> bool:
    """Whether a folder was asked for as if it were a file: what its page names by relative
    addresses would then be looked for elsewhere."""
    return not asked.endswith(("/", "index.html"))


def _page(html: bytes, status: int, snapshot: Snapshot) -> Response:
    """A page with the preview's script at its end. In which encoding a publisher's own page is
    written, it says itself."""
    ours = (
        f'<link rel="stylesheet" href="{OWN}page.css">'
        f'<script src="{OWN}panel.js" data-build="{snapshot.number}"></script>'
    ).encode()
    before, end, after = html.rpartition(b"</body>")
    data = before + ours + end + after if end else html + ours
    kind = "text/html; charset=utf-8" if _is_utf8(html) else "text/html"
    return Response(data, status, headers={**_FRESH, "Content-Type": kind})


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
