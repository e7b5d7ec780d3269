"""Refuses what no article needs and what would take time or memory that grows quadratically.

Markdown's rules look back through the paragraph, and HTML's through the open elements: browsers'
rules may add a copy of each tag that is left open to every paragraph after it. A link reference
definition is copied to every link that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dateline.markdown.tags import scan

_MOST_MARKUP = 20_000
"""In one paragraph: characters that may begin or end links, emphasis, code or tags."""
_MOST_MARKUP_IN_ALL = 200_000
"""The same in all paragraphs of a body."""
_MOST_BLOCKS = 100_000
"""Paragraphs, headings, list items, table cells and so on of a body."""
_MARK = re.compile(r"[\\`~*_\[\]!^<&]")
_MOST_COPIED = 100_000
"""Characters that link reference definitions may add to any body; a longer body may grow to twice
its length."""
_MOST_ATTRIBUTES = 1_000
"""Attributes of one tag."""
_MOST_LEVELS = 50_000_000
"""Open elements that are looked through, over all tags of a body."""
_MOST_COPIES = 500_000
"""Elements such as <b> that are open, over all tags of a body: each may be copied there."""
# fmt: off
_COPIED = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike",
    "strong", "tt", "u",
})
_NEVER_OPEN = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
    # Their end tags may be left out, since another start tag ends them.
    "dd", "dt", "li", "p", "rp", "rt", "tr",
})
# fmt: on
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)")

_SHORTEN = "split it, or move anything that is not prose to a file of its own and link to it"


class TangledError(Exception):
    """The text would take too long: what is wrong, what to do, and the line in the body, from 0."""

    def __init__(self, message: str, fix: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.fix, self.line = message, fix, line


class _Tokens(list[Token]):
    """The tokens of a body, while its blocks are found and counted."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks = 0

    def append(self, token: Token) -> None:
        """Append a token; raises `TangledError` if it begins one block too many."""
        super().append(token)
        if token.nesting != -1 and token.type != "inline":
            self._blocks += 1
            if self._blocks > _MOST_BLOCKS:
                message = (
                    f"this article has more than {_MOST_BLOCKS:,} paragraphs, list items, table"
                    " cells and other blocks"
                )
                placed = next((one.map[0] for one in reversed(self) if one.map), 0)
                raise TangledError(message, _SHORTEN, placed)


def bound_blocks(state: StateCore) -> None:
    """Markdown-it core rule, in place of its own: find the blocks of a body, which may have too
    many."""
    state.tokens = _Tokens()
    state.md.block.parse(state.src, state.md, state.env, state.tokens)


def bound_paragraphs(state: StateCore) -> None:
    """Markdown-it core rule: refuse paragraphs that contain too much markup."""
    in_all = 0
    is_long = len(state.src) > _MOST_MARKUP_IN_ALL
    for token in state.tokens:
        if token.type != "inline" or not (is_long or len(token.content) > _MOST_MARKUP):
            continue
        line = token.map[0] if token.map else 0
        marks = sum(1 for _ in _MARK.finditer(token.content))
        in_all += marks
        if marks > _MOST_MARKUP:
            message = (
                f"this paragraph contains more than {_MOST_MARKUP:,} characters that may be"
                " Markdown, such as * and ["
            )
            fix = (
                "split it with blank lines, or move anything that is not prose to a file of its own"
            )
            raise TangledError(message, fix, line)
        if in_all > _MOST_MARKUP_IN_ALL:
            message = (
                f"this article contains more than {_MOST_MARKUP_IN_ALL:,} characters that may be"
                " Markdown, such as * and ["
            )
            raise TangledError(message, _SHORTEN, line)


def bound_references(state: StateCore) -> None:
    """Markdown-it core rule, after links are known: refuse definitions that are copied too often.

    The definition that is told is the one that adds most.
    """
    definitions = state.env.get("references")
    if not definitions:
        return
    added: dict[str, int] = {}
    for token in _with_children(state.tokens):
        if label := token.meta.get("label") if token.type in ("link_open", "image") else None:
            added[label] = added.get(label, 0) + sum(len(str(one)) for one in token.attrs.values())
    most = max(_MOST_COPIED, len(state.src))
    if sum(added.values()) <= most:
        return
    label = max(added, key=lambda one: added[one])
    definition = definitions[label]
    size = len(definition["href"]) + len(definition["title"])
    message = (
        f"the {size:,} characters of this address are repeated in every link that uses it;"
        f" such links may add {most:,} characters to this article, and they add more"
    )
    fix = "use it in fewer links, or write a shorter address"
    raise TangledError(message, fix, definition["map"][0])


def _with_children(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens of each paragraph, and those of its pictures' descriptions."""
    for token in tokens:
        if token.children:
            yield from token.children
            yield from _with_children(token.children)


def bound_html(html: str) -> None:
    """Refuse HTML in which a tag holds too much, or too much stays open.

    Whatever begins like a tag counts, be it in a comment; an end tag only where it is one, right
    after its element's content. So a parser has no more open than is counted here, whatever its
    rules.
    """
    ends = _ends(html)
    open_: list[str] = []
    copied = levels = copies = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if tag[1]:
            if open_ and open_[-1] == name and tag.start() in ends:
                copied -= open_.pop() in _COPIED
            continue
        levels += len(open_)
        copies += copied
        if levels > _MOST_LEVELS or copies > _MOST_COPIES:
            message = f"too many tags are left open in this article, most recently <{name}>"
            fix = "close each tag in the paragraph where it opens: <b>…</b>"
            raise TangledError(message, fix)
        if name not in _NEVER_OPEN:
            open_.append(name)
            copied += name in _COPIED


def _ends(html: str) -> set[int]:
    """Where the end tags of `html` are."""
    ends: set[int] = set()
    # The character behind it ends a tag that has none, as the end of the page would not.
    for tag in scan(f"{html}>"):
        if tag.closing:
            ends.add(tag.start)
        elif len(tag.attributes) > _MOST_ATTRIBUTES:
            message = f"<{tag.name}> has more than {_MOST_ATTRIBUTES:,} attributes"
            raise TangledError(message, "remove it")
    return ends
