"""Text of front matter that YAML takes for a comment, because a “#” follows a space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.content.chosen_keys import ChosenKeys
from dateline.content.quotations import quoted
from dateline.problems import Mend, Problem, Severity
from dateline.toml_places import KeyPath

_COMMENT = re.compile(r"\s+#.*")
_OF_A_WORD = re.compile(r"\s+#[^\s#].*")
_NUMBER = re.compile(r"\s+#\s?\d")
"""What nobody writes as a comment on a headline: `# 1 of the day`."""
_NOTHING_ELSE = re.compile(r"[^:#]+:(?P<comment>\s+#[^\s#].*)")

_NEEDED = frozenset({"title", "withdrawn"})
"""Keys that may not be empty."""


def check_comments(shown: ChosenKeys, prose: frozenset[str]) -> Iterator[Problem]:
    """A warning for each text that a comment seems to cut off or to hide, in what readers are
    `shown`. In `prose` every comment is told, elsewhere only what may be a word: `#storm`. It is an
    error where there must be text, which is then unread.
    """
    found, path = shown.found, shown.path
    if found.form != "yaml":
        return
    lines = found.raw.split("\n")
    for key, value in shown.values.items():
        theirs = shown.theirs(key)
        for at, text in _leaves(value, ()):
            line, column = found.place((theirs, *at))
            rest = lines[line - found.raw_line][column - 1 :]
            if text:
                form = _COMMENT if key in prose else _OF_A_WORD
                cut = rest.startswith(text) and form.fullmatch(rest, len(text))
                if cut:
                    yield _cut(path, (line, column), theirs, at, text, cut[0])
            elif not at and (alone := _NOTHING_ELSE.fullmatch(rest)):
                hidden = alone["comment"].strip()
                message = f"“{hidden}” is left out: a “#” after a space begins a comment"
                words = [word.strip().lstrip("#").strip() for word in hidden.split(",")]
                meant = quoted(hidden) if key in prose else ", ".join(filter(None, words))
                fix = f"Write {theirs}: {meant}"
                start = column + rest.index("#")
                severity: Severity = "warning"
                mend = None
                if key in _NEEDED:
                    found.faulty.add(theirs)
                    found.unread.add(theirs)
                    severity, mend = "error", Mend(line, start, start + len(hidden), quoted(hidden))
                yield Problem(
                    path, line, start, message, fix, severity, kind="yaml-comment", mend=mend
                )


def _cut(path: str, place: tuple[int, int], key: str, at: KeyPath, text: str, cut: str) -> Problem:
    whole = f"{text}{cut.rstrip()}"
    message = f"Readers see only “{text}”: a “#” after a space begins a comment"
    fix = f"Write {'' if at else f'{key}: '}{quoted(whole)}, or put the comment on its own line"
    mend: Mend | None = None
    if not at and _NUMBER.match(cut):
        line, column = place
        mend = Mend(line, column, column + len(whole), quoted(whole))
    return Problem(path, *place, message, fix, "warning", kind="yaml-comment", mend=mend)


def _leaves(value: Any, at: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, list | dict):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, item in steps:
            yield from _leaves(item, (*at, step))
    else:
        yield at, value or ""
