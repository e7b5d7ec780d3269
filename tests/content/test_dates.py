"""Dates, as far as they are known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.content.dates import DateProblem, parse_date

ZONE = ZoneInfo("Indian/Mauritius")
DAYS = st.dates(date(1000, 1, 2), date(9998, 12, 30))
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(DAYS)
def test_a_day_a_month_and_a_year_round_trip(day: date) -> None:
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"):
        text = text.zfill(len(text))
        found = parse_date(text, UTC)
        assert found.iso == text and parse_date(found.iso, ZONE).iso == text
        assert not found.is_moment


@given(st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30), timezones=OFFSETS))
def test_a_moment_round_trips(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    found = parse_date(moment.isoformat(), ZONE)
    assert datetime.fromisoformat(found.iso) == moment and found.is_moment
    assert (found.year, found.month, found.day) == (moment.year, moment.month, moment.day)
    assert found.instant == moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    assert parse_date(found.iso, UTC) == found


@given(st.text(max_size=25) | st.from_regex(r"\d{4}-\d\d?-\d\d?( \d\d:\d\d)?", fullmatch=True))
def test_any_text_is_a_date_or_says_what_to_write(text: str) -> None:
    try:
        found = parse_date(text, ZONE)
    except DateProblem as problem:
        assert str(problem) and problem.fix
        assert all(parse_date(date, ZONE) for date in problem.meant)
    else:
        assert parse_date(found.iso, ZONE) == found


@pytest.mark.parametrize(
    ("text", "iso", "instant"),
    [
        ("1987", "1987", "1986-12-31T20:00:00"),
        ("1987-3", "1987-03", "1987-02-28T20:00:00"),
        ("1987-03-05", "1987-03-05", "1987-03-04T20:00:00"),
        ("1987-03-05 14:30", "1987-03-05T14:30:00+04:00", "1987-03-05T10:30:00"),
        ("1987-03-05T14:30:59.5z", "1987-03-05T14:30:59+00:00", "1987-03-05T14:30:59"),
        ("1987-03-05 14:30 +4", "1987-03-05T14:30:00+04:00", "1987-03-05T10:30:00"),
        ("1987-03-05 14:30 -0430", "1987-03-05T14:30:00-04:30", "1987-03-05T19:00:00"),
        ("  1987-03-05 14:30 UTC ", "1987-03-05T14:30:00+00:00", "1987-03-05T14:30:00"),
        ("2008-12-01", "2008-12-01", "2008-11-30T19:00:00"),
    ],
)
def test_forms_and_instants(text: str, iso: str, instant: str) -> None:
    found = parse_date(text, ZONE)
    assert (found.iso, found.instant) == (iso, instant)


def test_an_hour_that_summer_time_leaves_out_is_still_a_moment() -> None:
    found = parse_date("2024-03-31 02:30", ZoneInfo("Europe/Paris"))
    assert parse_date(found.iso, UTC).instant == found.instant


@given(st.lists(st.tuples(DAYS, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"])), min_size=2))
def test_dates_sort_by_the_start_of_what_they_say(days: list[tuple[date, str]]) -> None:
    found = [parse_date(format(day, form).zfill(4), ZONE) for day, form in days]
    by_key = sorted(found, key=lambda one: one.sort_key)
    by_start = sorted(found, key=lambda one: (one.year, one.month or 1, one.day or 1))
    starts = [(one.year, one.month or 1, one.day or 1) for one in by_key]
    assert starts == [(one.year, one.month or 1, one.day or 1) for one in by_start]


def test_moments_of_a_day_sort_by_instant_after_the_day_itself() -> None:
    texts = ["2024-01-01", "2024-01-01T08:00", "2024-01-01T09:00", "2024-01-02T00:30"]
    keys = [parse_date(text, ZONE).sort_key for text in texts]
    assert keys == sorted(keys) and len(set(keys)) == 4


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("18 November 2026", "2026-11-18"),
        ("November 18, 2026", "2026-11-18"),
        ("18 novembre 2026", "2026-11-18"),
        ("18 Nov 2026", "2026-11-18"),
        ("18-Nov-2026", "2026-11-18"),
        ("1er FÉVRIER 2026", "2026-02-01"),
        ("2 aout 2026", "2026-08-02"),
        ("Tuesday, 18th of Sept. 2026", "2026-09-18"),
        ("mardi 18 juil. 2026 à 19h30", "2026-07-18T19:30"),
        ("novembre 2026", "2026-11"),
        ("2026-11-13 7pm", "2026-11-13T19:00"),
        ("2026-11-13 7:30 p.m.", "2026-11-13T19:30"),
        ("2026-11-13 12 am", "2026-11-13T00:00"),
        ("2026-11-13 12PM", "2026-11-13T12:00"),
        ("2026-11-13, 19:00 +04:00", "2026-11-13T19:00+04:00"),
        ("13/11/2026 19:00", "2026-11-13T19:00"),
        ("Wed, 18 Nov 2026 07:30:05 GMT", "2026-11-18T07:30:05Z"),
        ("2026.11.13", "2026-11-13"),
        ("2026/11/13", "2026-11-13"),
        ("2026 - 11 - 13", "2026-11-13"),
        ("20261113", "2026-11-13"),
        ("03/04/2026", "2026-04-03 2026-03-04"),
        ("31/11/2026", "2026-11-30"),
        ("30 février 2024 7pm", "2024-02-29"),
        ("2026-11-00", "2026-11-01"),
        ("18 jui 2026", ""),
        ("18 November", ""),
        ("45/99/2026", ""),
        ("18 November 2026 or so", ""),
        ("2026-11-13 25h", ""),
        ("yesterday", ""),
    ],
)
def test_what_is_no_date_gets_the_date_that_was_meant(text: str, meant: str) -> None:
    with pytest.raises(DateProblem) as found:
        parse_date(text, ZONE)
    assert " ".join(found.value.meant) == meant


def test_a_day_that_a_month_lacks_is_told_as_such() -> None:
    with pytest.raises(DateProblem) as found:
        parse_date("31/11/2026", ZONE)
    assert str(found.value) == "“31/11/2026” does not exist: November 2026 has 30 days"
    assert found.value.fix_for(lambda date: f"date: {date}") == (
        "Write date: 2026-11-30, or another day from 01 to 30"
    )


@pytest.mark.parametrize("text", ["Fri 26 Dec 2020", "vendredi 26 décembre 2020"])
def test_a_date_on_another_day_of_the_week_is_not_certain(text: str) -> None:
    with pytest.raises(DateProblem) as found:
        parse_date(text, UTC)
    assert found.value.fix == "Write 2020-12-26, if that day is right: it is a Saturday"
    assert not found.value.certain


@pytest.mark.parametrize("text", ["26 Dec 2020 13pm", "26 Dec 2020 0am"])
def test_an_hour_that_no_clock_of_twelve_has_is_not_guessed(text: str) -> None:
    with pytest.raises(DateProblem) as found:
        parse_date(text, UTC)
    assert not found.value.meant
