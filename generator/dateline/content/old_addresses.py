"""Addresses that an article had before, however they are written: from the site's root."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote_plus

from dateline.addresses import before_query

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.ASCII)
"""Names in queries that say only where readers come from, as in old-addresses.js."""
_WHOLE = re.compile(r"https?://([^/?#]*)(.*)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|www\.[^/]*\.", re.IGNORECASE)
_NO_QUERY = re.compile(r"[\s#\\]")
_SPACES = re.compile(r"\s+")
_PATH = re.compile(r"/(?!/)[^\s?#\\]*")


def old_path(written: str, site: str, *, query: bool = False) -> str | None:
    """The path from the root of the `site`, a whole address, of an address that it had once; None
    where it cannot have been one of that site. A `query` may follow it if that is asked for.

    The slash in front, `https://` and `www.` may be missing or not. A query that asks for nothing,
    as in `/?&`, is left out: without it, the address is that of a page.
    """
    host, base = _divided(site)
    if written.startswith("/"):
        path = written
    elif _WHOLE.match(written) or _divided(f"//{written}")[0] == host:
        other, path = _divided(written if _WHOLE.match(written) else f"//{written}")
        if other != host or not f"{path}/".startswith(base):
            return None
        path = "/" + path[len(base) :]
    elif _SCHEME.match(written):
        return None
    else:
        path = f"/{written}"
    asked, mark, given = path.partition("?") if query else (path, "", "")
    if not is_path(asked) or _NO_QUERY.search(path):
        return None
    return asked if mark and not pairs_of(given) else path


def pairs_of(query: str) -> list[tuple[str, str]]:
    """The names and values that a query asks for, in order. What has no name asks for nothing."""
    return sorted(pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0])


def without_tracking(query: str) -> str:
    """What a query asks for beside saying where readers come from."""
    left = [part for part in query.split("&") if not any(map(_tracks, pairs_of(part)))]
    return "&".join(left) if any(map(pairs_of, left)) else ""


def _tracks(pair: tuple[str, str]) -> bool:
    return TRACKING.fullmatch(pair[0]) is not None


def query_form(query: str) -> str:
    """The one form of all queries that ask for the same, written as browsers do."""
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs_of(query))


def encoded(text: str) -> str:
    """A name or value in a query, as the URL standard serializes forms."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def path_meant(written: str) -> str:
    """The path that an address which is none of the site's may have been meant for; empty where
    none can be told."""
    if found := _WHOLE.fullmatch(re.sub(r"^(?=www\.)", "https://", written, flags=re.IGNORECASE)):
        written = found[2]
    elif _SCHEME.match(written):
        return ""
    path = "/" + without_spaces(before_query(written)).lstrip("/")
    return path if path != "/" and is_path(path) else ""


def without_spaces(address: str) -> str:
    """The address with its spaces, which none can have, in the form that browsers send."""
    return _SPACES.sub("%20", address.strip())


def bad_escape_fault(written: str, spelled: str) -> tuple[str, str]:
    """What is wrong with an address with a “%” that begins no escape, and what to write."""
    return (
        f"“{written}” has a “%” that is not followed by two hexadecimal digits",
        f"Write {spelled}",
    )


def is_path(path: str) -> bool:
    """Whether an address from the root could lead to a page."""
    return _PATH.fullmatch(path) is not None and ".." not in path.split("/")


def _divided(address: str) -> tuple[str, str]:
    """The host, as two ways of writing it have it in common, and the path of a whole address."""
    host, slash, path = address.partition("//")[2].partition("/")
    return host.casefold().removeprefix("www."), slash + path
