"""What can be found out from unreadable front matter: above all, whether it is a draft's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from dateline.config import Site
from dateline.content.dates import Date, DateProblem, parse_date
from dateline.content.fences import Parts
from dateline.content.fields import TRUE
from dateline.content.front_matter import line_of
from dateline.content.typed import spellings_of
from dateline.merge_conflicts import conflict_markers
from dateline.problems import Problem

_LINE = re.compile(
    r"""(?P<indent>[ \t]*)(?P<mark>["']?)(?P<key>\w[\w-]*(?:[ ][\w-]+){0,3})(?P=mark)"""
    r"""[ \t]*[:=](?P<value>.*)"""
)
_CONTINUED = re.compile(r"\s*(?:$|#|- |[\]\[{}]|---|\+\+\+)|\s")
_JSON_PAIR = re.compile(r'"(?P<key>[\w -]+)"\s*:\s*(?P<value>"(?:\\.|[^"\\])*"|\w+)')
_JSON_TEXT = re.compile(r'"(?:\\.|[^"\\])*"')
_LONGEST = 100_000
"""In characters; no front matter has more."""
_COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What lines of front matter say one by one: whether it is a draft, the date and when it is to
    be published, if anything; what is wrong in them, and which of `title` and `date` stand
    nowhere."""

    draft: bool
    date: Date | None
    publish_at: Date | None
    problems: list[Problem]
    lacking: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    value: str
    line: int
    column: int


def glimpse(parts: Parts, *, path: str, site: Site) -> Glimpse:
    """Look at the lines of front matter in the file `path`, one by one."""
    spelled = spellings_of(site)
    ours = {theirs: key for key, candidates in spelled.order.items() for theirs in candidates}
    first: dict[str, _Entry] = {}
    draft = False
    raw = parts.raw[:_LONGEST]
    for entry in _json_entries(raw) if parts.form == "json" else _entries(raw, parts.form):
        key = spelled.meant(entry.key) or ""
        key = "" if key in spelled.ignored else ours.get(key, "")
        first.setdefault(key, entry)
        draft = draft or (key == "draft" and entry.value.lower() in TRUE)
    dates: dict[str, Date] = {}
    problems = []
    for key in ("date", "publish_at"):
        if (found := first.get(key)) and found.value:
            try:
                dates[key] = parse_date(found.value, site.zone)
            except DateProblem as problem:
                place = found.line + parts.raw_line, found.column + 1
                fix = problem.fix_for(partial(line_of, parts.form, found.key))
                problems.append(Problem(path, *place, str(problem), fix, kind="date"))
    lacking = {
        key
        for key in ("title", "date")
        if not any(_mentions(parts.raw, word) for word in spelled.order[key])
    }
    if _mentions(parts.raw, "page"):
        lacking.discard("date")
    return Glimpse(draft, dates.get("date"), dates.get("publish_at"), problems, frozenset(lacking))


def _mentions(text: str, word: str) -> bool:
    """Whether `word` stands anywhere in `text`, as a key or as anything else."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def head_of(text: str) -> Parts:
    """The lines at the beginning of a file that may be front matter, though nothing ends it."""
    marked = set(conflict_markers(text))
    lines = ["" if number in marked else line for number, line in enumerate(text.split("\n"), 1)]
    first = next((number for number, line in enumerate(lines) if line), 0)
    opening = lines[first][:1]
    form = {"-": "yaml", "+": "toml", "{": "json"}.get(opening, "")
    if not form:
        return Parts("yaml", "", 1, text, 1)
    end = first + 1
    while end < len(lines) and (_LINE.match(lines[end]) or _CONTINUED.match(lines[end])):
        end += 1
    if form != "json":
        lines[first] = ""
    return Parts(form, "\n".join(lines[:end]), 1, "\n".join(lines[end:]), end + 1)


def _entries(raw: str, form: str) -> Iterator[_Entry]:
    """Lines of `key: value` or `key = value` that stand at the top level, as far as can be told."""
    opened = False
    for number, line in enumerate(raw.split("\n")):
        if form == "toml" and line.startswith("["):
            return
        if not (found := _LINE.fullmatch(line)):
            continue
        written = found["value"]
        value = _COMMENT.sub("", written).strip()
        if found["indent"] and opened:
            continue
        opened = not value
        column = found.start("value") + len(written) - len(written.lstrip())
        yield _Entry(found["key"], value.strip("\"'"), number, column)


def _json_entries(raw: str) -> Iterator[_Entry]:
    """Pairs of the outermost object, by the braces before them."""
    bare = _JSON_TEXT.sub(lambda text: " " * len(text[0]), raw)
    depth = passed = 0
    for found in _JSON_PAIR.finditer(raw):
        between = bare[passed : found.start()]
        depth += sum(map(between.count, "{[")) - sum(map(between.count, "}]"))
        passed = found.start()
        if depth != 1:
            continue
        at = found.start("value")
        line, column = raw.count("\n", 0, at), at - (raw.rfind("\n", 0, at) + 1)
        yield _Entry(found["key"], found["value"].strip('"'), line, column)
