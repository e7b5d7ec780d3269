"""Where the archive cannot be reached, saved volumes are searched: the server is really stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hosted import SETTINGS, Host, open_library, save, unplug
from playwright.sync_api import BrowserContext, Page, expect

from scratch import ScratchSite

pytestmark = pytest.mark.browser

RESULTS = ".search-results > li"
STATUS = "main [role=status]"
UNSAVED = ".search-unsaved"


@pytest.fixture(scope="module")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of an archive with four volumes in English, two in French."""
    site = ScratchSite(tmp_path_factory.mktemp("lanterns") / "site", SETTINGS, search=True)
    for year in (1994, 2004, 2014, 2024):
        for number in range(1, 10):
            site.article(
                f"{year}-{number}.md",
                f"A quick brown lantern of {year}.",
                title=f"Story {year} {number}",
                date=f"{year}-0{number}-05",
                tags=["Light"],
            )
    for year in (2004, 2014):
        site.article(f"{year}.fr.md", "Une lanterne.", title="Lanterne", date=f"{year}-02-02")
    site.build()
    return site.public


@pytest.fixture
def host(lanterns: Path) -> Iterator[Host]:
    host = Host(lanterns)
    yield host
    host.stop()


@pytest.fixture
def reader(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("network", [False, True], ids=["no-network", "no-server"])
def test_the_saved_volumes_are_searched_and_the_others_named(
    host: Host, context: BrowserContext, reader: Page, network: bool
) -> None:
    open_library(reader, host)
    save(reader, "en/2000s")
    unplug(host, context)
    context.set_offline(not network)
    reader.goto(f"{host.url}search/?q=lantern")
    expect(reader.locator(RESULTS)).to_have_count(9)
    expect(reader.locator(STATUS)).to_have_text(
        "9 articles for “lantern” · searched 2004 of 1994–2024"
    )
    expect(reader.locator(UNSAVED)).to_have_text(
        "Not saved for reading offline: 2014–2024, 1994. See what is saved"
    )
    links = reader.locator(f"{RESULTS} a")
    found = links.evaluate_all("links => links.map((link) => [link.href, link.textContent])")
    for address, title in found:
        reader.goto(address)
        expect(reader.locator("h1")).to_have_text(title)
    reader.goto(f"{host.url}search/?q=lantern")
    links.first.click()
    expect(reader.locator("h1")).to_have_text(found[0][1])
    reader.go_back()
    expect(reader.locator(RESULTS)).to_have_count(9)
    reader.locator(UNSAVED).get_by_role("link").click()
    expect(reader.locator("h1")).to_have_text("Read offline")

    # A language of which nothing is saved.
    reader.goto(f"{host.url}fr/search/?q=lanterne")
    expect(reader.locator(STATUS)).to_contain_text("aucun volume dans cette langue")
    expect(reader.locator(UNSAVED).get_by_role("link")).to_have_attribute(
        "href", "/archive/fr/offline/"
    )

    # The network is back: the same page searches everything again.
    reader.goto(f"{host.url}search/?q=lantern")
    expect(reader.locator(RESULTS)).to_have_count(9)
    host.start()
    context.set_offline(False)
    reader.get_by_role("searchbox").fill("brown lantern")
    expect(reader.locator(STATUS)).to_have_text(
        "36 articles for “brown lantern” · searched all of 1994–2024"
    )
    expect(reader.locator(UNSAVED)).to_be_empty()


def test_the_server_stops_while_the_page_is_open(host: Host, reader: Page) -> None:
    open_library(reader, host)
    save(reader, "en/2000s")
    reader.goto(f"{host.url}search/?q=lantern")
    expect(reader.locator(STATUS)).to_contain_text("36 articles")
    host.stop()
    reader.get_by_role("searchbox").fill("brown")
    expect(reader.locator(STATUS)).to_have_text(
        "9 articles for “brown” · searched 2004 of 1994–2024"
    )
    host.start()


def test_the_status_says_what_was_asked(host: Host, reader: Page) -> None:
    for words in ("%", "...", '""', "🎉"):
        reader.goto(host.url + "search/")
        reader.get_by_role("searchbox").fill(words)
        expect(reader.locator(STATUS)).to_have_text("Enter a word or number to search for.")
        expect(reader.locator(RESULTS)).to_have_count(0)
    reader.goto(host.url + "search/?q=%25&from=2004&to=2004")
    expect(reader.locator(STATUS)).to_contain_text("9 articles ·")
    reader.goto(host.url + "search/?q=%22quick brown%22")
    expect(reader.locator(STATUS)).to_contain_text('36 articles for "quick brown" ·')
    reader.goto(host.url + "search/?q=" + "nowhere" * 20)
    expect(reader.locator(STATUS)).to_contain_text(f"for “{('nowhere' * 20)[:60]}…”")
    places = reader.locator(".loosen-places a")
    links = [place.get_attribute("href") for place in places.all()]
    assert links == ["/archive/archive/", "/archive/tags/"]


def test_saved_volumes_bring_their_words(host: Host, context: BrowserContext, reader: Page) -> None:
    """Offline, too, a slip is noticed, a term's page is offered, a half-typed word is completed and
    what holds some of the words is listed."""
    open_library(reader, host)
    save(reader, "en/2000s")
    save(reader, "en/2010s")
    unplug(host, context)
    reader.goto(f"{host.url}search/?q=lantirn")
    expect(reader.locator(".search-suggest")).to_contain_text("lantern")
    expect(reader.locator(".search-suggest button")).to_have_count(1)
    reader.locator(".search-suggest button").click()
    expect(reader.locator(RESULTS)).to_have_count(10)
    reader.goto(f"{host.url}search/?q=light")
    terms = reader.locator(".search-terms a")
    expect(terms).to_have_attribute("href", "/archive/tags/light/")
    reader.goto(f"{host.url}search/?q=brown+nowhere")
    expect(reader.locator(".search-partial > li")).to_have_count(10)
    reader.get_by_role("searchbox").fill("brown lante")
    expect(reader.locator(".search-completions")).to_contain_text("lantern")
    reader.goto(f"{host.url}search/?q=Story+2014+3")
    expect(reader.locator(RESULTS).first).to_contain_text("Story 2014 3")
