"""Readers save volumes, and read and search them with the network off and the server stopped."""

from __future__ import annotations

import functools
import http.server
import json
import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from served import Handler, Served, published_policy

from dateline.build.run import Options, build
from scratch import ScratchSite

pytestmark = pytest.mark.browser

RESULTS = "main ol > li"
SETTINGS = """\
title = "The Meridian"
url = "{url}"
languages = {{ fr = {{ title = "Le Méridien" }} }}
[search]
volume = 10
"""


class Host:
    """An archive under /archive/ on a server that can be stopped, and started at the same port."""

    def __init__(self, folder: Path) -> None:
        self.top = folder / "served"
        self.top.mkdir()
        self.site = ScratchSite(folder / "site", search=True)
        self.slow, self.hanging = threading.Event(), threading.Event()
        self.slow_for = ".pack"
        self.asked: list[str] = []
        self.port = 0
        self.start()
        self.site.settings(SETTINGS.format(url=self.url))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/archive/"

    def start(self) -> None:
        host = self

        class Counting(Handler):
            policy = published_policy()

            def do_GET(self) -> None:  # noqa: N802 - http.server names it
                host.asked.append(self.path)
                if host.cut_off(self):
                    return
                super().do_GET()

        handler = functools.partial(Counting, directory=str(self.top))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def cut_off(self, handler: http.server.BaseHTTPRequestHandler) -> bool:
        """Where packs are slow: send the first half of one, then nothing until told."""
        while self.hanging.is_set():
            threading.Event().wait(0.05)
        if not (self.slow.is_set() and handler.path.endswith(self.slow_for)):
            return False
        file = self.top / handler.path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        data = file.read_bytes()
        handler.send_response(200)
        handler.send_header("Content-Type", handler.guess_type(str(file)))
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])
        handler.wfile.flush()
        while self.slow.is_set():
            threading.Event().wait(0.05)
        handler.close_connection = True
        return True

    def stop(self) -> None:
        self.slow.clear()
        self.hanging.clear()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def build(self) -> None:
        build(self.site.root, Options(output=self.top / "archive", jobs=1))

    def volumes(self, lang: str = "en") -> list[dict[str, object]]:
        listed = json.loads((self.top / "archive/offline/volumes.json").read_text("utf-8"))
        found: list[dict[str, object]] = listed["languages"][lang]
        return found


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    host = Host(tmp_path)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect/></svg>'
    host.site.write("content/reef.svg", picture.replace("<rect/>", '<rect width="9" height="9"/>'))
    for number in range(14):
        year, words = (2014, "monsoon") if number < 8 else (2024, "lagoon")
        host.site.article(
            f"a{number}.md",
            f"The {words} came. ![a reef](reef.svg)",
            title=f"Story {number}",
            date=f"{year}-0{number % 8 + 1}-05",
        )
    host.site.article("neuf.fr.md", "Un cyclone passa.", title="Neuf", date="2014-02-02")
    host.build()
    yield host
    host.stop()


@pytest.fixture
def reader(context: BrowserContext) -> Iterator[Page]:
    """A page; the test fails if a script does. Refused connections are logged as errors too."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: (
            faults.append(message.text)
            if message.type == "error" and "Failed to load" not in message.text
            else None
        ),
    )
    yield page
    assert not faults


def open_library(page: Page, host: Host, path: str = "offline/") -> None:
    page.goto(host.url + path)
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "ready")


def row_of(page: Page, name: str) -> Locator:
    return page.locator(f"[data-volume='{name}']")


def save(page: Page, name: str) -> None:
    row = row_of(page, name)
    row.get_by_role("button", name="Save ").click()
    expect(row).to_have_attribute("data-state", "saved")


def half_saved(page: Page, name: str) -> None:
    """Wait until a part of a pack has come."""
    wait_until(page, f"document.querySelector(\"[data-volume='{name}'] progress\").value > 0")


def wait_until(page: Page, expression: str) -> None:
    """Like `wait_for_function`, whose second look the policy of the page forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def unplug(host: Host, context: BrowserContext) -> None:
    """The network off, and the server stopped."""
    context.set_offline(True)
    host.stop()


def test_a_saved_volume_is_searched_opened_and_reloaded_without_network_and_server(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    host.asked.clear()
    save(reader, "en/2010s")
    packs = [path for path in host.asked if "/packs/" in path]
    assert packs == ["/archive/offline/packs/en/2010s.pack"]
    assert not any("/fragment/" in path or "/2014/" in path for path in host.asked)
    unplug(host, context)

    reader.goto(f"{host.url}search/?q=monsoon")
    expect(reader.locator(RESULTS)).to_have_count(8)
    expect(reader.locator("main")).to_contain_text("Not saved for reading offline: 2024")
    reader.locator(RESULTS).first.get_by_role("link").first.click()
    expect(reader.locator("h1")).to_contain_text("Story")
    assert "/archive/2014/" in reader.url
    reader.reload()
    expect(reader.locator("h1")).to_contain_text("Story")
    assert reader.locator("img").first.evaluate("image => image.naturalWidth") == 40
    colour = reader.locator("body").evaluate("body => getComputedStyle(body).display")
    assert colour == "flex", "the stylesheet is not there"


def test_an_article_never_opened_before_opens_from_its_volume(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    unplug(host, context)
    reader.goto(f"{host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Story 2")
    # What depends on other articles is not saved.
    expect(reader.locator(".pager")).to_have_count(0)
    reader.goto(f"{host.url}2014/04/05/a3")
    expect(reader.locator("h1")).to_have_text("Story 3")


def test_the_articles_of_a_saved_volume_can_be_browsed(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    unplug(host, context)
    reader.reload()
    row = row_of(reader, "en/2010s")
    row.get_by_text("Articles in 2010s").click()
    links = row.locator("ol a")
    expect(links).to_have_count(8)
    expect(links.first).to_have_text("Story 7")
    expect(row.locator("time").first).to_have_text("Aug 5, 2014")
    links.first.click()
    expect(reader.locator("h1")).to_have_text("Story 7")


def test_an_interrupted_save_is_not_taken_for_a_saved_volume(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    host.slow.set()
    row_of(reader, "en/2010s").get_by_role("button", name="Save 2010s").click()
    expect(row_of(reader, "en/2010s")).to_have_attribute("data-state", "saving")
    half_saved(reader, "en/2010s")
    reader.close()
    host.slow.clear()

    page = context.new_page()
    open_library(page, host)
    row = row_of(page, "en/2010s")
    expect(row).to_have_attribute("data-state", "interrupted")
    expect(row).to_contain_text("interrupted")
    host.stop()
    page.goto(f"{host.url}2014/03/05/a2/")
    expect(page.locator("h1")).to_have_text("Read offline")
    host.start()
    open_library(page, host)
    save(page, "en/2010s")
    expect(row.get_by_role("button", name="Remove 2010s")).to_be_visible()
    unplug(host, context)
    page.goto(f"{host.url}2014/03/05/a2/")
    expect(page.locator("h1")).to_have_text("Story 2")


def test_a_cut_connection_says_so_and_what_was_saved_stays(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    host.site.article("a2.md", "Another text.", title="Story 2, corrected", date="2014-03-05")
    host.build()
    open_library(reader, host)
    host.slow.set()
    row = row_of(reader, "en/2010s")
    row.get_by_role("button", name="Refresh").click()
    half_saved(reader, "en/2010s")
    host.slow.clear()  # the server closes the connection half-way
    expect(row).to_have_attribute("data-state", "changed")
    expect(row).to_contain_text("could not be saved")
    expect(reader.locator("[role=status]")).to_contain_text("could not be saved")
    unplug(host, context)
    reader.goto(f"{host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Story 2")


def test_only_the_volume_that_changed_is_refreshed(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    save(reader, "en/2020s")
    host.site.article("a9.md", "Another text.", title="Story 9, corrected", date="2024-02-05")
    host.build()
    host.asked.clear()
    open_library(reader, host)
    expect(row_of(reader, "en/2010s")).to_have_attribute("data-state", "saved")
    changed = row_of(reader, "en/2020s")
    expect(changed).to_have_attribute("data-state", "changed")
    expect(changed).to_contain_text("changed since")
    changed.get_by_role("button", name="Refresh 2020s").click()
    expect(changed).to_have_attribute("data-state", "saved")
    assert [path for path in host.asked if "/packs/" in path] == [
        "/archive/offline/packs/en/2020s.pack"
    ]
    names = reader.evaluate("caches.keys()")
    assert len([name for name in names if " volume " in name]) == 2
    unplug(host, context)
    reader.goto(f"{host.url}2024/02/05/a9/")
    expect(reader.locator("h1")).to_have_text("Story 9, corrected")


def test_a_full_browser_says_so_and_keeps_nothing_by_halves(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    host.site.write("content/large.jpg", random.Random(1).randbytes(3_000_000))
    host.site.article("large.md", "![large](large.jpg)", date="2014-04-04")
    host.build()
    open_library(reader, host)
    session = context.new_cdp_session(reader)
    used = reader.evaluate("navigator.storage.estimate().then(({usage}) => usage)")
    origin = host.url.removesuffix("/archive/")
    session.send(
        "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 1_000_000}
    )
    row = row_of(reader, "en/2010s")
    row.get_by_role("button", name="Save 2010s").click()
    expect(row).to_contain_text("no room")
    expect(row).not_to_contain_text("another volume")
    expect(row).to_have_attribute("data-state", "absent")
    assert not [name for name in reader.evaluate("caches.keys()") if " volume " in name]


def test_a_year_is_saved_at_once(host: Host, context: BrowserContext, reader: Page) -> None:
    for number in range(12):
        host.site.article(f"b{number}.md", date=f"2014-{number + 1:02}-09")
    host.build()
    open_library(reader, host)
    expect(row_of(reader, "en/2014-q1")).to_be_visible()
    all_of_it = reader.get_by_role("button", name="Save all of 2014")
    all_of_it.click()
    expect(all_of_it).to_be_hidden()
    for quarter in range(1, 5):
        name = f"en/2014-q{quarter}"
        expect(row_of(reader, name)).to_have_attribute("data-state", "saved")
    expect(reader.locator("[role=status]")).to_have_text("First quarter of 2014 is saved.")


def test_a_volume_is_removed(host: Host, context: BrowserContext, reader: Page) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    row = row_of(reader, "en/2010s")
    row.get_by_role("button", name="Remove 2010s").press("Enter")
    expect(row).to_have_attribute("data-state", "absent")
    expect(row.get_by_role("button", name="Save 2010s")).to_be_focused()
    assert not [name for name in reader.evaluate("caches.keys()") if " volume " in name]
    unplug(host, context)
    reader.goto(f"{host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Read offline")


def test_what_is_not_saved_is_named_and_other_ways_are_offered(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    unplug(host, context)
    reader.goto(f"{host.url}2024/01/05/a8/")
    lost = reader.get_by_role("region", name="This page is not saved")
    expect(lost).to_contain_text("/archive/2024/01/05/a8/")
    expect(row_of(reader, "en/2010s")).to_have_attribute("data-state", "saved")
    assert reader.title() == "This page is not saved"
    lost.get_by_role("link", name="Search what is saved").click()
    expect(reader.locator("h1")).to_have_text("Search the archive")
    reader.goto(f"{host.url}fr/2024/")
    expect(reader.locator("h2").first).to_have_text("Cette page n’est pas enregistrée")


def test_what_one_has_read_stays_and_no_error_is_kept(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    first = f"{host.url}2014/03/05/a2/"
    reader.goto(first)
    reader.evaluate("navigator.serviceWorker.ready.then(() => null)")
    wait_until(reader, f"caches.match({json.dumps(first)}).then(found => found !== undefined)")
    reader.goto(f"{host.url}2024/01/05/a8/?from=elsewhere")
    reader.goto(f"{host.url}nowhere/")
    host.site.delete("a5.md")
    reader.goto(f"{host.url}2014/06/05/a5/")
    host.build()
    reader.goto(f"{host.url}2014/06/05/a5/")
    unplug(host, context)
    for path, title in (
        ("2014/03/05/a2/", "Story 2"),
        ("2024/01/05/a8/", "Story 8"),
        ("nowhere/", "Read offline"),
        ("2014/06/05/a5/", "Read offline"),
    ):
        reader.goto(host.url + path)
        expect(reader.locator("h1")).to_have_text(title)
    reader.goto(first)
    assert reader.locator("img").first.evaluate("image => image.naturalWidth") == 40


def test_a_correction_is_seen_as_soon_as_there_is_a_network(host: Host, reader: Page) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    reader.goto(f"{host.url}2014/03/05/a2/")
    host.site.article("a2.md", "Another text.", title="Story 2, corrected", date="2014-03-05")
    host.build()
    reader.goto(f"{host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Story 2, corrected")


def test_a_new_shell_waits_for_open_tabs_and_the_old_one_serves_them(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    worker = (host.top / "archive/service-worker.js").read_text("utf-8")
    host.site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    host.site.write("themes/own/assets/css/95-own.css", "body { outline: 0 }")
    host.site.settings('theme = "own"\n' + SETTINGS.format(url=host.url))
    host.build()
    assert (host.top / "archive/service-worker.js").read_text("utf-8") != worker
    reader.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update();
            for (let tries = 0; tries < 100 && !registration.waiting; tries += 1) {
                await new Promise((done) => setTimeout(done, 50));
            }
        }"""
    )
    reader.wait_for_timeout(1_000)
    waits = "navigator.serviceWorker.getRegistration().then(found => found.waiting !== null)"
    assert reader.evaluate(waits), "it took over from the worker of an open tab"
    shells = [name for name in reader.evaluate("caches.keys()") if " shell " in name]
    assert len(shells) == 2
    # All tabs closed, the new one takes over; the saved volume is not stale for a new stylesheet.
    reader.goto("about:blank")
    page = context.new_page()
    page.wait_for_timeout(500)
    open_library(page, host)
    expect(row_of(page, "en/2010s")).to_have_attribute("data-state", "saved")
    wait_until(
        page,
        "caches.keys().then(names => names.filter(name => name.includes(' shell ')).length === 1)",
    )
    unplug(host, context)
    page.goto(f"{host.url}2014/03/05/a2/")
    expect(page.locator("h1")).to_have_text("Story 2")


def test_two_tabs_keep_working_while_the_site_is_updated(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    other = context.new_page()
    other.goto(f"{host.url}2024/01/05/a8/")
    host.site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    host.site.write("themes/own/assets/css/95-own.css", "body { outline: 0 }")
    host.site.settings('theme = "own"\n' + SETTINGS.format(url=host.url))
    host.build()
    reader.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update();
        }"""
    )
    waits = "navigator.serviceWorker.getRegistration().then(found => found.waiting !== null)"
    wait_until(reader, waits)
    # The tab that was open saves, searches and opens as before; so does the other.
    save(reader, "en/2020s")
    other.goto(f"{host.url}search/?q=monsoon")
    expect(other.locator(RESULTS)).to_have_count(8)
    open_library(other, host)
    expect(row_of(other, "en/2010s")).to_have_attribute("data-state", "saved")
    expect(row_of(other, "en/2020s")).to_have_attribute("data-state", "saved")
    assert reader.evaluate(waits) and other.evaluate(waits)
    reader.close()
    assert other.evaluate(waits), "one tab is open still"
    other.goto("about:blank")
    other.wait_for_timeout(500)
    open_library(other, host)
    assert not other.evaluate(waits)
    expect(row_of(other, "en/2010s")).to_have_attribute("data-state", "saved")
    unplug(host, context)
    other.goto(f"{host.url}2014/03/05/a2/")
    expect(other.locator("h1")).to_have_text("Story 2")


@pytest.mark.parametrize("loss", ["all", "some"])
def test_a_volume_that_the_browser_removed_is_offered_again(
    host: Host, reader: Page, loss: str
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    save(reader, "en/2020s")
    reader.evaluate(
        """async (loss) => {
            const name = (await caches.keys()).find((one) => one.includes(" volume en/2010s "));
            if (loss === "all") return caches.delete(name);
            const cache = await caches.open(name);
            return cache.delete((await cache.keys())[0]);
        }""",
        loss,
    )
    row = row_of(reader, "en/2010s")
    for _ in range(2):  # it is said until it is mended
        open_library(reader, host)
        expect(row).to_have_attribute("data-state", "lost")
        expect(row).to_contain_text("The browser has removed what was saved")
        expect(row_of(reader, "en/2020s")).to_have_attribute("data-state", "saved")
    save(reader, "en/2010s")
    open_library(reader, host)
    expect(row).to_have_attribute("data-state", "saved")


def test_the_shell_comes_back_after_all_was_cleared(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    wait_until(reader, "navigator.serviceWorker.controller !== null")
    reader.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))"
    )
    reader.goto(f"{host.url}2014/03/05/a2/")
    wait_until(reader, f"caches.match('{host.url}offline/', {{ignoreVary: true}}).then(Boolean)")
    unplug(host, context)
    open_library(reader, host)
    reader.goto(f"{host.url}search/")
    expect(reader.locator("h1")).to_have_text("Search the archive")


def test_a_browser_that_blocks_workers_is_told(browser: Browser, host: Host) -> None:
    context = browser.new_context(service_workers="block", locale="en-GB")
    page = context.new_page()
    page.goto(f"{host.url}offline/")
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "unsupported")
    expect(page.locator("[role=status]")).to_contain_text("cannot save volumes")
    context.close()


def test_a_worker_that_cannot_be_installed_is_told(host: Host, context: BrowserContext) -> None:
    (host.top / "archive/manifest.webmanifest").unlink()
    (host.top / "archive/assets/search.js").unlink()
    page = context.new_page()
    page.goto(f"{host.url}offline/")
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "unsupported")
    expect(page.locator("[role=status]")).to_contain_text("did not start")


def test_a_worker_that_hangs_is_told_and_welcome_later(host: Host, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(host.url, wait_until="commit")
    page.goto(f"{host.url}offline/", wait_until="domcontentloaded")
    host.hanging.set()
    status = page.locator("[role=status]")
    expect(status).to_contain_text("did not start")
    host.hanging.clear()
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "ready")
    expect(status).to_be_empty()


def test_without_its_script_the_page_is_not_empty(host: Host, context: BrowserContext) -> None:
    (host.top / "archive/assets/offline.js").unlink()
    page = context.new_page()
    page.goto(f"{host.url}offline/")
    expect(page.locator(".offline-fallback")).to_be_visible()


def test_the_worker_of_the_sample_archive_controls_its_pages(sample: Served, page: Page) -> None:
    page.goto(sample.url)
    wait_until(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{sample.url}offline/")
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "ready")
    assert page.evaluate("navigator.serviceWorker.controller.state") == "activated"


def test_a_decade_that_is_one_volume_is_named_once(host: Host, reader: Page) -> None:
    open_library(reader, host)
    expect(reader.get_by_text("2010s", exact=True)).to_have_count(1)
    expect(reader.locator(".offline-decade")).to_have_count(0)
    expect(reader.locator(".offline-rows")).to_have_count(1)


def test_a_network_that_does_not_answer_is_not_waited_for_long(host: Host, reader: Page) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    host.hanging.set()
    reader.goto(f"{host.url}2014/03/05/a2/", timeout=10_000)
    expect(reader.locator("h1")).to_have_text("Story 2")


def test_a_page_that_stops_in_the_middle_comes_from_what_is_saved(host: Host, reader: Page) -> None:
    reader.goto(f"{host.url}2014/03/05/a2/")
    wait_until(reader, "(async () => Boolean(await caches.match(location.href)))()")
    host.slow_for = "/"
    host.slow.set()
    reader.goto(f"{host.url}2014/03/05/a2/", timeout=15_000)
    expect(reader.get_by_role("contentinfo")).to_be_visible()


def test_what_the_host_has_now_is_shown_where_it_sends_no_cache_control(
    host: Host, reader: Page
) -> None:
    address, page = f"{host.url}2014/03/05/a2/", host.top / "archive/2014/03/05/a2/index.html"
    os.utime(page, (1_400_000_000, 1_400_000_000))
    open_library(reader, host)
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text("Story 2")
    page.write_text(page.read_text("utf-8").replace("Story 2", "Story 2, corrected"), "utf-8")
    reader.goto(host.url)
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text("Story 2, corrected")


def test_the_archive_can_be_installed(host: Host, context: BrowserContext, reader: Page) -> None:
    open_library(reader, host)
    session = context.new_cdp_session(reader)
    found = session.send("Page.getAppManifest")
    assert not found["errors"]
    manifest = json.loads(found["data"])
    assert (manifest["start_url"], manifest["scope"]) == ("/archive/", "/archive/")
    sizes = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes
    for icon in manifest["icons"]:
        shown = reader.evaluate(
            """(src) => new Promise((done) => {
                const image = new Image();
                image.onload = () => done(`${image.naturalWidth}x${image.naturalHeight}`);
                image.src = src;
            })""",
            icon["src"],
        )
        assert shown == icon["sizes"]
    reader.reload()
    wait_until(reader, "navigator.serviceWorker.controller !== null")
    problems = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # The pages of this test are in private windows, from which nothing is installed.
    assert {problem["errorId"] for problem in problems} <= {"in-incognito"}


def test_the_install_button_shows_itself_only_when_it_can_work(host: Host, reader: Page) -> None:
    reader.goto(host.url)
    button = reader.get_by_role("button", name="Download the app")
    expect(button).to_have_count(0)
    reader.evaluate(
        """() => {
            const offer = new Event("beforeinstallprompt", { cancelable: true });
            offer.prompt = async () => { document.body.dataset.asked = "yes"; };
            dispatchEvent(offer);
        }"""
    )
    expect(button).to_have_count(2)
    button.first.click()
    expect(reader.locator("body")).to_have_attribute("data-asked", "yes")
    expect(button).to_have_count(0)


def test_french_has_its_own_volumes_and_words(host: Host, reader: Page) -> None:
    open_library(reader, host, "fr/offline/")
    row = row_of(reader, "fr/all")
    expect(row).to_contain_text("1 article")
    row.get_by_role("button", name="Enregistrer : toutes les archives").click()
    expect(row.get_by_role("button", name="Supprimer : toutes les archives")).to_be_visible()
    expect(reader.locator("[data-volume]")).to_have_count(1)


def test_without_scripts_the_page_says_so(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.url}offline/")
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")
    expect(page.locator("noscript p")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["offline/", "fr/offline/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(host: Host, reader: Page, path: str, scheme: str) -> None:
    reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_library(reader, host, path)
    reader.locator(".volume-save").first.click()
    expect(reader.locator(".volume[data-state=saved]")).to_have_count(1)
    reader.locator(".volume-articles summary").first.click()
    found = Axe().run(reader)
    assert not found.response["violations"], found.generate_report()
