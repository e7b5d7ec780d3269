"""Blocks that get more than Markdown-it's tags: figures, pull quotes and notes, tables that scroll,
footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from dateline.markdown.languages import Language
from dateline.markdown.typography import typeset

ALIGNMENTS = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}


def make_figures(tokens: list[Token], language: Language) -> None:
    """Turn each paragraph that holds one image into a figure.

    The image may be linked; its title becomes the caption.
    """
    for index, token in enumerate(tokens):
        if token.type != "inline" or not token.children or len(token.children) not in (1, 3):
            continue
        children = token.children
        linked = len(children) == 3 and children[0].type == "link_open"
        image = children[1 if linked else 0]
        paragraph = tokens[index - 1]
        if image.type != "image" or (len(children) == 3 and not linked):
            continue
        if paragraph.type != "paragraph_open" or paragraph.hidden:
            continue
        paragraph.tag = tokens[index + 1].tag = "figure"
        title = image.attrs.pop("title", "")
        if title:
            caption = Token("figcaption", "figcaption", 0)
            caption.content = typeset(str(title), language)
            children.append(caption)


ASIDES = {"[!QUOTE]": "doc-pullquote", "[!NOTE]": "note"}
"""What a block quotation is, by its first line (as GitHub has it), and the role that says so."""


def make_asides(tokens: list[Token]) -> None:
    """Turn each block quotation that begins with one of the lines of `ASIDES` into an aside."""
    openings: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            openings.append(token)
            _make_aside(token, tokens[index + 1 : index + 4])
        elif token.type == "blockquote_close":
            token.tag = openings.pop().tag


def _make_aside(opening: Token, paragraph: Sequence[Token]) -> None:
    """Make an aside of a block quotation whose first tokens, if it begins with a `paragraph`, say
    what it is."""
    children = paragraph[1].children if paragraph[0].type == "paragraph_open" else None
    role = ASIDES.get(children[0].content.strip().upper()) if children else None
    if not children or not role or (len(children) > 1 and children[1].type != "softbreak"):
        return
    opening.tag, opening.attrs["role"] = "aside", role
    del children[:2]
    if not children:
        for token in paragraph:
            token.hidden = True


def mark_cell(token: Token) -> None:
    """Say a cell's alignment with a class: a page's security policy forbids inline styles."""
    style = token.attrs.pop("style", None)
    if style in ALIGNMENTS:
        token.attrs["class"] = f"align-{ALIGNMENTS[str(style)]}"


def add_render_rules(markdown: MarkdownIt) -> None:
    """Make `markdown` render footnotes, tables and captions as this module does."""
    for name, rule in (
        ("table_open", _table_open),
        ("table_close", _table_close),
        ("figcaption", _figcaption),
        ("footnote_ref", _footnote_ref),
        ("footnote_block_open", _footnote_block_open),
        ("footnote_block_close", _footnote_block_close),
        ("footnote_open", _footnote_open),
        ("footnote_anchor", _footnote_anchor),
    ):
        markdown.add_render_rule(name, rule)


def _table_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    label = _language(env).table
    return f'<div class="table" role="region" tabindex="0" aria-label="{label}">\n<table>\n'


def _table_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table>\n</div>\n"


def _figcaption(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f"<figcaption>{escape(tokens[index].content)}</figcaption>"


def _footnote_ref(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    number = tokens[index].meta["id"] + 1
    prefix = env["footnote_prefix"]
    return (
        f'<sup class="footnote-ref"><a href="#{prefix}{number}" id="{_back(tokens[index], env)}" '
        f'role="doc-noteref">{number}</a></sup>'
    )


def _footnote_block_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    label = _language(env).footnotes
    return f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>\n'


def _footnote_block_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</ol>\n</section>\n"


def _footnote_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="{env["footnote_prefix"]}{tokens[index].meta["id"] + 1}">'


def _footnote_anchor(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    # The variation selector keeps phones from showing the arrow as a picture.
    return (
        f' <a href="#{_back(tokens[index], env)}" class="footnote-back" role="doc-backlink" '
        f'aria-label="{_language(env).back}">↩\ufe0e</a>'
    )


def _back(token: Token, env: EnvType) -> str:
    """The id of one mention of a footnote: the second of note 1 is `fn:1:1:back`."""
    mention = token.meta.get("subId", 0)
    number = token.meta["id"] + 1
    return f"{env['footnote_prefix']}{number}{f':{mention}' if mention else ''}:back"


def _language(env: EnvType) -> Language:
    language: Language = env["language"]
    return language
