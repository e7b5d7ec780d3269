"""The last word on raw HTML: nh3 parses it as browsers do and keeps what is on the safe list."""

from __future__ import annotations

from collections.abc import Callable

import nh3

from dateline.addresses import SAFE_SCHEMES
from dateline.markdown.blocks import ASIDES
from dateline.markdown.destinations import read_destination

# fmt: off
TAGS = frozenset({
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br",
    "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
    "ul", "var", "wbr",
})
# fmt: on

# Taken out with everything inside them.
HOLLOW = frozenset({"script", "style", "svg", "math", "template"})

_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "class", "role", "aria-label"},
    "a": {"href", "name"},
    "bdo": {"dir"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"src", "alt", "loading", "decoding"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}

# What the renderer itself writes; the same words in an author's tags do no harm.
# fmt: off
_CLASSES = frozenset({
    "table", "footnotes", "footnote-ref", "footnote-back", "align-left", "align-center",
    "align-right",
})
# fmt: on
_ROLES = frozenset({"region", "doc-noteref", "doc-endnotes", "doc-backlink", *ASIDES.values()})


def sanitise(html: str, folder: str) -> str:
    """`html` with only what is safe, its local addresses made into placeholders.

    `folder` is that of the article, relative to `content/`. Of elements with the same id the first
    keeps it.
    """
    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(HOLLOW),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter(folder),
        tag_attribute_values={"div": {"tabindex": {"0"}}},
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
    )
    return cleaner.clean(html)


def _filter(folder: str) -> Callable[[str, str, str], str | None]:
    ids: set[str] = set()

    def keep(tag: str, attribute: str, value: str) -> str | None:
        """What becomes of one attribute; None takes it out."""
        if attribute in ("href", "src"):
            return read_destination(value, folder).url
        if attribute == "class":
            kept = [name for name in value.split() if _is_known_class(tag, name)]
            return " ".join(kept) or None
        if attribute == "role":
            return value if value in _ROLES else None
        if attribute == "id":
            if value in ids or not value:
                return None
            ids.add(value)
        return value

    return keep


def _is_known_class(tag: str, name: str) -> bool:
    return name in _CLASSES or (tag == "code" and name.startswith("language-"))
