"""What readers see stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hosted import Host, wait_until
from playwright.sync_api import Browser, Page, expect
from served import Served

pytestmark = pytest.mark.browser

KINDS = [
    "",
    "fr/",
    "2024/11/23/new-government/",
    "2024/11/23/new-government/?highlight=government",
    "1975/02/06/",
    "1975/",
    "archive/",
    "tags/",
    "places/port-louis/",
    "about/",
    "search/",
    "search/?q=cyclone",
    "fr/search/?q=cyclone",
    "search/?q=nothinglikethis",
    "offline/",
    "404.html",
]

WATCH = """
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved.push(entry);
    }).observe({ type: "layout-shift", buffered: true });
    // As on an iPhone, so that the hint to install shows itself.
    Object.defineProperty(navigator, "standalone", { value: false });
"""

OFFER = """() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = async () => {};
    dispatchEvent(offer);
}"""

MOVED = """() => moved.map(({ value, sources }) => [
    Math.round(value * 10_000) / 10_000,
    ...sources.map(({ node }) => node?.className || node?.nodeName || ""),
]).filter(([value]) => value > 0)"""


@contextmanager
def window(browser: Browser, width: int) -> Iterator[Page]:
    """A window in which all that moves is noted."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def shifts(page: Page, url: str) -> list[list[object]]:
    """What moved on a page that is loaded, then offers to install the archive."""
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.evaluate(OFFER)
    page.wait_for_timeout(200)
    found: list[list[object]] = page.evaluate(MOVED)
    return found


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_moves_once_it_is_shown(browser: Browser, sample: Served, width: int) -> None:
    moved = {}
    with window(browser, width) as page:
        for kind in KINDS:
            if found := shifts(page, sample.url + kind):
                moved[kind] = found
            expect(
                page.get_by_role("button", name="Download the app")
                .or_(page.get_by_role("button", name="Télécharger l’application"))
                .first
            ).to_be_visible()
    assert moved == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_several_volumes_are_searched(
    browser: Browser, host: Host, width: int
) -> None:
    with window(browser, width) as page:
        for words in ("monsoon", "came", "fr/cyclone"):
            lang, _, query = words.rpartition("/")
            found = shifts(page, f"{host.url}{lang and lang + '/'}search/?q={query}")
            assert found == [], words
            wait_until(page, "document.querySelectorAll('.search-results > li').length > 0")
