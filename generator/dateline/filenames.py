"""Names of files that every computer can hold: what Windows and exFAT refuse.

<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
"""

from __future__ import annotations

import re
import unicodedata

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
    if sign := _REFUSED.search(path):
        return f"Windows does not allow “{sign[0]}” in a file name", "Rename the file"
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


def folded(path: str) -> str:
    """The same for two paths that Windows takes for one."""
    return unicodedata.normalize("NFC", path).casefold()
