"""A search on a network that is slow, or sends its own page or files of another format."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from served import Served, serving

from archives import published
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

RESULTS = ".search-results > li"
STATUS = "main [role=status]"
LOGIN = "<!doctype html><title>Wi-Fi</title><p>Please log in.</p>"


@pytest.fixture(scope="module")
def three_volumes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ten articles in each of three years, a volume each: all have “news”, half “lantern”."""
    site = ScratchSite(
        tmp_path_factory.mktemp("three") / "site", SETTINGS + "[search]\nvolume = 10\n"
    )
    for year in (2012, 2013, 2014):
        for number in range(10):
            word = "lantern" if number % 2 else "beacon"
            site.article(
                f"{year}-{number}.md", f"News: a {word}.", date=f"{year}-03-{number + 1:02}"
            )
    with serving(published(site.root)) as served:
        yield served


def log_in(route: Route) -> None:
    """Answer as a network does that asks for a password first."""
    route.fulfill(body=LOGIN, content_type="text/html")


def search(page: Page) -> None:
    page.get_by_role("button", name="Search", exact=True).click()


@pytest.mark.parametrize(
    ("files", "query"),
    [
        ("manifest.json", "?q=lantern"),
        ("words/en/*.dl?*", "?q=lantern"),
        ("en/*/volume.dl?*", "?q=lantern&from=2012"),
        ("en/*/facets.dl?*", "?q=lantern&from=2012"),
        ("en/*/articles/*.dl?*", "?q=lantern"),
        ("engine/en/wasm.*", "?q=lantern&from=2012"),
    ],
)
def test_the_page_of_a_network_is_not_taken_for_search_data(
    page: Page, three_volumes: Served, files: str, query: str
) -> None:
    refused(page, three_volumes, files, query)


def test_nor_is_it_taken_for_a_part_of_an_index(browser: Browser, three_volumes: Served) -> None:
    page = browser.new_page()  # in which Pagefind may log an error
    refused(page, three_volumes, "en/*/index/*", "?q=lantern&from=2012")
    page.close()


def refused(page: Page, three_volumes: Served, files: str, query: str) -> None:
    """Search while the network answers for `files`, then when it no longer does."""
    page.route(f"**/search/data/{files}", log_in)
    page.goto(f"{three_volumes.url}search/{query}")
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    expect(page.locator(RESULTS)).to_have_count(0)
    page.unroute(f"**/search/data/{files}")
    search(page)
    expect(page.locator(RESULTS)).to_have_count(10)
    expect(page.locator(STATUS)).to_contain_text("15 articles for “lantern”")


@pytest.mark.parametrize(
    ("files", "ours", "others"),
    [
        ("manifest.json", b'"format": 6', b'"format": 5'),
        ("words/en/*.dl?*", b"dateline 6\n", b"dateline 5\n"),
        ("en/*/articles/*.dl?*", b"{", b"<"),
    ],
)
def test_files_of_another_format_are_not_used(
    page: Page, three_volumes: Served, files: str, ours: bytes, others: bytes
) -> None:
    def of_another_format(route: Route) -> None:
        data = route.fetch().body()
        text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        assert text.count(ours)
        route.fulfill(body=text.replace(ours, others, 1))

    page.route(f"**/search/data/{files}", of_another_format)
    page.goto(f"{three_volumes.url}search/?q=lantern")
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")


def test_lists_of_endings_that_are_none_offer_nothing_once(
    page: Page, three_volumes: Served
) -> None:
    page.route("**/endings-*", log_in)
    page.goto(f"{three_volumes.url}search/?q=bantern")
    expect(page.locator(STATUS)).to_contain_text("No article found")
    expect(page.locator(".search-suggest")).to_be_hidden()
    page.unroute("**/endings-*")
    search(page)
    expect(page.locator(".search-suggest")).to_contain_text("lantern")


def test_files_that_the_host_unpacked_are_read(page: Page, three_volumes: Served) -> None:
    def unpack(route: Route) -> None:
        route.fulfill(body=gzip.decompress(route.fetch().body()))

    page.route("**/*.dl?*", unpack)
    page.goto(f"{three_volumes.url}search/?q=lantern")
    expect(page.locator(RESULTS)).to_have_count(10)


def test_a_press_while_more_results_arrive_is_remembered(page: Page, three_volumes: Served) -> None:
    page.goto(f"{three_volumes.url}search/?q=news&sort=newest")
    expect(page.locator(RESULTS)).to_have_count(10)
    every_year = page.get_by_role("button", name="Search all years")
    expect(every_year).to_be_visible()
    page.route("**/search/data/en/**", lambda route: None)
    more = page.locator(".search-more:not(.search-all)")
    more.press("Enter")
    expect(more).to_be_disabled()
    every_year.press("Enter")
    page.unroute("**/search/data/en/**")  # lets those go on that were waiting
    expect(page.locator(STATUS)).to_contain_text("searched all of 2012–2014")
