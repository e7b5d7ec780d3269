"""What a picture file is, and what is wrong with it.

Every picture is decoded once when it is read, so that nothing can go wrong any more when its
variants are made.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import BinaryIO

from dateline.images.variants import EXTENSIONS, Format, Picture
from dateline.problems import Problem

_NAMES: dict[str, Format] = {
    ".avif": "avif",
    ".gif": "gif",
    ".jfif": "jpeg",
    ".jpe": "jpeg",
    ".jpeg": "jpeg",
    ".jpg": "jpeg",
    ".png": "png",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".webp": "webp",
}
"""The format that each extension promises."""
_HEIC = frozenset({".heic", ".heif", ".hif"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_CAMERAS = frozenset({
    ".arw", ".cr2", ".cr3", ".dng", ".jxl", ".mpo", ".nef", ".orf", ".psd", ".raf", ".rw2",
})  # fmt: skip
"""Formats that hold what a camera wrote, and that nothing here can take it out of."""
_SMALL = 64
"""Wide enough to find out whether a picture can be decoded."""


def is_named_like_picture(path: str) -> bool:
    """Whether the name of a file promises a picture, apart from SVG drawings."""
    suffix = PurePosixPath(path).suffix.lower()
    return suffix in _NAMES or suffix in _HEIC or suffix in _CAMERAS


def inspect(path: str, stream: BinaryIO) -> tuple[Picture | None, Problem | None]:
    """The picture in the file content/`path`, and what is wrong with it.

    There is no picture where it cannot be published.
    """
    suffix = PurePosixPath(path).suffix.lower()
    head = stream.read(12)
    stream.seek(0)
    if suffix in _HEIC or (head[4:8] == b"ftyp" and head[8:] in _HEIC_BRANDS):
        named = "" if suffix in _HEIC else f", although its name ends in {suffix}"
        message = f"This is a HEIC picture{named}, which most browsers cannot show"
        return None, _problem(path, message, "Save it as a JPEG and use that")
    if suffix in _CAMERAS:
        message = f"What a camera wrote, such as the place, cannot be removed from {suffix} files"
        return None, _problem(path, message, "Save it as a JPEG or PNG and use that")
    if not head:
        return None, _problem(path, "The picture is empty", "Copy or upload it again")
    # Imported here, since most archives have few pictures or none.
    from PIL import UnidentifiedImageError

    from dateline.images.containers import without_metadata
    from dateline.images.encode import LARGEST, TooLargeError, decode, open_picture

    try:
        image, picture = open_picture(stream)
        if picture.animated and picture.format == "avif":
            message = "This is a moving picture in AVIF, from which metadata cannot be removed"
            return None, _problem(path, message, "Save it as a moving WebP and use that")
        decode(image, picture, min(_SMALL, picture.width))
        if picture.animated or picture.format == "gif":
            stream.seek(0)
            without_metadata(stream.read(), picture.format)
    except TooLargeError as error:
        width, height = error.args
        millions = f"{LARGEST // 1_000_000} million"
        message = f"The picture has {width:,} × {height:,} pixels; the limit is {millions} in all"
        return None, _problem(path, message, "Save it smaller: 4,000 pixels across are plenty")
    except UnidentifiedImageError:
        kinds = "a JPEG, PNG, WebP, AVIF, GIF or TIFF"
        message = f"The file is named like a picture, but is not {kinds}"
        fix = "Open it in a picture editor and save it as a JPEG or PNG"
        return None, _problem(path, message, fix)
    except MemoryError:
        raise
    except Exception as error:  # decoders raise all kinds of errors for damaged files
        if "truncated" in str(error).lower():
            message = "The picture is cut short: the end of the file is missing"
            return None, _problem(path, message, "Copy or upload it again")
        message = "The picture is damaged and cannot be read"
        return None, _problem(path, message, "Open it in a picture editor and save it again")
    promised = _NAMES[suffix]
    if picture.format == promised:
        return picture, None
    message = f"This is a picture in {_NAMED[picture.format]}, but its name ends in {suffix}"
    fix = f"Rename it so that it ends in .{EXTENSIONS[picture.format]}, here and where it is named"
    return picture, Problem(f"content/{path}", 0, 0, message, fix, "warning", kind="file-name")


_NAMED: dict[Format, str] = {
    "avif": "AVIF",
    "gif": "GIF",
    "jpeg": "JPEG",
    "png": "PNG",
    "tiff": "TIFF",
    "webp": "WebP",
}


def _problem(path: str, message: str, fix: str) -> Problem:
    return Problem(f"content/{path}", 0, 0, message, fix, kind="picture")
