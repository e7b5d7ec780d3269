"""One article's body, from Markdown to HTML that is safe to put into any page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it.token import Token

from dateline.controls import without_controls
from dateline.markdown.blocks import make_asides, make_figures, mark_cell
from dateline.markdown.bounds import TangledError, bound_html
from dateline.markdown.controls import settle_controls
from dateline.markdown.findings import Findings, Reference
from dateline.markdown.headings import finish_headings
from dateline.markdown.languages import Language, language_of
from dateline.markdown.leftovers import may_hold_leftovers, report_leftovers
from dateline.markdown.link_places import CELL
from dateline.markdown.links import Links
from dateline.markdown.lost_text import report_lost_text
from dateline.markdown.nesting import settle_nesting
from dateline.markdown.parser import parser
from dateline.markdown.pasted_text import report_pasted_text
from dateline.markdown.raw_html import RawHtml
from dateline.markdown.sanitiser import sanitise
from dateline.markdown.summary import summarise
from dateline.markdown.unread_links import report_unread_links
from dateline.problems import Problem

# Without one of these a body has no links, images, notes, tags, cells or template code.
_SETTLED = "[<|{"
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered body.

    `html` is safe, with placeholders that `resolve` fills in; `summary` is plain text of at most
    240 characters, maybe empty; `references` and `problems` are in the order of the file.
    """

    html: str
    summary: str
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]


def render(text: str, *, source: str, language: str, first_line: int = 1, site: str = "") -> Body:
    """Render the Markdown `text` of the article `source`, a path relative to `content/`.

    `first_line` is the line of the file on which the text begins, `site` the whole address of the
    site: links that begin with it are references too. Never raises, but for want of
    memory: what cannot be read is shown as written, with a problem.
    """
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
    habits = language_of(language)
    findings = Findings(text, source, first_line, site)
    env: dict[str, Any] = {"language": habits, "footnote_prefix": "fn:"}
    try:
        tokens = parser().parse(text, env)
        html = _finish(tokens, env, findings, posixpath.dirname(source), habits)
    except TangledError as error:
        return _as_written(text, findings, error.message, error.fix, error.line)
    except MemoryError:
        raise
    except Exception as error:  # a fault of the parser or too deep a nesting must not end the build
        message = f"this text cannot be read as Markdown ({type(error).__name__})"
        fix = "look for brackets nested very deeply, and simplify them"
        return _as_written(text, findings, message, fix, 0)
    summary = without_controls(summarise(tokens))
    html = settle_controls(html, findings)
    return Body(html, summary, findings.references, findings.problems)


def _as_written(text: str, findings: Findings, message: str, fix: str, line: int) -> Body:
    """The body that cannot be read, with the reason as its only problem."""
    alone = Findings(text, findings.source, findings.first_line)
    alone.warn("markdown", message, fix, (line, 0), "error")
    return Body(f"<pre>{escape(text)}</pre>\n", "", (), alone.problems)


def _finish(
    tokens: list[Token], env: dict[str, Any], findings: Findings, folder: str, language: Language
) -> str:
    """The HTML of parsed `tokens`, after links, raw HTML, headings and figures are settled."""
    shift = any(token.tag == "h1" for token in tokens)
    markdown = parser()
    report_pasted_text(tokens, findings)
    if not any(character in findings.text for character in _SETTLED):
        finish_headings(tokens, shift=shift, taken=())
        html: str = markdown.renderer.render(tokens, markdown.options, env)
        return html
    report_lost_text(tokens, env, findings)
    pieces = list(_pieces(tokens))
    raw = RawHtml([token for token, _, _ in pieces], findings, folder)
    leftovers = may_hold_leftovers(findings.text)
    shift = shift or raw.has_title
    links = Links(findings, folder, env.get("references", {}), keep_written=raw.present)
    for token, first, last in pieces:
        if leftovers:
            report_leftovers(token, first, last, findings)
        if raw.present:
            raw.mend(token, first, last, shift=shift)
        if token.children:
            links.read(token, first, last)
            report_unread_links(token, first, last, findings, folder)
    finish_headings(tokens, shift=shift, taken=raw.ids)
    make_figures(tokens, language)
    if "[!" in findings.text:
        make_asides(tokens)
    while any(name.startswith(env["footnote_prefix"]) for name in raw.ids):
        env["footnote_prefix"] += ":"
    html = markdown.renderer.render(tokens, markdown.options, env)
    if raw.present:
        bound_html(html)
        html = settle_nesting(sanitise(html, folder))
    findings.check_anchors(html)
    return html


def _pieces(tokens: list[Token]) -> Iterator[tuple[Token, int, int]]:
    """The tokens that hold text, with their first and last (exclusive) line.

    Notes written in place (`^[…]`) have no lines: they are given those of their mention.
    """
    first, last, in_cell = 0, 1, False
    notes: dict[int, tuple[int, int]] = {}
    for token in tokens:
        if token.map is not None:
            first, last = token.map
        if token.type == "footnote_open":
            first, last = notes.get(token.meta["id"], (first, last))
        elif token.type in ("td_open", "th_open"):
            in_cell = True
            if token.attrs:
                mark_cell(token)
        elif token.type in ("inline", "html_block", "fence", "code_block"):
            for child in token.children or ():
                if child.type == "footnote_ref":
                    notes.setdefault(child.meta["id"], (first, last))
            if in_cell:
                token.meta[CELL], in_cell = True, False
            yield token, first, last
