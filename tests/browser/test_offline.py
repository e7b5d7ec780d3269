"""What is saved is read and searched with the network off and the server stopped."""

from __future__ import annotations

import json
import os

import pytest
from hosted import Host, OwnHost, open_library, row_of, save, unplug, wait_until
from playwright.sync_api import BrowserContext, Page, expect
from served import Served

pytestmark = pytest.mark.browser

RESULTS = "main ol > li"


def test_a_saved_volume_is_searched_opened_and_reloaded_without_network_and_server(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    host.asked.clear()
    save(reader, "en/2010s")
    packs = [path for path in host.asked if "/packs/" in path]
    assert packs == [
        "/archive/offline/packs/en/lists/all.pack",
        "/archive/offline/packs/en/2010s.pack",
    ]
    assert not any("/articles/" in path or "/2014/" in path for path in host.asked)
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
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    first = f"{own_host.url}2014/03/05/a2/"
    reader.goto(first)
    reader.evaluate("navigator.serviceWorker.ready.then(() => null)")
    wait_until(reader, f"caches.match({json.dumps(first)}).then(found => found !== undefined)")
    reader.goto(f"{own_host.url}2024/01/05/a8/?from=elsewhere")
    reader.goto(f"{own_host.url}nowhere/")
    own_host.site.delete("a5.md")
    reader.goto(f"{own_host.url}2014/06/05/a5/")
    own_host.site.build()
    reader.goto(f"{own_host.url}2014/06/05/a5/")
    unplug(own_host, context)
    for path, title in (
        ("2014/03/05/a2/", "Story 2"),
        ("2024/01/05/a8/", "Story 8"),
        ("nowhere/", "Read offline"),
        ("2014/06/05/a5/", "Read offline"),
    ):
        reader.goto(own_host.url + path)
        expect(reader.locator("h1")).to_have_text(title)
    reader.goto(first)
    assert reader.locator("img").first.evaluate("image => image.naturalWidth") == 40


def test_a_correction_is_seen_as_soon_as_there_is_a_network(
    own_host: OwnHost, reader: Page
) -> None:
    open_library(reader, own_host)
    save(reader, "en/2010s")
    reader.goto(f"{own_host.url}2014/03/05/a2/")
    own_host.site.article("a2.md", "Another text.", title="Story 2, corrected", date="2014-03-05")
    own_host.site.build()
    reader.goto(f"{own_host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Story 2, corrected")


def test_a_new_shell_waits_for_open_tabs_and_the_old_one_serves_them(
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, own_host)
    save(reader, "en/2010s")
    worker = (own_host.output / "service-worker.js").read_text("utf-8")
    own_host.restyle()
    assert (own_host.output / "service-worker.js").read_text("utf-8") != worker
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
    open_library(page, own_host)
    expect(row_of(page, "en/2010s")).to_have_attribute("data-state", "saved")
    wait_until(
        page,
        "caches.keys().then(names => names.filter(name => name.includes(' shell ')).length === 1)",
    )
    unplug(own_host, context)
    page.goto(f"{own_host.url}2014/03/05/a2/")
    expect(page.locator("h1")).to_have_text("Story 2")


def test_two_tabs_keep_working_while_the_site_is_updated(
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, own_host)
    save(reader, "en/2010s")
    other = context.new_page()
    other.goto(f"{own_host.url}2024/01/05/a8/")
    own_host.restyle()
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
    other.goto(f"{own_host.url}search/?q=monsoon")
    expect(other.locator(RESULTS)).to_have_count(8)
    open_library(other, own_host)
    expect(row_of(other, "en/2010s")).to_have_attribute("data-state", "saved")
    expect(row_of(other, "en/2020s")).to_have_attribute("data-state", "saved")
    assert reader.evaluate(waits) and other.evaluate(waits)
    reader.close()
    assert other.evaluate(waits), "one tab is open still"
    other.goto("about:blank")
    other.wait_for_timeout(500)
    open_library(other, own_host)
    assert not other.evaluate(waits)
    expect(row_of(other, "en/2010s")).to_have_attribute("data-state", "saved")
    unplug(own_host, context)
    other.goto(f"{own_host.url}2014/03/05/a2/")
    expect(other.locator("h1")).to_have_text("Story 2")


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


def test_the_worker_of_the_sample_archive_controls_its_pages(sample: Served, page: Page) -> None:
    page.goto(sample.url)
    wait_until(page, "navigator.serviceWorker.controller !== null")
    page.goto(f"{sample.url}offline/")
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "ready")
    assert page.evaluate("navigator.serviceWorker.controller.state") == "activated"


def test_a_network_that_does_not_answer_is_not_waited_for_long(host: Host, reader: Page) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    host.hanging.set()
    reader.goto(f"{host.url}2014/03/05/a2/", timeout=10_000)
    expect(reader.locator("h1")).to_have_text("Story 2")


def test_a_page_that_is_not_saved_is_not_waited_for_long_and_opens_when_it_comes(
    host: Host, reader: Page
) -> None:
    open_library(reader, host)
    save(reader, "en/2010s")
    host.hanging.set()
    reader.goto(f"{host.url}2024/01/05/a8/")
    lost = reader.get_by_role("region", name="This page is not saved")
    expect(lost).to_contain_text("/archive/2024/01/05/a8/")
    expect(row_of(reader, "en/2010s")).to_be_visible()
    host.hanging.clear()
    expect(reader.locator("h1")).to_have_text("Story 8")


def test_a_page_that_stops_in_the_middle_comes_from_what_is_saved(host: Host, reader: Page) -> None:
    reader.goto(f"{host.url}2014/03/05/a2/")
    wait_until(reader, "(async () => Boolean(await caches.match(location.href)))()")
    host.slow_for = "/"
    host.slow.set()
    reader.goto(f"{host.url}2014/03/05/a2/", timeout=15_000)
    expect(reader.get_by_role("contentinfo")).to_be_visible()


def test_what_the_host_has_now_is_shown_where_it_sends_no_cache_control(
    own_host: OwnHost, reader: Page
) -> None:
    address, page = (
        f"{own_host.url}2014/03/05/a2/",
        own_host.output / "2014/03/05/a2/index.html",
    )
    os.utime(page, (1_400_000_000, 1_400_000_000))
    open_library(reader, own_host)
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text("Story 2")
    page.write_text(page.read_text("utf-8").replace("Story 2", "Story 2, corrected"), "utf-8")
    reader.goto(own_host.url)
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text("Story 2, corrected")
