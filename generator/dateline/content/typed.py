"""Typing front matter: each faulty value is told and left out, and the rest is typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import ValidationError

from dateline.config import Site
from dateline.content.fields import FIXES, KEY, told
from dateline.content.front_matter import FrontMatter
from dateline.content.keys import Spellings, choose_keys, spellings
from dateline.content.schema import KNOWN_KEYS, TABLES, FrontMatterSchema
from dateline.content.texts import check_texts
from dateline.problems import Problem, nearest

Where = tuple[str | int, ...]

_NO_TITLE = "?"
"""Stands for a headline that is missing or faulty, so that the other keys are typed."""
_PAIRS = {("location", "lat"): ("location", "lon"), ("location", "lon"): ("location", "lat")}
"""What says nothing without the other."""


@dataclass(frozen=True, slots=True)
class TypedFrontMatter:
    """Front matter as far as it could be typed.

    `written` has, for each of our keys, the key that it was written under; `faulty` are those of
    our keys whose values, or some of them, had to be left out.
    """

    values: FrontMatterSchema
    written: dict[str, str]
    faulty: frozenset[str]
    problems: list[Problem]


def spellings_of(site: Site) -> Spellings:
    """The keys that articles of `site` may have."""
    own = (taxonomy.key for taxonomy in site.taxonomies.values())
    return spellings((*KNOWN_KEYS, *own), tuple(site.front_matter.items()))


def type_front_matter(found: FrontMatter, *, path: str, site: Site) -> TypedFrontMatter:
    """Type what `found` holds, as an article of `site` in the file `path`."""
    own_keys = tuple(taxonomy.key for taxonomy in site.taxonomies.values())
    values, written, problems = choose_keys(found, path, spellings_of(site))
    problems += check_texts(found, path, values, written, own_keys)
    if own := {key: values.pop(key) for key in own_keys if key in values and key not in KNOWN_KEYS}:
        values["terms"] = own
    if "extra" in values and "extra" in found.native:
        values["extra"] = found.native["extra"]
    faulty = {ours for ours, theirs in written.items() if theirs in found.faulty}
    typed, faults = _typed(values, {"zone": site.zone, "address": site.home})
    problems += [_explain(fault, found, path, written) for fault in faults]
    faulty.update(str(fault["loc"][0]) for fault in faults)
    return TypedFrontMatter(typed, written, frozenset(faulty), problems)


def missing_title(path: str) -> Problem:
    """The problem of a file that has no title at all."""
    fix = "Add a line to the front matter: title: …"
    return Problem(path, 1, 1, "The article has no “title”", fix, kind="no-title")


def _typed(values: dict[str, Any], context: dict[str, Any]) -> tuple[FrontMatterSchema, list[Any]]:
    """The values that are right, and the faults of the others."""
    faults: list[Any] = []
    while True:
        try:
            return FrontMatterSchema.model_validate(values, context=context), faults
        except ValidationError as error:
            # What is missing once something was left out was there.
            found = error.errors()
            faults += [one for one in found if not faults or one["type"] != "missing"]
        values = _without(values, [*_left_out(found, values)])
        values.setdefault("title", _NO_TITLE)


def _left_out(faults: Iterable[Any], values: dict[str, Any]) -> Iterator[Where]:
    """The paths of what has to go for these faults to go."""
    for fault in faults:
        path = tuple(fault["loc"])
        yield _reached(values, path[:-1] if fault["type"] == "missing" and path[1:] else path)
        if path in _PAIRS and _reached(values, _PAIRS[path]) == _PAIRS[path]:
            yield _PAIRS[path]


def _reached(value: Any, path: Where) -> Where:
    """As much of `path` as leads to something in `value`, since a short form may stand for a list
    or table."""
    for depth, step in enumerate(path):
        within = (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        )
        if not within:
            return path[:depth] or path[:1]
        value = value[step]
    return path


def _without(value: Any, paths: Iterable[Where]) -> Any:
    """A copy of `value` without what stands at `paths`."""
    inner: dict[str | int, list[Where]] = {}
    for step, *rest in paths:
        inner.setdefault(step, []).append(tuple(rest))

    def kept(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        for step, item in items:
            if () not in inner.get(step, ()):
                yield step, _without(item, inner[step]) if step in inner else item

    if isinstance(value, dict):
        return dict(kept(value.items()))
    return [item for _, item in kept(enumerate(value))]


def _explain(fault: Any, found: FrontMatter, path: str, written: dict[str, str]) -> Problem:
    kind, context = fault["type"], fault.get("ctx", {})
    location = [*fault["loc"], *context.get("at", ())]
    if location and location[0] == "terms":
        location = location[1:]
    ours = str(location[0])
    theirs = written.get(ours, ours)
    steps = (theirs, *location[1:])
    key = next(str(step) for step in reversed((theirs, *fault["loc"][1:])) if isinstance(step, str))
    place = found.place(steps)
    if kind == "missing" and len(location) == 1:
        return missing_title(path)
    if kind == "missing":
        message, fix = f"“{theirs}” has no “{location[-1]}” here", FIXES[ours]
        place, key = found.place(steps[:-1]), theirs
    elif kind == "dateline":
        message, fix = context["message"], context["fix"]
        if date := context.get("date"):
            fix = date.fix_for(partial(found.line, key))
    elif kind == "extra_forbidden":
        known = tuple(TABLES[ours].model_fields)
        near = nearest(key, known)
        message = f"“{key}” does not belong in “{theirs}”"
        fix = f"Did you mean “{near}”?" if near else f"It takes {_listed(known)}"
        place = found.place((*steps, "")) if (*steps, "") in found.marks else place
    elif kind == "literal_error":
        message = f"“{theirs}” is {told(fault['input'])}, which Dateline does not know"
        fix = f"Write {theirs}: article, or {theirs}: page"
    else:
        message = f"“{key}” is {told(fault['input'])}, which does not fit"
        fix = FIXES.get(ours, f"Change “{KEY}”")
    sort = context.get("kind", "value")
    return Problem(path, *place, message.replace(KEY, key), fix.replace(KEY, key), kind=sort)


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
