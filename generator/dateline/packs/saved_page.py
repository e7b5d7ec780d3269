"""Pages as readers save them: what is taken out of them, and the files that they need."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from dateline.urls import Urls

_ONLINE, _END_OF_ONLINE = b"<!-- online -->", b"<!-- /online -->"
_PICTURE = re.compile(rb'<(?:img|source)\b[^>]*?\s(src|srcset)="([^"]+)"')
_CHOICE = re.compile(
    rb'<picture>\s*(?:<source type="[^"]+" srcset="(?P<srcset>(?:[^\s"]+ \d+w(?:, (?!"))?)+)"'
    rb' sizes="[^"]*">\s*)+(?P<before><img (?:(?!src=)[\w-]+(?:="[^"]*")? )*)src="[^"]*"'
    rb'(?P<after>(?: [\w-]+(?:="[^"]*")?)*>)\s*</picture>'
)
"""A picture as Dateline's own templates and the text of articles have it."""
_SAVED_WIDTH = 800
"""In pixels: saved pictures are the narrowest variants that are no narrower."""
_FILE = re.compile(rb'href="(/[^"]*+)(?<!/)"')
"""A link to a file: pages are in folders. Begins with what can be searched for quickly: a page has
dozens of links."""


def without_online_parts(page: bytes) -> bytes:
    """The page without the parts that depend on other articles."""
    kept: list[bytes] = []
    start = 0
    # A pattern would look at each character of what is left out.
    while (opening := page.find(_ONLINE, start)) >= 0:
        closing = page.find(_END_OF_ONLINE, opening)
        if closing < 0:
            break
        kept.append(page[start:opening])
        start = closing + len(_END_OF_ONLINE)
        start += page.startswith(b"\n", start)
    return b"".join((*kept, page[start:]))


def with_one_variant(page: bytes) -> bytes:
    """The page with one variant of each picture, instead of those from which browsers choose: not
    all of them can be saved, and the browser could choose any."""
    return _CHOICE.sub(_one_variant, page) if b"<picture>" in page else page


def _one_variant(choice: re.Match[bytes]) -> bytes:
    # The last format is the one that most browsers can show.
    variants = [variant.split() for variant in choice["srcset"].split(b",")]
    wide_enough = (url for url, width in variants if int(width[:-1]) >= _SAVED_WIDTH)
    return b'%ssrc="%s"%s' % (choice["before"], next(wide_enough, variants[-1][0]), choice["after"])


def pictures_of(page: bytes, urls: Urls) -> Iterator[str]:
    """The addresses of the site's own pictures that a page shows."""
    if b"<img" not in page and b"<source" not in page:
        return
    root = urls.href("/")
    for attribute, value in _PICTURE.findall(page):
        text = _text(value)
        candidates = [text] if attribute == b"src" else text.split(",")
        for candidate in filter(str.strip, candidates):
            yield from _own(candidate.split()[0], root)


def links_of(page: bytes, urls: Urls) -> Iterator[str]:
    """The addresses of the site's own files that a page links to."""
    root = urls.href("/")
    for value in set(_FILE.findall(page)):
        yield from _own(_text(value), root)


def _text(value: bytes) -> str:
    """The value of an attribute."""
    return html.unescape(value.decode(errors="replace"))


def _own(href: str, root: str) -> Iterator[str]:
    """The address below the site's root to which a link leads, if it does."""
    parts = urlsplit(href)
    if not parts.netloc and parts.path.startswith(root):
        yield "/" + unquote(parts.path.removeprefix(root))
