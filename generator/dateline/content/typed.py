"""Typing front matter: each faulty value is reported and left out, and the rest is typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, get_args

from dateline.config import Site
from dateline.content.advice import line_with
from dateline.content.bare_words import check_words
from dateline.content.chosen_keys import ChosenKeys
from dateline.content.fields import FIXES, ITEMS, KEY, only, shown, written_items
from dateline.content.front_matter import FrontMatter
from dateline.content.keys import Spellings, choose_keys, spellings
from dateline.content.mends import value_mend
from dateline.content.quotations import within_curly
from dateline.content.schema import KNOWN_KEYS, FrontMatterSchema
from dateline.content.tables import TABLES
from dateline.content.texts import check_texts
from dateline.faults import Pairs, type_what_is_right
from dateline.problems import Mend, Problem, nearest

_INSTEAD = {"title": "?"}
"""Replaces a headline that is missing or faulty, so that the other keys can be typed."""
_HEADING = re.compile(r"\s*# +(\S[^\n]*?)[ #]*(?:\n|$)")
_DECIMAL_COMMA = re.compile(r"\b(?P<key>lat|lon)\s*:\s*(?P<whole>-?\d{1,3}),$")
"""What stands before the decimals of degrees with a comma."""
_PAIRS: Pairs = {("location", "lat"): ("location", "lon"), ("location", "lon"): ("location", "lat")}
"""Keys that are useless without each other."""


@dataclass(frozen=True, slots=True)
class TypedFrontMatter:
    """Front matter as far as it could be typed, without what there is to say about keys that
    Dateline does not know.

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
    texts = _without_unread(values, written, found)
    chosen = ChosenKeys(found, path, texts, written)
    problems += check_texts(chosen, own_keys)
    problems += check_words(chosen, own_keys)
    values = _without_unread(texts, written, found)
    if own := {key: values.pop(key) for key in own_keys if key in values and key not in KNOWN_KEYS}:
        values["terms"] = own
    if "extra" in values and "extra" in found.native:
        values["extra"] = found.native["extra"]
    faulty = {ours for ours, theirs in written.items() if theirs in found.faulty}
    typed, faults = type_what_is_right(
        FrontMatterSchema,
        values,
        instead=_INSTEAD,
        pairs=_PAIRS,
        context={"zone": site.zone, "address": site.home},
    )
    problems += [
        explain_fault(fault, found, path, written)
        for fault in faults
        if written.get(str(fault["loc"][0])) not in found.unread
    ]
    faulty.update(str(fault["loc"][0]) for fault in faults)
    return TypedFrontMatter(typed, written, frozenset(faulty), problems)


def _without_unread(
    values: dict[str, Any], written: dict[str, str], found: FrontMatter
) -> dict[str, Any]:
    return {ours: value for ours, value in values.items() if written[ours] not in found.unread}


def missing_title(path: str) -> Problem:
    """The problem of a file without a title."""
    fix = f"Add a line to the front matter: {line_with('title', '…')}"
    return Problem(path, 1, 1, "The article has no “title”", fix, kind="no-title")


def with_headline(problem: Problem, found: FrontMatter) -> Problem:
    """The problem, with the headline that the text begins with, if it is that of a missing title
    and there is one."""
    if problem.kind != "no-title" or not (heading := _HEADING.match(found.body)):
        return problem
    line = found.body_line + found.body.count("\n", 0, heading.start(1))
    title = found.line("title", heading[1])
    fix = f"Add a line to the front matter: {title}, and delete the heading on line {line}"
    return replace(problem, fix=fix)


def explain_fault(fault: Any, found: FrontMatter, path: str, written: dict[str, str]) -> Problem:
    """The problem of one of pydantic's faults; `written` has, for each of our keys, the key that it
    was written under, if that is another."""
    mend: Mend | None = None
    fault_type, context = fault["type"], fault.get("ctx", {})
    location = [*fault["loc"], *context.get("at", ())]
    if location and location[0] == "terms":
        location = location[1:]
    ours = str(location[0])
    theirs = written.get(ours, ours)
    steps = (theirs, *location[1:])
    if len(steps) > 1 and not isinstance(found.values.get(theirs), list):
        steps = (theirs, *(step for step in location[1:] if isinstance(step, str)))
    key = next(str(step) for step in reversed((theirs, *fault["loc"][1:])) if isinstance(step, str))
    place = found.place(steps)
    if fault_type == "missing" and len(location) == 1:
        return missing_title(path)
    if fault_type == "missing":
        message, fix = f"“{theirs}” has no “{location[-1]}” here", FIXES[ours]
        place, key = found.place(steps[:-1]), theirs
    elif fault_type == "dateline":
        message, fix = context["message"], context["fix"]
        if texts_in := context.get("items"):
            fix = fix.replace(ITEMS, written_items(found.values.get(theirs), texts_in))
        if date := context.get("date"):
            fix = date.fix_for(partial(found.line, key))
            if ours == "publish_at" and not date.meant:
                fix = FIXES[ours]  # of which “1987-03, if only that is known” is no example
            mend = value_mend(found, place, str(only(fault["input"])), date.certain)
        elif inner := within_curly(str(fault["input"])):
            mend = value_mend(found, place, fault["input"], inner)
    elif fault_type == "extra_forbidden":
        known = tuple(TABLES[ours].model_fields)
        near = nearest(key, known)
        message = f"“{key}” does not belong in “{theirs}”"
        fix = f"Did you mean “{near}”?" if near else f"It takes {_listed(known)}"
        place = found.place((*steps, "")) if (*steps, "") in found.marks else place
        if not near and fault["input"] is None and found.is_cut_by_comma(key, place):
            message = (
                f"The text before “{key}” ends at its comma, which separates keys within braces"
            )
            fix = f'Put the whole text in double quotes: "…, {key}"'
            line, column = place
            before = found.raw.split("\n")[line - found.raw_line][: column - 1]
            if key.isdigit() and (cut := _DECIMAL_COMMA.search(before)):
                message = f"The comma in “{cut['whole']},{key}” ends the number"
                fix = f"Write a decimal point: {cut['key']}: {cut['whole']}.{key}"
                mend = Mend(line, cut.end("whole") + 1, column, ".")
    elif fault_type == "literal_error":
        message = f"“{theirs}” is {shown(fault['input'])}, which Dateline does not know"
        choices = get_args(FrontMatterSchema.model_fields[ours].annotation)
        fix = "Write " + ", or ".join(line_with(theirs, choice) for choice in choices if choice)
    else:
        message = f"“{key}” is {shown(fault['input'])}, which is not a valid value"
        fix = FIXES.get(ours, f"Change “{KEY}”")
    kind = context.get("kind", "value")
    message, fix = message.replace(KEY, key), fix.replace(KEY, key)
    return Problem(path, *place, message, fix, kind=kind, mend=mend)


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
