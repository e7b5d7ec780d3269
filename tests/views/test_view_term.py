"""Terms, their periods by the time tree, and the index of a taxonomy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scratch import SETTINGS, ScratchSite, assert_same


@pytest.fixture
def small(tmp_path: Path) -> ScratchSite:
    """An archive whose lists hold ten articles, with ten of them about floods."""
    settings = SETTINGS + "[lists]\nlimit = 10\nnewest = 3\n"
    site = ScratchSite(tmp_path / "site", settings)
    for number in range(10):
        site.article(f"a{number}.md", date=f"2014-0{number % 4 + 1}-{number + 10}", tags=["Flood"])
    site.build()
    return site


def articles(html: str) -> list[str]:
    """The headlines' links of a page."""
    return re.findall(r'class="headline"><a href="([^"]*)"', html)


def counts(html: str) -> list[tuple[str, str, int | None]]:
    """The periods of a page: address, text, and number of articles where it is told."""
    tree = re.split(r'<nav class="(?:periods|list-counts)"', html)[-1].partition("</nav>")[0]
    found = re.findall(
        r'<li[^>]*>\s*<a href="([^"]*)">([^<]*)</a>(?:\s*<span class="count">([0-9,]*))?', tree
    )
    return [(href, text, int(number) if number else None) for href, text, number in found]


def periods(site: ScratchSite) -> set[str]:
    """The pages of a term, by their paths below its landing page."""
    folder = site.public / "tags/flood"
    return {path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html")}


def test_a_term_lists_all_while_they_fit(small: ScratchSite) -> None:
    assert periods(small) == {"."}
    assert len(articles(small.page("/tags/flood/"))) == 10


def test_beyond_the_limit_its_page_leads_to_periods(small: ScratchSite) -> None:
    small.article("old.md", date="1987", tags=["Flood"])
    small.build()
    assert periods(small) == {".", "1980s", "2010s"}
    landing = small.page("/tags/flood/")
    assert len(articles(landing)) == 3
    assert 'href="/tags/flood/2010s/"' in landing and 'href="/tags/flood/1980s/"' in landing
    assert len(articles(small.page("/tags/flood/2010s/"))) == 10
    assert articles(small.page("/tags/flood/1980s/")) == ["/1987/old/"]


def test_an_address_stays_as_an_index_when_its_period_is_split(small: ScratchSite) -> None:
    small.article("old.md", date="1987", tags=["Flood"])
    small.build()
    small.article("new.md", date="2014-07-01", tags=["Flood"])
    small.build()
    quarters = {"2014/q1", "2014/q2", "2014/q3"}
    assert periods(small) == {".", "1980s", "2010s", "2014", *quarters}
    decade = small.page("/tags/flood/2010s/")
    assert articles(decade) == []
    assert ("/tags/flood/2014/", "2014", None) in counts(decade)
    year = small.page("/tags/flood/2014/")
    assert ("/tags/flood/2014/q3/", "third quarter of 2014", None) in counts(year)
    landing = small.page("/tags/flood/")
    assert ("/tags/flood/2014/q3/", "third quarter of 2014", 1) in counts(landing)
    assert articles(small.page("/tags/flood/2014/q3/")) == ["/2014/07/01/new/"]
    assert_same(small.snapshot(), small.clean_snapshot())
    small.delete("new.md")
    small.delete("old.md")
    small.build()
    assert periods(small) == {"."}
    assert_same(small.snapshot(), small.clean_snapshot())


def test_an_article_of_another_period_leaves_the_others_alone(small: ScratchSite) -> None:
    small.article("old.md", date="1987", tags=["Flood"])
    small.build()
    small.article("older.md", date="1986-05", tags=["Flood"])
    written = {url for url, _ in small.build().written}
    assert {"/tags/flood/", "/tags/flood/1980s/"} <= written
    assert "/tags/flood/2010s/" not in written


def test_an_article_leaves_the_pages_of_divided_periods_alone(small: ScratchSite) -> None:
    small.article("old.md", date="1987", tags=["Flood"])
    small.article("new.md", date="2014-07-01", tags=["Flood"])
    small.build()
    small.article("newer.md", date="2014-08-01", tags=["Flood"])
    written = {url for url, _ in small.build().written if url.startswith("/tags/flood/")}
    assert written == {"/tags/flood/", "/tags/flood/feed.xml", "/tags/flood/2014/q3/"}


def test_what_a_register_says_of_a_term(site: ScratchSite) -> None:
    site.write(
        "content/places.toml",
        '["Port Louis"]\naliases = ["P. Louis"]\nnames = { fr = "Port-Louis" }\n'
        'country = "Mauritius"\nlat = -20.16\nlon = 57.5\ndescription = "The capital"\n'
        'url = "https://portlouis.example/"\n',
    )
    site.article("a.md", location="P. Louis")
    site.article("a.fr.md", location="Port Louis")
    site.build()
    page = site.page("/places/port-louis/").replace("\N{NO-BREAK SPACE}", " ")
    for words in ("<h1>Port Louis</h1>", "The capital", "Mauritius", "20.16° S", "57.5° E"):
        assert words in page
    assert 'href="https://portlouis.example/"' in page
    assert "<h1>Port-Louis</h1>" in site.page("/fr/places/port-louis/")
    assert "This page has moved" in site.page("/places/p-louis/")


def test_two_spellings_are_one_term_with_a_warning(site: ScratchSite) -> None:
    for number, tag in enumerate(("Port Louis", "port louis", "Port Louis")):
        site.article(f"a{number}.md", tags=[tag])
    (warning,) = site.build().warnings
    assert "port louis" in warning.message
    assert warning.place.startswith("content/a1.md:4")
    assert len(articles(site.page("/tags/port-louis/"))) == 3


def test_the_index_of_a_taxonomy_is_sorted_as_people_do(site: ScratchSite) -> None:
    for number, tag in enumerate(("Zoo", "École", "eel", "Eau", "42nd Street")):
        site.article(f"a{number}.md", tags=[tag])
    site.build()
    main = site.page("/tags/").partition("<main")[2]
    found = re.findall(r'href="/tags/[^"]+" dir="auto">([^<]*)<', main)
    assert found == ["42nd Street", "Eau", "École", "eel", "Zoo"]
    assert re.findall(r'<h2 id="letter-\d+">([^<]*)<', main) == ["#", "E", "Z"]


def test_own_taxonomies_and_those_left_out(site: ScratchSite) -> None:
    site.settings(SETTINGS + '[taxonomies]\npeople = "who"\nplaces = false\n')
    site.article("a.md", who=["Ann Lee"], location="Galle", weather="fine")
    site.build()
    assert articles(site.page("/people/ann-lee/")) == ["/2014/03/05/a/"]
    assert not site.has("/places/")
    assert "Galle" in site.page("/2014/03/05/a/")
    for name, data in site.snapshot().items():
        assert not name.endswith(".html") or b'href=""' not in data, name
