"""The weather note in the masthead: parsed if possible, otherwise kept as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import floor

_TEMPERATURE = re.compile(
    r"(?<![\w.])(?P<sign>[-−–+]?)(?P<number>\d+(?:[.,]\d+)?)\s*(?:°\s*|º\s*|degrees?\s+|deg\s+)?(?P<unit>C|F|K)(?:elsius|ahrenheit|elvin)?\b"
    r"|(?<![\w.])(?P<bare_sign>[-−–+]?)(?P<bare>\d{1,3}(?:[.,]\d+)?)\s*[°º](?!\s*[CFK]\b)",
    re.IGNORECASE,
)


COLDEST, WARMEST = -90, 60
"""In degrees Celsius: nowhere was it ever colder or warmer near the ground."""


@dataclass(frozen=True, slots=True)
class Weather:
    """A weather note.

    `before` and `after` are the words around the temperature; `degrees` is its number as printed
    (decimal point, ASCII minus) and `unit` is `C`, `F`, `K` or, where the note has none, empty.
    A note without a temperature has `degrees` empty and all its words in `before`.
    """

    note: str
    before: str
    degrees: str
    unit: str
    after: str

    @property
    def celsius(self) -> float | None:
        """The temperature in degrees Celsius, where the note gives one with its unit."""
        if not self.degrees or not self.unit:
            return None
        value = float(self.degrees)
        if self.unit == "F":
            return round((value - 32) / 1.8, 2)
        return round(value - 273.15, 2) if self.unit == "K" else value


def is_plausible(celsius: float) -> bool:
    """Whether it may have been so warm anywhere."""
    return COLDEST <= celsius <= WARMEST


def in_unit(weather: Weather, unit: str) -> Weather:
    """The note with its temperature in whole degrees of `unit`, `C` or `F`; unchanged where that is
    its unit, its own is not known, or it was never so warm or cold anywhere."""
    celsius = weather.celsius
    if celsius is None or weather.unit == unit or not unit or not is_plausible(celsius):
        return weather
    degrees = str(floor(degrees_in(unit, celsius) + 0.5))
    return replace(weather, degrees=degrees, unit=unit)


def degrees_in(unit: str, celsius: float) -> float:
    """A temperature in degrees of `unit`, `C` or `F`."""
    return celsius * 1.8 + 32 if unit == "F" else celsius


@lru_cache(4_096)
def parse_weather(note: str) -> Weather:
    """Read a note such as `24.7 C` or `76 °F, light rain`. Any text is accepted."""
    note = " ".join(note.split())
    found = _TEMPERATURE.search(note)
    if not found:
        return Weather(note, note, "", "", "")
    number = (found["number"] or found["bare"]).replace(",", ".")
    sign = "-" if (found["sign"] or found["bare_sign"]) in {"-", "−", "–"} else ""
    return Weather(
        note,
        note[: found.start()].strip(),
        sign + number,
        (found["unit"] or "").upper(),
        note[found.end() :].strip(),
    )
