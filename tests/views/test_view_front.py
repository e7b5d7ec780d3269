"""The front pages of the paper and of days: the lead, those second to it, and the rest."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dateline.packs.saved_page import without_online_parts
from scratch import SQUARE, ScratchSite

TITLES = re.compile(r'<h[1-4] class="headline"><a [^>]*>([^<]*)</a>')


def part(site: ScratchSite, url: str, name: str) -> list[str]:
    """The titles in the part of a page that has a class."""
    _start, *rest = re.split(r'<\w+ class="(front-\w+|earlier|group|years)"', site.page(url))
    return TITLES.findall(dict(zip(rest[::2], rest[1::2], strict=True))[name])


def numbered(site: ScratchSite, count: int, **keys: Any) -> None:
    for number in range(count):
        site.article(f"a{number:02}.md", title=f"A{number:02}", date="2014-03-05", **keys)


def test_articles_with_a_picture_come_second_to_the_lead(site: ScratchSite) -> None:
    numbered(site, 12)
    site.write("content/p.svg", SQUARE.format(width=90))
    site.article("lead.md", title="Lead", date="2014-03-06")
    for number in (7, 2):
        site.article(f"a{number:02}.md", title=f"A{number:02}", date="2014-03-05", image="/p.svg")
    site.article("a10.md", title="A10", date="2014-03-05", image="/lost.svg")
    site.build(keep_going=True)
    assert part(site, "/", "front-lead") == ["Lead"]
    # A picture too far down the page weighs nothing, nor does one whose file is missing.
    assert part(site, "/", "front-seconds") == ["A07", "A11", "A10"]
    assert part(site, "/", "front-latest") == ["A09", "A08", "A06", "A05", "A04"]
    assert part(site, "/", "earlier") == ["A03", "A02", "A01", "A00"]


def test_the_lead_is_of_the_newest_day_a_must_read_before_one_with_a_picture(
    site: ScratchSite,
) -> None:
    numbered(site, 3)
    site.write("content/p.svg", SQUARE.format(width=90))
    site.article("old.md", title="Old", date="2014-03-04", must_read=True)
    site.article("a01.md", title="A01", date="2014-03-05", image="/p.svg")
    site.build()
    assert part(site, "/", "front-lead") == part(site, "/2014/03/05/", "front-lead") == ["A01"]
    site.article("a00.md", title="A00", date="2014-03-05", must_read=True)
    site.build()
    assert part(site, "/", "front-lead") == part(site, "/2014/03/05/", "front-lead") == ["A00"]
    site.delete("p.svg")
    site.article("a01.md", title="A01", date="2014-03-05")
    site.build()
    assert site.snapshot() == site.clean_snapshot()


def test_no_article_is_on_the_front_page_twice(site: ScratchSite) -> None:
    for number in range(40):
        site.article(
            f"a{number:02}.md",
            title=f"A{number:02}",
            date=f"2014-03-{number // 2 + 1:02}",
            must_read=number % 5 == 0,
            section=("News", "Sport", "Arts")[number % 3],
        )
    site.build()
    titles = TITLES.findall(site.page("/"))
    assert len(titles) == len(set(titles)) == 1 + 3 + 5 + 4 + 3 * 3


def test_a_day_with_many_articles_is_divided_by_section(site: ScratchSite) -> None:
    numbered(site, 5, section="Arts")
    for number in range(3):
        site.article(f"s{number}.md", title=f"S{number}", date="2014-03-05", section="Sport")
    site.article("z.md", title="Z", date="2014-03-05")
    site.build()
    assert part(site, "/2014/03/05/", "front-lead") == ["A00"]
    assert part(site, "/2014/03/05/", "front-seconds") == ["A01", "A02", "A03"]
    labels = re.findall(r'class="label"><a [^>]*>([^<]*)<', site.page("/2014/03/05/"))
    assert labels == ["Arts", "Sport"]
    assert TITLES.findall(site.page("/2014/03/05/"))[4:] == ["A04", "S0", "S1", "S2", "Z"]


def test_editions_lead_to_those_before_and_after(site: ScratchSite) -> None:
    for day in (3, 5, 9):
        site.article(f"a{day}.md", date=f"2014-03-{day:02}")
    site.build()
    heads = {url: site.page(url).partition("<main")[0] for url in ("/", "/2014/03/05/")}
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', heads["/"])[-1:] == [("prev", "/2014/03/05/")]
    found = re.findall(r'rel="(prev|next)" href="([^"]+)"', heads["/2014/03/05/"])
    assert found == [("prev", "/2014/03/03/"), ("next", "/2014/03/09/")]


def test_a_day_shows_the_leads_of_the_days_beside_it(site: ScratchSite) -> None:
    site.write("content/p.svg", SQUARE.format(width=90))
    site.article("first.md", title="First", date="2014-03-03", image="/p.svg")
    site.article("a.md", title="A", date="2014-03-05")
    for number in range(2):
        site.article(f"b{number}.md", title=f"B{number}", date="2014-03-09")
    site.build()
    assert TITLES.findall(site.page("/2014/03/05/")) == ["A", "First", "B0"]
    site.article("b1.md", title="B1", date="2014-03-09", must_read=True)
    assert "/2014/03/05/" in site.rebuilt()
    assert TITLES.findall(site.page("/2014/03/05/")) == ["A", "First", "B1"]
    site.write("content/p.svg", SQUARE.format(width=70))
    assert "/2014/03/05/" in site.rebuilt()
    # Saved pages show nothing of other days, and have their marks in pairs.
    saved = without_online_parts(site.page("/2014/03/05/").encode()).decode()
    assert TITLES.findall(saved) == ["A"] and "online -->" not in saved


def test_an_old_article_leaves_the_front_page_of_a_large_archive_alone(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.views.home._MANY", 100)
    for number in range(105):
        site.article(f"a{number}.md", date=f"2014-{number % 12 + 1:02}-{number % 28 + 1:02}")
    site.build()
    front = site.page("/")
    assert "Some 100 articles, 2014" in front and "105 articles" in site.page("/archive/")
    site.article("old.md", date="2014-01-01")
    written = {url for url, _ in site.build().written}
    assert "/archive/" in written and "/" not in written
