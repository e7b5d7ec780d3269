"""What readers see stays where it is."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hosted import SETTINGS, Host, wait_until
from playwright.sync_api import Browser, Page, expect
from served import Handler, Served, Server, serving
from windows import KINDS, SHOWN, open_whole, window

from scratch import ScratchSite

pytestmark = pytest.mark.browser
LONG = "DATELINE_LONG" in os.environ

OFFER = """() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = async () => {};
    dispatchEvent(offer);
}"""

PAINTED = """() => new Promise((painted) => {
    new PerformanceObserver(() => painted()).observe({ type: "paint", buffered: true });
})"""
"""Until then there is nothing to scroll, and a mouse has an unstyled page laid out."""

MOVED = """() => moved.map(({ value, sources }) => [
    Math.round(value * 10_000) / 10_000,
    ...sources.map(({ node }) => node?.className || node?.nodeName || ""),
]).filter(([value]) => value > 0)"""


def shifts(page: Page, url: str) -> list[list[object]]:
    """What moved on a page that is loaded, then offers to install the archive."""
    open_whole(page, url)
    page.evaluate(OFFER)
    page.evaluate(SHOWN)
    found: list[list[object]] = page.evaluate(MOVED)
    return found


@pytest.mark.parametrize("width", [390, 1440, 820] if LONG else [390, 1440])
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


class InPieces(Handler):
    """Sends a page as a slow connection does: a piece, and some time later the next."""

    def do_GET(self) -> None:  # noqa: N802 - http.server names it
        if (file := self.send_head()) is None:
            return
        with file:
            whole = file.read()
        pieces = [whole]
        if whole.startswith(b"<!doctype html>"):
            head, sheet, rest = whole.partition(b'<div class="search-sheet">')
            assert sheet
            starts = rb"(?=<(?:div|ol|details|summary|fieldset|footer)\b)"
            pieces = [head + sheet, *re.split(starts, rest)]
        with suppress(ConnectionError):  # a reader who goes on does not wait for the rest
            for number, piece in enumerate(pieces):
                time.sleep(0.05 if number else 0)
                self.wfile.write(piece)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_the_search_page_arrives(
    browser: Browser, sample: Served, width: int
) -> None:
    server = Server(sample.folder, InPieces)
    with window(browser, width) as page:
        for kind in ("search/", "fr/search/"):
            assert shifts(page, server.url + kind) == [], kind
    server.stop()


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


MOST_MOVED = 0.05
"""How much may move in all while a reader searches again and again."""


@pytest.fixture(scope="module")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ten volumes, each with one “lantern” and two articles on a “ferry”, all in other places."""
    site = ScratchSite(tmp_path_factory.mktemp("lanterns") / "site", SETTINGS, search=True)
    for number in range(80):
        word = ["lantern", "ferry", "ferry", "market"][min(number % 8, 3)]
        site.article(
            f"a{number}.md",
            f"The {word} news.",
            title=f"The {word} {number}",
            date=f"{2005 + number // 8}-{number % 8 + 1:02}-10",
            location=f"Place {number}",
            authors=[f"Writer {number}"],
            tags=[f"Tag {number}"],
        )
    site.build()
    with serving(site.public) as served:
        yield served


@pytest.mark.parametrize("width", [390, 1440])
def test_little_moves_while_a_reader_searches_on(
    browser: Browser, lanterns: Served, width: int
) -> None:
    with window(browser, width) as page:
        context = page.context
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 150, "downloadThroughput": -1, "uploadThroughput": -1},
        )
        open_whole(page, f"{lanterns.url}search/?q=ferry")
        if width == 390:
            page.locator("summary").click()
            page.evaluate(SHOWN)
            page.evaluate("() => { moved.length = 0; }")
        field = page.locator("main").get_by_role("searchbox")
        for query in ("zzqx", "lantern", "lantern zzqx", "ferry", "lantern"):
            field.fill(query)
            expect(page.locator("main [role=status]")).to_contain_text(f"“{query}”")
        page.evaluate(SHOWN)
        moved = page.evaluate(MOVED)
    assert sum(value for value, *_ in moved) <= MOST_MOVED, moved


@pytest.mark.parametrize("width", [390, 1440])
def test_next_to_nothing_moves_while_a_reader_scrolls_on(
    browser: Browser, lanterns: Served, width: int
) -> None:
    with window(browser, width) as page:
        page.goto(f"{lanterns.url}search/?q=news", wait_until="commit")
        page.evaluate(PAINTED)
        page.mouse.move(width / 2, 600)
        for _ in range(40):
            page.mouse.wheel(0, 300)
            page.wait_for_timeout(40)
        wait_until(page, "document.querySelectorAll('.search-results > li').length > 30")
        page.evaluate(SHOWN)
        assert sum(value for value, *_ in page.evaluate(MOVED)) < 0.01


@pytest.mark.parametrize("width", [390, 1440])
def test_the_footer_is_not_seen_moving_while_results_arrive(
    browser: Browser, lanterns: Served, width: int
) -> None:
    with window(browser, width) as page:
        page.goto(f"{lanterns.url}search/?q=news")
        page.evaluate(
            """() => {
                window.seen = new Set();
                const note = () => seen.add(getComputedStyle(footer).visibility);
                const footer = document.querySelector("footer.footer");
                new MutationObserver(([{ target }]) => {
                    if (target.hasAttribute("data-arriving")) note();
                }).observe(document.querySelector("archive-search"), { attributes: true });
            }"""
        )
        page.mouse.move(width / 2, 600)
        for _ in range(30):
            page.mouse.wheel(0, 300)
            page.wait_for_timeout(40)
        wait_until(page, "!document.querySelector('[data-arriving]')")
        assert page.evaluate("[...seen]") == ["hidden"]
        expect(page.locator("footer.footer")).to_be_visible()
