"""What an article page says of other articles: parts of a series, references, more articles."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scratch import ScratchSite, assert_same, urls


def part(page: str, tag: str, class_: str) -> str:
    """The element of a class, or nothing."""
    found = re.search(rf'<{tag} class="{class_}".*?</{tag}>', page, re.DOTALL)
    return found[0] if found else ""


def more(site: ScratchSite, url: str) -> list[str]:
    """The titles under “More articles”."""
    return re.findall(
        r'class="headline"><a [^>]*>([^<]*)</a>', part(site.page(url), "section", "more")
    )


def referring(site: ScratchSite, url: str) -> list[str]:
    """The titles of the articles that refer to one."""
    return _titles(part(site.page(url), "section", "referring"))


def _titles(section: str) -> list[str]:
    return re.findall(r'class="headline"><a [^>]*>([^<]*)</a>', section)


# More articles


def test_what_shares_most_comes_first(site: ScratchSite) -> None:
    site.article("tag.md", title="A tag", date="1988", tags=["Sea"])
    site.article("tags.md", title="Two tags", date="1980", tags=["Sea", "Port"])
    site.article("place.md", title="Place and tag", date="1981", location="Galle", tags=["Rail"])
    site.article("series.md", title="Series", date="1979", series="Storms")
    site.article("all.md", title="Nearly all", date="1978", location="Galle", tags=["Sea", "Port"])
    site.article("newer.md", title="Newer", date="1999", tags=["Sea", "Port"])
    site.article("between.md", title="Next in series", date="1989", series="Storms")
    site.article(
        "it.md", date="1990", series="Storms", location="Galle", tags=["Sea", "Port", "Rail"]
    )
    site.build()
    # The article before it in the series is shown as such.
    assert more(site, "/1990/it/") == ["Nearly all", "Place and tag", "Two tags", "Series"]


def test_days_near_count_and_alone_bring_a_section(site: ScratchSite) -> None:
    site.article("old.md", title="Old", date="2014-02-01", section="News", tags=["Sea"])
    site.article("near.md", title="Near", date="2014-03-01", section="News")
    site.article("far.md", title="Far", date="2014-02-20", section="News")
    site.article("soon.md", title="Soon", date="2014-03-02", tags=["Sea"])
    site.article("it.md", date="2014-03-05", section="News", tags=["Sea"])
    site.build()
    assert more(site, "/2014/03/05/it/") == ["Soon", "Old", "Near"]


@pytest.fixture
def long_run(site: ScratchSite) -> ScratchSite:
    """Thirty articles with the same two tags, place and section."""
    for number in range(30):
        site.article(
            f"a{number:02}.md",
            title=f"Title {number:02}",
            date=f"2014-01-{number + 1:02}",
            tags=["Sea", "Port"],
            location="Galle",
            section="News",
            series="Storms",
        )
    site.build()
    return site


def test_an_article_in_the_middle_touches_eight_after_it(long_run: ScratchSite) -> None:
    long_run.article(
        "new.md", date="2014-01-10T12:00", tags=["Sea", "Port"], location="Galle", series="Storms"
    )
    pages = {url for url in long_run.rebuilt() if re.fullmatch(r"/2014/01/\d\d/\w+/", url)}
    assert "/2014/01/10/new/" in pages and "/2014/01/10/a09/" in pages
    assert pages <= {f"/2014/01/{day:02}/a{day - 1:02}/" for day in range(10, 19)} | {
        "/2014/01/10/new/"
    }


def test_a_new_headline_touches_only_the_articles_that_show_it(long_run: ScratchSite) -> None:
    about: dict[str, Any] = {
        "date": "2014-01-11", "location": "Galle", "section": "News", "series": "Storms",
    }  # fmt: skip
    long_run.article("a10.md", title="Another", tags=["Sea", "Port"], **about)
    retitled = long_run.build()
    showing = {f"/2014/01/{day}/a{day - 1}/" for day in range(13, 17)}
    assert showing <= urls(retitled)
    # Other tags, or the same in another order, may change what is shown on the eight after it.
    long_run.article("a10.md", title="Another", tags=["Port", "Sea"], **about)
    assert retitled.planned == long_run.build().planned - 3
    assert_same(long_run.snapshot(), long_run.clean_snapshot())


# Series


def test_parts_of_a_series_lead_to_each_other(long_run: ScratchSite) -> None:
    parts = part(long_run.page("/2014/01/10/a09/"), "nav", "series-parts")
    assert re.findall(r'href="([^"]*)"', parts) == [
        "/series/storms/",
        "/2014/01/09/a08/",
        "/2014/01/11/a10/",
    ]
    first = part(long_run.page("/2014/01/01/a00/"), "nav", "series-parts")
    assert re.findall(r'href="([^"]*)"', first) == ["/series/storms/", "/2014/01/02/a01/"]
    long_run.delete("a10.md")
    long_run.rebuilt()
    parts = part(long_run.page("/2014/01/10/a09/"), "nav", "series-parts")
    assert 'href="/2014/01/12/a11/"' in parts


def test_a_series_of_one_part_has_no_parts_to_show(site: ScratchSite) -> None:
    site.article("a.md", series="Storms")
    site.article("b.fr.md", series="Storms")
    site.build()
    assert "series-parts" not in site.page("/2014/03/05/a/")


# References


def test_articles_that_refer_to_one_are_shown_with_it(site: ScratchSite) -> None:
    site.article("storm.md", date="1975-02-07")
    site.article("2014/by-file.md", "[It](../storm.md#wind)", title="By file", date="2014-01-01")
    site.article("by-url.md", "[It](/1975/02/07/storm/?a=1#b)", title="By URL", date="2015-01-01")
    site.article("no-slash.md", "[It](/1975/02/07/storm)", title="No slash", date="2013-01-01")
    site.article("twice.md", "[It](storm.md) [it](storm.md)", title="Twice", date="2012-01-01")
    site.article("self.md", "[Me](self.md)", date="2012-01-02")
    site.article("hidden.md", "[It](storm.md)", title="Hidden", draft=True)
    site.article("french.fr.md", "[It](storm.md)", title="French", date="2012-01-01")
    site.article("about.md", "[It](storm.md)", title="About", kind="page", date=None)
    site.build()
    url = "/1975/02/07/storm/"
    assert referring(site, url) == ["By URL", "By file", "No slash", "Twice"]
    assert "referring" not in site.page("/2012/01/02/self/")
    assert re.search('<!-- online -->\n<section class="referring"', site.page(url))


def test_only_the_newest_that_refer_to_one_are_shown(site: ScratchSite) -> None:
    site.article("storm.md", date="1975-02-07")
    for year in range(2000, 2012):
        site.article(f"y{year}.md", "[It](storm.md)", title=f"Year {year}", date=f"{year}-01-01")
    site.build()
    expected = [f"Year {year}" for year in range(2011, 2003, -1)]
    assert referring(site, "/1975/02/07/storm/") == expected


def test_references_are_kept_up_to_date(site: ScratchSite) -> None:
    storm, flood = "/1975/02/07/storm/", "/1976/01/01/flood/"
    keys = {"date": "2014-01-01", "summary": "Always the same."}
    site.article("storm.md", date="1975-02-07")
    site.article("flood.md", date="1976-01-01")
    site.article("between.md", date="1980-01-01")
    site.article("later.md", "Nothing yet.", **keys)
    site.build()
    assert referring(site, storm) == []

    site.article("later.md", "[The storm](storm.md).", **keys)
    assert site.rebuilt() == {storm, "/2014/01/01/later/", "/feed.xml", "/feed.json"}
    assert referring(site, storm) == ["Later"]

    site.article("later.md", f"[The flood]({flood}).", **keys)
    assert {storm, flood} <= site.rebuilt()
    assert (referring(site, storm), referring(site, flood)) == ([], ["Later"])

    site.article("later.md", f"[The flood]({flood}).", title="Renamed", **keys)
    assert flood in site.rebuilt()
    assert referring(site, flood) == ["Renamed"]

    site.delete("later.md")
    assert flood in site.rebuilt()
    assert referring(site, flood) == []


def test_an_article_that_becomes_due_is_shown_where_it_refers_to(site: ScratchSite) -> None:
    site.article("storm.md", date="1975-02-07")
    site.article("ahead.md", "[The storm](storm.md).", title="Ahead", date="2025-06-01")
    site.build()
    assert referring(site, "/1975/02/07/storm/") == []
    site.now = "2025-06-02T00:00:00"
    site.rebuilt()
    assert referring(site, "/1975/02/07/storm/") == ["Ahead"]
    site.now = "2025-01-01T00:00:00"
    site.rebuilt()
    assert referring(site, "/1975/02/07/storm/") == []


def test_a_corrected_word_touches_no_article_that_is_referred_to(site: ScratchSite) -> None:
    keys = {"date": "2014-01-01", "summary": "Always the same."}
    site.article("storm.md", date="1975-02-07")
    site.article("later.md", "A typo, [it](storm.md).", **keys)
    site.build()
    site.article("later.md", "No typo, [it](storm.md).", **keys)
    assert site.build().planned == 3  # its page and two feeds
