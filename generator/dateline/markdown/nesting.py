"""Raw HTML nested as the HTML standard asks (its content models), after it has been made safe.

Browsers show a list item that is in no list, a caption of nothing, a paragraph in a heading, but
screen readers and validators stumble over them. All text stays; tags around it are moved, renamed
or left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from dateline.markdown.cells import settle_cells, settle_parts
from dateline.markdown.trees import (
    BLOCKS,
    INLINE,
    TABLE,
    Element,
    Node,
    is_blank,
    new,
    parse_tree,
    serialise,
)

Banned = frozenset[str]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SECTIONS = frozenset({"article", "aside", "section", "header", "footer"})
_BANNED: dict[str, Banned] = {
    **dict.fromkeys((*_HEADINGS, "p", "pre", *INLINE), BLOCKS),
    **dict.fromkeys(("dt", "th"), _HEADINGS | _SECTIONS),
    "address": _HEADINGS | _SECTIONS | {"address"},
    "header": frozenset({"header", "footer"}),
    "footer": frozenset({"header", "footer"}),
    "caption": TABLE,
    "a": frozenset({"a", "details"}),
    "dfn": BLOCKS | {"dfn"},
}
"""What must not be inside an element, at any depth."""
_SPREAD = frozenset({"b", "em", "i", "s", "small", "strong", "u"})
"""Inline elements that mean the same in each block as around all of them; see also `bounds`."""
_HOMES = {"li": "ul", "dt": "dl", "dd": "dl"}
"""The parent that an element is given if it has none of its kind."""
_DESCRIBED = re.compile(r"(?:(?:dt )+(?:dd )+)*")
_MACHINE_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?|\d\d:\d\d(?::\d\d)?")


def settle_nesting(html: str) -> str:
    """`html`, as the sanitiser wrote it, with every element where one of its kind may be."""
    tree = parse_tree(html)
    return html if tree is None else serialise(_settled(tree, frozenset()))


def _settled(nodes: Iterable[Node], banned: Banned) -> list[Node]:
    """Nodes in a place of general content, without elements that are `banned` there."""
    found: list[Node] = []
    for node in nodes:
        found += [node] if isinstance(node, str) else _element(node, banned)
    return _at_home(found)


def _element(element: Element, banned: Banned) -> list[Node]:
    """What becomes of one element and of what is in it."""
    tag = element.tag
    if tag in _SPREAD and element.has_block and not banned >= BLOCKS:
        return _settled(_spread(element.tag, element.children), banned)
    if tag in banned or (tag in INLINE and _is_useless(element, banned)):
        inside = _settled(element.children, banned)
        # The words of what were blocks stay apart.
        return [" ", *inside, " "] if tag in BLOCKS else inside
    if tag in _SPECIAL:
        return _SPECIAL[tag](element, banned)
    if tag in ("summary", "figcaption"):  # outside <details> and <figure>, which keep their own
        element.rename("div")
    return [_filled(element, banned)]


def _spread(tag: str, nodes: list[Node]) -> list[Node]:
    """Nodes with an inline element `tag`, which was around all of them, in each block instead."""
    found: list[Node] = []
    inside: Element | None = None
    for node in nodes:
        if isinstance(node, Element) and (node.has_block or node.tag in BLOCKS):
            inside = None
            node.children = _spread(tag, node.children)
            found.append(node)
        elif inside is not None:
            inside.children.append(node)
        elif is_blank(node):
            found.append(node)
        else:
            inside = new(tag, [node])
            found.append(inside)
    return found


def _filled(element: Element, banned: Banned) -> Element:
    """An element with settled contents."""
    element.children = _settled(element.children, banned | _BANNED.get(element.tag, frozenset()))
    return element


def _is_useless(element: Element, banned: Banned) -> bool:
    """Whether an inline element has blocks inside, or lacks what gives it a meaning."""
    if element.has_block and not banned >= BLOCKS:
        return True
    match element.tag:
        case "time":
            text = "".join(child for child in element.children if isinstance(child, str))
            is_date = len(element.children) == 1 and _MACHINE_DATE.fullmatch(text.strip())
            return "datetime" not in element.attributes and not is_date
        case "bdo":
            return "dir" not in element.attributes
        case "ruby":
            return not element.elements("rt")
    return element.tag in ("rt", "rp")  # those of a <ruby> do not come here


def _at_home(nodes: list[Node]) -> list[Node]:
    """Nodes with items that are in no list put into one."""
    if not any(isinstance(node, Element) and node.tag in _HOMES for node in nodes):
        return nodes
    found: list[Node] = []
    home: Element | None = None
    for node in nodes:
        needed = ""
        if isinstance(node, Element) and node.tag in _HOMES:
            needed = _HOMES[node.tag]
            node.remove("value")
        if home is not None and (needed == home.tag or is_blank(node)):
            home.children.append(node)
        elif needed:
            home = new(needed, [node])
            found.append(home)
        else:
            home = None
            found.append(node)
    for node in found:
        if isinstance(node, Element) and node.tag == "dl":
            _undescribe(node)
    return found


def _img(element: Element, banned: Banned) -> list[Node]:
    if "src" not in element.attributes:
        return [escape(element.attributes.get("alt", ""))]
    if "alt" not in element.attributes:
        element.add("alt", "")
    return [element]


def _list(element: Element, banned: Banned) -> list[Node]:
    items: list[Node] = []
    loose: Element | None = None
    for node in element.children:
        if is_blank(node):
            items.append(node)
        elif isinstance(node, Element) and node.tag == "li":
            loose = None
            if element.tag == "ul":
                node.remove("value")
            items.append(_filled(node, banned))
        elif isinstance(node, Element) and node.tag == "br":
            loose = None
        else:
            before = [item for item in items if isinstance(item, Element)]
            if isinstance(node, Element) and node.tag in ("ul", "ol") and before:
                loose = before[-1]  # where a list in a list belongs
            elif loose is None:
                loose = new("li", [])
                items.append(loose)
            loose.children += _settled([node], banned)
    element.children = items
    return [element]


def _descriptions(element: Element, banned: Banned) -> list[Node]:
    _undescribe(element)
    if element.tag == "dl":
        for child in element.elements("dt", "dd", "div"):
            if child.tag == "div":
                for part in child.elements("dt", "dd"):
                    _filled(part, banned)
            else:
                _filled(child, banned)
        return [element]
    return [_filled(element, banned)]


def _undescribe(element: Element) -> None:
    """Make a <dl> whose terms and descriptions do not come in pairs into plain <div>s."""
    if _is_described(element):
        return
    element.rename("div")
    for child in element.elements("dt", "dd"):
        child.rename("div")


def _is_described(element: Element) -> bool:
    parts = [child for child in element.children if not is_blank(child)]
    if parts and all(isinstance(part, Element) and part.tag == "div" for part in parts):
        return all(part.children and _is_described(part) for part in element.elements("div"))
    names = "".join(f"{part.tag if isinstance(part, Element) else '…'} " for part in parts)
    return bool(_DESCRIBED.fullmatch(names))


def _details(element: Element, banned: Banned) -> list[Node]:
    summary = next(iter(element.elements("summary")), None)
    if summary is None:
        element.remove("open")
        element.rename("div")
        return [_filled(element, banned)]
    summary.children = _settled(summary.children, banned | BLOCKS)
    before, after = _around(element, summary)
    if all(map(is_blank, before)):
        element.children = [*before, summary, *_settled(after, banned)]
    else:
        element.children = [summary, *_settled([*before, *after], banned)]
    return [element]


def _figure(element: Element, banned: Banned) -> list[Node]:
    caption = next(iter(element.elements("figcaption")), None)
    if caption is None:
        return [_filled(element, banned)]
    _filled(caption, banned)
    before, after = _around(element, caption)
    if all(map(is_blank, before)):
        element.children = [*before, caption, *_settled(after, banned)]
    elif all(map(is_blank, after)):
        element.children = [*_settled(before, banned), caption, *after]
    else:
        element.children = [*_settled([*before, *after], banned), caption]
    return [element]


def _around(element: Element, child: Element) -> tuple[list[Node], list[Node]]:
    """The nodes before and after a child of an element."""
    index = element.children.index(child)
    return element.children[:index], element.children[index + 1 :]


def _table(element: Element, banned: Banned) -> list[Node]:
    settle_parts(_filled(element, banned))
    settle_cells(element)
    return [element]


def _ruby(element: Element, banned: Banned) -> list[Node]:
    found: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag in ("rt", "rp"):
            found.append(_filled(child, banned))
        else:
            found += _settled([child], banned | BLOCKS)
    element.children = found
    return [element]


_SPECIAL: dict[str, Callable[[Element, Banned], list[Node]]] = {
    "img": _img,
    "ul": _list,
    "ol": _list,
    "dl": _descriptions,
    "details": _details,
    "figure": _figure,
    "table": _table,
    "ruby": _ruby,
}
"""What is done with elements that have rules of their own for what is directly in them."""
