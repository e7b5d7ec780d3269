"""Published files: pictures, and files that must not be published."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import PurePosixPath
from typing import BinaryIO

from dateline.content.svg import SvgFault, read_svg
from dateline.images.inspect import inspect, is_named_like_picture
from dateline.images.variants import Picture
from dateline.problems import Problem

LARGEST_READ = 32_000_000
"""In bytes; of larger files that are no pictures, only the beginning is examined."""
_PAGES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
"""HTML, which has rules of its own."""
_MARKUP = re.compile(r"\s*<")
_HEAD = 512


def read_picture(
    path: str, data: bytes, stream: BinaryIO | None = None
) -> tuple[Picture | None, Problem | None]:
    """The picture in the file content/`path`, and what is wrong with it.

    There is none in files of other kinds. Without a picture, the problem is one that forbids to
    publish the file. Of a file larger than `LARGEST_READ`, `data` is the beginning and `stream` the
    whole.
    """
    kind = PurePosixPath(path).suffix.lower()
    if kind == ".svgz":
        message = "A compressed drawing cannot be inspected"
        fix = "Save it as .svg; hosts compress it when they send it"
        return None, _unsafe(path, SvgFault(0, 0, message, fix))
    if kind == ".svg":
        if len(data) > LARGEST_READ:
            size, most = (number / 1e6 for number in (len(data), LARGEST_READ))
            message = f"The drawing is {size:,.0f} MB; the limit is {most:,.0f} MB"
            return None, _unsafe(path, SvgFault(0, 0, message, "Save it as a PNG"))
        drawing = read_svg(data)
        picture = Picture(*drawing.size, "svg") if drawing.size and not drawing.fault else None
        return picture, _unsafe(path, drawing.fault)
    if kind not in _PAGES and _is_markup(data) and (problem := _disguised(path, data)):
        return None, problem
    if is_named_like_picture(path):
        return inspect(path, stream or io.BytesIO(data))
    return None, None


def _disguised(path: str, data: bytes) -> Problem | None:
    """What is wrong with a file that holds SVG though its name does not say so."""
    drawing = read_svg(data)
    if drawing.root == "svg":
        message = "This is an SVG drawing, but its file name says otherwise"
        return _unsafe(path, SvgFault(0, 0, message, "Rename it so that it ends in .svg"))
    return _unsafe(path, drawing.fault if drawing.well_formed else None)


def _unsafe(path: str, fault: SvgFault | None) -> Problem | None:
    return Problem(f"content/{path}", *fault, kind="unsafe-svg") if fault else None


def _is_markup(data: bytes) -> bool:
    """Whether it begins with a tag, in whatever encoding."""
    head = data[:_HEAD].lstrip()
    if b"<" not in head:
        return False
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if head.startswith(mark):
            text = head.decode(encoding, "ignore").lstrip("\ufeff")
            return _MARKUP.match(text) is not None
    return head.startswith(b"<")
