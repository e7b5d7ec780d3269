"""Windows in which all that moves is noted, and the pages that are opened in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hosted import wait_until
from playwright.sync_api import Browser, Page

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

UNDER_WAY = """() => [...document.images].some((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return !image.complete && top < innerHeight && bottom > 0;
}) || document.querySelector("[data-status=searching], [data-status=loading]") !== null"""

SHOWN = """() => new Promise((shown) => {
    // What moved is told after the frame in which it did.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(shown, 50)));
})"""


@contextmanager
def window(browser: Browser, width: int) -> Iterator[Page]:
    """A window in which all that moves is noted."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def open_whole(page: Page, url: str) -> None:
    """Open a page, and wait until all that it shows by itself is there."""
    page.goto(url)
    wait_until(page, f"!({UNDER_WAY})()")
    page.evaluate(SHOWN)
