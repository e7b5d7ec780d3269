"""Who may ask the preview: browsers that were led here by one of its own names, and for what it
tells its pages, these alone."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.serve.address import Address

OWN = "/.dateline/"
"""Where the preview's own addresses begin; no page of an archive has one there."""
_SAME = {"same-origin", "none"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Turns away requests that a foreign page may have made the browser send.

    A page on the web can have a name of its own lead to this machine, and then read what answers
    there: so the preview answers only to the names of its `address`. What it tells its own pages it
    tells no other.
    """

    def __init__(self, application: ASGIApp, address: Address) -> None:
        self._application, self._address = application, address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = self._refusal(Headers(scope=scope), scope)
        await (refusal or self._application)(scope, receive, send_guarded)

    def _refusal(self, headers: Headers, scope: Scope) -> PlainTextResponse | None:
        host, server = headers.get("host", ""), scope.get("server") or ("",)
        if not self._address.answers_to(host, str(server[0])):
            address = self._address
            where = "in its network" if address.in_network else "on this machine"
            return PlainTextResponse(
                "This is the preview of an archive. It answers only"
                f" {where}, at {address.network_url or address.url}\n",
                421,
            )
        if scope["path"].startswith(OWN) and not _is_own_page(headers, host):
            return PlainTextResponse("Only the pages of this preview may ask for that.\n", 403)
        return None


def _is_own_page(headers: Headers, host: str) -> bool:
    """Whether a page of the preview itself asks, which was opened by the same name."""
    origin = headers.get("origin")
    return headers.get("sec-fetch-site", "none") in _SAME and (
        origin is None or origin.lower() == f"http://{host.lower()}"
    )
