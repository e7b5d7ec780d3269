"""Feeds and sitemaps as their standards want them."""

from __future__ import annotations

import json
import re
from contextlib import closing
from typing import Any
from xml.etree import ElementTree

import pytest

from archives import Built
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.store import connect_read_only
from dateline.config import load_site
from dateline.views import BY_NAME
from dateline.views.sitemaps import OtherSitemapView
from scratch import SETTINGS, ScratchSite

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ROOT = "https://meridian.example/"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>'


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    """Every kind of date, two languages, what is public and what is not."""
    settings = SETTINGS + "[lists]\nlimit = 10\nfeed = 8\n[search]\nvolume = 10\n"

    def write(site: ScratchSite) -> None:
        for number in range(12):
            site.article(
                f"a{number}.md", date=f"20{number:02}-02-03", tags=["Sea"], authors=["Ann"]
            )
        moment: dict[str, Any] = {
            "date": "2014-01-02T03:04:05+04:00",
            "updated": "2014-05-06",
            "location": {"name": "Galle", "lat": 6.03, "lon": 80.2},
            "id": "urn:uuid:1",
            "rights": "© Us",
            "tags": ["Sea"],
        }
        site.article("moment.md", "See [a](a1.md) ![p](p.svg).", **moment)
        site.write("content/p.svg", PICTURE)
        site.article("month.md", date="2013-05", tags=["Sea"], id="M 17")
        site.article("year.md", date="2013", tags=["Sea"])
        site.article("french.fr.md", title="En français", date="2013-01-01", tags=["Sea"])
        site.article("hidden.md", date="2014-06-07", noindex=True, tags=["Sea"])
        site.article("draft.md", date="2014-06-08", draft=True, tags=["Secret"])
        site.article("ahead.md", date="2099-01-01", tags=["Secret"])
        site.article("about.md", kind="page", date=None)
        site.article("small-print.md", kind="page", date=None, noindex=True)

    return built("feeds", write, settings)


def feeds(site: ScratchSite) -> dict[str, ElementTree.Element]:
    """Every Atom feed of the output, by its path."""
    return {
        name: ElementTree.fromstring(data)
        for name, data in site.snapshot().items()
        if name.endswith("feed.xml")
    }


def text(element: ElementTree.Element, name: str) -> str:
    """What stands in a child element."""
    return element.findtext(ATOM + name) or ""


def entries(feed: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """The entries of a feed, by title."""
    return {text(entry, "title"): entry for entry in feed.findall(ATOM + "entry")}


def test_every_feed_is_atom(archive: ScratchSite) -> None:
    found = feeds(archive)
    assert {"feed.xml", "fr/feed.xml", "tags/sea/feed.xml", "authors/ann/feed.xml"} <= set(found)
    for name, feed in found.items():
        assert feed.tag == ATOM + "feed"
        assert text(feed, "title") and RFC_3339.fullmatch(text(feed, "updated"))
        links = {link.get("rel"): link.get("href") for link in feed.findall(ATOM + "link")}
        assert links["self"] == ROOT + name
        ids = [text(entry, "id") for entry in feed.findall(ATOM + "entry")]
        assert len(set(ids)) == len(ids)
        assert ids or name.endswith("corrections/feed.xml")  # nothing was corrected
        for entry in feed.findall(ATOM + "entry"):
            assert text(entry, "title") and RFC_3339.fullmatch(text(entry, "updated"))
            assert re.fullmatch(r"[a-z]+:\S+", text(entry, "id"))
            assert entry.find(ATOM + "link") is not None
    assert len({text(feed, "id") for feed in found.values()}) == len(found)


def test_a_feed_has_the_newest_whole(archive: ScratchSite) -> None:
    found = entries(feeds(archive)["feed.xml"])
    assert len(found) == 8
    assert list(found)[:4] == ["Hidden", "Moment", "Month", "Year"]
    assert text(found["Moment"], "published") == "2014-01-01T23:04:05Z"
    assert text(found["Moment"], "updated") == "2014-05-06T00:00:00Z"
    content = text(found["Moment"], "content")
    assert f'href="{ROOT}2001/02/03/a1/"' in content and f'src="{ROOT}p.svg"' in content
    assert found["Moment"].findtext("{http://www.georss.org/georss}point") == "6.03 80.2"


def test_partial_dates_have_no_published(archive: ScratchSite) -> None:
    found = entries(feeds(archive)["feed.xml"])
    for title, start in (("Month", "2013-05-01T00:00:00Z"), ("Year", "2013-01-01T00:00:00Z")):
        assert found[title].find(ATOM + "published") is None
        assert text(found[title], "updated") == start


def test_the_newsrooms_own_identifiers(archive: ScratchSite) -> None:
    found = entries(feeds(archive)["feed.xml"])
    assert text(found["Moment"], "id") == "urn:uuid:1"
    assert text(found["Month"], "id") == f"{ROOT}id/M%2017"


def test_json_feed(archive: ScratchSite) -> None:
    feed: dict[str, Any] = json.loads(archive.page("/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "The Meridian" and feed["language"] == "en"
    assert feed["feed_url"] == ROOT + "feed.json"
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 8
    for item in feed["items"]:
        assert item["url"].startswith("https://") and item["content_html"] and item["title"]
    dates = {item["title"]: item.get("date_published") for item in feed["items"]}
    assert dates["Moment"] == "2014-01-01T23:04:05Z"
    assert dates["Year"] is None and dates["Month"] is None
    assert json.loads(archive.page("/fr/feed.json"))["language"] == "fr"


def locations(site: ScratchSite, url: str) -> list[str]:
    """The addresses of a sitemap."""
    root = ElementTree.fromstring(site.page(url))
    return [element.text or "" for element in root.iter(MAPS + "loc")]


def test_sitemaps_name_each_public_article_once(archive: ScratchSite) -> None:
    index = locations(archive, "/sitemap.xml")
    assert len(set(index)) == len(index) > 3
    listed = [url for name in index for url in locations(archive, "/" + name.removeprefix(ROOT))]
    assert len(set(listed)) == len(listed)
    for url in listed:
        assert archive.has("/" + url.removeprefix(ROOT)), url
    articles = [url for url in listed if re.search(r"/(a\d+|moment|month|year|french)/$", url)]
    assert len(articles) == 16
    assert ROOT + "about/" in listed
    assert not any(word in url for url in listed for word in ("hidden", "small-print"))
    assert f"Sitemap: {ROOT}sitemap.xml" in archive.page("/robots.txt")


def test_only_kinds_of_page_that_it_lists_touch_the_sitemap_of_pages(archive: ScratchSite) -> None:
    pages = {url.removeprefix(ROOT) for url in locations(archive, "/sitemaps/pages.xml")}
    sitemap, file = OtherSitemapView(), archive.root / ".dateline" / "catalogue.sqlite"
    with closing(connect_read_only(file)) as connection:
        catalogue = Catalogue(connection, load_site(archive.root), archive.now)
        touching, listed = set[str](), set[str]()
        for page in (found.page for name in BY_NAME for found in Ledger(connection).pages_of(name)):
            touching.update([page.view] * len([*sitemap.touched_by_addresses([page], catalogue)]))
            listed.update([page.view] * (page.url[1:] in pages))
    assert touching == listed >= {"home", "page", "term", "calendar"}


def test_hidden_articles_are_read_but_not_found(archive: ScratchSite) -> None:
    robots = '<meta name="robots" content="noindex">'
    assert robots in archive.page("/2014/06/07/hidden/")
    assert robots in archive.page("/small-print/")
    assert robots not in archive.page("/2013/year/")


def test_a_volume_of_hidden_articles_has_no_sitemap(site: ScratchSite) -> None:
    site.article("a.md", noindex=True)
    site.build()
    assert locations(site, "/sitemap.xml") == [ROOT + "sitemaps/pages.xml"]
    assert not site.has("/sitemaps/en-all.xml")
    site.article("a.md")
    site.build()
    assert locations(site, "/sitemaps/en-all.xml") == [ROOT + "2014/03/05/a/"]
    site.article("a.md", noindex=True)
    site.build()
    assert not site.has("/sitemaps/en-all.xml")


def test_drafts_and_what_is_to_come_are_nowhere(archive: ScratchSite) -> None:
    for name, data in archive.snapshot().items():
        assert not re.search(rb"[Dd]raft\b|[Aa]head\b|[Ss]ecret", data), name
        assert "2099" not in name and "draft" not in name
    archive.build(drafts=True)
    assert archive.has("/2014/06/08/draft/") and archive.has("/tags/secret/")
    assert archive.has("/2099/01/01/ahead/")


def test_an_empty_archive_has_valid_feeds(site: ScratchSite) -> None:
    site.build()
    assert text(feeds(site)["feed.xml"], "updated") == "1970-01-01T00:00:00Z"
    assert json.loads(site.page("/feed.json"))["items"] == []


def test_control_characters_do_not_break_xml(site: ScratchSite) -> None:
    site.article("a.md", "A form\x0cfeed, a bell\x07.", title="A \x0b tab", tags=["\x08Odd"])
    site.build()
    assert feeds(site)
