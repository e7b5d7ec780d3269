"""The `cached` tag, which keeps rendered text."""

from __future__ import annotations

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from dateline.templating.cached_names import CachedPart

_MOST_KEPT = 20_000


class CachedBlock(Extension):
    """`{% cached a, b %}…{% endcached %}`: rendered once in a language for the same values.

    The block may read only the values named, `site` and the functions that every template has. So
    a list item, for example, is rendered once, however many pages it appears on. `parts` are the
    blocks of the template parsed last, to be checked once all of it is known.
    """

    tags = {"cached"}  # noqa: RUF012 - the type that Jinja declares

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.parts: list[CachedPart] = []
        self._kept: dict[tuple[object, ...], str] = {}

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Compile the tag into code that looks up the text and, if there is none, renders and keeps
        it."""
        line = next(parser.stream).lineno
        text = parser.free_identifier(line)
        # The name of the text is the block's own: several may stand in one line.
        values: list[nodes.Expr] = [nodes.Const(f"{parser.name}:{text.name}")]
        while parser.stream.current.type != "block_end":
            values.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        body = parser.parse_statements(("name:endcached",), drop_needle=True)
        self.parts.append(CachedPart(values[1:], body))
        made: list[nodes.Node] = [
            nodes.AssignBlock(text, None, body),
            nodes.ExprStmt(self.call_method("keep", [text, *values])),
        ]
        parts: list[nodes.Node] = [
            nodes.Assign(text, self.call_method("kept", values)),
            nodes.If(nodes.Test(text, "none", [], [], None, None), made, [], []),
            nodes.Output([text]),
        ]
        return [part.set_lineno(line) for part in parts]

    def kept(self, *key: object) -> str | None:
        """The text of the block if it was rendered before; else None."""
        return self._kept.get(_with_types(key))

    def keep(self, text: str, *key: object) -> None:
        """Keep the text of the block."""
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[_with_types(key)] = text


def _with_types(key: tuple[object, ...]) -> tuple[object, ...]:
    """The key, with the types of its values: markup is equal to the same text, but not escaped."""
    return (*key, *map(type, key))
