"""The lists that lead to saved articles are read offline, and say which articles are not saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from hosted import SETTINGS, Host, open_library, row_of, save, unplug, wait_until
from playwright.sync_api import BrowserContext, Page, expect

from scratch import SQUARE, ScratchSite

pytestmark = pytest.mark.browser

UNSAVED = "a.unsaved"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of an archive with several volumes in two languages and every kind of list."""
    settings = SETTINGS.replace('"Le Méridien" }', '"Le Méridien", menu = [] }') + (
        '[lists]\nlimit = 11\n[[menu]]\ntitle = "About"\nurl = "/about/"\n'
    )
    site = ScratchSite(tmp_path_factory.mktemp("whole") / "site", settings, search=True)
    site.write("content/reef.svg", SQUARE.format(width=40))
    site.write("content/notes.txt", "Notes.")
    site.article("about.md", "See [the first](first.md).", kind="page", date=None)
    for number in range(13):
        year, month = 2013 + number // 11, number % 11 + 1
        extra = {"series": "Reefs"} if number % 3 else {}
        site.article(
            f"a{number}.md",
            "See [about](about.md), [first](first.md), [notes](notes.txt). ![reef](reef.svg)",
            title=f"Story {number}",
            date=f"{year}-{month:02}-05",
            tags=["Sea", "Wind"],
            authors=["Ann Lee"],
            location="Vacoas",
            section="News",
            **extra,
        )
    site.article("first.md", title="The first", date="2004")
    site.article("a1.fr.md", "Un vent.", title="Histoire", date="2013-02-05", tags=["Mer"])
    site.build()
    return site.public


@pytest.fixture
def host(whole: Path) -> Iterator[Host]:
    host = Host(whole)
    yield host
    host.stop()


def links_of(page: Page, host: Host) -> set[str]:
    """The addresses within the site to which a page leads."""
    links = page.evaluate("[...document.links].map((link) => link.href)")
    own = (urldefrag(link).url for link in links if link.startswith(host.url))
    return {link for link in own if not urlsplit(link).query}


def test_no_link_is_dead_where_everything_is_saved(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    everything = reader.get_by_role("region", name="Everything, in all languages")
    everything.get_by_role("button", name="Save everything (").click()
    expect(everything.get_by_role("button", name="Remove everything (")).to_be_visible()
    unplug(host, context)

    start = f"{host.url}2013/02/05/a1/"
    seen, waiting, dead = {start}, [start], []
    while waiting:
        address = waiting.pop()
        answer = reader.goto(address)
        assert answer is not None
        if address.endswith((".xml", ".json", ".txt", ".svg")):
            continue
        if reader.locator(".offline-lost:visible").count():
            dead.append(address)
            continue
        # The pages of search and volumes are there; the feeds at their foot are, too.
        new = links_of(reader, host) - seen
        seen |= new
        waiting += sorted(new)
    assert dead == []
    paths = {link.removeprefix(host.url) for link in seen}
    assert {"archive/", "2013/", "2013/02/", "2013/02/05/", "tags/sea/", "tags/sea/2013/"} <= paths
    assert {"authors/ann-lee/", "places/vacoas/", "series/reefs/", "sections/news/"} <= paths
    assert {"about/", "fr/", "fr/2013/02/05/a1/", "notes.txt", "feed.xml", "2004/"} <= paths
    expect(reader.locator(UNSAVED)).to_have_count(0)


def test_a_list_says_which_articles_are_not_saved(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2013-q1")
    reader.goto(f"{host.url}2013/")
    expect(reader.locator(UNSAVED)).to_have_count(0)
    context.set_offline(True)
    saved = reader.get_by_role("link", name="Story 1", exact=True)
    unsaved = reader.get_by_role("link", name="Story 5 (not saved)")
    expect(unsaved).to_be_visible()
    expect(saved).to_be_visible()
    expect(reader.locator("unsaved-links")).to_contain_text("cannot be reached")
    # The network is back, and gone again; the server alone is gone at last.
    context.set_offline(False)
    expect(reader.locator(UNSAVED)).to_have_count(0)
    expect(reader.locator("unsaved-links")).to_be_hidden()
    host.stop()
    reader.goto(f"{host.url}2013/")
    expect(unsaved).to_be_visible()
    expect(saved).to_be_visible()
    reader.goto(f"{host.url}tags/sea/2013/")
    expect(unsaved.first).to_be_visible()


def test_a_volume_whose_lists_the_browser_removed_is_offered_again(
    host: Host, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2013-q1")
    reader.evaluate(
        """caches.keys().then((names) => Promise.all(
            names.filter((name) => name.includes(" lists ")).map((name) => caches.delete(name))
        ))"""
    )
    open_library(reader, host)
    row = row_of(reader, "en/2013-q1")
    expect(row).to_have_attribute("data-state", "changed")
    host.asked.clear()
    row.get_by_role("button", name="Refresh").click()
    expect(row).to_have_attribute("data-state", "saved")
    packs = [path.rpartition("/packs/")[2] for path in host.asked if "/packs/" in path]
    assert packs == ["en/lists/2013.pack", "en/lists/2010s.pack", "en/lists/all.pack"]
    wait_until(reader, "caches.match(new URL('../tags/sea/', location)).then(Boolean)")
