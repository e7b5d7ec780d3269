"""The Markdown parser: CommonMark with tables, strikethrough, footnotes and definition lists.

It is Markdown-it, with all its rules; they are only not asked where they could not answer. Most of
a newspaper's text is paragraphs of plain words, in which no rule but one has anything to find.
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, normalize, text_join
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dateline.markdown.blocks import add_render_rules
from dateline.markdown.renderer import Renderer
from dateline.markdown.typography import typography_rule

# The signs on which each inline rule can match; `text` takes what lies between them.
_BEGIN = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
# No rule begins with a closing bracket, but the search for the end of a link's label stops there.
_SIGN = re.compile(f"[{re.escape(''.join(_BEGIN.values()))}\\]]")

# Besides letters, what can begin a line of a paragraph and no other block.
_HARMLESS = frozenset("\"'“”‘’„«»(—–…¿¡")


class Inline(ParserInline):
    """Markdown-it's inline parser, asking of its rules those that begin with the sign at hand."""

    @cached_property
    def _rules(self) -> dict[str, list[RuleFuncInlineType]]:
        named = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        del named["text"]
        rules: dict[str, list[RuleFuncInlineType]] = {"]": []}
        for name, rule in named.items():
            for sign in _BEGIN[name]:
                rules.setdefault(sign, []).append(rule)
        return rules

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one paragraph's source into `tokens`."""
        if _SIGN.search(src):
            return super().parse(src, md, env, tokens)
        if src:
            tokens.append(Token("text", "", 0, content=src))
        return tokens

    def tokenize(self, state: StateInline) -> None:
        """Turn the source from `state.pos` to `state.posMax` into tokens."""
        source, end, rules = state.src, state.posMax, self._rules
        most = state.md.options.maxNesting
        while state.pos < end:
            position = state.pos
            found = _SIGN.search(source, position, end) if state.level < most else None
            stop = found.start() if found else end
            if stop > position:
                state.append_pending(source[position:stop])
                state.pos = stop
            elif not any(rule(state, False) for rule in rules[source[position]]):
                state.append_pending(source[position])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the library's name
        """Move `state.pos` behind the next token, without making it."""
        position, end = state.pos, state.posMax
        if position in state.cache:
            state.pos = state.cache[position]
            return
        if state.level >= state.md.options.maxNesting:
            state.pos = end
        else:
            found = _SIGN.search(state.src, position, end)
            stop = found.start() if found else end
            if stop > position:
                state.pos = stop
            else:
                state.level += 1
                matched = any(rule(state, True) for rule in self._rules[state.src[position]])
                state.level -= 1
                if not matched:
                    state.pos += 1
        state.cache[position] = state.pos


class Parser(MarkdownIt):
    """Markdown-it, but addresses stay as written: `links` reads, judges and encodes them."""

    def __init__(self, renderer: type[RendererHTML] = RendererHTML) -> None:
        super().__init__("commonmark", {"xhtmlOut": False}, renderer_cls=renderer)
        self.enable(["table", "strikethrough"])
        self.use(footnote_plugin).use(deflist_plugin)
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
    # Only escaped signs and entities leave pieces of text side by side.
    if "\\" in state.src or "&" in state.src:
        text_join(state)


def _plain_paragraph(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A paragraph each of whose lines begins as no other block does.

    Tables, headings and definition lists are known by the signs that begin their second line (that
    of a definition may follow an empty one).
    """
    if state.is_code_block(first):
        return False
    line = first
    while line < state.lineMax and not state.isEmpty(line):
        sign = state.src[state.bMarks[line] + state.tShift[line]]
        if not (sign.isalpha() or sign in _HARMLESS):
            return False
        line += 1
    if line == first + 1 < state.lineMax - 1 and not state.isEmpty(line + 1):
        sign = state.src[state.bMarks[line + 1] + state.tShift[line + 1]]
        if sign in ":~":
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
