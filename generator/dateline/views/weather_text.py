"""Weather notes in the words of a language."""

from __future__ import annotations

from functools import lru_cache
from math import copysign

from babel.core import Locale
from babel.numbers import format_decimal

from dateline.content.weather import Weather, in_unit, is_plausible, parse_weather

_NO_BREAK = "\u00a0"


def weather_text(note: str, unit: str, locale: Locale) -> str:
    """The note with its temperature formatted, in `unit` if that is not empty: “24.7 °C, rain”. One
    that it was nowhere stays as it was written."""
    weather = in_unit(parse_weather(note), unit)
    celsius = weather.celsius
    if not weather.degrees or (celsius is not None and not is_plausible(celsius)):
        return note
    after = weather.after if weather.after[:1] in ",;.:)" else f" {weather.after}"
    return f"{weather.before} {_temperature(weather, locale)}{after}".strip()


def printed_temperature(note: str, unit: str, locale: Locale) -> str:
    """The temperature as printed, if `weather_text` converts it; else empty."""
    weather = parse_weather(note)
    return _temperature(weather, locale) if in_unit(weather, unit) != weather else ""


def degrees_text(degrees: float, pattern: str, locale: Locale) -> str:
    """A number of degrees, without their unit, formatted by a pattern of Unicode's locale data."""
    return _in_one_piece(_number(degrees, pattern, locale), locale)


def _temperature(weather: Weather, locale: Locale) -> str:
    places = len(weather.degrees.partition(".")[2])
    number = _number(float(weather.degrees), "0." + "0" * places if places else "0", locale)
    unit = "K" if weather.unit == "K" else f"°{weather.unit}"
    return _in_one_piece(f"{number}{_NO_BREAK if weather.unit else ''}{unit}", locale)


@lru_cache(4_096)
def _number(degrees: float, pattern: str, locale: Locale) -> str:
    number = str(format_decimal(abs(degrees), format=pattern, locale=locale))
    return f"−{number}" if copysign(1, degrees) < 0 else number


def _in_one_piece(text: str, locale: Locale) -> str:
    # Among letters that run from right to left, unit and sign would stand on the wrong side.
    return f"\u2066{text}\u2069" if locale.character_order == "right-to-left" else text
