"""The one check of addresses: which of those in a file may be used in a link.

Bodies, front matter, registers and menus all ask here, so that what is refused in one is refused in
all.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from dateline.problems import nearest

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "geo", "ftp"})
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
WWW = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[:/?#]|$)", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]++@[\w-]++(?:\.[\w-]++)++(?:\?|$)")

# Browsers leave out tabs and line ends anywhere in an address, and control characters around it.
_LINE_ENDS = str.maketrans("", "", "\t\n\r")
_AROUND = "".join(map(chr, range(0x21)))
_WEB = re.compile(r"https?:", re.IGNORECASE)
_HOST = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
TWICE = re.compile(r"https?:/*(?=https?:/)", re.IGNORECASE)
"""The beginning of an address before which another was left standing."""
_FEW_SLASHES = re.compile(r"(https?):/?(?=[^/\s])", re.IGNORECASE)
_HOST_AND_PATH = re.compile(r"(?:https?:)?//([^/?#]*)([^?#]*)", re.IGNORECASE)
_BYTE = r"\d{1,3}"
_OWN_COMPUTER = rf"localhost|127\.{_BYTE}\.{_BYTE}\.{_BYTE}|0\.0\.0\.0|\[::1\]"
_OWN_NETWORK = (
    rf"192\.168\.{_BYTE}\.{_BYTE}|10\.{_BYTE}\.{_BYTE}\.{_BYTE}"
    rf"|172\.(?:1[6-9]|2\d|3[01])\.{_BYTE}\.{_BYTE}|[\w-]+\.local"
)
_PREVIEW = re.compile(
    rf"http://(?:(?P<own>{_OWN_COMPUTER})|{_OWN_NETWORK})"
    r"(?::(?P<port>\d{1,5}))?(?P<path>/[^?#]*|(?![^?#]))",
    re.IGNORECASE,
)
"""Hosts at which `dateline serve` may show a site: this computer, or on the network around it."""
PREVIEW_PORTS = range(8000, 8020)
"""The ports that `dateline serve` tries."""
_QUERY = re.compile(r"[?#].*", re.DOTALL)
_NOTHING_AFTER = re.compile(r"(?:mailto|tel|sms|geo):\s*$|https?:/*$", re.IGNORECASE)
_ONE_WORD_HOST = re.compile(r"//+(?P<path>(?P<host>[^/?#.:\[\]@\\]*)(?:[/?#].*)?)", re.DOTALL)
_CREDENTIALS = re.compile(r"(https?://)[^/?#\\]*@", re.IGNORECASE)
"""The user information of RFC 3986, and the scheme before it."""


class AddressFault(NamedTuple):
    """What is wrong with an address, and what to write instead."""

    message: str
    fix: str


def as_browsers_read(address: str) -> str:
    """`address` without the characters that browsers drop before they look at its scheme."""
    return address.translate(_LINE_ENDS).strip(_AROUND)


def scheme_fault(address: str, shown: str, *, start: str = "this article") -> AddressFault | None:
    """Why the scheme of `address`, as browsers read it, may not stand in a link.

    None where it may, or where there is none. `shown` is the address as messages name it, `start`
    that from which the paths of files are written.
    """
    found = SCHEME.match(address)
    if found is None or (name := found[1].lower()) in SAFE_SCHEMES:
        return None
    if name == "file" or len(name) == 1:
        return AddressFault(
            f"“{shown}” is a file on your computer, where readers cannot reach it",
            f"put the file in content/ and write its path from {start}",
        )
    if name == "data":
        return AddressFault(
            "“data:” addresses are not allowed",
            f"save it as a file in content/ and write its path from {start}",
        )
    if name in ("javascript", "vbscript"):
        return AddressFault(
            f"“{name}:” addresses are not allowed: they run programs",
            "write an address that begins with https://, or remove the link",
        )
    meant = nearest(name[:30], SAFE_SCHEMES)
    fix = f"did you mean “{meant}:”?" if meant else "write an address that begins with https://"
    name = name if len(name) <= 30 else f"{name[:29]}…"
    return AddressFault(f"“{name}:” addresses are not allowed", fix)


def whole_web_address(address: str) -> str:
    """The web `address` as it was meant, where it begins with `https://` twice or lacks slashes."""
    return _FEW_SLASHES.sub(r"\1://", TWICE.sub("", address), count=1)


def beginning_fault(address: str, shown: str) -> AddressFault | None:
    """What is wrong with a web address that begins with `https://` twice or lacks slashes."""
    if twice := TWICE.match(address):
        message = f"“{shown}” has one “{twice[0]}” too many"
    elif _FEW_SLASHES.match(address):
        message = f"“{shown}” needs two slashes after the colon"
    else:
        return None
    return AddressFault(message, f"write {whole_web_address(shown)}")


def nowhere_fault(address: str, shown: str) -> AddressFault | None:
    """Why `address`, as browsers read it, leads nowhere: it ends where its host or the like should
    begin, or the first word of a path is taken for the name of a host."""
    fix = "write the whole address, or remove the link"
    if _NOTHING_AFTER.match(address):
        return AddressFault(f"“{shown}” leads nowhere: it is only the beginning of an address", fix)
    if found := _ONE_WORD_HOST.fullmatch(address):
        if not found["host"]:
            return AddressFault(f"“{shown}” leads nowhere: no site follows the slashes", fix)
        message = f"“{shown}” leads to a site called “{found['host']}”, since it begins with //"
        return AddressFault(message, f"write /{found['path']}")
    return None


def lacking_fault(address: str, shown: str) -> AddressFault | None:
    """What is missing at the start of a web or e-mail address without a scheme."""
    if WWW.match(address):
        return AddressFault(f"“{shown}” has no https://", f"write https://{shown}")
    if EMAIL.match(address):
        message = f"“{shown}” is an e-mail address without “mailto:”"
        return AddressFault(message, f"write mailto:{shown}")
    return None


def link_fault(address: str) -> AddressFault | None:
    """What is wrong with an address that is to lead from any page: a whole one, or from the root.

    `address` is as browsers read it.
    """
    shown = address if len(address) <= 60 else address[:59] + "…"
    if fault := scheme_fault(address, shown, start="the site's root, as in /files/report.pdf"):
        return fault
    if fault := nowhere_fault(address, shown):
        return fault
    if address.startswith("//"):
        return AddressFault(f"“{shown}” has no https:", f"Write https:{shown}")
    if fault := credentials_fault(address):
        return fault
    if fault := beginning_fault(address, shown):
        return fault
    if address.startswith("/") or _HOST.match(address):
        return None
    if SCHEME.match(address) and not _WEB.match(address):
        return None
    if fault := lacking_fault(address, shown):
        return fault
    return AddressFault(
        f"“{shown}” is not an address",
        'Write a page of the site, such as "/about/", or a full address',
    )


def credentials_fault(address: str) -> AddressFault | None:
    """Why a web address with a user name, and perhaps a password, may not stand in a link.

    Messages are shown in many places, so the name and the password are not repeated.
    """
    found = _CREDENTIALS.match(address)
    if found is None:
        return None
    without = f"{found[1]}{address[found.end() :]}"
    message = f"There is a user name or password before “{without[len(found[1]) :]}”"
    return AddressFault(message, f"Write {without}")


def is_web_address(address: str) -> bool:
    """Whether it is a full web address, with a host."""
    return as_browsers_read(address) == address and _HOST.match(address) is not None


def path_on_site(address: str, site: str) -> str:
    """The path from the root of the `site`, a whole address, to which a whole address leads there,
    without query and fragment; empty if it leads elsewhere."""
    host, _, base = site.partition("//")[2].partition("/")
    found = _HOST_AND_PATH.match(address)
    if not found or found[1].casefold() != host.casefold():
        return ""
    path = found[2] or "/"
    path = f"{path}/" if f"{path}/" == f"/{base}" else path
    return path[len(base) :] if path.startswith(f"/{base}") else ""


def preview_path(address: str) -> str:
    """The path of a whole address at which `dateline serve` may have shown the site, without query
    and fragment; empty for an address elsewhere."""
    found = _PREVIEW.match(address)
    return (found["path"] or "/") if found else ""


def is_of_preview(address: str) -> bool:
    """Whether that address is at the host and a port that `dateline serve` has unless it is told
    otherwise."""
    found = _PREVIEW.match(address)
    return bool(found and found["own"] and int(found["port"] or 80) in PREVIEW_PORTS)


def before_query(address: str) -> str:
    """An address without its query and fragment."""
    return _QUERY.sub("", address)


def site_in(address: str, path: str) -> str:
    """What stands in an address before its `path`, which is unquoted: the whole address of the
    site, without a slash at its end, or nothing."""
    return unquote(address).rstrip("/").removesuffix(path.rstrip("/"))
