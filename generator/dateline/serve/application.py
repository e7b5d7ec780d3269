"""The preview's web server: files of the output, with a line that reloads the page on change."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

_EVENTS, _SCRIPT = "/.dateline/events", "/.dateline/reload.js"
_RELOAD = (
    """\
const events = new EventSource("%s");
events.addEventListener("built", () => location.reload());
events.addEventListener("problems", (event) => {
  let box = document.getElementById("dateline-problems");
  if (!box) {
    box = document.createElement("pre");
    box.id = "dateline-problems";
    box.setAttribute("role", "alert");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;margin:0;padding:1em;max-block-size:50vh;overflow:auto;"
      + "background:#7a1212;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;z-index:99";
    document.body.append(box);
  }
  box.textContent = JSON.parse(event.data);
});
"""
    % _EVENTS
)


class Broadcast:
    """Tells every open page of what happened; a page opened later is told the last problems."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Queue[tuple[str, str]]] = set()
        self._problems = ""

    def tell(self, event: str, text: str = "") -> None:
        """Send an event, `built` or `problems`."""
        self._problems = text if event == "problems" else ""
        for queue in self._waiting:
            queue.put_nowait((event, text))

    async def listen(self) -> AsyncIterator[str]:
        """The events as a text/event-stream (HTML Living Standard, server-sent events)."""
        queue: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        if self._problems:
            queue.put_nowait(("problems", self._problems))
        self._waiting.add(queue)
        try:
            yield ": connected\n\n"
            while True:
                event, text = await queue.get()
                yield f"event: {event}\ndata: {json.dumps(text)}\n\n"
        finally:
            self._waiting.discard(queue)


def make_application(output: Path, broadcast: Broadcast) -> Starlette:
    """An ASGI application that serves `output` as a static host would."""

    async def events(_: Request) -> Response:
        return StreamingResponse(broadcast.listen(), media_type="text/event-stream")

    async def script(_: Request) -> Response:
        return Response(_RELOAD, media_type="text/javascript")

    async def file(request: Request) -> Response:
        path = _find(output, request.path_params["path"])
        if path is None:
            missing = output / "404.html"
            return _page(missing, 404) if missing.is_file() else Response("Not found", 404)
        if path.suffix == ".html":
            return _page(path, 200)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return FileResponse(path, media_type=kind, headers={"Cache-Control": "no-cache"})

    return Starlette(
        routes=[Route(_EVENTS, events), Route(_SCRIPT, script), Route("/{path:path}", file)],
    )


def _find(output: Path, asked: str) -> Path | None:
    """The file that answers, or None; never one outside `output` or one of Dateline's own."""
    try:
        path = (output / asked).resolve()
        if path.is_dir():
            path = path / "index.html"
        inside = path.is_relative_to(output) and not path.relative_to(output).parts[0].startswith(
            "."
        )
        return path if inside and path.is_file() else None
    except (OSError, ValueError):
        return None


def _page(path: Path, status: int) -> Response:
    html = path.read_text("utf-8").replace("</body>", f'<script src="{_SCRIPT}"></script></body>')
    return Response(html, status, media_type="text/html", headers={"Cache-Control": "no-cache"})
