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
from dateline.serve.guard import OWN, Guard
from dateline.serve.news import News
from dateline.serve.notices import held_back, not_built
from dateline.serve.stream import Stream

_FRESH = {"Cache-Control": "no-cache"}
_HTML = "text/html"
_BROWSER = files("dateline.serve").joinpath("browser")
_OWN_FILES = {
    "panel.js": "text/javascript",
    "panel.css": "text/css",
    "page.css": "text/css",
    "notice.css": "text/css",
}


def make_application(root: Path, output: Path, news: News, stream: Stream, port: int) -> Guard:
    """An ASGI application that serves `output`, the preview of the archive at `root`."""

    # Functions that are not `async` run in threads: a slow disk holds up nobody else.
    def own_file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _OWN_FILES:
            return PlainTextResponse("Not found", 404)
        data = _BROWSER.joinpath(name).read_bytes()
        return Response(data, media_type=_OWN_FILES[name], headers=_FRESH)

    async def events(request: Request) -> Response:
        address = request.query_params.get("page", "/").removesuffix("index.html")
        seen = request.headers.get("last-event-id") or request.query_params.get("build", "")
        number = int(seen) if seen.isascii() and seen.isdecimal() else 0
        return StreamingResponse(
            stream.listen(address, number), media_type="text/event-stream", headers=_FRESH
        )

    def file(request: Request) -> Response:
        asked = request.path_params["path"]
        # Read before the page is: what is built meanwhile counts as news to it.
        number = news.number
        try:
            path = _find(output, asked)
            if path and asked and path.name == "index.html" and _lacks_slash(asked):
                return RedirectResponse(f"/{quote(asked)}/", 307)
            if path and path.suffix == ".html":
                return _page(path.read_text("utf-8"), 200, number)
            if path:
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                return FileResponse(path, media_type=kind, headers=_FRESH)
        except OSError:
            pass  # a build has taken it away in this moment
        return _missing(f"/{asked}", number)

    def _missing(address: str, number: int) -> Response:
        if held := news.held_at(address.removesuffix("index.html")):
            # No error in the eyes of browsers: a service worker would show an older page then.
            return _page(held_back(root, held, news.problems_at(held.url)), 200, number)
        if not (news.stands or (output / "index.html").is_file()):
            return _page(not_built(root, news.failure), 503, number)
        try:
            return _page((output / "404.html").read_text("utf-8"), 404, number)
        except OSError:
            return PlainTextResponse("Not found", 404)

    application = Starlette(
        routes=[
            Route(f"{OWN}events", events),
            Route(f"{OWN}{{name}}", own_file),
            Route("/{path:path}", file),
        ]
    )
    return Guard(application, port)


def _find(output: Path, asked: str) -> Path | None:
    """The file that answers, or None; never one outside `output` or one of Dateline's own."""
    try:
        path = (output / asked).resolve()
        if path.is_dir():
            path = path / "index.html"
        if not path.is_relative_to(output) or not path.is_file():
            return None
    except ValueError:
        return None
    return None if path.relative_to(output).parts[0] in {MARKER, STAGING} else path


def _lacks_slash(asked: str) -> bool:
    """Whether a folder was asked for as if it were a file: what its page names by relative
    addresses would then be looked for elsewhere."""
    return not asked.endswith(("/", "index.html"))


def _page(html: str, status: int, number: int) -> Response:
    """A page with the preview's script at its end."""
    ours = (
        f'<link rel="stylesheet" href="{OWN}page.css">'
        f'<script src="{OWN}panel.js" data-build="{number}"></script>'
    )
    before, end, after = html.rpartition("</body>")
    text = f"{before}{ours}{end}{after}" if end else html + ours
    return Response(text, status, media_type=_HTML, headers=_FRESH)
