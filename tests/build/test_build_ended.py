"""Days, terms and languages that have lost their last article: their addresses lead on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scratch import SETTINGS, ScratchSite

_TARGET = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """One story of March 2014, one of another day of that month, and one of another year."""
    site = ScratchSite(tmp_path / "site")
    site.article("rain.md", tags=["Odd"], authors=["Solo"], section="News")
    site.article("wind.md", date="2014-03-09", tags=["Sea"])
    site.article("sun.md", date="2015-01-01", tags=["Sea"], authors=["Ann"])
    site.build()
    return site


def leads(site: ScratchSite, *urls: str) -> list[str]:
    """Where the redirects at these addresses lead; "page" where there is a page that is none, and
    "lost" where there is nothing."""
    found = []
    for url in urls:
        target = _TARGET.search(site.page(url)) if site.has(url) else None
        found.append(target[1] if target else "page" if site.has(url) else "lost")
    return found


DAY = ("/2014/03/05/", "/2014/03/", "/2014/", "/on-this-day/03-05/")


def test_a_story_of_another_day_leaves_its_old_day_answered(site: ScratchSite) -> None:
    site.article("rain.md", date="2015-01-01", aliases=["/2014/03/05/rain/"])
    assert set(DAY) - {"/2014/"} <= site.rebuilt()
    assert leads(site, *DAY) == ["/2014/03/", "page", "page", "/on-this-day/"]
    assert ">March 2014</a>" in site.page("/2014/03/05/")
    assert ">On this day</a>" in site.page("/on-this-day/03-05/")
    site.delete("wind.md")
    site.rebuilt()
    assert leads(site, *DAY) == ["/archive/", "/archive/", "/archive/", "/on-this-day/"]
    site.article("wind.md", date="2014-07-14")
    assert set(DAY[:3]) <= site.rebuilt()
    assert leads(site, *DAY) == ["/2014/", "/2014/", "page", "/on-this-day/"]
    site.article("other.md", date="2014-03-05")
    site.rebuilt()
    assert leads(site, *DAY) == ["page"] * 4
    site.delete("other.md")
    site.article("rain.md", date="2015-01-01")
    site.rebuilt()
    assert leads(site, *DAY) == ["lost", "lost", "page", "lost"]


def test_a_withdrawn_story_keeps_its_lists_answered(site: ScratchSite) -> None:
    keys: dict[str, Any] = {"tags": ["Odd"], "authors": ["Solo"], "section": "News"}
    terms = ("/tags/odd/", "/authors/solo/", "/sections/news/", "/sections/")
    site.article("rain.md", withdrawn="A mistake", permalink="/rain/", **keys)
    site.rebuilt()
    assert leads(site, *DAY) == ["/2014/03/", "page", "page", "/on-this-day/"]
    assert leads(site, *terms) == ["/tags/", "/authors/", "/archive/", "/archive/"]
    site.article("sun.md", date="2015-01-01", tags=["Odd"])
    site.delete("wind.md")
    site.rebuilt()
    assert leads(site, *DAY[:3]) == ["/archive/"] * 3
    assert leads(site, *terms) == ["page", "/archive/", "/archive/", "/archive/"]
    site.article("rain.md", withdrawn="A mistake", draft=True, **keys)
    site.rebuilt()
    assert leads(site, *DAY, *terms) == ["lost"] * 4 + ["page"] + ["lost"] * 3


def test_a_term_of_a_withdrawn_story_follows_the_register(site: ScratchSite) -> None:
    site.article("rain.md", withdrawn="A mistake", tags=["Odd"])
    site.rebuilt()
    site.write("content/tags.toml", '["Sea"]\naliases = ["Odd"]\n')
    site.rebuilt()
    assert leads(site, "/tags/odd/") == ["/tags/sea/"]
    site.write("content/tags.toml", '["Strange"]\naliases = ["Odd"]\n')
    site.rebuilt()
    assert leads(site, "/tags/odd/", "/tags/strange/") == ["/tags/", "/tags/"]
    site.delete("tags.toml")
    site.rebuilt()
    assert leads(site, "/tags/odd/", "/tags/strange/") == ["/tags/", "lost"]


def test_a_language_that_has_lost_its_last_story_leads_to_the_sites_own(site: ScratchSite) -> None:
    french = "/fr/", "/fr/archive/", "/fr/2014/03/05/", "/fr/on-this-day/", "/fr/tags/pluie/"
    site.article("rain.fr.md", tags=["Pluie"])
    site.rebuilt()
    assert leads(site, *french) == ["page"] * 5
    site.article("rain.fr.md", tags=["Pluie"], withdrawn="Un faux")
    site.rebuilt()
    assert leads(site, *french) == ["page", "page", "/fr/archive/", "page", "/fr/archive/"]
    site.delete("rain.fr.md")
    site.article("rain.md", aliases=["/fr/2014/03/05/rain/"])
    site.rebuilt()
    assert leads(site, *french)[:4] == ["/", "/archive/", "/archive/", "/on-this-day/"]
    site.article("wind.fr.md", date="2014-03-09")
    site.rebuilt()
    assert leads(site, *french)[:4] == ["page", "page", "/fr/2014/03/", "page"]


def test_a_rule_for_a_story_keeps_its_lists_answered_and_one_for_a_list_is_obeyed(
    site: ScratchSite,
) -> None:
    site.delete("rain.md")
    site.write("content/_redirects", "/2014/03/05/rain/ /2014/03/09/wind/ 301\n")
    site.rebuilt()
    assert leads(site, *DAY) == ["/2014/03/", "page", "page", "/on-this-day/"]
    site.write("content/_redirects", "/2014/03/05/ /2014/ 301\n")
    site.rebuilt()
    assert leads(site, *DAY) == ["/2014/", "page", "page", "/on-this-day/"]
    site.settings(SETTINGS + 'host = "netlify"\n')
    site.rebuilt()
    # The host would show a page, and not obey the rule.
    assert leads(site, *DAY) == ["lost", "page", "page", "/on-this-day/"]
    site.write("content/_redirects", "/2014/03/05/rain /sun/\n/on-this-day/* /on-this-day/ 302\n")
    site.rebuilt()
    assert leads(site, *DAY) == ["/2014/03/", "page", "page", "lost"]


def test_addresses_that_only_look_like_dates_keep_nothing_answered(site: ScratchSite) -> None:
    aliases = ["/2013/13/05/a/", "/news/2013/02/a/", "/0999/b/", "/20133/c/", "/2013-02/", "/?p=2"]
    site.article("rain.md", aliases=aliases)
    site.rebuilt()
    urls = "/2013/13/", "/2013/02/", "/0999/", "/news/2013/02/", "/on-this-day/02-05/"
    assert leads(site, *urls) == ["lost"] * 5
    assert leads(site, "/2013/") == ["/archive/"]


def test_one_more_story_writes_no_more_redirects_than_its_own_days(site: ScratchSite) -> None:
    days = [f"/2013/0{number % 9 + 1}/{number + 1:02}/x/" for number in range(27)]
    site.article("rain.md", aliases=days)
    site.rebuilt()
    site.article("new.md", date="2016-05-05")
    written = site.rebuilt()
    assert not [url for url in written if url.startswith("/2013/")]
    site.article("new.md", date="2013-05-30")
    written = site.rebuilt()
    months = {url for url in written if re.fullmatch(r"/2013/\d\d/", url)}
    assert months == {f"/2013/0{number}/" for number in range(1, 10)}
    days_of_may = {url for url in written if url.startswith("/2013/05/") and url.count("/") == 4}
    assert days_of_may == {f"/2013/05/{day}/" for day in ("05", "14", "23", "30")}


def feed(site: ScratchSite, url: str) -> tuple[str, str, str, str]:
    """The id of the feed at an address, that of its only entry, where it goes on, and the page that
    its entry links to."""
    text = site.snapshot()[f"{url[1:]}feed.xml"].decode()
    own, entry = re.findall("<id>(.*?)</id>", text)
    (leads,) = re.findall('<link rel="self" [^>]*href="(.*?)"', text)
    home = re.findall('<link rel="alternate" [^>]*href="(.*?)"', text)
    assert home[0] == home[1]
    assert f"<summary>Newer articles are in the feed at {leads}.</summary>" in text
    root = "https://meridian.example"
    return tuple(one.removeprefix(root) for one in (own, entry, leads, home[0]))


@pytest.mark.parametrize("host", ["none", "netlify"])
def test_the_feed_of_a_term_that_has_ended_says_where_it_goes_on(
    site: ScratchSite, host: str
) -> None:
    site.settings(SETTINGS + f'host = "{host}"\n')
    site.article("rain.md", withdrawn="It was forged.", tags=["Odd"], authors=["Solo"])
    site.rebuilt()
    for url in ("/tags/odd/", "/authors/solo/"):
        assert feed(site, url) == (f"{url}feed.xml", f"{url}feed.xml#moved", "/feed.xml", "/")
    site.write("content/tags.toml", '["Sea"]\naliases = ["Odd"]\n')
    assert "/tags/odd/feed.xml" in site.rebuilt()
    assert feed(site, "/tags/odd/")[2:] == ("/tags/sea/feed.xml", "/tags/sea/")
    site.delete("tags.toml")
    site.delete("rain.md")
    site.write("content/_redirects", "/tags/odd/ /tags/sea/ 301\n/authors/solo /archive/ 301\n")
    site.rebuilt()
    assert feed(site, "/tags/odd/")[2:] == ("/tags/sea/feed.xml", "/tags/sea/")
    assert feed(site, "/authors/solo/")[2:] == ("/feed.xml", "/")
    for name in ("wind.md", "sun.md"):
        site.article(name, tags=["Land"])
    site.rebuilt()
    assert feed(site, "/tags/odd/")[2:] == ("/feed.xml", "/")
    site.article("sun.md", tags=["Odd"])
    assert "/tags/odd/feed.xml" in site.rebuilt()
    assert b"This feed has moved" not in site.snapshot()["tags/odd/feed.xml"]


def test_a_rule_for_the_feed_itself_is_left_to_the_newsroom(site: ScratchSite) -> None:
    site.delete("rain.md")
    rules = "/tags/odd/ /tags/ 301\n/tags/odd/feed.xml /tags/sea/feed.xml 301\n"
    for host in ("netlify", "none"):
        site.settings(SETTINGS + f'host = "{host}"\n')
        site.write("content/_redirects", rules)
        site.rebuilt()
        assert "tags/odd/feed.xml" not in site.snapshot()
    site.write("content/_redirects", "/tags/odd/ /tags/ 410\n")
    site.rebuilt()
    assert "tags/odd/feed.xml" not in site.snapshot()


@pytest.mark.parametrize(("host", "status"), [("netlify", "301!"), ("cloudflare", "301")])
def test_hosts_that_read_rules_redirect_from_lists_that_have_ended_or_been_merged(
    site: ScratchSite, host: str, status: str
) -> None:
    def rules() -> list[str]:
        site.rebuilt()
        lines = (site.public / "_redirects").read_text("utf-8").splitlines()
        return [line for line in lines if "feed.xml" not in line and " 410" not in line]

    site.settings(SETTINGS + f'host = "{host}"\n')
    site.write("content/tags.toml", '["Sea"]\naliases = ["Deep", "Odd"]\n')
    site.article("sea.md", date="2014-03-09", tags=["Sea"])
    merged = [f"/tags/{slug}/ /tags/sea/ {status}" for slug in ("deep", "odd")]
    assert rules() == merged
    site.article("rain.md", withdrawn="A mistake", authors=["Solo"])
    ended = [
        f"/2014/03/05/ /2014/03/ {status}",
        f"/authors/solo/ /authors/ {status}",
        f"/on-this-day/03-05/ /on-this-day/ {status}",
    ]
    assert rules() == ended + merged
    site.write("content/_redirects", "/authors/solo/ /2014/ 301\n")
    site.article("new.md", date="2014-03-05")
    assert rules() == ["/authors/solo/ /2014/ 301", *merged]
