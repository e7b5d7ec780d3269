"""Where front matter begins and ends: YAML between `---`, TOML between `+++`, or a JSON object."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from dateline.problems import Problem

_LAST_BRACE = re.compile(r"\}(?=[ \t]*$)", re.MULTILINE)


class FrontMatterProblem(Exception):  # noqa: N818 - it carries a Problem to be shown
    """The front matter cannot be read at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two: the front matter `raw`, in the `form` yaml, toml or json, which starts on
    `raw_line`, and the body, which starts on `body_line`."""

    form: str
    raw: str
    raw_line: int
    body: str
    body_line: int


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
            try:
                raw, body = super().split(text)
            except ValueError:
                if not (last := _LAST_BRACE.search(text)):
                    raise
                raw, body = text[: last.end()], text[last.end() :]
            return str(raw), str(body)
        return text[:end], text[end:]


_HANDLERS: tuple[tuple[str, BaseHandler, str], ...] = (
    ("yaml", YAMLHandler(), "---"),
    ("toml", _TomlHandler(), "+++"),
    ("json", _JsonHandler(), "}"),
)


def split(text: str, *, path: str, first_key: str = "title") -> Parts:
    """Cut `text` (line ends already `\\n`, no byte-order mark) into front matter and body.

    `first_key` is the one besides `date` that messages ask for. Raises `FrontMatterProblem` when
    there is no front matter, or when it is not closed.
    """
    leading = len(text) - len(text.lstrip("\n")) if text.strip() else 0
    text = text[leading:]
    form, handler, closer = _recognise(text, path, leading, first_key)
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
                + (", and check the commas and quotes above it" if form == "json" else ""),
                kind="front-matter",
            )
        ) from None
    first_line = leading + 1
    opening = handler.FM_BOUNDARY and handler.FM_BOUNDARY.match(text)
    raw_line = first_line + (opening[0].count("\n") if opening else 0)
    body_line = first_line + text[: len(text) - len(body)].count("\n")
    return Parts(form, raw, raw_line, body, body_line)


def _recognise(text: str, path: str, leading: int, first_key: str) -> tuple[str, BaseHandler, str]:
    for form, handler, closer in _HANDLERS:
        if handler.detect(text):
            return form, handler, closer
    word = text.split("\n", 1)[0][:40].rstrip()
    raise FrontMatterProblem(
        Problem(
            path,
            leading + 1,
            1,
            f"The file begins with “{word}” instead of front matter"
            if word
            else "The file is empty",
            f"Begin the file with a line “---”, then {first_key}: … and date: …,"
            " then another line “---”",
            kind="no-front-matter",
        )
    )
