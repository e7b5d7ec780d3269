"""A publisher's own HTML, such as an advertisement: it keeps its looks, but may run nothing."""

from __future__ import annotations

import nh3

from dateline.addresses import SAFE_SCHEMES
from dateline.markdown.destinations import read_destination
from dateline.markdown.findings import Reference
from dateline.markdown.sanitiser import HOLLOW, TAGS

_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "time": {"datetime"},
}


def clean_snippet(html: str, folder: str) -> tuple[str, list[Reference]]:
    """`html` without scripts, styles, forms and frames, its local addresses made into placeholders
    (see `placeholders`), and what it refers to.

    It keeps its classes and ids, which the theme may have styles for. `folder` is that of its file,
    relative to content/.
    """
    references: list[Reference] = []

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute not in ("href", "src"):
            return value
        found = read_destination(value, folder)
        if found.kind:
            references.append(Reference(found.kind, found.target, 1, 1, tag == "img", value))
        return found.url

    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(HOLLOW),
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
    )
    return cleaner.clean(html), references
