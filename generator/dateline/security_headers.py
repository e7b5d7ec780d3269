"""The headers with which the site is sent: how little pages may do, and how long they keep."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from dateline.config import Site

_OWN = "'self'"
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_YEAR = 31_536_000
"""In seconds."""
_REFUSED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What no page of the site asks of a reader's device."""


def security_policy(site: Site, *, pictures_from_elsewhere: bool = False) -> str:
    """The Content-Security-Policy (W3C, CSP Level 3) of all pages.

    Nothing is loaded from other sites, unless the archive shows pictures from some or `[policy]`
    says so; forms go to this site and to the service that receives comments. Search runs
    WebAssembly in a worker.
    """
    receives = _host_source(site.comments.endpoint) if site.comments.on else ""
    allowed = {
        "default-src": ["'none'"],
        "script-src": [_OWN, "'wasm-unsafe-eval'"],
        "worker-src": [_OWN],
        "style-src": [_OWN],
        "img-src": [_OWN, *(["https:"] if pictures_from_elsewhere else [])],
        "font-src": [_OWN],
        "media-src": [_OWN],
        "manifest-src": [_OWN],
        "connect-src": [_OWN],
        "frame-src": [],
        "form-action": [_OWN, *([receives] if receives else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    for directive, sources in site.policy.items():
        allowed[directive] = [*dict.fromkeys([*allowed[directive], *sources])]
    return "; ".join(f"{name} {' '.join(those)}" for name, those in allowed.items() if those)


def _host_source(address: str) -> str:
    """The site that an address with https:// belongs to, as policies name it; empty if its host
    cannot be named there, so that no browser reaches it either."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"https://{host}{port}" if _HOST.fullmatch(host) else ""


def site_headers(site: Site, *, pictures_from_elsewhere: bool = False) -> dict[str, str]:
    """The headers of every file of the site.

    Addresses never change, not even those of the stylesheet, so browsers ask each time whether
    their copy is current. No Cross-Origin-Resource-Policy is sent, since feed readers and those who
    quote the paper show its pictures on pages of their own.
    """
    policy = security_policy(site, pictures_from_elsewhere=pictures_from_elsewhere)
    headers = {"Content-Security-Policy": policy}
    if urlsplit(site.url).scheme == "https":
        # Without includeSubDomains: other sites of the same domain are not ours to decide about.
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return headers | {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "public, max-age=0, must-revalidate",
    }
