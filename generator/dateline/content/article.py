"""An article: one Markdown file, validated, with its place, people and tags resolved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from dateline.content.dates import NEVER, Date
from dateline.content.weather import Weather

Kind = Literal["article", "page", "withdrawn"]

CORRECTIONS = "corrections"
"""The name of the log of corrections among lists."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a taxonomy, as an article uses it.

    `written` is the author's spelling, at `line` and `column` of the file; `name` is how the
    register says it in the article's language, or `written` where no register knows it.
    """

    taxonomy: str
    slug: str
    name: str
    written: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened. Coordinates are WGS 84 degrees, both given or neither.

    `written` and the `own_` fields are the author's; the others have what the register adds.
    """

    name: str
    written: str
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    own_country: str = ""
    own_lat: float | None = None
    own_lon: float | None = None

    @classmethod
    def from_author(cls, name: str, country: str, lat: float | None, lon: float | None) -> Place:
        """A place as an article gives it, before the register is asked."""
        return cls(name, name, country, lat, lon, country, lat, lon)


@dataclass(frozen=True, slots=True)
class PictureReference:
    """The article's image: `src` as written, an address or a path from the file or content/."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where the article appeared in print."""

    edition: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as the paper published it."""

    text: str
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why an article was withdrawn, and when. `lists` are those that it was in, whose addresses
    readers may have kept: the taxonomy and, as the author spelled it, the slug of each of its
    terms; `corrections` and the year of each of its corrections. `date_place` is the line and
    column of the date."""

    reason: str
    date: Date | None = None
    lists: tuple[tuple[str, str], ...] = ()
    date_place: tuple[int, int] | None = field(default=None, compare=False, repr=False)


def due_of(date: Date | None, *, draft: bool) -> str:
    """The instant in UTC from which a file with this date is meant to be public, if it is no
    `draft`; see `Article.due`."""
    return NEVER if draft else date.instant if date else ""


@dataclass(frozen=True, slots=True)
class Article:
    """Everything known about one file except its body.

    `path` is relative to content/, `translation` is what it shares with its translations, `url` is
    relative to the site's root. Only pages (`kind` = page) may lack a `date`. It is public from
    `publish_at`, or else from its date. Where a register makes several words one term, `words` has
    them all, else it is empty. `aliases` are addresses from the site's root, and `alias_places` the
    line and column of each. `must_read` is the rank of
    a must-read, the smallest first, and 0 for others.

    `corrections` are those shown. Where some of them wait for their day, `all_corrections` has
    these too, in the order written; it is empty where none does. An `updated` in the future is
    `updated_later` until then. `updated_place` is its line and column,
    and `id_place` those of `id`.

    Of a withdrawn article (`kind` = withdrawn) nothing is known but its addresses, its dates and
    its `withdrawal`: no title and no pictures, so that none of it can get out. Its terms are known
    as addresses alone.
    """

    path: str
    kind: Kind
    lang: str
    translation: str
    slug: str
    url: str
    title: str
    date: Date | None = None
    publish_at: Date | None = None
    updated: Date | None = None
    updated_later: Date | None = None
    updated_place: tuple[int, int] | None = field(default=None, compare=False)
    subtitle: str = ""
    summary: str = ""
    kicker: str = ""
    id: str = ""
    id_place: tuple[int, int] | None = field(default=None, compare=False)
    dateline: str = ""
    weather: Weather | None = None
    place: Place | None = None
    terms: tuple[Term, ...] = ()
    words: tuple[Term, ...] = ()
    image: PictureReference | None = None
    printed: Printed | None = None
    source: str = ""
    rights: str = ""
    draft: bool = False
    aliases: tuple[str, ...] = ()
    alias_places: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    permalink_place: tuple[int, int] | None = field(default=None, compare=False)
    canonical: str = ""
    noindex: bool = False
    must_read: int = 0
    comments: bool | None = None
    corrections: tuple[Correction, ...] = ()
    all_corrections: tuple[Correction, ...] = ()
    withdrawal: Withdrawal | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def sort_key(self) -> str:
        """Orders articles in time; ties are broken by path. Empty for pages without a date."""
        return f"{self.date.sort_key} {self.path}" if self.date else ""

    @property
    def due(self) -> str:
        """The instant in UTC from which it is meant to be public: empty for at once, `NEVER` for a
        draft."""
        return due_of(self.publish_at or self.date, draft=self.draft)

    @property
    def day(self) -> str:
        """`1987-03-05`, `1987-03` or `1987`, as far as it is known. Empty without a date."""
        return self.date.iso.partition("T")[0] if self.date else ""

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month under which it is filed, January where only the year is known; None for
        a page, which is in no volume."""
        date = self.date if self.kind == "article" else None
        return (date.year, date.month or 1) if date else None

    @property
    def correction_dates(self) -> tuple[Date, ...]:
        """For each correction, the day that it counts from: its own, or else that of the article's
        last change or of the article. Empty for a page without a date."""
        usual = self.updated or self.date
        dates = (item.date or usual for item in self.corrections)
        return tuple(date for date in dates if date) if usual else ()

    @property
    def modified(self) -> Date | None:
        """When it was last changed or corrected; None if that is not known."""
        dates = (self.updated, *(item.date for item in self.corrections))
        return max((date for date in dates if date), key=lambda date: date.instant, default=None)

    def with_changes_until(self, until: str) -> Article:
        """The article with the corrections that are dated up to that instant in UTC, and those
        without a date, and with `updated` if it is not later; empty stands for an unknown instant,
        for which no correction with a date is certain to be shown."""
        every, updated = (
            self.all_corrections or self.corrections,
            self.updated or self.updated_later,
        )
        if not (every or updated):
            return self
        shown = tuple(item for item in every if not item.date or item.date.instant <= until)
        later = every if len(shown) < len(every) else ()
        waits = bool(until and updated and updated.instant > until)
        return replace(
            self,
            corrections=shown,
            all_corrections=later,
            updated=None if waits else updated,
            updated_later=updated if waits else None,
        )

    @property
    def changes_last(self) -> str:
        """The instant of the latest correction that is shown, or of `updated`; empty without any
        that has a date."""
        dates = (self.updated, *(item.date for item in self.corrections))
        return max((date.instant for date in dates if date), default="")

    @property
    def changes_next(self) -> str:
        """The instant of the next correction to be shown, or of an `updated` that waits; empty if
        none does."""
        waiting = [item.date for item in self.all_corrections if item not in self.corrections]
        dates = (self.updated_later, *waiting)
        return min((date.instant for date in dates if date), default="")

    def terms_of(self, taxonomy: str) -> tuple[Term, ...]:
        """The terms of one taxonomy, in the order written."""
        return tuple(term for term in self.terms if term.taxonomy == taxonomy)
