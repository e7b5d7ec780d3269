"""Addresses and paths as the newsroom writes them: the page that answers at each, the folder of
what belongs to it, and whether every computer can store it."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

from dateline.controls import is_hidden
from dateline.hosts import HEADERS, REDIRECTS

_HTML = re.compile(r"\.html?$", re.IGNORECASE)
_NOT_IN_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_NOT_IN_ADDRESSES = re.compile("[#\ufffd]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_READ_BY_HOSTS = frozenset({
    HEADERS, REDIRECTS, "_worker.js", "_routes.json", "cname", "netlify.toml", "robots.txt",
})  # fmt: skip
"""In lower case: on some computers, the names of files are the same in capitals."""
WELL_KNOWN = ".well-known"
"""The folder from which hosts answer (RFC 8615)."""
DEVICE = r"(?<![^/])(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])"
"""The beginning of a name that Windows reserves for a device, in either case, in a path.

<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
"""
DEVICE_NAME = re.compile(DEVICE + r"(?=[./]|$)", re.IGNORECASE)
"""Such a name up to its ending."""
_LONGEST_PART, _LONGEST = 200, 1_000
"""In bytes; file systems allow names of 255, and paths of 4,096."""
_DATED = re.compile(
    r"(?P<folder>/(?:[^/]+/)?)(?P<year>[12]\d{3})/"
    r"(?:(?P<month>0[1-9]|1[0-2])/(?:(?P<day>0[1-9]|[12]\d|3[01])/)?)?"
)


class DateInPath(NamedTuple):
    """The date that an address has at its beginning, as far as it is known (0 where it is not), and
    the folder before it, `/` or that of a language."""

    folder: str
    year: int
    month: int
    day: int


def date_in(url: str) -> DateInPath | None:
    """The date at the beginning of `url`, such as `/fr/2014/03/05/`; None if there is none."""
    found = _DATED.match(url)
    if not found:
        return None
    folder, *parts = found.groups("0")
    return DateInPath(folder, *map(int, parts))


def folder_of(url: str) -> str:
    """The folder for what belongs to the page at `url`: for `/news/story.html`, `/news/story/`."""
    return url if url.endswith("/") else f"{_HTML.sub('', url)}/"


def page_at(path: str) -> str:
    """The address of the page that answers at `path`, which is from the site's root and may be
    quoted: a folder or an HTML file as it is, anything else a folder of that name."""
    address = unicodedata.normalize("NFC", unquote(path))
    folder, _, name = address.rpartition("/")
    if name == "index.html":
        return f"{folder}/"
    return address if not name or _HTML.search(name) else f"{address}/"


def without_slash(url: str) -> str:
    """`url` without a slash at its end, with or without which hosts find a rule; the root itself
    keeps its own."""
    return url.rstrip("/") or "/"


def can_be_stored(url: str) -> bool:
    """Whether every computer can store a page at `url`, an unquoted address, and every host serve
    it."""
    return not storing_fault(url)


def storing_fault(url: str) -> str:
    """Why not every computer can store a page at `url`, or not every host serve it; empty if they
    can."""
    if found := _NOT_IN_ADDRESSES.search(url):
        return "it contains “#”" if found[0] == "#" else "it is not in UTF-8"
    if any(map(is_hidden, url)):
        return "it contains an invisible character"
    if fault := _fault_of_characters(url):
        return fault
    first, *rest = url.split("/")[1:]
    if first.casefold() in _READ_BY_HOSTS:
        return f"hosts look for a file called “{first}” there"
    parts = [first, *rest]
    if "" in parts[:-1]:
        return "it has two slashes in a row"
    for part in parts:
        if part in {".", ".."}:
            return f"“{part}” stands for another folder"
        if len(part.encode()) > _LONGEST_PART:
            return f"“{part[:20]}…” is longer than {_LONGEST_PART} bytes"
        if part != part.strip():
            return f"“{part}” begins or ends with a space"
        if fault := _fault_of_ending(part):
            return fault
        if part.startswith(".") and part != WELL_KNOWN:
            return f"“{part}” begins with a dot, and many hosts serve no such files"
    return f"it is longer than {_LONGEST:,} bytes" if len(url.encode()) > _LONGEST else ""


def folded(url: str) -> str:
    """The one form of all addresses whose files some computers cannot tell apart: those that differ
    only in upper and lower case."""
    form = url.casefold()
    return form.removesuffix("index.html") if form.endswith("/index.html") else form


def choosing_fault(url: str) -> str:
    """Why no article may choose `url` as its address, or as one that it had; empty if it may."""
    if fault := storing_fault(url):
        return fault
    if url.startswith(f"/{WELL_KNOWN}/"):
        return f"hosts and apps look for files of their own in “{WELL_KNOWN}”"
    return _fault_of_device(url)


def windows_fault(path: str) -> str:
    """Why Windows cannot store a path (with forward slashes) as it is; empty if it can."""
    if fault := _fault_of_characters(path):
        return fault
    endings = filter(None, map(_fault_of_ending, path.split("/")))
    return next(endings, "") or _fault_of_device(path)


def _fault_of_characters(path: str) -> str:
    found = _NOT_IN_WINDOWS.search(path)
    if not found:
        return ""
    return "it contains an invisible character" if found[0] < " " else f"it contains “{found[0]}”"


def _fault_of_ending(part: str) -> str:
    ending = {".": "dot", " ": "space"}.get(part[-1:])
    return f"“{part}” ends in a {ending}, which Windows drops" if ending else ""


def _fault_of_device(path: str) -> str:
    found = DEVICE_NAME.search(path)
    return f"Windows reserves the name “{found[0]}” for a device" if found else ""


def without_bad_escapes(path: str) -> str:
    """A quoted path in which each “%” that begins no escape stands for itself."""
    return _BAD_ESCAPE.sub("%25", path)
