"""The tags in a piece of raw HTML, with their places: to report and replace, never to trust.

What is safe is decided by the sanitiser, which parses as browsers do. This reader only has to see
what authors write, in time that grows with the text and not faster: `html.parser` does not
promise that on every Python, and it cannot be asked where an attribute stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

RAW_TEXT = frozenset({"script", "style"})  # what looks like a tag inside them is none

_VALUE = r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_TAG = re.compile(rf"<(/?)([A-Za-z][^\s/>]*+)((?:[\s/]++|[^\s/>][^\s/>=]*+{_VALUE})*+)>")
_FINISHED = re.compile(
    r"""</?[A-Za-z](?:[^>"'=]|=\s*+(?:"[^"]*+"|'[^']*+')|=(?!\s*+["'])|["'])*+>"""
)
"""A tag as browsers see where it ends: a quotation mark after “=” goes on to the next."""
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)))?"""
)
_MARKUP = re.compile(r"<!--|<[!?]|</?(?=[A-Za-z])")
_DECLARATION_END = re.compile(">")
_RAW_TEXT = re.compile(rf"<({'|'.join(sorted(RAW_TEXT))})(?=[\s/>])", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its name in lower case, its place in the text, its attributes as written.

    `attributes` maps names in lower case to values as they stand in the source.
    """

    name: str
    closing: bool
    start: int
    end: int
    text: str
    attributes: dict[str, str]

    def value(self, attribute: str) -> str:
        """The value of an attribute, entities decoded; empty if it has none."""
        return unescape(self.attributes.get(attribute, ""))


def scan(html: str) -> Iterator[Tag]:
    """The tags of `html` in order. Comments, declarations and unfinished tags are passed over."""
    position = 0
    while found := _MARKUP.search(html, position):
        start = found.start()
        if found[0] == "<!--":
            end = _COMMENT_END.search(html, start + 2)
        elif found[0] in ("<!", "<?"):
            end = _DECLARATION_END.search(html, start + 2)
        else:
            end = _TAG.match(html, start)
        if end is None:
            # To a browser too the rest is inside this tag; looking on would cost quadratic time.
            return
        position = end.end()
        if end.re is not _TAG:
            continue
        tag = Tag(end[2].lower(), bool(end[1]), start, position, end[0], _attributes(end[3]))
        yield tag
        if tag.name in RAW_TEXT and not tag.closing:
            closer = find_closer(html, tag.name, position)
            if closer < 0:
                return
            position = closer


def unfinished_tag(html: str) -> int:
    """Where a tag begins that never ends, -1 if none does."""
    position = 0
    while found := _MARKUP.search(html, position):
        start = found.start()
        if found[0] == "<!--":
            end = _COMMENT_END.search(html, start + 2)
        elif found[0] in ("<!", "<?"):
            end = _DECLARATION_END.search(html, start + 2)
        elif not (end := _FINISHED.match(html, start)):
            return start
        if end is None:
            return -1
        position = end.end()
        name = _RAW_TEXT.match(html, start)
        if name and (position := find_closer(html, name[1].lower(), position)) < 0:
            return -1
    return -1


def find_closer(html: str, name: str, start: int) -> int:
    """Where the next `</name` begins, -1 if there is none."""
    found = re.compile(f"</{re.escape(name)}(?=[\\s/>])", re.IGNORECASE).search(html, start)
    return found.start() if found else -1


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if text and not text.isspace():
        for match in _ATTRIBUTE.finditer(text):
            found.setdefault(match[1].lower(), match[2] or match[3] or match[4] or "")
    return found
