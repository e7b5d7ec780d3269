"""Weather notes in the words of a language."""

from __future__ import annotations

from babel.core import Locale
from babel.numbers import format_decimal

from dateline.content.weather import Weather, in_unit, parse_weather

_NO_BREAK = "\u00a0"


def weather_text(note: str, unit: str, locale: Locale) -> str:
    """The note with its temperature formatted, in `unit` if that is not empty: “24.7 °C, rain”."""
    weather = in_unit(parse_weather(note), unit)
    if not weather.degrees:
        return note
    after = weather.after if weather.after[:1] in ",;.:)" else f" {weather.after}"
    return f"{weather.before} {_temperature(weather, locale)}{after}".strip()


def printed_temperature(note: str, unit: str, locale: Locale) -> str:
    """The temperature as printed, if `weather_text` converts it; else empty."""
    weather = parse_weather(note)
    return _temperature(weather, locale) if in_unit(weather, unit) != weather else ""


def _temperature(weather: Weather, locale: Locale) -> str:
    digits = weather.degrees.lstrip("-")
    places = len(digits.partition(".")[2])
    pattern = "0." + "0" * places if places else "0"
    number = format_decimal(float(digits), format=pattern, locale=locale)
    sign = "−" if weather.degrees.startswith("-") else ""
    unit = "K" if weather.unit == "K" else f"°{weather.unit}"
    shown = f"{sign}{number}{_NO_BREAK}{unit}" if weather.unit else f"{sign}{number}°"
    # Among letters that run from right to left, the unit would come before the number.
    return f"\u2066{shown}\u2069" if locale.character_order == "right-to-left" else shown
