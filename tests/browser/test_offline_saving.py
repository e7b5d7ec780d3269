"""Readers save volumes, refresh and remove them; what is cut off is not taken for saved."""

from __future__ import annotations

import random

import pytest
from hosted import Host, OwnHost, half_saved, open_library, row_of, save, unplug
from playwright.sync_api import BrowserContext, Page, expect

from scratch import ScratchSite

pytestmark = pytest.mark.browser


def with_large_files(site: ScratchSite, count: int) -> None:
    """An article of April 2014 that links to so many files of 0.9 MB each."""
    links = []
    for number in range(count):
        site.write(f"content/scan{number}.pdf", random.Random(number).randbytes(900_000))
        links.append(f"[Scan {number}](scan{number}.pdf)")
    site.article("large.md", " ".join(links), date="2014-04-04")


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
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, own_host)
    save(reader, "en/2010s")
    own_host.site.article("a2.md", "Another text.", title="Story 2, corrected", date="2014-03-05")
    own_host.site.build()
    open_library(reader, own_host)
    own_host.slow.set()
    row = row_of(reader, "en/2010s")
    row.get_by_role("button", name="Refresh").click()
    half_saved(reader, "en/2010s")
    own_host.slow.clear()  # the server closes the connection half-way
    expect(row).to_have_attribute("data-state", "changed")
    expect(row).to_contain_text("could not be saved")
    expect(reader.locator("[role=status]")).to_contain_text("could not be saved")
    unplug(own_host, context)
    reader.goto(f"{own_host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Story 2")


def test_only_the_volume_that_changed_is_refreshed(
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, own_host)
    save(reader, "en/2010s")
    save(reader, "en/2020s")
    own_host.site.article("a9.md", "Another text.", title="Story 9, corrected", date="2024-02-05")
    own_host.site.build()
    own_host.asked.clear()
    open_library(reader, own_host)
    expect(row_of(reader, "en/2010s")).to_have_attribute("data-state", "saved")
    changed = row_of(reader, "en/2020s")
    expect(changed).to_have_attribute("data-state", "changed")
    expect(changed).to_contain_text("changed since")
    changed.get_by_role("button", name="Refresh 2020s").click()
    expect(changed).to_have_attribute("data-state", "saved")
    assert [path for path in own_host.asked if "/packs/" in path] == [
        "/archive/offline/packs/en/lists/all.pack",
        "/archive/offline/packs/en/2020s.pack",
    ]
    names = reader.evaluate("caches.keys()")
    assert len([name for name in names if " volume " in name]) == 2
    unplug(own_host, context)
    reader.goto(f"{own_host.url}2024/02/05/a9/")
    expect(reader.locator("h1")).to_have_text("Story 9, corrected")


def test_a_full_browser_says_so_and_keeps_nothing_by_halves(
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    with_large_files(own_host.site, 4)
    own_host.site.build()
    open_library(reader, own_host)
    session = context.new_cdp_session(reader)
    used = reader.evaluate("navigator.storage.estimate().then(({usage}) => usage)")
    origin = own_host.url.removesuffix("/archive/")
    session.send(
        "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 1_000_000}
    )
    row = row_of(reader, "en/2010s")
    row.get_by_role("button", name="Save 2010s").click()
    expect(row).to_contain_text("no room")
    expect(row).not_to_contain_text("another volume")
    expect(row).to_have_attribute("data-state", "absent")
    assert not [name for name in reader.evaluate("caches.keys()") if " volume " in name]


def test_a_year_is_saved_at_once(own_host: OwnHost, context: BrowserContext, reader: Page) -> None:
    for number in range(12):
        own_host.site.article(f"b{number}.md", date=f"2014-{number + 1:02}-09")
    own_host.site.build()
    open_library(reader, own_host)
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


@pytest.mark.parametrize("ranges", [True, False])
def test_a_stopped_save_goes_on_where_it_stopped(
    own_host: OwnHost, context: BrowserContext, reader: Page, ranges: bool
) -> None:
    with_large_files(own_host.site, 1)
    own_host.site.build()
    own_host.knows_ranges = ranges
    size = (own_host.output / "offline/packs/en/files/2010s-1.pack").stat().st_size
    open_library(reader, own_host)
    own_host.slow_for = "2010s-1.pack"
    own_host.slow.set()
    row = row_of(reader, "en/2010s")
    row.get_by_role("button", name="Save 2010s").click()
    half_saved(reader, "en/2010s", 0.45)
    row.get_by_role("button", name="Stop saving").click()
    expect(row).to_have_attribute("data-state", "interrupted")
    own_host.slow.clear()
    own_host.asked.clear()
    own_host.ranges.clear()

    open_library(reader, own_host)
    expect(row).to_contain_text("Part of it is here")
    save(reader, "en/2010s")
    assert [path for path in own_host.asked if "/packs/" in path] == [
        "/archive/offline/packs/en/files/2010s-1.pack",
        "/archive/offline/packs/en/2010s.pack",
    ], "the lists were here already"
    assert own_host.ranges == [f"bytes={size // 2}-"]
    assert not [name for name in reader.evaluate("caches.keys()") if " arriving " in name]
    unplug(own_host, context)
    reader.goto(f"{own_host.url}2014/04/04/large/")
    expect(reader.locator("h1")).to_have_text("Large")
    reader.goto(f"{own_host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Story 2")


def test_a_pack_that_changed_meanwhile_is_not_taken_for_the_rest_of_another(
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    own_host.knows_ranges = True
    open_library(reader, own_host)
    own_host.slow_for = "2010s.pack"
    own_host.slow.set()
    row = row_of(reader, "en/2010s")
    row.get_by_role("button", name="Save 2010s").click()
    half_saved(reader, "en/2010s", 0.45)
    row.get_by_role("button", name="Stop saving").click()
    expect(row).to_have_attribute("data-state", "interrupted")
    own_host.slow.clear()
    # The page does not know that the site was published again.
    own_host.site.article("a2.md", "Other words.", title="Story 2, corrected", date="2014-03-05")
    own_host.site.build()
    row.get_by_role("button", name="Save 2010s").click()
    expect(row).to_contain_text("could not be saved")
    open_library(reader, own_host)
    save(reader, "en/2010s")
    unplug(own_host, context)
    reader.goto(f"{own_host.url}2014/03/05/a2/")
    expect(reader.locator("h1")).to_have_text("Story 2, corrected")


def test_everything_is_saved_and_removed_at_once(
    host: Host, context: BrowserContext, reader: Page
) -> None:
    open_library(reader, host)
    everything = reader.get_by_role("region", name="Everything, in all languages")
    expect(everything).to_contain_text("15 articles")
    expect(everything.get_by_role("button", name="Remove everything")).to_have_count(0)
    host.asked.clear()
    everything.get_by_role("button", name="Save everything (").click()
    expect(everything.get_by_role("button", name="Remove everything (")).to_be_visible()
    expect(everything.get_by_role("button", name="Save")).to_have_count(0)
    assert sorted(path for path in host.asked if "/packs/" in path) == [
        "/archive/offline/packs/en/2010s.pack",
        "/archive/offline/packs/en/2020s.pack",
        "/archive/offline/packs/en/lists/all.pack",
        "/archive/offline/packs/fr/all.pack",
    ]
    open_library(reader, host, "fr/offline/")
    expect(row_of(reader, "fr/all")).to_have_attribute("data-state", "saved")
    open_library(reader, host)
    everything.get_by_role("button", name="Remove everything (").click()
    expect(row_of(reader, "en/2010s")).to_have_attribute("data-state", "absent")
    expect(everything.get_by_role("button", name="Save everything (")).to_be_focused()
    names = reader.evaluate("caches.keys()")
    kinds = (" volume ", " lists ", " arriving ")
    assert not [name for name in names if any(kind in name for kind in kinds)]


def test_saving_everything_is_stopped_and_goes_on_with_the_rest(host: Host, reader: Page) -> None:
    open_library(reader, host)
    host.slow_for = "2010s.pack"
    host.slow.set()
    everything = reader.get_by_role("region", name="Everything, in all languages")
    everything.get_by_role("button", name="Save everything (").click()
    expect(everything).to_contain_text("Saving 2010s")
    expect(row_of(reader, "en/2020s")).to_have_attribute("data-state", "saved")
    everything.get_by_role("button", name="Stop saving").click()
    host.slow.clear()
    host.asked.clear()
    everything.get_by_role("button", name="Save the rest (").click()
    expect(row_of(reader, "en/2010s")).to_have_attribute("data-state", "saved")
    expect(everything.get_by_role("button", name="Remove everything (")).to_be_visible()
    assert sorted(path for path in host.asked if "/packs/" in path) == [
        "/archive/offline/packs/en/2010s.pack",
        "/archive/offline/packs/fr/all.pack",
    ]


def test_what_is_new_of_everything_is_refreshed_at_once(own_host: OwnHost, reader: Page) -> None:
    open_library(reader, own_host)
    everything = reader.get_by_role("region", name="Everything, in all languages")
    everything.get_by_role("button", name="Save everything (").click()
    expect(everything.get_by_role("button", name="Remove everything (")).to_be_visible()
    own_host.site.article("about.md", "New.", kind="page", date=None)
    own_host.site.build()
    own_host.asked.clear()
    open_library(reader, own_host)
    # Only lists have changed, so no volume is stale.
    expect(reader.locator("li.volume[data-state=saved]")).to_have_count(2)
    refresh = everything.get_by_role("button", name="Refresh everything (")
    refresh.click()
    expect(refresh).to_have_count(0)
    expect(everything.get_by_role("button", name="Remove everything (")).to_be_visible()
    assert [path for path in own_host.asked if "/packs/" in path] == [
        "/archive/offline/packs/en/lists/all.pack"
    ]


def test_the_files_of_a_volume_are_saved_shown_and_removed_with_it(
    own_host: OwnHost, context: BrowserContext, reader: Page
) -> None:
    files = "/archive/offline/packs/en/files/2010s-1.pack"
    lists = "caches.keys().then(names => names.filter(name => name.includes(' lists ')).length)"
    with_large_files(own_host.site, 2)
    own_host.site.build()
    open_library(reader, own_host)
    row = row_of(reader, "en/2010s")
    expect(row).to_contain_text("1.8 MB")  # with its files
    save(reader, "en/2010s")
    assert files in own_host.asked and reader.evaluate(lists) == 2
    # Another text leaves the files as they are; another file does not.
    own_host.site.article("large.md", "[Scan](scan0.pdf) [Scan](scan1.pdf)", date="2014-04-04")
    own_host.site.build()
    for changed in (False, True):
        if changed:
            own_host.site.write("content/scan0.pdf", random.Random(9).randbytes(900_000))
            own_host.site.build()
        own_host.asked.clear()
        open_library(reader, own_host)
        row.get_by_role("button", name="Refresh ").click()
        expect(row).to_have_attribute("data-state", "saved")
        assert (files in own_host.asked) == changed
    save(reader, "en/2020s")
    unplug(own_host, context)
    size = "path => caches.match(path).then((file) => file.blob()).then((blob) => blob.size)"
    reader.goto(f"{own_host.url}2014/04/04/large/")
    assert reader.evaluate(size, f"{own_host.url}scan0.pdf") == 900_000
    reader.goto(f"{own_host.url}offline/")
    row.get_by_role("button", name="Remove ").click()
    expect(row).not_to_have_attribute("data-state", "saved")
    assert reader.evaluate(lists) == 1


def test_the_lists_go_with_the_last_volume_that_needs_them(host: Host, reader: Page) -> None:
    lists = "caches.keys().then(names => names.filter(name => name.includes(' lists ')).length)"
    open_library(reader, host)
    expect(row_of(reader, "en/2010s")).to_contain_text("of shared lists")
    save(reader, "en/2010s")
    expect(row_of(reader, "en/2020s")).not_to_contain_text("of shared lists")
    save(reader, "en/2020s")
    assert reader.evaluate(lists) == 1
    for name, left in (("en/2010s", 1), ("en/2020s", 0)):
        row_of(reader, name).get_by_role("button", name="Remove ").click()
        expect(row_of(reader, name)).to_have_attribute("data-state", "absent")
        assert reader.evaluate(lists) == left


def test_other_tabs_learn_at_once(host: Host, context: BrowserContext, reader: Page) -> None:
    other = context.new_page()
    open_library(reader, host)
    open_library(other, host)
    host.slow_for = "2010s.pack"
    host.slow.set()
    row_of(reader, "en/2010s").get_by_role("button", name="Save 2010s").click()
    row = row_of(other, "en/2010s")
    expect(row).to_have_attribute("data-state", "busy")
    expect(row.get_by_role("button")).to_have_count(0)
    row_of(reader, "en/2010s").get_by_role("button", name="Stop saving").click()
    expect(row).to_have_attribute("data-state", "interrupted")
    host.slow.clear()
    save(reader, "en/2010s")
    expect(row).to_have_attribute("data-state", "saved")
    row.get_by_role("button", name="Remove 2010s").click()
    expect(row_of(reader, "en/2010s")).to_have_attribute("data-state", "absent")


def test_a_decade_that_is_one_volume_is_named_once(host: Host, reader: Page) -> None:
    open_library(reader, host)
    expect(reader.get_by_text("2010s", exact=True)).to_have_count(1)
    expect(reader.locator(".offline-decade")).to_have_count(0)
    expect(reader.locator(".offline-rows")).to_have_count(1)
