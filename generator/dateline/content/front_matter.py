"""Reading front matter, and giving every value its place in the file.

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

from dateline.content.fences import FrontMatterProblem, Parts
from dateline.content.plain_yaml import read_plain
from dateline.content.quotations import quoted
from dateline.content.typed_yaml import own_values
from dateline.content.yaml_anchors import mistaken_texts
from dateline.content.yaml_faults import explain_no_keys, explain_yaml, place_at
from dateline.content.yaml_nodes import YamlReader, compose
from dateline.controls import without_controls
from dateline.limits import too_large
from dateline.problems import Problem
from dateline.toml import TomlProblem, read_toml
from dateline.toml_places import KeyPath

_NO_LINE_ENDS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
"""Characters that are line ends to YAML but not to editors."""
_ESCAPE = re.compile(r"\\(?:(u[0-9A-Fa-f]{4})|.)", re.DOTALL)


@dataclass(slots=True)
class FrontMatter:
    """A file cut in two.

    `values` holds the front matter with scalars as text (null as None), `marks` the line and column
    of each value by its path of keys, `native` the values as the format types them (for `extra`).
    `body` starts on line `body_line` of the file; `raw` is the front matter itself, which starts on
    `raw_line` and has the `form` yaml, toml or json. `faulty` are the top-level keys whose
    values could not be taken as they are, such as those written twice; `unread` are those of them
    whose values are not what was written, so that they are left out and nothing else is said of
    them.
    """

    values: dict[str, Any]
    body: str
    body_line: int
    marks: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    native: dict[str, Any] = field(default_factory=dict)
    raw: str = ""
    raw_line: int = 1
    form: str = "yaml"
    faulty: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def place(self, path: KeyPath) -> tuple[int, int]:
        """Line and column of the value at `path`, or of what encloses it."""
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return self.raw_line, 1

    def rest_of_line(self, place: tuple[int, int]) -> str:
        """The text from a place to the end of its line."""
        line, column = place
        lines = self.raw.split("\n")
        at = line - self.raw_line
        return lines[at][column - 1 :] if 0 <= at < len(lines) else ""

    def line(self, key: str, value: str | Sequence[str]) -> str:
        """The line that gives `key` this text or list, as one would write it here."""
        return line_of(self.form, key, value)

    def is_cut_by_comma(self, key: str, place: tuple[int, int]) -> bool:
        """Whether what YAML takes for `key`, at this place, is text after a comma within braces."""
        rest = self.rest_of_line(place)
        return self.form == "yaml" and rest.removeprefix(key).lstrip()[:1] in {",", "}"}

    def rename(self, old: str, new: str) -> None:
        """Treat the top-level key `old` as if it were called `new`."""
        for held in (self.values, self.native):
            if old in held:
                held[new] = held.pop(old)
        for path in [path for path in self.marks if path[0] == old]:
            self.marks[(new, *path[1:])] = self.marks.pop(path)
        for keys in (self.faulty, self.unread):
            if old in keys:
                keys.add(new)

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


def read_front_matter(
    parts: Parts, *, path: str, ignored: frozenset[str] = frozenset()
) -> tuple[FrontMatter, list[Problem]]:
    """Read the front matter of a file that is cut.

    Raises `FrontMatterProblem` when it is not readable. Returns the faults that leave the rest
    readable, such as a key given twice, unless the key is one of those `ignored`.
    """
    found = FrontMatter(
        {}, parts.body, parts.body_line, raw=parts.raw, raw_line=parts.raw_line, form=parts.form
    )
    return found, _READERS[parts.form](found, path, ignored)


def line_of(form: str, key: str, value: str | Sequence[str]) -> str:
    """The line of front matter in `form` that gives `key` this text or list."""
    written = value_of(form, value)
    if form == "json":
        return f'"{key}": {written}'
    return f"{key} = {written}" if form == "toml" else f"{key}: {written}"


def value_of(form: str, value: str | Sequence[str]) -> str:
    """This text or list as a value of front matter in `form`."""
    if not isinstance(value, str):
        return f"[{', '.join(item_of(form, item) for item in value)}]"
    return _as_yaml(value) if form == "yaml" else json.dumps(value, ensure_ascii=False)


def item_of(form: str, item: str) -> str:
    """This text as an item of a list in front matter in `form`."""
    return _as_yaml(item, "[{}]") if form == "yaml" else value_of(form, item)


def _as_yaml(text: str, form: str = "{}") -> str:
    """`text` as a value in YAML: as it is, if it may stand so, else between quotation marks."""
    plain = read_plain(f"key: {form.format(text)}", 1)
    return text if plain and plain[0]["key"] in (text, [text]) else quoted(text)


def _read_yaml(found: FrontMatter, path: str, ignored: frozenset[str]) -> list[Problem]:
    return _read_as_yaml(found.raw, found, path, ignored)


def _read_as_yaml(
    raw: str, found: FrontMatter, path: str, ignored: frozenset[str]
) -> list[Problem]:
    first_line = found.raw_line
    if plain := read_plain(raw, first_line):
        found.values, found.marks = plain
        return []
    raw = raw.translate(_NO_LINE_ENDS)
    reader = YamlReader(path, first_line, ignored, found.faulty)
    try:
        node = compose(raw, reader)
    except yaml.YAMLError as error:
        problem = explain_yaml(error, raw, path=path, first_line=first_line)
        raise FrontMatterProblem(problem) from None
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise FrontMatterProblem(explain_no_keys(raw, reader.place(node), path, first_line))
    reader.count_values(node)
    found.values = reader.mapping(node, ())
    found.marks = reader.marks
    for key, problem in mistaken_texts(raw, path, first_line):
        if key not in ignored:
            found.faulty.add(key)
            found.unread.add(key)
            reader.problems.append(problem)
    if "extra" in ignored:
        return reader.problems
    native, wrong = own_values(node, reader.place, path)
    if not reader.problems:  # else YAML's own reader may choose another of two values
        found.native = native
    return [*reader.problems, *wrong]


def _read_json(found: FrontMatter, path: str, ignored: frozenset[str]) -> list[Problem]:
    raw, first_line = found.raw, found.raw_line
    try:
        native = json.loads(raw, object_pairs_hook=_first_of_each)
    except json.JSONDecodeError as error:
        raise FrontMatterProblem(_json_problem(error, raw, path, first_line)) from None
    except (ValueError, RecursionError):
        message = "The front matter has a number that is too long, or lists nested too deeply"
        raise FrontMatterProblem(
            Problem(path, first_line, 1, message, "Shorten it", kind="front-matter")
        ) from None
    # Only for the places: YAML has no pairs of surrogates, nor tabs for indentation.
    as_yaml = _ESCAPE.sub(lambda escape: f"_{escape[1]}" if escape[1] else escape[0], raw)
    problems = _read_as_yaml(as_yaml.replace("\t", " "), found, path, ignored)
    found.values = _as_text(native)
    found.native = native
    own = None if "extra" in ignored else native.get("extra")
    if large := too_large(own, ("extra",)):
        message, fix = "This number is too large", "Put it in double quotes to make it text"
        problems.append(Problem(path, *found.place(large), message, fix, kind="front-matter"))
        found.native = {}
    return problems


def _first_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The first value of a key written twice, as in YAML."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        values.setdefault(key, value)
    return values


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


def _read_toml(found: FrontMatter, path: str, ignored: frozenset[str]) -> list[Problem]:
    try:
        document = read_toml(found.raw, path=path, first_line=found.raw_line, ignored=ignored)
    except TomlProblem as problem:
        raise FrontMatterProblem(problem.problem) from None
    found.values = _as_text(document.data)
    found.native = document.data
    found.marks = document.values | {(*key, ""): place for key, place in document.marks.items()}
    found.faulty |= document.faulty
    return document.problems


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
