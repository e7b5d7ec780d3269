"""The Markdown parser: CommonMark with tables, strikethrough, footnotes and definition lists.

It is Markdown-it, with all its rules; they are only not asked where they could not answer. Most of
a newspaper's text is paragraphs of plain words, in which no rule but one has anything to find.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize, text_join
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dateline.markdown.blocks import add_render_rules
from dateline.markdown.bounds import bound_blocks, bound_paragraphs, bound_references
from dateline.markdown.inline import Inline
from dateline.markdown.link_places import note_places
from dateline.markdown.lost_text import add_note_rule
from dateline.markdown.renderer import Renderer
from dateline.markdown.typography import LINES_JOINED, typography_rule

# Besides letters, what can begin a line of a paragraph and no other block.
_HARMLESS = frozenset("\"'“”‘’„«»(—–…¿¡")


class Parser(MarkdownIt):
    """Markdown-it, but addresses stay as written: `links` reads, judges and encodes them."""

    def __init__(self, renderer: type[RendererHTML] = RendererHTML) -> None:
        super().__init__(
            "commonmark", {"xhtmlOut": False, "store_labels": True}, renderer_cls=renderer
        )
        self.enable(["table", "strikethrough"])
        self.use(footnote_plugin).use(deflist_plugin)
        add_note_rule(self)
        note_places(self.inline)
        self.core.ruler.at("block", bound_blocks)
        self.core.ruler.before("inline", "bounds", bound_paragraphs)
        self.core.ruler.after("footnote_tail", "references", bound_references)
        self.core.ruler.before("text_join", "typography", typography_rule)
        add_render_rules(self)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True


class QuickParser(Parser):
    """The same parser, asking only the rules that may match: its tokens are the same."""

    def __init__(self) -> None:
        super().__init__(Renderer)
        inline = Inline()
        inline.ruler, inline.ruler2 = self.inline.ruler, self.inline.ruler2
        self.inline = inline
        self.block.ruler.before("table", "plain_paragraph", _plain_paragraph)
        self.core.ruler.at("normalize", _normalize)
        self.core.ruler.at("text_join", _text_join)


@cache
def parser() -> QuickParser:
    """The one parser of this process; making it takes as long as a few articles."""
    return QuickParser()


def _normalize(state: StateCore) -> None:
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _text_join(state: StateCore) -> None:
    # Only escaped characters, entities and joined lines leave pieces of text side by side.
    if "\\" in state.src or "&" in state.src or LINES_JOINED in state.env:
        text_join(state)


def _plain_paragraph(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A paragraph each of whose lines begins as no other block does.

    Tables, headings and definition lists are known by the characters that begin their second line
    (that of a definition may follow an empty one).
    """
    if state.is_code_block(first):
        return False
    line = first
    while line < state.lineMax and not state.isEmpty(line):
        character = state.src[state.bMarks[line] + state.tShift[line]]
        if not (character.isalpha() or character in _HARMLESS):
            return False
        line += 1
    if line == first + 1 < state.lineMax - 1 and not state.isEmpty(line + 1):
        character = state.src[state.bMarks[line + 1] + state.tShift[line + 1]]
        if character in ":~":
            return False
    state.line = line
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [first, line]
    inline = state.push("inline", "", 0)
    inline.content = mdTrim(state.getLines(first, line, state.blkIndent, False))
    inline.map = [first, line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True
