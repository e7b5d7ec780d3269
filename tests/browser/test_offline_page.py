"""The page of volumes: in each language, without a worker, and as an app."""

from __future__ import annotations

import json
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from hosted import Host, OwnHost, open_library, row_of, wait_until
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser


def test_a_browser_that_blocks_workers_is_told(browser: Browser, host: Host) -> None:
    context = browser.new_context(service_workers="block", locale="en-GB")
    page = context.new_page()
    page.goto(f"{host.url}offline/")
    expect(page.locator("saved-volumes")).to_have_attribute("data-status", "unsupported")
    expect(page.locator("[role=status]")).to_contain_text("cannot save volumes")
    context.close()


def test_a_worker_that_cannot_be_installed_is_told(
    own_host: OwnHost, context: BrowserContext
) -> None:
    (own_host.output / "manifest.webmanifest").unlink()
    (own_host.output / "assets/search.js").unlink()
    page = context.new_page()
    page.goto(f"{own_host.url}offline/")
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


def test_without_its_script_the_page_is_not_empty(
    own_host: OwnHost, context: BrowserContext
) -> None:
    (own_host.output / "assets/offline.js").unlink()
    page = context.new_page()
    page.goto(f"{own_host.url}offline/")
    expect(page.locator(".offline-fallback")).to_be_visible()


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
    row.get_by_role("button", name="Enregistrer toutes les archives").click()
    expect(row.get_by_role("button", name="Supprimer toutes les archives")).to_be_visible()
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
def test_axe_finds_nothing(
    host: Host, reader: Page, path: str, scheme: Literal["light", "dark"]
) -> None:
    reader.emulate_media(color_scheme=scheme)
    open_library(reader, host, path)
    reader.locator("li .volume-save").first.click()
    expect(reader.locator(".volume[data-state=saved]")).to_have_count(1)
    reader.locator(".volume-articles summary").first.click()
    found = Axe().run(reader)
    assert not found.response["violations"], found.generate_report()
