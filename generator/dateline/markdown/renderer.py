"""Tokens → HTML, the common ones without ceremony."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


class Renderer(RendererHTML):
    """Markdown-it's renderer, which writes plain text and tags without attributes itself."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """The HTML of a body's tokens."""
        out: list[str] = []
        rules = self.rules
        hidden = False  # whether the token before is
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                if token.children:
                    out.append(self.renderInline(token.children, options, env))
            elif kind in rules:
                out.append(rules[kind](tokens, index, options, env))
            elif token.hidden or token.attrs or hidden:
                out.append(self.renderToken(tokens, index, options, env))
            elif kind == "paragraph_open":
                out.append(f"<{token.tag}>")
            elif kind == "paragraph_close":
                out.append(f"</{token.tag}>\n")
            else:
                out.append(self.renderToken(tokens, index, options, env))
            hidden = token.hidden
        return "".join(out)

    def renderInline(  # noqa: N802 - the library's name
        self, tokens: Sequence[Token], options: OptionsDict, env: EnvType
    ) -> str:
        """The HTML of a paragraph's tokens."""
        out: list[str] = []
        rules = self.rules
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                out.append(escapeHtml(token.content))
            elif kind in rules:
                out.append(rules[kind](tokens, index, options, env))
            elif token.attrs or token.hidden or token.nesting == 0:
                out.append(self.renderToken(tokens, index, options, env))
            else:
                out.append(f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>")
        return "".join(out)
