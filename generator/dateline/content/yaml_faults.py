"""The YAML parser's complaints, in words for people who write articles, not YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dateline.content.commas import missing_comma, surplus_comma
from dateline.content.quotations import MARKS, QUOTED, quoted, within_curly, within_straight
from dateline.content.yaml_problem import YamlProblem
from dateline.problems import Mend, Problem

_KEY = re.compile(
    r"(?P<start>\s*(?:- +)*)(?P<key>[^\s:#\"'\[{][^:]*|\"[^\"]*\"|'[^']*'):(?P<value>\s.*|$)"
)
_HARD_SPACE = re.compile(
    r"\s*(?:- +)*(?P<key>[^\s:#\"'\[{][^\s:]*):(?P<space>[\xa0\u2007\u202f]+)\s*"
)
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Compiled only where it is needed, since large ranges take time to compile."""
_ANYHOW = (
    "Write each line as key: value;"
    " put text that contains “: ”, “#” or quotation marks in double quotes"
)


def explain_yaml(error: Exception, raw: str, *, path: str, first_line: int) -> Problem:
    """The problem behind what PyYAML raised for `raw`, whose lines count from `first_line`."""
    if found := re.search(_UNPRINTABLE, raw):
        line, column = place_at(raw, found.start())
        code = f"U+{ord(found[0]):04X}"
        message = f"The front matter contains a character that cannot be printed ({code})"
        fix = "Delete it, or type the line again"
        return Problem(path, line + first_line, column + 1, message, fix, kind="front-matter")
    fault = _Fault.of(error, raw)
    if fault is None:
        message = "The front matter is not valid YAML"
        return Problem(path, first_line, 1, message, _ANYHOW, kind="front-matter")
    told = (
        fault.tab()
        or fault.hard_space()
        or surplus_comma(fault.lines[fault.line], fault.line, fault.column)
        or fault.unclosed()
        or fault.another_document()
        or fault.line_without_colon()
        or fault.misaligned()
        or fault.unquoted()
        or fault.anything()
    )
    return told.problem(path, first_line)


def explain_no_keys(raw: str, place: tuple[int, int], path: str, first_line: int) -> Problem:
    """The problem of front matter without keys: perhaps its colons have no spaces after them."""
    lines = raw.split("\n")
    for line, text in enumerate(lines):
        told = _Fault(lines, line, 0, "expected ':'", (line, 0)).line_without_colon()
        if told and told.mend and text[0] != "-":
            return told.problem(path, first_line)
    fix = "Write each line as key: value"
    return Problem(path, *place, "The front matter is not a list of keys", fix, kind="front-matter")


def explain_text(
    lines: list[str], at: tuple[int, int], text: str, path: str, first_line: int
) -> Problem:
    """The problem of a `text` whose first character means something in YAML, `at` this line and
    column, from 0, of `lines`, which count from `first_line`."""
    told = _Fault(lines, *at, "", at).unquoted()
    if told is None or told.column != at[1]:
        message = f"“{text}” must be in double quotes: it begins with {text[0]}"
        told = YamlProblem(*at, message, f"Write {quoted(text)}")
    return told.problem(path, first_line)


def place_at(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 0, of `text[index]`."""
    return text.count("\n", 0, index), index - (text.rfind("\n", 0, index) + 1)


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where the parser gave up, why, and where what it was reading then began."""

    lines: list[str]
    line: int
    column: int
    reason: str
    began: tuple[int, int]

    @classmethod
    def of(cls, error: Any, raw: str) -> _Fault | None:
        """From PyYAML's error; None where it tells no place."""
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        if mark is None:
            return None
        began = (context.line, context.column) if context else (mark.line, mark.column)
        reason = error.problem or "it cannot be read"
        return cls(raw.split("\n"), mark.line, mark.column, reason, began)

    def tab(self) -> YamlProblem | None:
        """A tab where YAML needs spaces."""
        before = self.lines[self.line][: self.column + 1]
        if "\t" not in before or before.strip():
            return None
        column = before.index("\t")
        message = "The line is indented with a tab"
        return YamlProblem(self.line, column, message, "Indent with spaces")

    def hard_space(self) -> YamlProblem | None:
        """A no-break space after the colon of a key, which YAML takes for a part of the word."""
        first = min(self.began[0], max(self._above(), 0))
        for line in range(first, self.line + 1):
            if found := _HARD_SPACE.match(self.lines[line]):
                start, end = found.span("space")
                message = f"The space after “{found['key']}:” is a no-break space"
                fix = f"Type an ordinary one: {found['key']}: {self.lines[line][found.end() :]}"
                return YamlProblem(line, start, message, fix.rstrip(), Mend(line, start, end, " "))
        return None

    def unclosed(self) -> YamlProblem | None:
        """A quotation mark or a bracket that nothing closes."""
        line, column = opened = self._opened_above() or self.began
        opening = self.lines[line][column : column + 1]
        closing = {"[": "]", "{": "}", '"': '"', "'": "'"}.get(opening)
        if closing is None or (
            opened == self.began
            and not re.search("end of stream|document indicator|or '[]}]'", self.reason)
        ):
            return None
        told = missing_comma(self.lines[self.line], self.line, self.column)
        if opening == "{" and told:
            return told
        what = "quotation mark" if opening in "\"'" else "bracket"
        end = f"{self.lines[line][column:].strip()}{closing}"
        message = f"The {what} {opening} opened here is never closed"
        mend = self._closed(line, column, closing)
        return YamlProblem(line, column, message, f"Close it: {end}", mend)

    def _opened_above(self) -> tuple[int, int] | None:
        """Where a quotation mark stands that nothing closes on its own line, if the parser took one
        on the line where it gave up for its end: there another quotation begins."""
        between = ""
        here = self.lines[self.line][: self.column + 1]
        for line in range(self.line - 1, -1, -1):
            text = self.lines[line]
            found = _KEY.match(text)
            value = found["value"].strip() if found else ""
            if found and (mark := value[:1]) in MARKS:
                is_open = mark not in value[1:] and mark not in between and mark in here
                return (line, text.index(mark, found.end("key"))) if is_open else None
            between += text
        return None

    def _closed(self, line: int, column: int, closing: str) -> Mend | None:
        """Closes what is opened on a line of its own, at its end; None where it may go on below."""
        text = self.lines[line].rstrip()
        found, below = _KEY.match(text), self.lines[line + 1 : line + 2]
        is_alone = not below or not below[0].strip() or _entry_start(below[0]) == 0
        if not (found and is_alone and not found["start"]) or " #" in text:
            return None
        if text[found.end("key") + 1 : column].strip() or set("[]{}\"'") & {*text[column + 1 :]}:
            return None
        # A headline may begin with a bracket, a list has commas.
        if closing in "]}" and "," not in text[column:]:
            return None
        return Mend(line, len(text), len(text), closing)

    def another_document(self) -> YamlProblem | None:
        """A line of three hyphens followed by something else."""
        if not self.lines[self.line].startswith("---"):
            return None
        message = f"“{self.lines[self.line].strip()}” does not end the front matter"
        return YamlProblem(self.line, 0, message, "Write only “---” on that line")

    def line_without_colon(self) -> YamlProblem | None:
        """`title Flood` or `title:Flood`: the parser stumbles at that line's end or at the next."""
        if "expected ':'" in self.reason:
            line = self.began[0]
        elif "mapping values" in self.reason and ":" not in self.lines[self.line][: self.column]:
            line = self._above()
        else:
            return None
        text = self.lines[line].strip() if line >= 0 else ""
        if not text or _KEY.match(self.lines[line]):
            return None
        start = self.lines[line].index(text)
        key, colon, value = text.partition(":")
        if colon and not key.count(" "):
            fix = f"Add a space after it: {key}: {value}"
            message = f"The colon in “{text}” has no space after it"
            at = start + len(key)
            return YamlProblem(line, at, message, fix, Mend(line, at, at + 1, ": "))
        fix = "Write it as key: value, or, if it is not a key, move it below the closing “---”"
        return YamlProblem(line, start, f"“{text}” has no colon, so it is not a key", fix)

    def misaligned(self) -> YamlProblem | None:
        """A key that is indented more, or less, than the one above."""
        here, above = self.lines[self.line], self._above()
        if "expected '-'" in self.reason and (found := _KEY.match(here)):
            message = f"“{here.strip()}” stands in the column of the list above it"
            fix = "Start it in the column of the other keys, or put a hyphen before it: - …"
            return YamlProblem(self.line, len(found["start"]), message, fix)
        start, other = _entry_start(here), _entry_start(self.lines[above]) if above >= 0 else None
        after_key = (
            self.column > start + len(here[start:].partition(":")[0]) if start is not None else True
        )
        if start is None or other is None or start == other or after_key:
            return None
        word = self.lines[self.line].strip()
        message = f"“{word}” is not aligned with the line above it"
        return YamlProblem(self.line, start, message, "Start both in the same column")

    def unquoted(self) -> YamlProblem | None:
        """Text that contains characters with a meaning in YAML."""
        found = _KEY.match(self.lines[self.line])
        if not found or not found["value"].strip() or self.column <= found.end("key"):
            return None
        value = found["value"].strip()
        start = self.lines[self.line].index(value, found.end("key"))
        if "mapping values" in self.reason:
            column, why = self.column, "its second colon would start another key"
        elif re.search("escape|hex", self.reason):
            column, why = self.column, "in double quotes a backslash has a special meaning"
            value = value.strip('"')
        elif value[0] in "\"'" and self.column > start:
            column, why = self.column, f"it goes on after the closing {value[0]}"
            value = within_straight(value)
        else:
            column, why = start, f"it begins with {value[0]}"
        if inner := within_curly(value):
            message = f"The quotation marks around {value} are curly, so they do not count"
            fix = f"Write {found['key'].strip()}: {quoted(inner)}"
            return YamlProblem(self.line, start, message, fix, self._requoted(found, quoted(inner)))
        safe = quoted(value)
        quotes = "single quotes" if safe[0] == "'" else "double quotes"
        message = f"“{value}” must be in {quotes}: {why}"
        fix = f"Write {found['key'].strip()}: {safe}"
        return YamlProblem(self.line, column, message, fix, self._requoted(found, safe))

    def _requoted(self, found: re.Match[str], safe: str) -> Mend | None:
        """Writes the value of a line of its own in quotation marks; None where it may go on below,
        or hold a list or a comment. In an entry of a list, such as a correction, only a colon is
        certain to be text: what comes before a comma or a bracket may be a value of its own."""
        value = found["value"].strip()
        below = next(filter(str.strip, self.lines[self.line + 1 :]), "")
        goes_on = len(below) - len(below.lstrip()) > len(found["start"])
        if goes_on or value[0] in "[{|>!" or " #" in value:
            return None
        if QUOTED.fullmatch(value):
            return None  # the fault is elsewhere, and more marks would only be added to these
        if found["start"] and not ("mapping values" in self.reason and value[-1] not in ",]}"):
            return None
        start = self.lines[self.line].index(value, found.end("key"))
        return Mend(self.line, start, start + len(value), safe)

    def anything(self) -> YamlProblem:
        """The parser's own words."""
        word = self.lines[self.line].strip()
        at = f" at “{word}”" if word else ""
        message = f"The front matter is not valid YAML{at}: {self.reason}"
        return YamlProblem(self.line, self.column, message, _ANYHOW)

    def _above(self) -> int:
        """The nearest line above that is not empty, or -1."""
        return next((n for n in range(self.line - 1, -1, -1) if self.lines[n].strip()), -1)


def _entry_start(line: str) -> int | None:
    """The column in which a key or an entry of a list begins."""
    found = _KEY.match(line)
    if found:
        return len(found["start"])
    text = line.lstrip()
    return len(line) - len(text) if text.startswith("- ") else None
