"""Who may ask the preview: this machine's own browser, of the preview's own pages."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN = "/.dateline/"
"""Where the preview's own addresses begin; no page of an archive has one there."""
_NAMES = "127.0.0.1", "localhost", "[::1]"
_SAME = {"same-origin", "none"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Turns away requests that a foreign page may have made the browser send.

    A page on the web can have a name of its own lead to this machine, and then read what answers
    there: so the preview answers only to the names of this machine. What it tells its own pages it
    tells no other.
    """

    def __init__(self, application: ASGIApp, port: int) -> None:
        self._application = application
        self._hosts = {f"{name}:{port}" for name in _NAMES}
        if port == 80:
            self._hosts.update(_NAMES)
        self._url = f"http://{_NAMES[0]}:{port}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = self._refusal(Headers(scope=scope), scope["path"])
        await (refusal or self._application)(scope, receive, send_guarded)

    def _refusal(self, headers: Headers, path: str) -> PlainTextResponse | None:
        if headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse(
                f"This is the preview of an archive. It answers on this machine, at {self._url}\n",
                421,
            )
        if path.startswith(OWN) and not self._is_own_page(headers):
            return PlainTextResponse("Only the pages of this preview may ask for that.\n", 403)
        return None

    def _is_own_page(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        return headers.get("sec-fetch-site", "none") in _SAME and (
            origin is None or origin.lower().removeprefix("http://") in self._hosts
        )
