"""A publisher's own HTML, such as an advertisement: it keeps its looks, but may run nothing."""

from __future__ import annotations

import posixpath

import nh3
from markdown_it.token import Token

from dateline.addresses import SAFE_SCHEMES
from dateline.markdown.body import Body
from dateline.markdown.destinations import read_destination
from dateline.markdown.findings import Findings
from dateline.markdown.raw_html import RawHtml
from dateline.markdown.sanitiser import HOLLOW, TAGS

_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "time": {"datetime"},
}


def clean_snippet(html: str, source: str, site: str = "") -> Body:
    """`html` without scripts, styles, forms and frames, its local addresses made into placeholders
    (see `placeholders`), what it refers to, and what was taken out.

    It keeps its classes and ids, which the theme may have styles for. `source` is its file, a path
    relative to content/. With the whole address of the `site`, addresses that begin with it are
    references as well. The body has no summary.
    """
    folder = posixpath.dirname(source)
    findings = Findings(html, source, 1, site)
    token = Token("html_block", "", 0, content=html)
    raw = RawHtml([token], findings, folder, of="advertisements")
    raw.mend(token, 0, html.count("\n") + 1, shift=False)

    def keep(tag: str, attribute: str, value: str) -> str | None:
        is_address = attribute in ("href", "src")
        return read_destination(value, folder).url if is_address else value

    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(HOLLOW),
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes=set(SAFE_SCHEMES),
        link_rel=None,
    )
    return Body(cleaner.clean(token.content), "", findings.references, findings.problems)
