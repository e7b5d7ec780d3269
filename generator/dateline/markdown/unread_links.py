"""Links and pictures that Markdown does not read as such, so that readers would see their brackets:
most often because there is a space in the name of the file."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from dateline.markdown.destinations import joined
from dateline.markdown.findings import Findings, shorten
from dateline.markdown.leftovers import code_spans
from dateline.markdown.parser import parser
from dateline.problems import Mend

_WRITTEN = re.compile(
    r"(?<!\\)(?P<words>!?\[(?!\^)[^\[\]\n]*\])"
    r"(?:\((?P<inner>(?:[^()\n]|\([^()\n]*\))*)(?P<end>\)|$)|[ ]+\((?P<apart>[^()\s]+)\))",
    re.MULTILINE,
)
"""A link or picture, its parenthesis closed or not, or one with a space before the parenthesis."""
_TITLE = re.compile(r"(?P<address>.*?)\s+(?P<title>[\"'“‘].+[\"'”’])")
_BROKEN = re.compile(r"(mailto:|tel:|https?://)\s+(\S+)", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_FILE = re.compile(r"[^\s:*?<>|][^:*?<>|]*\.[A-Za-z][A-Za-z0-9]{1,4}(?:#\S*)?|\.{0,2}/[^<>]+")
_ONE_FILE = re.compile(
    r"[^\s:*?<>|]+\.(?:md|html?|pdf|jpe?g|png|webp|avif|gif|svg)(?:#\S*)?", re.IGNORECASE
)
"""The name of a file of whose kind there is no doubt, where sentences may have parentheses too."""


class _Told(NamedTuple):
    """What is wrong, what to write instead, and that again if it is certain: in place of what is
    between the parentheses, if there is such a `file` in content/."""

    message: str
    fix: str
    right: str = ""
    file: str = ""


def report_unread_links(
    token: Token, first: int, last: int, findings: Findings, folder: str
) -> None:
    """Warn of each in an inline `token` from lines `first` to `last`, in an article of `folder`."""
    texts = [child.content for child in token.children or () if child.type == "text"]
    if not any("](" in text or "] (" in text for text in texts):
        return
    code = code_spans(token.content)
    for found in _WRITTEN.finditer(token.content):
        between = found["words"][-2:] + (" (" if found["apart"] else "(")
        if not any(between in text for text in texts) or any(
            start <= found.start() < end for start, end in code
        ):
            continue
        told = _told(found, folder)
        if told is None or "{{" in found[0] or "{%" in found[0]:  # of which `leftovers` tells
            continue
        place = findings.places.find(found[0], first, last)
        mend = None
        if told.right and place:
            line, column = place[0] + findings.first_line, place[1] + 1
            start, end = (column + at - found.start() for at in found.span("inner"))
            mend = Mend(line, start, end, told.right, found["inner"], told.file)
        findings.warn("unread-link", told.message, told.fix, place or (first, 0), mend=mend)


def _told(found: re.Match[str], folder: str) -> _Told | None:
    """What there is to say; None of what is a link, or need not be meant for one."""
    words, inner = found["words"], (found["inner"] or "").strip()
    if apart := found["apart"]:
        if not (_WEB.match(apart) or _ONE_FILE.fullmatch(apart)):
            return None
        message = f"there is a space after “{shorten(words)}”, {_so(words)}"
        return _Told(message, f"write {words}({apart})")
    if not found["end"]:
        address = inner if _FILE.fullmatch(inner) and words[0] == "!" else inner.partition(" ")[0]
        if not (_WEB.match(address) or _FILE.fullmatch(address)):
            return None
        message = f"the parenthesis after “{shorten(words)}” is never closed, {_so(words)}"
        return _Told(message, f"write {words}({_bracketed(address)})")
    return None if _is_read(found[0]) else _misread(words, inner, folder)


def _misread(words: str, inner: str, folder: str) -> _Told | None:
    """What is wrong with what stands between parentheses."""
    with_title = _TITLE.fullmatch(inner)
    address, title = with_title.groups() if with_title else (inner, "")
    if broken := _BROKEN.fullmatch(address):
        right = f"{broken[1]}{broken[2]}{f' {title}' if title else ''}"
        message = f"“{shorten(address)}” has a space after “{broken[1]}”, {_so(words)}"
        return _Told(message, f"write {words}({right})", right)
    is_address = _WEB.match(address) or _FILE.fullmatch(address)
    if not (is_address or words[0] == "!") or set("<>") & {*address}:
        return None
    if " " in address:
        message = f"“{shorten(address)}” has a space in it, {_so(words)}"
        coded = address.replace(" ", "%20")
        after = f" {title}" if title else ""
        if _WEB.match(address):
            return _Told(message, f"write {words}({coded}{after})")
        right = f"{_bracketed(address)}{after}"
        path = address.partition("#")[0]
        file = joined("" if path.startswith("/") else folder, unquote(path)) or ""
        fix = f"write {words}({right}), or rename the file and write its new name"
        return _Told(message, fix, right if file else "", file)
    if title:
        text = title[1:-1]
        marks = "'" if '"' in text and "'" not in text else '"'
        text = text.replace('"', "”") if marks == '"' else text
        right = f"{address} {marks}{text}{marks}"
        message = f"the quotation marks in {shorten(title)} do not enclose all of it, {_so(words)}"
        return _Told(message, f"write {words}({right})")
    return None


def _so(words: str) -> str:
    what = "picture" if words[0] == "!" else "link"
    return f"so that readers see its brackets instead of a {what}"


def _bracketed(address: str) -> str:
    return f"<{address}>" if " " in address else address


def _is_read(written: str) -> bool:
    """Whether Markdown reads this as a link or a picture."""
    tokens: list[Token] = []
    parser().inline.parse(written, parser(), {}, tokens)
    return bool(tokens) and any(one.type in ("link_open", "image") for one in tokens)
