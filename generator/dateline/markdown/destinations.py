"""What an address in a body means: another article, a file, a page, the web, or a mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from markdown_it.common.normalize_url import normalizeLink

from dateline.addresses import (
    SCHEME,
    TWICE,
    WWW,
    as_browsers_read,
    beginning_fault,
    lacking_fault,
    nowhere_fault,
    scheme_fault,
    whole_web_address,
)
from dateline.markdown.findings import Kind, shorten
from dateline.markdown.placeholders import placeholder
from dateline.problems import ProblemKind, Severity

_PLAIN = re.compile(
    r"(?:[A-Za-z0-9;/?:@&=+$,_.!~*'()-]|%[0-9A-Fa-f]{2})*+"
    r"(?:#(?:[A-Za-z0-9;/?:@&=+$,_.!~*'()-]|%[0-9A-Fa-f]{2})*+)?"
)
_WHOLE = re.compile(r"https?://(?![/?#]|$)")
_DOTS = re.compile(r"(?:\.\.){2,}\\")
_PATH = re.compile(r"[^?#]*")


@dataclass(frozen=True, slots=True)
class Destination:
    """How an address was read.

    `url` is what the page gets (an address or a placeholder), None if the link must go. `kind` and
    `target` are those of a `Reference`, if it is one. `problem_kind`, `message` and
    `fix` are those of a `Problem`, if it has one.
    """

    url: str | None
    kind: Kind | None = None
    target: str = ""
    problem_kind: ProblemKind = "address"
    message: str = ""
    fix: str = ""
    severity: Severity = "warning"


def read_destination(written: str, folder: str) -> Destination:
    """Read the address `written` in an article of `folder`, a path relative to `content/`."""
    if _WHOLE.match(written) and not TWICE.match(written) and _PLAIN.fullmatch(written):
        return Destination(written)
    cleaned = _with_one_fragment(as_browsers_read(written))
    if not cleaned:
        return Destination(
            None,
            problem_kind="dead-link",
            message="this link leads nowhere: its address is empty",
            fix="write the address between the parentheses, or remove the link",
        )
    if "{{" in cleaned or "{%" in cleaned:
        # Template code of another system, which `leftovers` tells of.
        return Destination(None)
    if cleaned[0] in "#?":
        return Destination(_encoded(cleaned))
    if WWW.match(cleaned) and (fault := lacking_fault(cleaned, shorten(cleaned, 200))):
        return Destination(_encoded(f"https://{cleaned}"), message=fault.message, fix=fault.fix)
    if fault := scheme_fault(cleaned, shorten(cleaned)):
        return Destination(None, message=fault.message, fix=fault.fix)
    if fault := nowhere_fault(cleaned, shorten(cleaned)):
        url = _encoded(cleaned) if cleaned.startswith("//") else None
        return Destination(url, message=fault.message, fix=fault.fix)
    if fault := beginning_fault(cleaned, shorten(cleaned, 200)):
        whole = _encoded(whole_web_address(cleaned))
        return Destination(whole, message=fault.message, fix=fault.fix)
    if SCHEME.match(cleaned):
        return Destination(_encoded(cleaned))
    return _path(cleaned, folder)


def as_typed(written: str) -> str:
    """The address `written`, as Markdown reads it, with the backslashes that it takes for escapes:
    those between the dots of `..\\..\\pics`."""
    return _DOTS.sub(lambda dots: "..\\" * (len(dots[0]) // 2), written)


def _with_one_fragment(url: str) -> str:
    """`url` with a second “#” percent-encoded, as the standard has it."""
    before, mark, fragment = url.partition("#")
    return before + mark + fragment.replace("#", "%23")


def _encoded(url: str) -> str:
    """`url` as it may stand in a page: host names in ASCII, other characters percent-encoded."""
    return url if _PLAIN.fullmatch(url) else normalizeLink(url)


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
    if fault := lacking_fault(decoded, shorten(decoded)):
        url = _encoded(f"mailto:{path}") + suffix
        return Destination(url, message=fault.message, fix=fault.fix)
    target = joined("" if from_root else folder, decoded)
    if target is None:
        return Destination(
            None,
            problem_kind="outside",
            message=f"“{shorten(cleaned)}” points outside content/",
            fix="put the file in content/ and write its path from this article",
            severity="error",
        )
    kind: Kind = "article" if is_article else "file"
    return Destination(placeholder(kind, target, suffix), kind, target)


def joined(folder: str, path: str) -> str | None:
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
