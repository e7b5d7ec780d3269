"""A tree of safe HTML: what the sanitiser wrote, which is well-formed and has its values quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

TABLE = frozenset({"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
# fmt: off
BLOCKS = TABLE | {
    "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "ol", "p", "pre", "section", "summary", "ul",
}
INLINE = frozenset({
    "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
})
# fmt: on
"""`INLINE` elements hold text and each other, but no `BLOCKS`."""
VOID = frozenset({"br", "hr", "img", "wbr"})
_DEEPEST = 150


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name, its start tag as written, and what is in it."""

    tag: str
    start: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    has_block: bool = False

    def rename(self, tag: str) -> None:
        """Give it another name."""
        self.start = f"<{tag}{self.start[len(self.tag) + 1 :]}"
        self.tag = tag

    def remove(self, name: str) -> None:
        """Take an attribute away, if it has it."""
        if self.attributes.pop(name, None) is not None:
            self.start = re.sub(rf' {name}="[^"]*"', "", self.start, count=1)

    def add(self, name: str, value: str) -> None:
        """Give it an attribute that it does not have, with a value that needs no escaping."""
        self.attributes[name] = value
        self.start = f'{self.start[:-1]} {name}="{value}">'

    def elements(self, *tags: str) -> list[Element]:
        """The elements of these names that are directly in it."""
        return [
            child for child in self.children if isinstance(child, Element) and child.tag in tags
        ]


Node = Element | str


def new(tag: str, children: list[Node]) -> Element:
    """An element without attributes."""
    return Element(tag, f"<{tag}>", {}, children)


def is_blank(node: Node) -> bool:
    """Whether a node is nothing but white space."""
    return isinstance(node, str) and not node.strip()


def parse_tree(html: str) -> list[Node] | None:
    """The nodes of `html`; None if elements are nested so deep that no one wrote them by hand."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return None if reader.deepest > _DEEPEST else reader.top.children


def serialise(nodes: list[Node]) -> str:
    """The HTML of nodes."""
    out: list[str] = []
    _write(nodes, out)
    return "".join(out)


def _write(nodes: list[Node], out: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        else:
            out.append(node.start)
            _write(node.children, out)
            if node.tag not in VOID:
                out.append(f"</{node.tag}>")


class _Reader(HTMLParser):
    """Builds the tree; texts stay as they are escaped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.top = Element("", "", {})
        self.deepest = 0
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        element = Element(tag, self.get_starttag_text() or "", values)
        self._open[-1].children.append(element)
        if tag in BLOCKS:
            for above in reversed(self._open):
                if above.has_block:
                    break
                above.has_block = True
        if tag not in VOID:
            self._open.append(element)
            self.deepest = max(self.deepest, len(self._open))

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")
