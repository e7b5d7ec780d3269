"""The picture in an article's front matter, and what it refers to."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import unquote

from dateline.addresses import (
    SCHEME,
    as_browsers_read,
    is_web_address,
    lacking_fault,
    path_on_site,
    preview_path,
    scheme_fault,
)
from dateline.content.advice import item, line_with
from dateline.markdown import Reference
from dateline.markdown.findings import shorten
from dateline.problems import Problem


def picture_references(
    src: str, place: tuple[int, int], path: str, site: str
) -> tuple[list[Reference], list[Problem]]:
    """What the picture `src`, named at `place` of content/`path`, refers to, and what is wrong.
    `site` is the whole address of the site."""
    address, (line, column) = as_browsers_read(src), place
    if on_site := path_on_site(address, site):
        return [Reference("root", on_site, line, column, True, src)], []
    if of_preview := preview_path(address):
        return [Reference("preview", of_preview, line, column, True, src)], []
    if address.startswith("//") or is_web_address(address):
        return [], []
    shown = f"content/{path}"
    if "{{" in src or "{%" in src:
        fix = "Write the path of the picture itself"
        message = f"“{src}” contains template code from another system"
        return [], [Problem(shown, line, column, message, fix, "warning", kind="template-code")]
    fault = scheme_fault(address, shorten(src)) or lacking_fault(address, shorten(src))
    if fault:
        return [], [Problem(shown, line, column, *fault, kind="address")]
    if SCHEME.match(address):
        fix = "Write the path of a picture beside the article, or an address that begins with https://"
        message = f"“{src}” is not the address of a picture"
        return [], [Problem(shown, line, column, message, fix, kind="address")]
    kind, target = picture_target(src, path)
    if target.startswith("../"):
        fix = "Put the picture in content/ and write its path from the article"
        message = f"“{src}” points outside content/"
        return [], [Problem(shown, line, column, message, fix, kind="outside")]
    return [Reference(kind, target, line, column, True, src)], []


def no_words(src: str, place: tuple[int, int], path: str) -> Problem:
    """The problem of the picture `src`, named at `place` of content/`path`, without an `alt`."""
    message = f"There are no words for readers who cannot see the picture “{shorten(src)}”"
    picture = line_with("image", f"{{src: {item(src)}, alt: Masts in a storm}}")
    fix = f"Write what it shows: {picture}"
    return Problem(f"content/{path}", *place, message, fix, "warning", kind="no-alt")


def picture_target(src: str, path: str) -> tuple[Any, str]:
    """What `src`, written in content/`path`, refers to: a kind of reference and its target."""
    if src.startswith("/"):
        return "root", src
    relative = unquote(src).replace("\\", "/")
    return "file", posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))
