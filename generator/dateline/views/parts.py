"""Pieces that stand in several kinds of page; docs/themes.md tells theme authors of them.

A build makes them by the hundred thousand, and a frozen dataclass takes twice as long to make: they
are not frozen, but nothing changes them once they are in a context. So they can be hashed all the
same, as values of `{% cached %}` are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True, unsafe_hash=True)
class Link:
    """Words that lead somewhere."""

    href: str
    text: str


@dataclass(slots=True, unsafe_hash=True)
class Translation:
    """The same page in another language; `name` is what that language calls itself."""

    lang: str
    name: str
    href: str
    url: str


@dataclass(slots=True, unsafe_hash=True)
class DateText:
    """A date in words; `iso` is for `<time datetime>`, `time` is empty where it is not known."""

    iso: str
    text: str
    short: str
    time: str
    href: str


@dataclass(slots=True, unsafe_hash=True)
class ImagePart:
    """A picture; `url` is its full address, `width` and `height` are pixels, 0 where unknown."""

    src: str
    url: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int


@dataclass(slots=True, eq=False)
class Entry:
    """One article in a list. Presenters make one for each article, so identity tells them apart."""

    href: str
    title: str
    kicker: str
    subtitle: str
    summary: str
    date: DateText
    place: Link | None
    section: Link | None
    authors: tuple[Link, ...]
    weather: str
    image: ImagePart | None
    must_read: bool


@dataclass(slots=True, unsafe_hash=True)
class Group:
    """Entries below one heading; `folded` where a reader is to open them first."""

    label: str
    href: str
    entries: tuple[Entry, ...]
    folded: bool = False


_LONG, _OPEN = 40, 20


def fold(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups of one list: of a long one, those are folded that have 20 entries before them."""
    found, before = tuple(groups), 0
    if sum(len(group.entries) for group in found) > _LONG:
        for group in found:
            group.folded = before >= _OPEN
            before += len(group.entries)
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """A link with the number of articles behind it, and its smaller parts."""

    href: str
    text: str
    count: int
    parts: tuple[Count, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class EditionLine:
    """The masthead's line: what the weather was, where, and when."""

    date: DateText
    place: Link | None
    weather: str
