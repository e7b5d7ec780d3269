"""Problems: what is wrong in the archive's files, described so that a journalist can fix it.

Nothing a journalist writes may end in a traceback. Every check makes a `Problem` with the place
(file, line, column), what is wrong and what to write instead, and goes on, so that one run shows
them all.
"""

from __future__ import annotations

import difflib
import errno
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import lru_cache
from typing import Literal

OUT_OF_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The system's error codes for a full disk or an exhausted quota."""
_LONGEST_TEXT = 1_000
"""The maximum length of a message or fix, in characters."""
Severity = Literal["error", "warning"]
# fmt: off
ProblemKind = Literal[
    "address",
    "address-taken",
    "alias",
    "control-character",
    "curly-quotes",
    "date",
    "dead-anchor",
    "dead-link",
    "example-address",
    "file-name",
    "foreign-file",
    "front-matter",
    "headers",
    "hiding-key",
    "history",
    "host-limit",
    "id-taken",
    "key-twice",
    "language",
    "long-summary",
    "lost-address",
    "lost-anchor",
    "lost-comment",
    "lost-id",
    "lost-text",
    "markdown",
    "markup",
    "merge-conflict",
    "missing-file",
    "missing-picture",
    "missing-setting",
    "no-alt",
    "no-articles",
    "no-date",
    "no-file",
    "no-front-matter",
    "no-title",
    "not-a-picture",
    "not-utf8",
    "old-address",
    "outside",
    "pasted-text",
    "picture",
    "placeholder-text",
    "program",
    "raw-html",
    "redirect",
    "register",
    "search",
    "semicolons",
    "setting",
    "similar-place",
    "similar-tag",
    "spelling",
    "template",
    "template-code",
    "theme",
    "toml",
    "too-long",
    "unknown-key",
    "unknown-place",
    "unknown-setting",
    "unpublished-link",
    "unread-link",
    "unreadable",
    "unsafe-svg",
    "value",
    "yaml-comment",
]
# fmt: on
"""The kinds of problem. docs/problems.md explains each; `[problems]` in site.toml refers to
them."""
# fmt: off
SETTLED: frozenset[ProblemKind] = frozenset({
    "address-taken", "foreign-file", "hiding-key", "merge-conflict", "missing-setting",
    "no-articles", "no-date", "no-front-matter", "no-title", "not-utf8", "register", "search",
    "setting", "template", "theme", "toml", "too-long", "unknown-setting", "unreadable",
})
# fmt: on
"""Kinds that are always errors: with one of them, a file, part of a register or the whole site
cannot be published."""
Weight = Literal["off", "warning", "error"]
"""The severities that a publisher can give to a kind of problem."""


Ignoring = Literal["", "write", "add to"]


@dataclass(frozen=True, slots=True)
class Mend:
    """What would certainly put a problem right: `text`, of one line or more, in place of the
    columns from `start` up to, but not with, `end` of a line; all count from 1. If `old` is given,
    only where that stands; if there is a `file`, only where content/ has it."""

    line: int
    start: int
    end: int
    text: str
    old: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place.

    `path` is relative to the site's root, with forward slashes; `line` and `column` count from 1
    (0 where the whole file is meant). `message` says what is wrong, naming the word; `fix` says
    what to write instead. A problem in `unfinished` work, a draft or an embargoed story, is never
    more than a warning. `mend` is given where there is no doubt what was meant. `about` is the
    lost address, or the unknown key that can be settled in site.toml, for all files at once;
    `ignoring` says what to do with `ignore` there if Dateline has no use for that key.
    """

    path: str
    line: int
    column: int
    message: str
    fix: str = ""
    severity: Severity = "error"
    kind: ProblemKind = field(kw_only=True)
    unfinished: bool = field(default=False, kw_only=True)
    mend: Mend | None = field(default=None, kw_only=True, compare=False)
    about: str = field(default="", kw_only=True, compare=False)
    ignoring: Ignoring = field(default="", kw_only=True, compare=False)

    def __post_init__(self) -> None:
        # Messages repeat what was written, which may be as long as the file.
        for name in ("message", "fix"):
            text = getattr(self, name)
            if len(text) > _LONGEST_TEXT + 1:  # with the ellipsis
                half = _LONGEST_TEXT // 2
                object.__setattr__(self, name, f"{text[:half]}…{text[-half:]}")

    @property
    def place(self) -> str:
        """`file:line:column`, as editors and terminals recognise it."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is wrong and, if it is known, what to write instead, as whole sentences."""
        return tuple(_sentence(text) for text in (self.message, self.fix) if text)

    def as_error(self) -> Problem:
        """The same problem as an error, for `--strict`."""
        return self if self.unfinished else replace(self, severity="error")


def problem_of(
    place: tuple[str, int, int],
    message: str,
    fix: str,
    *,
    kind: ProblemKind,
    severity: Severity = "error",
    unfinished: bool,
    mend: Mend | None = None,
) -> Problem:
    """The problem at a `place` (path, line and column); one of unfinished work is a warning."""
    weight = "warning" if unfinished else severity
    return Problem(*place, message, fix, weight, kind=kind, unfinished=bool(unfinished), mend=mend)


def mend_row(problem: Problem) -> str:
    """The mend of a problem as a column of the catalogue has it; empty if it has none."""
    mend = problem.mend
    return json.dumps(astuple(mend)) if mend else ""


def mend_of(row: str) -> Mend | None:
    """The mend that such a column has."""
    return Mend(*json.loads(row)) if row else None


def weigh(
    problems: Iterable[Problem],
    weights: Mapping[str, Weight],
    as_they_are: Collection[str] = (),
) -> list[Problem]:
    """The problems as a publisher lets their kinds count, in order, each once; those of the files
    `as_they_are`, by path, are not weighed."""
    weighed = set()
    for problem in problems:
        weight = weights.get(problem.kind, problem.severity)
        if problem.path in as_they_are or (weight == "error" and problem.unfinished):
            weight = problem.severity
        if weight != "off":
            weighed.add(replace(problem, severity=weight))
    return sorted(weighed)


class ProblemsFound(Exception):  # noqa: N818 - it is not a fault of the program
    """The archive has errors: the work stopped and the last good site is untouched."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


class UsageProblem(Exception):  # noqa: N818 - as above
    """The command cannot be run; the message says what to do instead (exit code 2)."""


def count_problems(problems: Sequence[Problem]) -> str:
    """How many of the problems are errors and warnings, as `count_severities` says it."""
    errors = sum(problem.severity == "error" for problem in problems)
    return count_severities(errors, len(problems) - errors)


def count_severities(errors: int, warnings: int) -> str:
    """The counts as a sentence: “2 errors and 1 warning.”"""
    parts = [
        f"{n:,} {word}{'' if n == 1 else 's'}"
        for n, word in ((errors, "error"), (warnings, "warning"))
        if n
    ]
    return " and ".join(parts) + "."


def _sentence(text: str) -> str:
    """`text` with a capital and a full stop, unless it ends as a sentence does: an author's words
    at its end may."""
    ends = text.endswith(":") or text.rstrip("\"'”’").endswith((".", "?", "!", "…"))
    return f"{text[:1].upper()}{text[1:]}{'' if ends else '.'}"


def nearest(word: str, known: Iterable[str], likeness: float = 0.7) -> str | None:
    """The word in `known` that `word` was most probably meant to be, or None; they must be at
    least this similar, from 0 to 1."""
    return _nearest(word.lower(), tuple(known), likeness)


@lru_cache(1_024)
def _nearest(word: str, known: tuple[str, ...], likeness: float) -> str | None:
    matches = difflib.get_close_matches(word, known, n=1, cutoff=likeness)
    return matches[0] if matches else None


_WIDE = (
    (
        "UTF-32",
        re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|(?:[^\0]\0{3}){4}|(?:\0{3}[^\0]){4}"),
    ),
    ("UTF-16", re.compile(rb"\xff\xfe|\xfe\xff|(?:[^\0]\0){4}|(?:\0[^\0]){4}")),
)
"""How text with two or four bytes a letter begins: with a mark, or with ASCII letters, each with
zero bytes beside it; UTF-8 does not have that many."""


def wide_encoding(data: bytes) -> str:
    """The name of the encoding of text with two or four bytes a letter; empty for any other."""
    return next((name for name, beginning in _WIDE if beginning.match(data)), "")


def not_utf8(error: UnicodeDecodeError, path: str) -> Problem:
    """The problem of a file that is not encoded in UTF-8."""
    data, start = error.object, error.start
    if encoding := wide_encoding(data):
        message = f"The file is in {encoding}"
        return Problem(path, 1, 1, message, "Save the file as UTF-8", kind="not-utf8")
    line_start = data.rfind(b"\n", 0, start) + 1
    line = data[line_start:].split(b"\n", 1)[0]
    at = start - line_start
    around = line[max(0, at - 12) : at + 12].decode("cp1252", "replace").strip()
    return Problem(
        path,
        data.count(b"\n", 0, start) + 1,
        len(line[:at].decode()) + 1,
        f"The text is not UTF-8, near “{around}”",
        "Save the file as UTF-8",
        kind="not-utf8",
    )
