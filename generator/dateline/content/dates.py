"""Dates as newspapers know them: a moment, a day, only a month, or only a year.

Nothing is invented: a date carries no more than its author wrote. For sorting, a partial date
counts from the start of its period, in the site's time zone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

_FORM = re.compile(
    r"""(?P<year>\d{4})
        (?:-(?P<month>\d{1,2})
          (?:-(?P<day>\d{1,2})
            (?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?
              \s*(?P<zone>Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?
            )?
          )?
        )?""",
    re.VERBOSE | re.IGNORECASE,
)
_LETTERS = re.compile(r"[12][\dOoIl]{3}-[\dOoIl]{1,2}-[\dOoIl]{1,2}")
_DIGITS = str.maketrans("OoIl", "0011")
_SHORT_YEAR = re.compile(r"\d{3}-\d{1,2}-\d{1,2}")
_FORMS = "Write 2024-11-23, 2024-11-23T07:30, or only what is known: 1987-03 or 1987"


NEVER = "9999-12-31T23:59:59"
"""The instant when a draft is due: never."""
END = "9999-12-31T23:59:58"
"""The instant by which everything but drafts is due."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is known.

    `iso` is what HTML's `<time datetime>` takes: `1987`, `1987-03`, `1987-03-05` or
    `1987-03-05T14:30:00+04:00`. `year`, `month` and `day` are those written, never converted;
    `month` and `day` are 0 where unknown. `instant` is the UTC start of the period, as
    `YYYY-MM-DDTHH:MM:SS`.
    """

    iso: str
    year: int
    month: int
    day: int
    instant: str

    @classmethod
    def from_iso(cls, iso: str, instant: str) -> Date:
        """The date with this `iso` and `instant`."""
        known = iso[:10].split("-")
        year, month, day = (*map(int, known), 0, 0)[:3]
        return cls(iso, year, month, day, instant)

    @property
    def is_moment(self) -> bool:
        """Whether the time of day is known."""
        return "T" in self.iso

    @property
    def sort_key(self) -> str:
        """Orders dates as the archive shows them: by the day written, then by instant."""
        return f"{self.year:04}-{self.month or 1:02}-{self.day or 1:02} {self.instant}"


_WHOLE_DAY = len("1987-03-05")


class DateProblem(ValueError):  # noqa: N818 - a fault of the text, not of the program
    """The text is no date; `fix` says what to write: one of the dates that it may have `meant`,
    where they can be told, or else `advice`."""

    def __init__(self, message: str, advice: str = "", meant: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.advice, self.meant = advice, tuple(meant)

    @property
    def certain(self) -> str:
        """The date that the text names beyond doubt; empty if there is none."""
        return self.meant[0] if len(self.meant) == 1 and not self.advice else ""

    @property
    def fix(self) -> str:
        """What to write if the date stands alone."""
        return self.fix_for(str)

    def fix_for(self, line: Callable[[str], str]) -> str:
        """What to write where `line` makes a line of front matter of a date."""
        dates = " or ".join(line(date) for date in self.meant)
        return ", ".join(filter(None, (f"Write {dates}" if dates else "", self.advice)))


@lru_cache(16_384)
def parse_date(text: str, zone: tzinfo) -> Date:
    """Read `text` as a `Date`; `zone` is assumed where a time has none.

    Raises `DateProblem` for anything else, impossible days included.
    """
    text = text.strip()
    found = _FORM.fullmatch(text)
    if not found:
        raise _not_a_date(text)
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    _check(text, found, year, month, day)
    start = datetime(year, month or 1, day or 1, tzinfo=zone)
    if found["hour"]:
        start = _moment(text, found, start)
        iso = start.isoformat()
    else:
        iso = "-".join(
            f"{part:0{width}}" for part, width in ((year, 4), (month, 2), (day, 2)) if part
        )
    instant = start.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return Date(iso, year, month, day, instant)


def is_date(text: str) -> bool:
    """Whether `text` is a date."""
    try:
        parse_date(text, UTC)
    except DateProblem:
        return False
    return True


def moment_at(instant: str, zone: tzinfo) -> Date:
    """The date and time in `zone` at an instant in UTC, written as in `Date.instant`."""
    local = datetime.fromisoformat(instant).replace(tzinfo=UTC).astimezone(zone)
    return Date.from_iso(local.isoformat(), instant)


def _check(text: str, found: re.Match[str], year: int, month: int, day: int) -> None:
    if not 1000 <= year <= 9998:
        raise DateProblem(
            f"The year in “{text}” is not plausible",
            "Write a year from 1000 to 9998, as in 1987",
        )
    if found["month"] and not 1 <= month <= 12:
        raise DateProblem(
            f"“{text}” does not exist: there is no month {month}",
            "Write year-month-day, as in 1987-03-05; months go from 01 to 12",
        )
    if found["day"] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise _no_such_day(text, year, month, day)


def _moment(text: str, found: re.Match[str], start: datetime) -> datetime:
    try:
        moment = start.replace(
            hour=int(found["hour"]), minute=int(found["minute"]), second=int(found["second"] or 0)
        )
        zone = found["zone"]
        if zone:
            moment = moment.replace(tzinfo=_offset(zone))
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise DateProblem(
            f"The time in “{text}” does not exist",
            "Write hours from 00 to 23, minutes from 00 to 59, as in 14:30 or 14:30+04:00",
        ) from None
    return moment


def _offset(zone: str) -> timezone:
    """`Z`, `UTC`, `+04:00`, `+0400`, `+04` and `+4` alike."""
    if zone.upper() in {"Z", "UTC"}:
        return UTC
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if zone[0] == "-" else offset)


def _not_a_date(text: str) -> DateProblem:
    from dateline.content.dates_meant import dates_meant

    if _LETTERS.fullmatch(text) and is_date(right := text.translate(_DIGITS)):
        letter = next(one for one in text if one in "OoIl")
        digit = "zero" if letter in "Oo" else "one"
        message = f"“{text}” has the letter {letter} in the place of the digit {digit}"
        return DateProblem(message, meant=[right])
    if _SHORT_YEAR.fullmatch(text):
        advice = "Write the year with four digits, as in 1987-03-05"
        return DateProblem(f"The year in “{text}” has only three digits", advice)
    meant, lacking = dates_meant(text)
    if lacking:
        return _no_such_day(text, *lacking)
    message = f"“{text}” is not a date Dateline can read"
    if not meant:
        return DateProblem(message, _FORMS)
    return DateProblem(message, _other_weekday(text, meant), meant)


def _other_weekday(text: str, meant: Sequence[str]) -> str:
    """What to say where the day of the week that `text` names is that of none of these dates."""
    from dateline.content.dates_meant import weekday_named

    named, days = weekday_named(text), [date for date in meant if len(date) >= _WHOLE_DAY]
    if not named or any(_weekday(date) in named for date in days) or not days:
        return ""
    return f"if that day is right: it is a {calendar.day_name[_weekday(days[0])]}"


def _weekday(date: str) -> int:
    year, month, day = map(int, date[:_WHOLE_DAY].split("-"))
    return calendar.weekday(year, month, day)


def _no_such_day(text: str, year: int, month: int, day: int) -> DateProblem:
    last = calendar.monthrange(year, month)[1]
    message = f"“{text}” does not exist: {calendar.month_name[month]} {year} has {last} days"
    near = f"{year}-{month:02}-{min(max(day, 1), last):02}"
    return DateProblem(message, f"or another day from 01 to {last}", [near])
