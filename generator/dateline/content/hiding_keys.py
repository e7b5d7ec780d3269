"""Keys that look as if they kept an article off the site, but that Dateline does not know.

A warning about such a key would come too late: what somebody meant to hide would be online. So the
key is an error that holds its file back, unless the article is not public before that anyway, or
the value hides nothing: `published: true`, `hidden: false`, a `publishDate` that is not after the
article's own date.

Such a key is known by its name, whatever its capitals, spaces, hyphens and full-width letters: a
word that hides, such as `embargo`, with or without words that say when or why. One that is nearly a
key of ours that hides, or one slip of the hand from a frequent name, counts too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from dateline.content.dates import Date, DateProblem, is_date, parse_date
from dateline.content.fields import FALSE, TRUE, only
from dateline.slips import is_slip

_WHEN = "(?:at|on|from|after|date|day|time)"
_UNTIL = "(?:until|till|ends?)"
_WHY = "(?:reason|note|notice|because)"
_NAMES = {
    # From when it is public.
    "publish": f"publish{_WHEN}*|publishing{_WHEN}+",
    "embargo": f"(?:under|lift)?embargo(?:ed|s)?(?:lifts?|lifted|{_WHEN}|{_UNTIL})*"
    f"|schedule(?:d(?:{_WHEN}|for)*|{_WHEN}+|for)|(?:go|goes|going)live{_WHEN}*|notbefore|sperrfrist"
    f"|(?:live|available|online|visible){_WHEN}+"
    f"|(?:hold|hide|hidden|draft|private){_UNTIL}",
    # From when it has been public, which is usually past.
    "record": f"(?:published|publication|pub){_WHEN}+|date(?:published|ofpublication)",
    # Until when it is public.
    "end": f"expir(?:e|es|ed|y|ation){_WHEN}*|(?:publish|visible|live|valid)(?:{_UNTIL}|to)"
    f"|unpublish{_WHEN}+",
    # That it is not public: certainly a draft, or perhaps something else.
    "draft": "(?:is)?(?:drafts?|unpublish|unpublished|entwurf|brouillon)|(?:donot|dont|no)publish"
    "|(?:is)?not(?:yet)?(?:for)?(?:public|published|publication)",
    "hidden": "(?:is)?(?:hidden|private|unlist|unlisted|onhold|spiked|confidential|wip|pending"
    "|killed|excluded|disabled|headless|spam|rejected)|(?:needs|in)review|hide|hold|kill"
    "|(?:eleventy)?exclude(?:fromcollections)?",
    # The same, if the value is yes: each may also be about what the article is about.
    "mark": "spike|withhold|withheld|held|removed",
    # That search engines are to pass it over.
    "robots": "(?:meta)?robots",
    # That it was taken down.
    "withdrawn": "(?:is)?(?:withdraw|withdrawn|withdrawal|retract|retracted|retraction|takedown"
    f"|takendown|deleted)(?:{_WHEN}|{_WHY})*",
    # Whether it is public, or from when.
    "public": "(?:is)?(?:public|published|visible|listed|live|online|ready|enabled|approved"
    f"|released|cleared|active|available)|issued|(?:release|valid){_WHEN}+",
    # Which of its pages and lists are made: a table of Hugo's.
    "build": "build",
    "status": "(?:wp|post|article|publish|publishing|publication)?(?:status|state)|visibility"
    "|workflow(?:status|state)?",
}
"""Names by what they mean, as `_folded`."""
_NAME = re.compile("|".join(f"(?P<{meaning}>{names})" for meaning, names in _NAMES.items()))
_FREQUENT = (
    "embargo", "embargountil", "expirydate", "hidden", "private", "publish", "publishdate",
    "published", "publishon", "retracted", "scheduled", "unpublished",
)  # fmt: skip
"""The names in which a slip of the hand is looked for."""
_OURS = {"draft": "ours", "noindex": "ours", "publish_at": "publish", "withdrawn": "withdrawn"}
"""What a key that is nearly one of ours that hide means."""
_YES, _NO = TRUE | {"1"}, FALSE | {"0", "never"}
_NOT_PUBLIC = frozenset({
    "deleted", "draft", "embargo", "embargoed", "future", "hidden", "hold", "inreview", "killed",
    "needsreview", "notpublic", "notpublished", "notready", "onhold", "pending", "private",
    "rejected", "removed", "retracted", "scheduled", "spam", "spiked", "trash", "unlisted",
    "unpublished", "wip", "withdrawn",
})  # fmt: skip
"""Values of a status, as `_folded`."""
_LATER = frozenset({"later", "notyet", "soon", "tba", "tbc", "tbd"})
"""What may be said of a moment that nobody knows yet, as `_folded`."""
MERGE = "<<"
"""YAML's key for what another table has (https://yaml.org/type/merge.html)."""
_NO_LETTERS = re.compile(r"[\W_]+")


class Hidden(NamedTuple):
    """What to write for a key that hides: our key `ours`, empty where there is none, with this
    `value`, empty where it is not known; `is_certain` if only the key has to change."""

    ours: str
    value: str = ""
    is_certain: bool = False


class _Value(NamedTuple):
    """What the value of a key may mean. `yes` and `no` say whether it is one of the words for
    these; `date` is the one that it names beyond doubt, and `written` the form in which Dateline
    reads that. Otherwise, the article is public from `due`, or at once."""

    text: str
    is_text: bool
    yes: bool
    no: bool
    date: Date | None
    written: str
    due: Date | None


def hidden_by(
    key: str, value: Any, near: str | None, due: Date | None, zone: tzinfo
) -> Hidden | None:
    """What to write for the unknown `key` if, with this `value`, it is meant to hide an article
    that is public from `due`, at once if that is None; None if it hides nothing.

    `near` is the key of ours that `key` is nearly the same as; `zone` is for times without one.
    """
    if key == MERGE:
        return Hidden("")  # what it brings in is not read, and may be a draft's
    meaning = _meaning(key)
    is_slip_of_another = not meaning and near not in _OURS
    if is_slip_of_another:
        meaning = _meaning(_slip(key))
    elif not meaning:
        meaning = _OURS[str(near)]
    if not meaning:
        return None
    if meaning == "build":
        return _build(only(value))
    given = _value(only(value), due, zone)
    if meaning == "ours":
        is_meant = given.yes and is_slip(_folded(key), str(near))
        return Hidden(str(near), "true", True) if is_meant else None
    if is_slip_of_another and not (given.written or given.yes or given.no):
        return None  # probably another word, such as “schedule”
    return _RULES[meaning](given)


def hidden_in_table(
    key: str, value: Any, due: Date | None, zone: tzinfo, *, is_alone: bool
) -> Hidden | None:
    """What to write above a table for a `key` within it if, with this `value`, it seems meant to
    hide the article; None if it does not.

    Tables hold what a newsroom likes, so only what can hardly mean anything else counts: a draft,
    or a time to wait for; and, in a table that is not about something else (`is_alone`), what hides
    in other words.
    """
    given, meaning = _value(only(value), due, zone), _meaning(key)
    if is_unpublished(key, value) or (meaning == "draft" and given.yes):
        return Hidden("draft", "true")
    if meaning in ("embargo", "publish"):
        said = given.date or given.written or given.yes or given.no
        return _RULES[meaning](given) if said else None
    if not is_alone:
        return None
    if meaning == "hidden":
        return _mark(given)
    return hidden_by(key, value, key, due, zone) if key in _OURS else None


def may_hide(key: str) -> bool:
    """Whether there is a value with which `key` would hide an article."""
    return _meaning(key) not in ("", "build", "status")


def is_unpublished(key: str, value: Any) -> bool:
    """Whether the key is another system's `published`, and says that the article is not."""
    return _folded(key) == "published" and str(only(value)).lower() in _NO


@lru_cache(1_024)
def _meaning(key: str) -> str:
    found = _NAME.fullmatch(_folded(key))
    return (found.lastgroup or "") if found else ""


@lru_cache(1_024)
def _slip(key: str) -> str:
    folded = _folded(key)
    return next((name for name in _FREQUENT if is_slip(folded, name)), "")


def _folded(key: str) -> str:
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", key)).casefold()


def _value(value: Any, due: Date | None, zone: tzinfo) -> _Value:
    text = "" if value is None else str(value).strip()
    date, written = None, ""
    if isinstance(value, str):
        try:
            date, written = parse_date(text, zone), text
        except DateProblem as problem:
            written = problem.certain
            date = parse_date(written, zone) if is_date(written) else None
    lower = text.lower()
    return _Value(text, isinstance(value, str), lower in _YES, lower in _NO, date, written, due)


def _publish(value: _Value) -> Hidden | None:
    if value.yes or value.no:
        return Hidden("draft", "true") if value.no else None
    return _embargo(value)


def _embargo(value: _Value) -> Hidden | None:
    date, due = value.date, value.due
    if value.no or (date and due and date.instant <= due.instant):
        return None
    return Hidden("publish_at", value.written, date is not None and value.written == value.text)


def _record(value: _Value) -> Hidden | None:
    day = value.due.iso[:10] if value.due else ""
    if value.date and day and value.date.iso[: len(day)] <= day:
        return None
    found = _publish(value)
    return found and found._replace(is_certain=False)


def _end(value: _Value) -> Hidden | None:
    return None if value.no or not value.text else Hidden("")


def _draft(value: _Value) -> Hidden | None:
    found = _hidden(value)
    return found and found._replace(is_certain=value.yes)


def _hidden(value: _Value) -> Hidden | None:
    return Hidden("draft", "true") if value.is_text and value.text and not value.no else None


def _withdrawn(value: _Value) -> Hidden | None:
    is_reason = value.is_text and bool(value.text) and not (value.yes or value.written)
    return None if value.no else Hidden("withdrawn", is_certain=is_reason)


def _build(value: Any) -> Hidden | None:
    made = [value.get(part) for part in ("render", "list")] if isinstance(value, dict) else [value]
    return Hidden("draft", "true") if any(str(part).lower() in _NO for part in made) else None


def _public(value: _Value) -> Hidden | None:
    if value.date:
        return _embargo(value)
    return Hidden("draft", "true") if value.no or _folded(value.text) in _LATER else None


def _status(value: _Value) -> Hidden | None:
    return Hidden("draft", "true") if _folded(value.text) in _NOT_PUBLIC else None


def _mark(value: _Value) -> Hidden | None:
    return Hidden("draft", "true") if value.yes else None


def _robots(value: _Value) -> Hidden | None:
    words = value.text.lower().replace(",", " ").split()
    return Hidden("noindex", "true") if "noindex" in words or "none" in words else None


_RULES: dict[str, Callable[[_Value], Hidden | None]] = {
    "publish": _publish,
    "embargo": _embargo,
    "record": _record,
    "end": _end,
    "draft": _draft,
    "hidden": _hidden,
    "mark": _mark,
    "robots": _robots,
    "withdrawn": _withdrawn,
    "public": _public,
    "status": _status,
}
