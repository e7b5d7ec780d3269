"""What front matter may hold, but serves readers badly or is hardly meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from dateline.content.advice import line_with
from dateline.content.dates import Date
from dateline.content.fields import items_of, names_in, written_items
from dateline.content.front_matter import FrontMatter
from dateline.content.typed import TypedFrontMatter
from dateline.content.weather import WARMEST, is_plausible
from dateline.markdown.findings import shorten
from dateline.problems import Problem

SHOWN = 160
"""About as many characters of a summary as search engines show."""
_TOLERATED = 200
"""The length from which too much of it would be lost."""
_TAG = re.compile(r"<[^<>]*>")
_WORDS = 4
_BY = re.compile(r"(?:[Bb]y|par)\s+(?=[A-ZÀ-Þ][\w.'’-]*\s+[A-ZÀ-Þ])")
"""Before a name of two words or more."""
_AND = re.compile(r"\s+(?:and|et|und|&)\s+")
_PARTICLE = "de|du|da|van|von|der|le|la"
_PERSON = re.compile(rf"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|{_PARTICLE})){{1,3}}")
_FULL_NAME = re.compile(rf"(?:(?:{_PARTICLE})\s|[^\Wa-zß-ÿ]\S*\s)")
"""The beginning of a name of two words or more; “on behalf of the council” is none."""
_OF_ORGANISATIONS = re.compile(
    r"(?:office|service|department|institute|cent(?:re|er)|council|agency|bureau|team|staff|desk|news"
    r"|press|college|school|bank|board|trust|fund|union|group|society|house|law|arts?|health|care|food"
    r"|drugs?|research|science|policy|safety|national|royal|united|public|social"
    r"|\w+(?:tions?|ments?|ogy|ics?|ships?|ity|ies|al|tes|tners))s?\b",
    re.IGNORECASE,
)
"""Words in the names of organisations, which may have an “and” of their own."""
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:(?:and|et)\s+)?")


def style_problems(found: FrontMatter, typed: TypedFrontMatter, path: str) -> Iterator[Problem]:
    """The warnings about the front matter of the file `path`."""
    yield from _weather_problems(found, typed, path)
    yield from _long_summary(found, typed, path)
    yield from _early_corrections(found, typed, path)
    yield from _early_update(found, typed, path)
    yield from _joined_authors(found, typed, path)


def _weather_problems(found: FrontMatter, typed: TypedFrontMatter, path: str) -> Iterator[Problem]:
    """A weather note that cannot be read, or that says what was measured nowhere."""
    written, note = typed.values.weather, typed.values.weather_note
    celsius = note.celsius if note else None
    if written and note is None:
        message = f"“{written}” is not a weather note; it is left out"
        fix = f"Write what the paper printed, as in {line_with('weather', '24.7 C, light rain')}"
    elif celsius is not None and not is_plausible(celsius):
        extreme = "hot" if celsius > WARMEST else "cold"
        message = f"No place on earth has been as {extreme} as “{shorten(written)}”"
        message += "; charts leave it out"
        fix = f"Check the number: {line_with('weather', '24.7 C')}"
    else:
        return
    place = found.place((typed.written.get("weather", "weather"),))
    yield Problem(path, *place, message, fix, "warning", kind="value")


def _early_corrections(found: FrontMatter, typed: TypedFrontMatter, path: str) -> Iterator[Problem]:
    """Corrections that are dated before what they correct."""
    key = typed.written.get("corrections", "corrections")
    for number, correction in enumerate(typed.values.corrections):
        if days := _days_if_before(correction.date, typed.values.date):
            day, first = days
            place = found.marks.get((key, "date"), found.place((key, number, "date")))
            message = f"The correction is dated {day}, before the article itself ({first})"
            fix = "Write the day on which it was published"
            yield Problem(path, *place, message, fix, "warning", kind="date")


def _early_update(found: FrontMatter, typed: TypedFrontMatter, path: str) -> Iterator[Problem]:
    """An `updated` before the article was published."""
    if days := _days_if_before(typed.values.updated, typed.values.date):
        key = typed.written.get("updated", "updated")
        message = f"“{key}” is {days[0]}, before the article itself ({days[1]})"
        fix = "Write the day on which readers last saw it change, or delete the line"
        yield Problem(path, *found.place((key,)), message, fix, "warning", kind="date")


def _days_if_before(changed: Date | None, published: Date | None) -> tuple[str, str] | None:
    """Both days, if a change is dated before the publication as far as both are known."""
    if not (changed and published):
        return None
    day, first = (date.iso.partition("T")[0] for date in (changed, published))
    known = min(len(day), len(first))
    return (day, first) if day[:known] < first[:known] else None


def _long_summary(found: FrontMatter, typed: TypedFrontMatter, path: str) -> Iterator[Problem]:
    """A summary that search results cut. One under another system's key was written for that
    one's lists, and is not measured."""
    if typed.written.get("summary") != "summary" or typed.values.noindex:
        return
    text = " ".join(_TAG.sub("", typed.values.summary).split())
    if len(text) <= _TOLERATED:
        return
    shown = text[:SHOWN].rpartition(" ")[0] or text[:SHOWN]
    last = " ".join(shown.split(" ")[-_WORDS:])
    message = (
        f"The summary has {len(text)} characters: search results show about {SHOWN} of them, up to"
        f" “… {last}”"
    )
    fix = f"Shorten it to {SHOWN} characters, or say the main thing before that place"
    place = found.place(("summary",))
    yield Problem(path, *place, message, fix, "warning", kind="long-summary")


def _joined_authors(found: FrontMatter, typed: TypedFrontMatter, path: str) -> Iterator[Problem]:
    """Several authors written as one text, which would be a single name, and a “by” in front of
    one. “Doe, Jane” is one author."""
    key = typed.written.get("authors", "authors")
    if not typed.values.authors:
        return
    value = found.values.get(key)
    right: Callable[[str], list[str]]
    for number, given in enumerate(items_of(value)):
        name = given if isinstance(given, str) else ""
        if by := _BY.match(name):
            message = f"“{by[0].strip()}” would be part of the name “{shorten(name)}”"
            fix, right = "Write the name alone: ", _without_by
        elif len(_names_joined(name)) > 1:
            message = f"“{shorten(name)}” is read as a single name"
            fix, right = "If these are several authors, write ", _names_joined
        else:
            continue
        names = written_items(value, partial(_all_right, right))
        line = line_with(key, names if value == name and right is _without_by else f"[{names}]")
        place = found.marks.get((key, number), found.place((key,)))
        yield Problem(path, *place, message, fix + line, "warning", kind="value")


def _all_right(right: Callable[[str], list[str]], given: Any) -> Iterator[str]:
    """The names in an item of the list of authors, each put `right`."""
    return chain.from_iterable(map(right, names_in(given)))


def _without_by(name: str) -> list[str]:
    by = _BY.match(name)
    return [name[by.end() :] if by else name]


def _names_joined(text: str) -> list[str]:
    """The names of the authors that a text may join, without a “by”; one where it joins none."""
    (text,) = _without_by(text)
    parts = _BETWEEN_NAMES.split(text)
    names = [each for part in parts for each in _persons(part) or [part]]
    return names if all(map(_FULL_NAME.match, names)) else [text]


def _persons(text: str) -> list[str]:
    """The names of the two persons that a text joins by “and”; none where one may be that of an
    organisation."""
    names = _AND.split(text)
    persons = len(names) == 2 and all(map(_PERSON.fullmatch, names))
    if not persons or any(_OF_ORGANISATIONS.match(word) for word in text.split()):
        return []
    return names
