"""YAML composed to nodes → text scalars, lists and tables, with the place of each."""

from __future__ import annotations

from typing import Any

import yaml

from dateline.content.fences import FrontMatterProblem
from dateline.controls import without_controls
from dateline.limits import DEEPEST
from dateline.problems import Problem, ProblemKind
from dateline.toml_places import KeyPath

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_VALUES = 10_000
"""Values in one front matter block; with YAML aliases, a small file can expand to billions."""


def compose(raw: str, reader: YamlReader) -> Any:
    """The node of a YAML text; None if there is none.

    Raises `yaml.YAMLError`, and `FrontMatterProblem` for what is nested too deeply.
    """
    _check_depth(raw, reader)
    return yaml.compose(raw, _LOADER)


def _check_depth(raw: str, reader: YamlReader) -> None:
    """Refuse what is nested too deeply before the composer, written in C, overflows its stack."""
    if sum(map(raw.count, "[{-?:")) <= DEEPEST:
        return
    depth = 0
    for event in yaml.parse(raw, _LOADER):
        if isinstance(event, yaml.events.CollectionStartEvent):
            depth += 1
            reader.check(depth, event)
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1


class YamlReader:
    """Turns composed nodes into text scalars, lists and dicts, remembering places."""

    def __init__(
        self, path: str, first_line: int, ignored: frozenset[str], faulty: set[str]
    ) -> None:
        self.path, self.first_line, self.ignored, self.faulty = path, first_line, ignored, faulty
        self.marks: dict[KeyPath, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.count = 0

    def count_values(self, node: Any, depth: int = 0) -> None:
        """Refuse a block with more values, or deeper ones, than any author would write."""
        self.count += 1
        self.check(depth, node)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    self.count_values(key, depth + 1)
                self.count_values(value, depth + 1)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self.count_values(item, depth + 1)

    def mapping(self, node: yaml.MappingNode, at: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                fix = "Write key: value; put text that begins with a bracket in double quotes"
                self._tell(at, place, "A key must be text, not a list or a table", fix)
                continue
            key = without_controls(key_node.value)
            if key in values:
                first = self.marks[(*at, key, "")][0]
                message = f"The key “{key}” is written twice, first on line {first}"
                self._tell((*at, key), place, message, "Keep one of them", "key-twice")
                continue
            values[key] = self.value(value_node, (*at, key))
            empty = isinstance(value_node, yaml.ScalarNode) and value_node.value == ""
            self.marks[(*at, key)] = place if empty else self.place(value_node)
            self.marks[(*at, key, "")] = place
        return values

    def value(self, node: Any, at: KeyPath) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == "tag:yaml.org,2002:null" else without_controls(node.value)
        self.marks[at] = self.place(node)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.marks[(*at, index)] = self.place(item)
            return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        return self.mapping(node, at)

    def check(self, depth: int, node: Any) -> None:
        """Refuse a block that no author would write."""
        if self.count > _MOST_VALUES or depth > DEEPEST:
            message = "The front matter has too many values, or lists nested too deeply"
            raise FrontMatterProblem(
                Problem(self.path, *self.place(node), message, "Shorten it", kind="front-matter")
            )

    def place(self, node: Any) -> tuple[int, int]:
        """Line and column of a node, or of an event of the parser."""
        mark = node.start_mark
        return mark.line + self.first_line, mark.column + 1

    def _tell(
        self,
        at: KeyPath,
        place: tuple[int, int],
        message: str,
        fix: str,
        kind: ProblemKind = "front-matter",
    ) -> None:
        key = str(at[0]) if at else ""
        if key in self.ignored:
            return
        self.faulty.add(key)
        self.problems.append(Problem(self.path, *place, message, fix, kind=kind))
