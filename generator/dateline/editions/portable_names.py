"""Names of files that every computer can hold: what Windows and exFAT refuse.

<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dateline.catalogue.page import Page
from dateline.problems import Problem
from dateline.urls import output_path

_NAMES = r"(?<![^/])(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])"
_DEVICE = re.compile(_NAMES + r"(?=[./]|$)", re.IGNORECASE)
_RENAMED = re.compile(_NAMES + r"~(?=[./]|$)", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_LONGEST = 200
"""Of the 259 characters of a path, the rest is for the folder that a reader puts it in."""


def without_devices(url: str) -> str:
    """`url` with names that Windows keeps for devices, like those of the tag “Aux”, made others."""
    return _DEVICE.sub(r"\1~", url)


def with_devices(url: str) -> str:
    """What `without_devices` was given."""
    return _RENAMED.sub(r"\1", url)


def fault(path: str) -> tuple[str, str] | None:
    """What Windows has against a path with forward slashes, and what to do; None for nothing."""
    if character := _REFUSED.search(path):
        return f"Windows does not allow “{character[0]}” in a file name", "Rename the file"
    for name in path.split("/"):
        if name.endswith((".", " ")):
            return f"Windows does not allow a name that ends in “{name[-1]}”: {name}", "Rename it"
    if found := _DEVICE.search(path):
        return f"Windows reserves the name “{found[0]}” for a device", "Rename the file"
    length = len(path.encode("utf-16-le")) // 2
    if length > _LONGEST:
        message = f"The path is {length} characters long, too long for Windows in most folders"
        return (
            message,
            f"Shorten the names of the file and its folders to {_LONGEST} characters in all",
        )
    return None


def check_names(written: Iterable[Page], others: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the names of the pages `written`, alone and beside the addresses
    `others`, which stay as they are."""
    taken = {_folded(path): path for path in map(output_path, others)}
    for page in written:
        path = output_path(page.url)
        if found := fault(path):
            yield _problem(page, *found)
        other = taken.setdefault(_folded(path), path)
        if other != path:
            message = f"Windows cannot tell {path} and {other} apart"
            fix = "Rename one of them; changing upper and lower case is not enough"
            yield _problem(page, message, fix)


def _folded(path: str) -> str:
    """The same for two paths that Windows takes for one."""
    return unicodedata.normalize("NFC", path).casefold()


def _problem(page: Page, message: str, fix: str) -> Problem:
    from dateline.views import BY_NAME

    if source := BY_NAME[page.view].source(page):
        return Problem(f"content/{source}", 0, 0, message, fix, kind="file-name")
    message = f"{message} (the address {page.url})"
    return Problem("site.toml", 0, 0, message, fix, kind="file-name")
