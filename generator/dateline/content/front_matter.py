"""Cutting front matter from an article and giving every value its place in the file.

Cutting and typing are two steps: here scalars stay text (`title: No` is a title), so that the
schema alone decides what a word means. YAML 1.1 is composed to nodes, whose marks give line and
column; JSON front matter is read the same way, after the json module has accepted it; TOML 1.0 is
read by tomllib.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from dateline.content.plain_yaml import read_plain
from dateline.content.typed_yaml import own_values
from dateline.content.yaml_faults import explain_yaml, place_at, quoted
from dateline.controls import without_controls
from dateline.limits import DEEPEST, too_large
from dateline.problems import Problem, ProblemKind
from dateline.toml import TomlProblem, parse_toml

Path_ = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_VALUES = 10_000
"""Values in one front matter block; YAML aliases can make a small file stand for billions."""
_NO_LINE_ENDS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
"""What YAML takes for line ends and editors do not."""
_ESCAPE = re.compile(r"\\(?:(u[0-9A-Fa-f]{4})|.)", re.DOTALL)


class _TomlHandler(BaseHandler):
    """Front matter between `+++` lines."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"


class _JsonHandler(JSONHandler):
    """Front matter that is one JSON object, however its lines are broken."""

    def detect(self, text: str) -> bool:
        return text.startswith("{")

    def split(self, text: str) -> tuple[str, str]:
        try:
            _, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            # Not JSON: cut where braces stand alone, so that the fault is told in its place.
            raw, body = super().split(text)
            return str(raw), str(body)
        return text[:end], text[end:]


_HANDLERS: tuple[tuple[str, BaseHandler, str], ...] = (
    ("yaml", YAMLHandler(), "---"),
    ("toml", _TomlHandler(), "+++"),
    ("json", _JsonHandler(), "}"),
)


@dataclass(slots=True)
class FrontMatter:
    """A file cut in two.

    `values` holds the front matter with scalars as text (null as None), `marks` the line and column
    of each value by its path of keys, `native` the values as the format types them (for `extra`).
    `body` starts on line `body_line` of the file, `raw` is the front matter itself and starts on
    `raw_line`.
    """

    values: dict[str, Any]
    body: str
    body_line: int
    marks: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    native: dict[str, Any] = field(default_factory=dict)
    raw: str = ""
    raw_line: int = 1

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the value at `path`, or of what encloses it."""
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return self.raw_line, 1

    def places_of_words(self, key: str, words: Sequence[str]) -> list[tuple[int, int]]:
        """Line and column of words of a list, of a text with commas, or of a table's `name`."""
        if not words:
            return []
        value: Any = self.values.get(key)
        if isinstance(value, list):
            if value == [*words]:
                return [self.place((key, index)) for index in range(len(words))]
            texts = [" ".join(str(item).split()) for item in value]
            return [
                self.place((key, texts.index(word)) if word in texts else (key,)) for word in words
            ]
        line, column = self.place((key, "name") if isinstance(value, dict) else (key,))
        written = self.raw.split("\n")[line - self.raw_line]
        return [(line, max(written.find(word, column - 1) + 1, column)) for word in words]


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
    leading = len(text) - len(text.lstrip("\n")) if text.strip() else 0
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
                f"Write a line with only “{closer}” after the last key"
                + (", and check the commas and quotes above it" if kind == "json" else ""),
                kind="front-matter",
            )
        ) from None
    first_line = leading + 1
    opening = handler.FM_BOUNDARY and handler.FM_BOUNDARY.match(text)
    raw_line = first_line + (opening[0].count("\n") if opening else 0)
    body_line = first_line + text[: len(text) - len(body)].count("\n")
    found = FrontMatter({}, body, body_line, raw=raw, raw_line=raw_line)
    problems = _READERS[kind](raw, found, path, raw_line)
    return found, problems


def _recognise(text: str, path: str, leading: int) -> tuple[str, BaseHandler, str]:
    for kind, handler, closer in _HANDLERS:
        if handler.detect(text):
            return kind, handler, closer
    word = text.split("\n", 1)[0][:40].rstrip()
    raise FrontMatterProblem(
        Problem(
            path,
            leading + 1,
            1,
            f"The file does not begin with front matter but with “{word}”"
            if word
            else "The file is empty",
            "Begin the file with a line “---”, then title: … and date: …, then another line “---”",
            kind="no-front-matter",
        )
    )


def _read_yaml(raw: str, found: FrontMatter, path: str, first_line: int) -> list[Problem]:
    if plain := read_plain(raw, first_line):
        found.values, found.marks = plain
        return []
    raw = raw.translate(_NO_LINE_ENDS)
    reader = _YamlReader(path, first_line)
    try:
        _check_depth(raw, reader)
        node = yaml.compose(raw, _Loader)
    except yaml.YAMLError as error:
        problem = explain_yaml(error, raw, path=path, first_line=first_line)
        raise FrontMatterProblem(problem) from None
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        fix = "Write each line as key: value"
        message = "The front matter is not a list of keys"
        raise FrontMatterProblem(
            Problem(path, *reader.place(node), message, fix, kind="front-matter")
        )
    found.values = reader.mapping(node, ())
    found.marks = reader.marks
    if reader.problems:  # what was not read was not counted either
        return reader.problems
    found.native, wrong = own_values(node, reader.place, path)
    return wrong


def _check_depth(raw: str, reader: _YamlReader) -> None:
    """Refuse what is nested too deeply before the composer, written in C, overflows its stack."""
    if sum(map(raw.count, "[{-?:")) <= DEEPEST:
        return
    depth = 0
    for event in yaml.parse(raw, _Loader):
        if isinstance(event, yaml.events.CollectionStartEvent):
            depth += 1
            reader.check(depth, event)
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1


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
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                fix = (
                    "Write key: value; put a text that begins with a bracket between double quotes"
                )
                self._tell(place, "A key is one text, not a list or a table", fix)
                continue
            key = without_controls(key_node.value)
            if key in values:
                first = self.marks[(*at, key, "")][0]
                message = f"The key “{key}” is written twice, first on line {first}"
                self._tell(place, message, "Keep one of them", "key-twice")
                continue
            values[key] = self.value(value_node, (*at, key))
            empty = isinstance(value_node, yaml.ScalarNode) and value_node.value == ""
            self.marks[(*at, key)] = place if empty else self.place(value_node)
            self.marks[(*at, key, "")] = place
        return values

    def value(self, node: Any, at: Path_) -> Any:
        self.count += 1
        self.check(len(at), node)
        if isinstance(node, yaml.ScalarNode):
            if node.tag.startswith("!"):
                text = quoted(f"{node.tag} {node.value}".strip())
                fix = f"Put the text between double quotes: {text}"
                self._tell(self.place(node), f"“{node.tag}” is a tag of YAML here, not text", fix)
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
            message = "The front matter holds too many values, or lists within lists"
            raise FrontMatterProblem(
                Problem(self.path, *self.place(node), message, "Shorten it", kind="front-matter")
            )

    def place(self, node: Any) -> tuple[int, int]:
        """Line and column of a node, or of an event of the parser."""
        mark = node.start_mark
        return mark.line + self.first_line, mark.column + 1

    def _tell(
        self, place: tuple[int, int], message: str, fix: str, kind: ProblemKind = "front-matter"
    ) -> None:
        self.problems.append(Problem(self.path, *place, message, fix, kind=kind))


def _read_json(raw: str, found: FrontMatter, path: str, first_line: int) -> list[Problem]:
    try:
        native = json.loads(raw)
    except json.JSONDecodeError as error:
        raise FrontMatterProblem(_json_problem(error, raw, path, first_line)) from None
    except (ValueError, RecursionError):
        message = "The front matter holds a number that is too long, or lists within lists"
        raise FrontMatterProblem(
            Problem(path, first_line, 1, message, "Shorten it", kind="front-matter")
        ) from None
    # Only for the places: YAML has no pairs of surrogates, nor tabs for indentation.
    as_yaml = _ESCAPE.sub(lambda escape: f"_{escape[1]}" if escape[1] else escape[0], raw)
    problems = _read_yaml(as_yaml.replace("\t", " "), found, path, first_line)
    found.values = _as_text(native)
    found.native = native
    if "extra" in native and (large := too_large(native["extra"], ("extra",))):
        message, fix = "This number is too large", "Put it between double quotes, as text"
        problems.append(Problem(path, *found.place(large), message, fix, kind="front-matter"))
        found.native = {}
    return problems


def _json_problem(error: json.JSONDecodeError, raw: str, path: str, first_line: int) -> Problem:
    at, fix = (
        error.pos,
        'Write "key": "value", with a comma between two keys and none after the last',
    )
    before = raw[:at].rstrip()
    word = raw[at:].split("\n", 1)[0].strip()
    if before.endswith(",") and word[:1] in {"}", "]"}:
        at, word, fix = len(before) - 1, ",", f"Remove the comma before “{word[:1]}”"
    elif "',' delimiter" in error.msg:
        fix = f"Write a comma before “{word}”"
    line, column = place_at(raw, at)
    message = f"The front matter is not valid JSON, at “{word}”"
    return Problem(path, line + first_line, column + 1, message, fix, kind="front-matter")


def _read_toml(raw: str, found: FrontMatter, path: str, first_line: int) -> list[Problem]:
    try:
        document = parse_toml(raw, path=path, first_line=first_line)
    except TomlProblem as problem:
        raise FrontMatterProblem(problem.problem) from None
    found.values = _as_text(document.data)
    found.native = document.data
    found.marks = document.values | {(*key, ""): place for key, place in document.marks.items()}
    return []


_READERS = {"yaml": _read_yaml, "toml": _read_toml, "json": _read_json}


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {without_controls(str(key)): _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return None
    return without_controls(value.isoformat() if hasattr(value, "isoformat") else str(value))


def written_keys(found: FrontMatter) -> Iterator[tuple[str, tuple[int, int]]]:
    """The top-level keys with the places where they stand."""
    for key in found.values:
        yield key, found.marks.get((key, ""), found.place((key,)))
