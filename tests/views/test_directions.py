"""Words that run the other way than their page."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import Markup

from dateline.views.directions import direction_of, isolated
from scratch import SETTINGS, ScratchSite

SEA = "البحر في المساء"


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("The sea", "ltr", "ltr"),
        ("The sea", "rtl", "ltr"),
        (SEA, "ltr", "rtl"),
        (SEA, "rtl", "rtl"),
        (f"BBC: {SEA}", "rtl", "rtl"),
        (f"BBC: {SEA}", "ltr", "rtl"),
        ("The word “בית” in the Bible", "ltr", "ltr"),
        ("1975", "rtl", "rtl"),
        ("1975!", "ltr", "ltr"),
        ("", "rtl", "rtl"),
    ],
)
def test_a_text_runs_as_most_of_its_letters_do(text: str, direction: str, expected: str) -> None:
    assert direction_of(text, direction) == expected


def test_only_what_runs_the_other_way_is_marked() -> None:
    assert isolated("A & B", "ltr") == "A &amp; B"
    assert isolated(f"{SEA} <b>", "ltr") == f'<bdi dir="rtl">{SEA} &lt;b&gt;</bdi>'
    assert isolated(Markup(f"<em>{SEA[:3]}</em>"), "ltr").startswith('<bdi dir="rtl"><em>')
    assert isolated("A", "rtl") == '<bdi dir="ltr">A</bdi>'


def test_headlines_and_names_are_marked_wherever_they_stand(site: ScratchSite) -> None:
    site.settings(SETTINGS.replace("languages = {", "languages = { ar = {},"))
    keys: dict[str, Any] = {"tags": [SEA], "section": SEA, "series": SEA, "must_read": True}
    site.article("a.md", title=f"{SEA}!", kicker=SEA, subtitle=SEA, **keys)
    site.article("b.md", title="The sea", date="2014-03-06", **keys)
    site.article("c.ar.md", title="The sea", date="2014-03-06")
    site.build()
    marked = f'<bdi dir="rtl">{SEA}</bdi>'
    page = site.page("/2014/03/05/a/")
    assert f'<h1><bdi dir="rtl">{SEA}!</bdi></h1>' in page
    assert f'<p class="kicker">{marked}</p>' in page and f'<p class="subtitle">{marked}</p>' in page
    later = site.page("/2014/03/06/b/")
    assert "<h1>The sea</h1>" in later
    for part in ("kicker", "pager-previous", "record", "series-parts"):
        inside = later.split(f'class="{part}"')[1]
        assert '<bdi dir="rtl">' in inside[:1_500], part
    for address in ("/", "/2014/", "/fragments/latest.html", "/fragments/must-reads.html"):
        assert f'<bdi dir="rtl">{SEA}!</bdi></a>' in site.page(address), address
    assert f"<h1>{marked}</h1>" in site.page(f"/tags/{SEA.replace(' ', '-')}/")
    assert '<h1><bdi dir="ltr">The sea</bdi></h1>' in site.page("/ar/2014/03/06/c/")
