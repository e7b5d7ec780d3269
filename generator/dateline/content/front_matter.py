"""Cutting front matter from an article and giving every value its place in the file.

Cutting and typing are two steps: here scalars stay text (`title: No` is a title), so that the
schema alone decides what a word means. YAML 1.1 is composed to nodes, whose marks give line and
column; JSON front matter is read the same way, after the json module has accepted it; TOML 1.0 is
read by tomllib.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from dateline.problems import Problem
from dateline.toml import TomlProblem, parse_toml

Path_ = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_VALUES = 10_000
"""Values in one front matter block; YAML aliases can make a small file stand for billions."""


class _TomlHandler(BaseHandler):
    """Front matter between `+++` lines."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"


_HANDLERS: tuple[tuple[str, BaseHandler, str], ...] = (
    ("yaml", YAMLHandler(), "---"),
    ("toml", _TomlHandler(), "+++"),
    ("json", JSONHandler(), "}"),
)


@dataclass(slots=True)
class FrontMatter:
    """A file cut in two.

    `values` holds the front matter with scalars as text (null as None), `marks` the line and column
    of each value by its path of keys, `native` the values as the format types them (for `extra`).
    `body` starts on line `body_line` of the file.
    """

    values: dict[str, Any]
    body: str
    body_line: int
    marks: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    native: dict[str, Any] = field(default_factory=dict)

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the value at `path`, or of what encloses it."""
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return 1, 1


class FrontMatterProblem(Exception):  # noqa: N818 - it carries a Problem to be shown
    """The front matter cannot be read at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def cut(text: str, *, path: str) -> tuple[FrontMatter, list[Problem]]:
    """Cut `text` (line ends already `\\n`, no byte-order mark) into front matter and body.

    Raises `FrontMatterProblem` when there is no front matter, when it is not closed or not
    readable. Returns the faults that leave the rest readable, such as a key given twice.
    """
    leading = len(text) - len(text.lstrip("\n"))
    text = text[leading:]
    kind, handler, closer = _recognise(text, path, leading)
    try:
        raw, body = handler.split(text)
    except ValueError:
        raise FrontMatterProblem(
            Problem(
                path,
                leading + 1,
                1,
                f"The front matter opened here by “{text.split(chr(10), 1)[0]}” is never closed",
                f"Write a line with only “{closer}” after the last key",
            )
        ) from None
    first_line = leading + 1
    body_line = first_line + text[: len(text) - len(body)].count("\n")
    found = FrontMatter({}, body, body_line)
    problems = _READERS[kind](raw, found, path, first_line)
    return found, problems


def _recognise(text: str, path: str, leading: int) -> tuple[str, BaseHandler, str]:
    for kind, handler, closer in _HANDLERS:
        if handler.detect(text):
            return kind, handler, closer
    word = text.split("\n", 1)[0][:40]
    raise FrontMatterProblem(
        Problem(
            path,
            leading + 1,
            1,
            f"The file does not begin with front matter but with “{word}”"
            if word
            else "The file is empty",
            "Begin the file with a line “---”, then title: … and date: …, then another line “---”",
        )
    )


def _read_yaml(raw: str, found: FrontMatter, path: str, first_line: int) -> list[Problem]:
    loader = _Loader(raw)
    try:
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterProblem(_yaml_problem(error, raw, path, first_line)) from None
    finally:
        loader.dispose()
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise FrontMatterProblem(
            Problem(
                path,
                first_line + 1,
                1,
                "The front matter is not a list of keys",
                "Write each line as key: value",
            )
        )
    reader = _YamlReader(path, first_line)
    found.values = reader.mapping(node, ())
    found.marks = reader.marks
    found.native = _native(node)
    return reader.problems


def _native(node: yaml.MappingNode) -> dict[str, Any]:
    """The value of `extra`, typed as YAML types it."""
    for key, value in node.value:
        if key.value == "extra":
            constructor = yaml.constructor.SafeConstructor()
            try:
                return {"extra": constructor.construct_document(value)}
            except (yaml.YAMLError, ValueError, RecursionError):
                return {}
    return {}


class _YamlReader:
    """Turns composed nodes into text scalars, lists and dicts, remembering places."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.marks: dict[Path_, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.count = 0

    def mapping(self, node: yaml.MappingNode, at: Path_) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            line, column = self._place(key_node)
            if key in values:
                self.problems.append(
                    Problem(
                        self.path,
                        line,
                        column,
                        f"The key “{key}” is written twice, first on line {self.marks[(*at, key)][0]}",
                        "Keep one of them",
                    )
                )
                continue
            values[key] = self.value(value_node, (*at, key))
            self.marks[(*at, key)] = self._place(
                value_node if self._has_text(value_node) else key_node
            )
            self.marks[(*at, key, "")] = (line, column)
        return values

    def value(self, node: Any, at: Path_) -> Any:
        self.count += 1
        if self.count > _MOST_VALUES or len(at) > 50:
            raise FrontMatterProblem(
                Problem(
                    self.path,
                    *self._place(node),
                    "The front matter holds too many values",
                    "Shorten it",
                )
            )
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
        self.marks[at] = self._place(node)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.marks[(*at, index)] = self._place(item)
            return [self.value(item, (*at, index)) for index, item in enumerate(node.value)]
        return self.mapping(node, at)

    def _place(self, node: Any) -> tuple[int, int]:
        mark = node.start_mark
        return mark.line + self.first_line, mark.column + 1

    @staticmethod
    def _has_text(node: Any) -> bool:
        return not (isinstance(node, yaml.ScalarNode) and node.value == "")


def _yaml_problem(error: Exception, raw: str, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return Problem(
            path,
            first_line,
            1,
            "The front matter is not valid YAML",
            "Write each line as key: value",
        )
    lines = raw.split("\n")
    word = lines[mark.line].strip() if mark.line < len(lines) else ""
    reason = getattr(error, "problem", None) or "it cannot be read"
    fix = "Write each line as key: value; put text that contains “: ”, “#” or quotes between double quotes"
    if "\t" in (lines[mark.line] if mark.line < len(lines) else "")[: mark.column + 1]:
        reason, fix = "it is indented with a tab", "Indent with spaces"
    elif reason == "mapping values are not allowed in this context":
        reason = "a colon followed by a space starts a new key"
        key, _, value = word.partition(":")
        if value.strip():
            quoted = value.strip().replace('"', '\\"')
            fix = f'Put the text between double quotes: {key}: "{quoted}"'
    return Problem(
        path,
        mark.line + first_line,
        mark.column + 1,
        f"The front matter is not valid YAML at “{word}”: {reason}",
        fix,
    )


def _read_json(raw: str, found: FrontMatter, path: str, first_line: int) -> list[Problem]:
    try:
        native = json.loads(raw)
    except json.JSONDecodeError as error:
        raise FrontMatterProblem(
            Problem(
                path,
                error.lineno + first_line - 1,
                error.colno,
                f"The front matter is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}",
                'Write "key": "value", with a comma between two keys and none after the last',
            )
        ) from None
    problems = _read_yaml(raw.replace("\t", " "), found, path, first_line)
    found.values = _as_text(native)
    found.native = native
    return problems


def _read_toml(raw: str, found: FrontMatter, path: str, first_line: int) -> list[Problem]:
    try:
        document = parse_toml(raw, path=path, first_line=first_line)
    except TomlProblem as problem:
        raise FrontMatterProblem(problem.problem) from None
    found.values = _as_text(document.data)
    found.native = document.data
    found.marks = {tuple(key): place for key, place in document.marks.items()}
    found.marks |= {(*key, ""): place for key, place in document.marks.items()}
    return []


_READERS = {"yaml": _read_yaml, "toml": _read_toml, "json": _read_json}


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def written_keys(found: FrontMatter) -> Iterator[tuple[str, tuple[int, int]]]:
    """The top-level keys with the places where they stand."""
    for key in found.values:
        yield key, found.marks.get((key, ""), found.place((key,)))
