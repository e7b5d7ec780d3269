"""The last word on raw HTML: nh3 parses it as browsers do and keeps what is on the safe list."""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from dateline.addresses import SAFE_SCHEMES
from dateline.markdown.attributes import is_language_tag, is_machine_date
from dateline.markdown.blocks import ASIDES
from dateline.markdown.destinations import read_destination

# fmt: off
TAGS = frozenset({
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br",
    "caption", "cite", "code", "dd", "del", "details", "dfn", "div",
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
_ROLES = {
    "aside": frozenset(ASIDES.values()),
    "a": {"doc-noteref", "doc-backlink"},
    "div": {"region"},
    "section": {"region", "doc-endnotes"},
}

# What values of attributes must look like; others are left out.
_VALUES = {
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "dir": re.compile("ltr|rtl|auto"),
    "headers": re.compile(r".*\S.*"),
    "id": re.compile(r"\S+"),
    "name": re.compile(r"\S+"),
    "rowspan": re.compile(r"[1-9]\d{0,3}"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "start": re.compile(r"-?\d{1,9}"),
    "type": re.compile("[1aAiI]"),
    "value": re.compile(r"-?\d{1,9}"),
}
_ON_OR_OFF = frozenset({"open", "reversed"})


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
        if attribute in _ON_OR_OFF:
            return ""
        if not _is_valid(tag, attribute, value):
            return None
        if attribute == "id":
            if value in ids:
                return None
            ids.add(value)
        return value

    return keep


def _is_known_class(tag: str, name: str) -> bool:
    return name in _CLASSES or (tag == "code" and name.startswith("language-"))


def _is_valid(tag: str, attribute: str, value: str) -> bool:
    """Whether a value means something to browsers."""
    match attribute:
        case "role":
            return value in _ROLES.get(tag, ())
        case "lang":
            return is_language_tag(value)
        case "datetime":
            return is_machine_date(value, of_edit=tag in ("del", "ins"))
    form = _VALUES.get(attribute)
    return form is None or bool(form.fullmatch(value))
