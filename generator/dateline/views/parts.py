"""Parts of the contexts of several views; docs/themes.md describes them for theme authors.

A build makes hundreds of thousands of them, and a frozen dataclass takes twice as long to make. So
they are not frozen, but nothing changes them once they are in a context, and they can be hashed, as
the values of `{% cached %}` must be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True, unsafe_hash=True)
class Link:
    """A link and its text."""

    href: str
    text: str


@dataclass(slots=True, unsafe_hash=True)
class Translation:
    """The same page in another language.

    `base` is that language without its region, unless the paper needs it to tell two languages
    apart; `name` is what it calls itself.
    """

    lang: str
    base: str
    name: str
    href: str
    url: str


@dataclass(slots=True, unsafe_hash=True)
class DateText:
    """A date in words. `iso` is for `<time datetime>`; `time` is empty if unknown."""

    iso: str
    text: str
    short: str
    time: str
    href: str


@dataclass(slots=True, unsafe_hash=True)
class CorrectionText:
    """A correction as shown."""

    date: DateText | None
    text: str


@dataclass(slots=True, unsafe_hash=True)
class Unfinished:
    """Why readers do not see an article yet: it is scheduled for a time, or it is a draft, in which
    case `scheduled` is None. Only a preview shows it."""

    scheduled: DateText | None


@dataclass(slots=True, unsafe_hash=True)
class Source:
    """The variants of a picture in one format: its media type, and a `srcset` with their widths."""

    type: str
    srcset: str


@dataclass(slots=True, unsafe_hash=True)
class ImagePart:
    """A picture. `url` is its full address; `width` and `height` are in pixels, 0 if unknown.
    `sources` are the variants from which browsers choose before `src`."""

    src: str
    url: str
    alt: str
    caption: str
    credit: str
    width: int
    height: int
    sources: tuple[Source, ...] = ()


@dataclass(slots=True, eq=False)
class Entry:
    """An article in a list. A presenter makes only one for each article, so entries are compared by
    identity."""

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
    unfinished: Unfinished | None


@dataclass(slots=True, unsafe_hash=True)
class Group:
    """Entries below a heading. If `folded`, the reader has to open the group."""

    label: str
    href: str
    entries: tuple[Entry, ...]
    folded: bool = False


_LONG, _OPEN = 40, 20


def fold(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups of a list. In a long one, those after the first 20 entries are folded."""
    found, before = tuple(groups), 0
    if sum(len(group.entries) for group in found) > _LONG:
        for group in found:
            group.folded = before >= _OPEN
            before += len(group.entries)
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """A link with the number of articles behind it, None where it is not told, and its smaller
    parts."""

    href: str
    text: str
    count: int | None
    parts: tuple[Count, ...] = ()


@dataclass(slots=True, unsafe_hash=True)
class EditionLine:
    """The line in the masthead: the weather, the place and the date. `weather_printed` is the
    temperature as printed, where `weather` has it in another unit."""

    date: DateText
    place: Link | None
    weather: str
    weather_printed: str
