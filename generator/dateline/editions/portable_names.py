"""File names that every computer can store: what Windows and exFAT do not allow.

<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dateline.catalogue.page import Page
from dateline.page_paths import DEVICE, DEVICE_NAME, windows_fault
from dateline.problems import Problem
from dateline.urls import output_path

_RENAMED = re.compile(DEVICE + r"~(?=[./]|$)", re.IGNORECASE)
_LONGEST = 200
"""Windows allows 259 characters in a path; the rest is for the folder into which a reader puts the
edition."""


def without_devices(url: str) -> str:
    """`url` with a tilde after each name that Windows reserves for devices, like “aux”."""
    return DEVICE_NAME.sub(r"\1~", url)


def with_devices(url: str) -> str:
    """The inverse of `without_devices`."""
    return _RENAMED.sub(r"\1", url)


def fault(path: str) -> tuple[str, str] | None:
    """Why Windows does not allow a path (with forward slashes), and the fix; None if it does."""
    if found := windows_fault(path):
        return f"Windows cannot store {path}: {found}", "Rename the file or its folder"
    length = len(path.encode("utf-16-le")) // 2
    if length > _LONGEST:
        message = f"The path is {length} characters long, too long for Windows in most folders"
        return (
            message,
            f"Shorten the names of the file and its folders to {_LONGEST} characters in all",
        )
    return None


def check_names(written: Iterable[Page], others: Iterable[str]) -> Iterator[Problem]:
    """The problems of file names among the pages `written`: names that are not allowed, or that
    clash with each other or with the addresses `others` of the pages that stay."""
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
    """A form that is equal for two paths that Windows cannot tell apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _problem(page: Page, message: str, fix: str) -> Problem:
    from dateline.views import BY_NAME

    if source := BY_NAME[page.view].source(page):
        return Problem(f"content/{source}", 0, 0, message, fix, kind="file-name")
    message = f"{message} (the address {page.url})"
    return Problem("site.toml", 0, 0, message, fix, kind="file-name")
