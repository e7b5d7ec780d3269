"""The date meant by a text that is not in Dateline's format: `18 novembre 2026, 19h30`."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from dateline.config_values import SPOKEN

_TIME = re.compile(
    r"""(?:[\s,T]+(?:(?:at|à)\s+)?)
        (?P<hour>\d{1,2})
        (?:\s?[:h.]\s?(?P<minute>\d{2})?(?::(?P<second>\d{2}))?)?
        \s?(?P<half>[ap]\.?m\.?)?
        \s?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?""",
    re.VERBOSE | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})[\s./-]+(\d{1,2})[\s./-]+(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = frozenset({"the", "of", "le", "du", "de", "st", "nd", "rd", "th", "er"})
"""Words that may stand in a date besides those of the calendar: `the 1st of May`."""
_TYPED = str.maketrans(dict.fromkeys("–—‒‑−", "-") | dict.fromkeys("“”„‘’‚", ""))
"""Characters that word processors put in place of hyphens and quotation marks."""
_LONGEST = 60
"""In characters; anything longer is prose."""

YearMonthDay = tuple[int, int, int]


def dates_meant(text: str) -> tuple[list[str], YearMonthDay | None]:
    """The dates that `text` may mean, as Dateline writes them, the likeliest first; where there is
    none, the year, month and day that it names, if that month only lacks the day."""
    if len(text) > _LONGEST:
        return [], None
    day, time = _divided(text.translate(_TYPED).strip(" .,"))
    named = _named(day)
    dates = [f"{_iso(*one)}{time}" for one in named if _exists(*one)]
    lacking = [one for one in named if 1000 <= one[0] <= 9998 and 1 <= one[1] <= 12 and one[2] > 28]
    return dates, lacking[0] if lacking and not dates else None


def weekday_named(text: str) -> frozenset[int]:
    """The days of the week that a text names, Monday being 0; none where it names none."""
    named = (_week().get(_folded(token)) for token in _TOKEN.findall(text))
    return frozenset().union(*filter(None, named))


def _divided(text: str) -> tuple[str, str]:
    """The text without the time of day at its end, and that as Dateline writes it: `T19:30`."""
    for found in _TIME.finditer(text):
        minute, half = found["minute"], (found["half"] or "")[:1].lower()
        told = half or re.search("[:h.]", found[0], re.IGNORECASE)
        if found.end() != len(text) or not told:
            continue
        hour = int(found["hour"])
        if half:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 23 or int(minute or 0) > 59 or int(found["second"] or 0) > 59:
            continue
        second = f":{found['second']}" if found["second"] else ""
        zone = (found["zone"] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
        return text[: found.start()], f"T{hour:02}:{minute or '00'}{second}{zone}"
    return text, ""


def _named(text: str) -> list[YearMonthDay]:
    """Year, month and day (0 if it names none) that a text without a time of day may name."""
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
        return [(year, month, day)]
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        return list(dict.fromkeys([(year, second, first), (year, first, second)]))
    years: list[int] = []
    months: list[int] = []
    days: list[int] = []
    for token in _TOKEN.findall(text):
        if token.isdecimal():
            (years if len(token) == 4 else days).append(int(token))
        elif month := _month(_folded(token)):
            months.append(month)
        elif _folded(token) not in _BETWEEN and _folded(token) not in _week():
            return []
    if len(years) == len(months) == 1 and len(days) < 2:
        return [(years[0], months[0], (days or [0])[0])]
    return []


def _exists(year: int, month: int, day: int) -> bool:
    known = 1000 <= year <= 9998 and 1 <= month <= 12
    return known and 0 <= day <= calendar.monthrange(year, month)[1]


def _iso(year: int, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _month(word: str) -> int:
    """The number of the month called `word`, or shortened to it without doubt; else 0."""
    names = _months()
    likely = {number for name, number in names.items() if len(word) > 2 and name.startswith(word)}
    return names.get(word) or (likely.pop() if len(likely) == 1 else 0)


@cache
def _months() -> dict[str, int]:
    from babel import Locale

    return {
        _folded(name).rstrip("."): number
        for language in SPOKEN
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(language).months["format"][width].items()
    }


@cache
def _week() -> Mapping[str, frozenset[int]]:
    """The days of the week, in full and shortened, with their numbers, Monday being 0."""
    from babel import Locale

    found: dict[str, frozenset[int]] = {}
    for language in SPOKEN:
        for width in ("wide", "abbreviated"):
            for number, name in Locale.parse(language).days["format"][width].items():
                word = _folded(name).rstrip(".")
                found[word] = found.get(word, frozenset()) | {number}
    return found


def _folded(word: str) -> str:
    """In lowercase, without accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
