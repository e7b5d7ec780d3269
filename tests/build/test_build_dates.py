"""Dates of change that are still to come."""

from __future__ import annotations

from dateline.build.check import check
from scratch import ScratchSite, clock


def test_an_update_in_the_future_is_told_and_waits(site: ScratchSite) -> None:
    site.article("rain.md", updated="2025-02-01", date="2024-12-30")
    site.article("wind.md", updated="2024-12-31", date="2024-12-30")
    site.build()
    with clock(site.now):
        told = [one for one in check(site.root).problems if one.kind == "date"]
    message = "The article says that it was updated on 2025-02-01, which is in the future"
    assert [(one.path, one.line, one.column, one.message, one.severity) for one in told] == [
        ("content/rain.md", 4, 10, message, "warning")
    ]
    assert "2025-02-01" not in site.page("/feed.xml") + site.page("/2024/12/30/rain/")
    assert "2024-12-31" in site.page("/feed.xml")
    site.now = "2025-02-01T12:00:00"
    assert "/2024/12/30/rain/" in site.rebuilt()
    assert "2025-02-01" in site.page("/feed.xml")
    site.now = "2025-01-02T00:00:00"  # a clock that was wrong
    assert "/2024/12/30/rain/" in site.rebuilt()


def test_a_withdrawal_in_the_future_is_told(site: ScratchSite) -> None:
    site.article("rain.md", withdrawn={"reason": "It was forged.", "date": "2025-02-01"})
    site.article("wind.md", withdrawn={"reason": "It was forged.", "date": "2024-02-01"})
    with clock(site.now):
        told = [one for one in check(site.root).problems if one.kind == "date"]
    message = "The article says that it was withdrawn on 2025-02-01, which is in the future"
    assert [(one.path, one.line, one.column, one.message) for one in told] == [
        ("content/rain.md", 4, 49, message)
    ]
