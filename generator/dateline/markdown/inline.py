"""The inline parser: Markdown-it's, asking no rule about what it could not match.

Two shortcuts come before its rules. Each character is shown only to the rules that begin with it;
and a paragraph in which every special character belongs to plain emphasis, a plain link or the end
of a line is read without them.
"""

from __future__ import annotations

import re
from functools import cached_property

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from dateline.markdown.link_places import AT

# The characters on which each inline rule can match; `text` takes what lies between them.
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
_MARKS = re.escape("".join(_BEGIN.values()) + "]")
# Some are special only before others: `!` and `^` before a bracket, `&` where a name may follow.
_MARK = re.compile(rf"[{_MARKS}](?<![!^](?!\[))(?<!&(?![#A-Za-z]))")

# Emphasis from a word's beginning to a word's end, set off by spaces or by a stop behind it: there
# is only one way to read it. So it is with a link of words to an address of ordinary letters, and
# with a line's end that has no spaces around it.
_PLAIN = re.compile(
    rf"(?<![^ \n])(?P<mark>\*\*?)(?P<stress>[^\W_](?:[^{_MARKS}]*[^\W_])?)(?P=mark)(?=[ \n.,;:?]|$)"
    rf"|\[(?P<label>[^{_MARKS}]+)\]\((?P<address>[A-Za-z0-9/:.?#%=+@_-]+)\)"
    r"|(?<! )\n(?![ \t])"
)


class Inline(ParserInline):
    """Markdown-it's inline parser, asking only the rules that begin with the current character."""

    @cached_property
    def _rules(self) -> dict[str, list[RuleFuncInlineType]]:
        named = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        del named["text"]
        rules: dict[str, list[RuleFuncInlineType]] = {"]": []}
        for name, rule in named.items():
            for character in _BEGIN[name]:
                rules.setdefault(character, []).append(rule)
        return rules

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one paragraph's source into `tokens`."""
        plain = _parse_plain(src, md)
        if plain is None:
            return super().parse(src, md, env, tokens)
        tokens += plain
        return tokens

    def tokenize(self, state: StateInline) -> None:
        """Turn the source from `state.pos` to `state.posMax` into tokens."""
        source, end, rules = state.src, state.posMax, self._rules
        most = state.md.options.maxNesting
        while state.pos < end:
            position = state.pos
            found = _MARK.search(source, position, end) if state.level < most else None
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
            found = _MARK.search(state.src, position, end)
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


def _parse_plain(source: str, md: MarkdownIt) -> list[Token] | None:
    """The tokens of a paragraph that is plain; None if a special character needs the rules."""
    tokens: list[Token] = []
    position = 0
    strong = False  # strong emphasis leaves a text on either side, be it empty
    while character := _MARK.search(source, position):
        start = character.start()
        found = _PLAIN.match(source, start)
        if not found:
            return None
        beside, strong = strong, found["mark"] == "**"
        if start > position or beside or strong:
            tokens.append(Token("text", "", 0, content=source[position:start]))
        if stress := found["stress"]:
            tokens += _wrapped("strong" if strong else "em", stress, found["mark"])
        elif label := found["label"]:
            opening, text, closing = _wrapped("a", label, "")
            opening.type, closing.type = "link_open", "link_close"
            opening.attrs = {"href": md.normalizeLink(found["address"])}
            opening.meta = {AT: found.start("address")}
            tokens += (opening, text, closing)
        else:
            tokens.append(Token("softbreak", "br", 0))
        position = found.end()
    if position < len(source) or strong:
        tokens.append(Token("text", "", 0, content=source[position:]))
    return tokens


def _wrapped(tag: str, text: str, markup: str) -> tuple[Token, Token, Token]:
    return (
        Token(f"{tag}_open", tag, 1, markup=markup),
        Token("text", "", 0, level=1, content=text),
        Token(f"{tag}_close", tag, -1, markup=markup),
    )
