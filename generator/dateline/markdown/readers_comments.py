"""A reader's comment, from Markdown to HTML.

A comment has paragraphs, emphasis, lists, quotations, code and links, and nothing else: tags,
pictures and headings are shown as they were typed. Each line that its writer ended stays one.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from dateline.addresses import SCHEME, as_browsers_read, credentials_fault, is_web_address
from dateline.markdown.body import Body
from dateline.markdown.bounds import TangledError, bound_paragraphs
from dateline.markdown.controls import settle_controls
from dateline.markdown.findings import Findings, shorten
from dateline.markdown.languages import language_of
from dateline.markdown.typography import typography_rule

# fmt: off
_NOT_FOR_READERS = (
    "code", "heading", "hr", "html_block", "html_inline", "image", "lheading", "reference",
)
# fmt: on
REL = "ugc nofollow"
"""The relation of links that readers wrote: it tells search engines that the paper did not."""


class _Parser(MarkdownIt):
    """Markdown-it without what a comment cannot have; addresses stay as written, for `_settle`."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"xhtmlOut": False, "html": False, "breaks": True})
        self.disable(_NOT_FOR_READERS)
        self.core.ruler.before("inline", "bounds", bound_paragraphs)
        self.core.ruler.before("text_join", "typography", typography_rule)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True


@cache
def _parser() -> _Parser:
    return _Parser()


def render_comment(text: str, *, source: str, language: str, first_line: int = 1) -> Body:
    """Render the Markdown `text` of the comment `source`, a path relative to `content/`.

    `first_line` is the line of the file on which the text begins. The body has no summary and no
    references. A text that cannot be read is empty, and has an error.
    """
    findings = Findings(text, source, first_line)
    env: dict[str, Any] = {"language": language_of(language)}
    markdown = _parser()
    try:
        tokens = markdown.parse(text, env)
    except TangledError as error:
        findings.warn("markdown", error.message, error.fix, (error.line, 0), "error")
        return Body("", "", (), findings.problems)
    for token in tokens:
        if token.type == "inline" and token.children:
            _settle_links(token.children, token.map or [0, 1], findings)
    html = settle_controls(markdown.renderer.render(tokens, markdown.options, env), findings)
    return Body(html, "", (), findings.problems)


def _settle_links(children: list[Token], lines: list[int], findings: Findings) -> None:
    """Mark links as readers' own; leave the words of those that may not stay, or lead nowhere."""
    open_links: list[bool] = []
    for index, child in enumerate(children):
        if child.type == "link_open":
            written = str(child.attrs.get("href", ""))
            address = _address(written)
            if not address:
                _tell(written, lines, findings)
            # A link without words could not be seen.
            stays = bool(address) and children[index + 1].type != "link_close"
            child.attrs = {"href": address, "rel": REL} if stays else {}
            child.hidden = not stays
            open_links.append(stays)
        elif child.type == "link_close":
            child.hidden = not open_links.pop()


def _address(written: str) -> str:
    """The address as a page may have it; empty if a comment may not lead there."""
    cleaned = as_browsers_read(written)
    scheme = SCHEME.match(cleaned)
    is_web = is_web_address(cleaned) and not credentials_fault(cleaned)
    if is_web or (scheme and scheme[1].lower() == "mailto"):
        return normalizeLink(cleaned)
    return ""


def _tell(written: str, lines: list[int], findings: Findings) -> None:
    first, last = lines
    place = findings.places.find(f"({written}", first, last)
    place = (place[0], place[1] + 1) if place else (first, 0)
    if fault := credentials_fault(as_browsers_read(written)):
        findings.warn("address", f"{fault.message}: only the words are shown", fault.fix, place)
        return
    message = f"a comment cannot link to “{shorten(written)}”: only its words are shown"
    findings.warn("address", message, "write an address that begins with https://", place)
