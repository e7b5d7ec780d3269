"""The Markdown parser: CommonMark with tables, strikethrough, footnotes and definition lists."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dateline.markdown.blocks import add_render_rules
from dateline.markdown.typography import typography_rule


class Parser(MarkdownIt):
    """Markdown-it, but addresses stay as written: `links` reads, judges and encodes them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True


@cache
def parser() -> Parser:
    """The one parser of this process; making it takes as long as a few articles."""
    markdown = Parser("commonmark", {"xhtmlOut": False})
    markdown.enable(["table", "strikethrough"])
    markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.core.ruler.before("text_join", "typography", typography_rule)
    add_render_rules(markdown)
    return markdown
