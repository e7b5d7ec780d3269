"""The weather note of the masthead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.content.weather import in_unit, parse_weather


@pytest.mark.parametrize(
    ("note", "before", "degrees", "unit", "after", "celsius"),
    [
        ("24.7 C", "", "24.7", "C", "", 24.7),
        ("24,7 °C", "", "24.7", "C", "", 24.7),
        ("−3 °C, snow", "", "-3", "C", ", snow", -3.0),
        ("Light rain, 76 °F", "Light rain,", "76", "F", "", 24.44),
        ("300 K", "", "300", "K", "", 26.85),
        ("31 degrees Celsius", "", "31", "C", "", 31.0),
        ("24°", "", "24", "", "", None),
        ("Fair", "Fair", "", "", "", None),
        ("Winds of 120 km/h", "Winds of 120 km/h", "", "", "", None),
        ("2470 C", "", "2470", "C", "", 2470.0),
        ("", "", "", "", "", None),
    ],
)
def test_notes(
    note: str, before: str, degrees: str, unit: str, after: str, celsius: float | None
) -> None:
    found = parse_weather(note)
    assert (found.before, found.degrees, found.unit, found.after) == (before, degrees, unit, after)
    assert found.celsius == celsius and found.note == note


@given(st.text())
def test_any_note_is_kept_as_printed(note: str) -> None:
    found = parse_weather(note)
    assert found.note == " ".join(note.split())
    assert found.before in found.note and found.after in found.note
    assert found.celsius is None or isinstance(found.celsius, float)


@pytest.mark.parametrize(
    ("note", "unit", "degrees"),
    [
        ("24.7 C", "F", "76"), ("76 F", "C", "24"), ("-40 C", "F", "-40"), ("300 K", "C", "27"),
        ("-0.3 C", "F", "31"), ("31.9 F", "C", "0"), ("2.5 C", "F", "37"), ("24.7 C", "C", "24.7"),
        ("24.7 C", "", "24.7"), ("24°", "F", "24"), ("Fair", "F", ""),
    ],
)  # fmt: skip
def test_temperatures_in_another_unit(note: str, unit: str, degrees: str) -> None:
    converted = in_unit(parse_weather(note), unit)
    assert converted.degrees == degrees and converted.note == note
    assert converted.unit == (unit if note[-1] in "CFK" and unit else parse_weather(note).unit)


def test_a_temperature_that_it_was_nowhere_is_not_converted() -> None:
    assert in_unit(parse_weather("247 C"), "F") == parse_weather("247 C")
