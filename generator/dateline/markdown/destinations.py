"""What an address in a body means: another article, a file, a page, the web, or a slip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink

from dateline.markdown.findings import Kind, shorten
from dateline.markdown.placeholders import placeholder
from dateline.problems import ProblemKind, Severity, nearest

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "geo", "ftp"})

# Browsers leave out tabs and line ends anywhere in an address, and control signs around it.
_IGNORED = re.compile(r"[\t\n\r]|^[\x00-\x20]+|[\x00-\x20]+$")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PLAIN = re.compile(r"(?:[A-Za-z0-9;/?:@&=+$,_.!~*'()#-]|%[0-9A-Fa-f]{2})*+")
_WWW = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[:/?#]|$)", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:\?|$)")
_PATH = re.compile(r"[^?#]*")


@dataclass(frozen=True, slots=True)
class Destination:
    """How an address was read.

    `url` is what the page gets (an address or a placeholder), None if the link must go. `kind` and
    `target` are those of a `Reference`, if it is one. `problem` (its kind), `message` and
    `fix` are those of a `Problem`, if it has one.
    """

    url: str | None
    kind: Kind | None = None
    target: str = ""
    problem: ProblemKind = "address"
    message: str = ""
    fix: str = ""
    severity: Severity = "warning"


def read_destination(written: str, folder: str) -> Destination:
    """Read the address `written` in an article of `folder`, a path relative to `content/`."""
    if written.startswith(("https://", "http://")) and _PLAIN.fullmatch(written):
        return Destination(written)
    cleaned = _IGNORED.sub("", written)
    if not cleaned:
        return Destination(
            None,
            problem="dead-link",
            message="this link leads nowhere: its address is empty",
            fix="write the address between the parentheses, or remove the link",
        )
    if "{{" in cleaned or "{%" in cleaned:
        # Template code of another system, which `leftovers` tells of.
        return Destination(None)
    if cleaned[0] in "#?":
        return Destination(_encoded(cleaned))
    if _WWW.match(cleaned):
        meant = f"https://{cleaned}"
        return Destination(
            _encoded(meant),
            message=f"“{shorten(cleaned)}” has no https:// and would be taken for a file",
            fix=f"write {shorten(meant, 200)}",
        )
    scheme = _SCHEME.match(cleaned)
    if scheme is not None:
        if scheme[1].lower() in SAFE_SCHEMES:
            return Destination(_encoded(cleaned))
        return _unsafe(scheme[1], cleaned)
    return _path(cleaned, folder)


def _encoded(url: str) -> str:
    """`url` as it may stand in a page: host names in ASCII, other signs percent-encoded."""
    return url if _PLAIN.fullmatch(url) else normalizeLink(url)


def _unsafe(scheme: str, cleaned: str) -> Destination:
    name = scheme.lower()
    if name == "file" or len(name) == 1:
        message = f"“{shorten(cleaned)}” is a file on one computer: readers cannot reach it"
        fix = "put the file into content/ and write its path from this article"
    elif name == "data":
        message = "“data:” addresses are not allowed"
        fix = "save it as a file in content/ and write its path from this article"
    elif name in ("javascript", "vbscript"):
        message = f"“{name}:” addresses are not allowed: articles run no programs"
        fix = "write an address that begins with https://, or remove the link"
    else:
        meant = nearest(name, SAFE_SCHEMES)
        message = f"“{shorten(name, 30)}:” addresses are not allowed"
        fix = f"did you mean “{meant}:”?" if meant else "write an address that begins with https://"
    return Destination(None, message=message, fix=fix)


def _path(cleaned: str, folder: str) -> Destination:
    found = _PATH.match(cleaned)
    path = found[0].replace("\\", "/") if found else ""
    suffix = cleaned[len(path) :]
    suffix = suffix if _PLAIN.fullmatch(suffix) else quote(suffix, safe=";/?:@&=+$,_.!~*'()#-%")
    if path.startswith("//"):
        return Destination(_encoded(path) + suffix)
    decoded = unquote(path).replace("\0", "\ufffd")
    from_root = path.startswith("/")
    is_article = decoded.lower().endswith(".md")
    if from_root and not is_article:
        return Destination(placeholder("root", path, suffix), "root", path)
    if _EMAIL.match(decoded):
        return Destination(
            _encoded(f"mailto:{path}") + suffix,
            message=f"“{shorten(decoded)}” is an e-mail address without “mailto:”",
            fix=f"write mailto:{shorten(decoded)}",
        )
    target = _joined("" if from_root else folder, decoded)
    if target is None:
        return Destination(
            None,
            problem="outside",
            message=f"“{shorten(cleaned)}” climbs out of content/",
            fix="put the file into content/ and write its path from this article",
            severity="error",
        )
    kind: Kind = "article" if is_article else "file"
    return Destination(placeholder(kind, target, suffix), kind, target)


def _joined(folder: str, path: str) -> str | None:
    """`path` from `folder`, without `.` and `..`; None if it climbs out of the top."""
    parts: list[str] = []
    for part in f"{folder}/{path}".split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
