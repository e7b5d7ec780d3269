"""Placeholders: how an unresolved reference stands in stored HTML, and how a page fills it in.

A reference is written as `dateline:KIND/PERCENT-ENCODED-TARGET` in the place of the address, its
query and fragment behind it. No author can make one: `dateline:` is not among the schemes that
pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, unquote

_TAG = re.compile(r'<(a|img)(?=[ >])([^<>"]*(?:"[^"]*"[^<>"]*)*)>|</a>')
_PLACEHOLDER = re.compile(
    r' (href|src)="dateline:(article|file|root)/([A-Za-z0-9_.~/%-]*)((?:[?#][^"]*)?)"'
)
_WHOLE = re.compile(r' href="((?:https?:)?//[^"]*)"', re.IGNORECASE)
_GONE = "\0"
"""Stands where an image was left out; no body holds this character."""
_FIGURE = re.compile(r"<figure\b(?:(?!</?figure\b).)*</figure>\n?", re.DOTALL)
_LINKED = re.compile(rf"<a\b[^<>]*>\s*{_GONE}\s*</a>")
_EMPTY = re.compile(rf"<p>[\s{_GONE}]+</p>\n?")


@dataclass(frozen=True, slots=True)
class Target:
    """What a placeholder becomes: an address and, for an image, its size in pixels and the media
    type and `srcset` of each of its `sources`, with the `sizes` that they share."""

    url: str
    width: int | None = None
    height: int | None = None
    sources: tuple[tuple[str, str], ...] = ()
    sizes: str = ""


def placeholder(kind: str, target: str, suffix: str) -> str:
    """The address that stands for a reference; `suffix` is its query and fragment, encoded."""
    return f"dateline:{kind}/{quote(target, safe='/')}{suffix}"


LookUp = Callable[[str, str, bool], Target | None]
"""What a kind of reference to a target becomes, and whether it is an image."""


def resolve(html: str, lookup: LookUp, host: str = "") -> str:
    """`html` with every placeholder replaced by what `lookup(kind, target, image)` gives.

    If it names the `host` of the site, links to whole addresses are looked up as well, with the
    address as target of kind "whole"; those that stay are left as they are. Where
    it gives None, a link is reduced to its text, and an image is left out, with the figure or
    paragraph that holds nothing else.
    """
    looks_at_whole = bool(host) and f"//{host}".casefold() in html.casefold()
    if '="dateline:' not in html and not looks_at_whole:
        return html
    dropped: list[bool] = []  # for each link that is open: whether its tags are left out

    def replace(match: re.Match[str]) -> str:
        tag = match[1]
        if tag is None:
            return "" if dropped and dropped.pop() else match[0]
        found = _PLACEHOLDER.search(match[2])
        target = lookup(found[2], unquote(found[3]), tag == "img") if found else None
        if tag == "a":
            whole = _WHOLE.search(match[2]) if looks_at_whole and not found else None
            is_gone = lookup("whole", unescape(whole[1]), False) is None if whole else False
            dropped.append(is_gone or (found is not None and target is None))
            if dropped[-1]:
                return ""
        if found is None:
            return match[0]
        if target is None:
            return _GONE
        size = ""
        if tag == "img" and target.width and target.height:
            size = f' width="{target.width}" height="{target.height}"'
        before, after = match[2][: found.start()], match[2][found.end() :]
        filled = f'<{tag}{before} {found[1]}="{escape(target.url)}{found[4]}"{size}{after}>'
        return _picture(filled, target) if tag == "img" and target.sources else filled

    resolved = _TAG.sub(replace, html)
    return _without_gone(resolved) if _GONE in resolved else resolved


def _picture(image: str, target: Target) -> str:
    """An `<img>` with the variants that browsers choose from before it."""
    sources = (
        f'<source type="{kind}" srcset="{escape(srcset)}" sizes="{escape(target.sizes)}">'
        for kind, srcset in target.sources
    )
    return f"<picture>{''.join(sources)}{image}</picture>"


def _without_gone(html: str) -> str:
    """`html` without the marks of images that were left out, and without what is empty for it."""
    html = _LINKED.sub(_GONE, html)
    html = _FIGURE.sub(lambda figure: "" if _is_empty(figure[0]) else figure[0], html)
    return _EMPTY.sub("", html).replace(_GONE, "")


def _is_empty(figure: str) -> bool:
    return _GONE in figure and "<img" not in figure
