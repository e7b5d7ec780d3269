"""Whose key it is: Dateline's, the newsroom's, another system's, or nobody's."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import lru_cache
from itertools import chain
from typing import Any

from dateline.content.advice import line_with
from dateline.content.chosen_keys import folded_key
from dateline.content.dates import Date
from dateline.content.fields import FIXES, KEY, only
from dateline.content.foreign_keys import foreign_advice
from dateline.content.front_matter import FrontMatter, written_keys
from dateline.content.hiding_keys import Hidden, hidden_by, is_unpublished
from dateline.content.mends import key_mend
from dateline.content.part_advice import part_advice
from dateline.content.parts import bring_up, with_parts
from dateline.content.tables import WHOLE
from dateline.problems import Ignoring, Problem, nearest
from dateline.slips import is_slip

_EXTRA = {"yaml": "extra:", "toml": "[extra]", "json": '"extra"'}
"""How the table of keys of one's own is called in each form of front matter."""
_SYNONYMS = {
    "title": ("headline",),
    "subtitle": ("deck", "standfirst"),
    "summary": ("excerpt", "description"),
    "updated": ("lastmod",),
    "tags": ("topics", "categories", "keywords"),
    "location": ("place", "city"),
    "authors": ("byline", "writer"),
    "section": ("category",),
    "lang": ("language", "locale"),
    "image": ("cover", "thumbnail", "photo", "picture"),
    "aliases": ("redirect_from",),
}
"""For some of our keys, what other systems call them."""
_OURS = {theirs: ours for ours, synonyms in _SYNONYMS.items() for theirs in synonyms}
_ELSEWHERE = {
    "published": "To keep an article off the site, write draft: true",
}
"""What to write for other keys of other systems."""
_BUILT_IN = {"authors": ("author",), "permalink": ("url", "path")}
"""For some of our keys, what they may be written as too, unless the newsroom says what that is."""
_SINGULARS = {"alias": "aliases", "correction": "corrections", "tag": "tags"}
"""For our keys that take a list, what an author may write for a single one."""
_LIKE = 0.8
"""How similar, from 0 to 1, a key must be to one of ours to count as a misspelling of it."""
_MOST_WORDS = 4
_LONGEST_KEY = 60
"""What has more words, or more characters, is hardly a key."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The keys that front matter may have: for each of ours in `order` those it may be written
    under, the first that has a value counting; `known`, which are all of these; the `ignored`; in
    `built_in`, for those of these that mean one of ours although the newsroom does not say so, that
    one; in `likely`, which of these is meant by one with capitals, spaces or hyphens; and in
    `parts`, for each part of a table of ours, what else it may be written under."""

    order: dict[str, tuple[str, ...]]
    known: frozenset[str]
    ignored: frozenset[str]
    built_in: dict[str, str]
    likely: dict[str, str]
    parts: dict[tuple[str, str], tuple[str, ...]]

    @property
    def within(self) -> list[str]:
        """The names with dots, which lead into tables of other systems."""
        names = (name for ours in WHOLE for name in self.order[ours])
        return [name for name in (*names, *chain(*self.parts.values())) if "." in name]

    def meant(self, key: str) -> str | None:
        """The known or ignored key that `key` is, however it is spelled."""
        if key in self.known or key in self.ignored:
            return key
        return self.likely.get(folded_key(key))


@lru_cache(8)
def spellings(keys: tuple[str, ...], aliases: tuple[tuple[str, tuple[str, ...]], ...]) -> Spellings:
    """The spellings of our `keys`; `aliases` maps them to other people's (from `[front_matter]`,
    with `ignore`)."""
    built_in: dict[str, str] = {}
    ignored: frozenset[str] = frozenset()
    order: dict[str, tuple[str, ...]] = {ours: (ours,) for ours in keys}
    parts: dict[tuple[str, str], tuple[str, ...]] = {}
    for ours, theirs in aliases:
        key, _, part = ours.partition(".")
        if ours == "ignore":
            ignored = frozenset(theirs)
        elif part:
            parts[key, part] = theirs
        else:
            order[ours] = (*order.get(ours, (ours,)), *theirs)
    taken = {key for candidates in (*order.values(), *parts.values()) for key in candidates}
    for ours, theirs in _BUILT_IN.items():
        free = tuple(key for key in theirs if key not in taken)
        order[ours] += free
        built_in |= dict.fromkeys(free, ours)
    names = [key for candidates in (*order.values(), *parts.values()) for key in candidates]
    tables = [name.partition(".")[0] for name in names if "." in name]
    known = [key for key in (*names, *tables) if key not in ignored]
    likely = {folded_key(key): key for key in (*reversed(known), *sorted(ignored))}
    return Spellings(order, frozenset(known), ignored, built_in, likely, parts)


def choose_keys(
    found: FrontMatter, path: str, spelled: Spellings
) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
    """The values by our keys, and for each the key it was written under.

    A key that is only spelled differently is told, and takes its right name in `found`.
    """
    problems = []
    for key, place in list(written_keys(found)):
        meant = spelled.meant(key)
        if meant not in (None, key) and meant not in spelled.ignored:
            problems.append(_respelled(found, path, key, meant, place))
    bring_up(found, spelled.within)
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    for ours, candidates in spelled.order.items():
        for key in candidates:
            if (
                key in found.values
                and key not in spelled.ignored
                and (ours not in values or values[ours] in (None, "", []))
            ):
                values[ours], written[ours] = found.values[key], key
    for key, ours in spelled.built_in.items():
        if key in found.values and key not in spelled.ignored and written[ours] != key:
            value = found.values[key]
            if value not in (None, "", []) and only(value) != only(values[ours]):
                problems.append(_also_written(found, path, key, written[ours]))
    if "draft" not in values:
        for key, value in found.values.items():
            if is_unpublished(key, value) and spelled.meant(key) is None:
                values["draft"], written["draft"] = "true", key
    return with_parts(values, written, found, spelled.parts), written, problems


def unknown_keys(
    found: FrontMatter, path: str, spelled: Spellings, public: tuple[Date | None, tzinfo] | None
) -> tuple[list[Problem], set[str]]:
    """What there is to say about keys that Dateline does not know; and the keys of ours that those
    of them seem to stand for that are meant to hide the article.

    `public` is the date from which it is public otherwise, None for at once, with the zone of times
    without one; it is None for an article that is not to be public anyway."""
    problems: list[Problem] = []
    meant: set[str] = set()
    for key, place in written_keys(found):
        if spelled.meant(key) is not None:
            continue
        if is_unpublished(key, found.values[key]):
            given = next((ours for ours in spelled.order["draft"] if ours in found.values), None)
            if given is None or public:
                problems.append(_unpublished(key, path, place, given))
                meant |= {"draft"} if given else set()
                continue
        near = _misspelt(key, tuple(spelled.order))
        hidden = hidden_by(key, found.values[key], near, *public) if public else None
        if hidden:
            problems.append(_hiding(found, key, path, place, hidden, spelled))
            meant.add(hidden.ours or "withdrawn")
        else:
            problems.append(_unknown(found, key, path, place, spelled))
    return problems, meant


def _unpublished(key: str, path: str, place: tuple[int, int], draft: str | None) -> Problem:
    """What there is to say about another system's `published: false`, which makes a draft unless
    the key `draft` says otherwise."""
    line = line_with("draft", "true")
    if draft:
        message = f"“{key}” would keep the article off the site, but “{draft}” does not"
        fix = f"Delete “{key}” to publish the article, or write {line} to keep it off the site"
        return Problem(path, *place, message, fix, kind="hiding-key")
    message = f"“{key}”, a key of other systems, makes this article a draft"
    return Problem(path, *place, message, f"Write {line} instead", "warning", kind="unknown-key")


def _hiding(
    found: FrontMatter,
    key: str,
    path: str,
    place: tuple[int, int],
    hidden: Hidden,
    spelled: Spellings,
) -> Problem:
    mend = None
    message = f"“{key}” seems to hide the article, but is not a key Dateline knows"
    if hidden.value:
        fix = f"Write {found.line(hidden.ours, hidden.value)}"
    elif hidden.ours:
        fix = FIXES[hidden.ours].replace(KEY, hidden.ours)
    else:
        draft = line_with("draft", "true")
        fix = f"Delete it, and write withdrawn or {draft} when the article is to go"
    if hidden.is_certain and hidden.ours not in found.values:
        mend = key_mend(found, place, key, hidden.ours)
    fix += f". If it means something else, {_ignoring(key, spelled)}"
    return Problem(path, *place, message, fix, kind="hiding-key", mend=mend)


def _also_written(found: FrontMatter, path: str, key: str, meant: str) -> Problem:
    """The problem of a `key` that means another one, which is in the file too."""
    found.faulty.add(meant)
    places = dict(written_keys(found))
    message = f"“{key}” means “{meant}”, which is also on line {places[meant][0]}"
    return Problem(path, *places[key], message, "Keep one of them", kind="key-twice")


def _respelled(
    found: FrontMatter, path: str, key: str, meant: str, place: tuple[int, int]
) -> Problem:
    if meant in found.values:
        return _also_written(found, path, key, meant)
    mend = key_mend(found, place, key, meant)
    found.rename(key, meant)
    message = f"“{key}” is not a key Dateline knows, and is read as “{meant}”"
    fix = f"Write “{meant}” instead"
    return Problem(path, *place, message, fix, "warning", kind="unknown-key", mend=mend)


def _unknown(
    found: FrontMatter, key: str, path: str, place: tuple[int, int], spelled: Spellings
) -> Problem:
    mend, for_all = None, False
    ignoring: Ignoring = ""
    message = f"“{key}” is not a key Dateline knows"
    if len(key) > _LONGEST_KEY or len(key.split()) > _MOST_WORDS:
        shown = key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY].rstrip()}…"
        message = f"“{shown}” looks like text, not front matter"
        fix = "Move it below the front matter, or put the value that it belongs to in double quotes"
    elif key.casefold() in _ELSEWHERE:
        fix = _ELSEWHERE[key.casefold()]
    elif part := part_advice(found, key, spelled.parts):
        fix, for_all = part
    elif key in _OURS:
        fix, for_all = _mapped(_OURS[key], spelled), True
    elif near := _misspelt(key, tuple(spelled.order)):
        fix = f"Did you mean “{near}”?"
        # One may be a plural that the newsroom has for something else.
        folded = key.casefold()
        plural = folded.removesuffix("s") == near.removesuffix("s")
        is_meant = folded in _SINGULARS or (is_slip(folded, near) and not plural)
        if near not in found.values and is_meant:
            mend = key_mend(found, place, key, near)
    elif foreign := foreign_advice(key):
        fix = foreign
    else:
        every = _ignoring(key, spelled)
        fix = f"Remove it, move it under {_EXTRA[found.form]}, or, for all files at once, {every}"
        for_all, ignoring = True, "add to" if spelled.ignored else "write"
    told = Problem(path, *place, message, fix, "warning", kind="unknown-key", mend=mend)
    return replace(told, about=key, ignoring=ignoring) if for_all else told


@lru_cache(1_024)
def _misspelt(key: str, known: tuple[str, ...]) -> str | None:
    """The key of ours that is meant: one that is very similar or has the same letters."""
    if one_of := _SINGULARS.get(key.casefold()):
        return one_of
    swapped = (ours for ours in known if sorted(ours) == sorted(key))
    return nearest(key, known, _LIKE) or next(swapped, None)


def _mapped(ours: str, spelled: Spellings) -> str:
    """How to let other systems' names stand for `ours`.

    All of them are named at once, since TOML allows one line only for each key.
    """
    taken = spelled.known | spelled.ignored
    theirs = [*spelled.order[ours][1:], *(key for key in _SYNONYMS[ours] if key not in taken)]
    names = json.dumps(theirs if theirs[1:] else theirs[0], ensure_ascii=False)
    line = f"{ours} = {names}"
    return (
        f"Write {line_with(ours, '…')}, or, for all files at once,"
        f" write {line} under [front_matter] in site.toml"
    )


def _ignoring(key: str, spelled: Spellings) -> str:
    name = json.dumps(key, ensure_ascii=False)
    line = (
        f"add {name} to ignore" if spelled.ignored else f"write ignore = [{name}], with any others,"
    )
    return f"{line} under [front_matter] in site.toml"
