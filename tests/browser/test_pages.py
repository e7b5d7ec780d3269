"""Pages as readers see them, without scripts and with a keyboard; see also test_every_kind.py."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_search_results_do_not_scroll_sideways(
    browser: Browser, sample: Served, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{sample.url}search/?q=cyclone")
    expect(page.locator(".search-results > li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_the_folio_line_of_an_article(page: Page, sample: Served) -> None:
    page.goto(sample.url + "2024/11/23/new-government/")
    folio = " ".join(page.locator(".folio").first.inner_text().split())
    assert folio == "24.7 °C · Port Louis · Saturday, November 23, 2024"
    page.get_by_role("link", name="Lire en français").click()
    folio = " ".join(page.locator(".folio").first.inner_text().split())
    assert folio == "24,7 °C · Port-Louis · samedi 23 novembre 2024"


def test_an_article_is_whole_without_scripts(browser: Browser, sample: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample.url + "1975/02/06/cyclone-gervaise/")
    expect(page.locator("article, .story").first).to_contain_text("Ten people were killed")
    for name in ("table", "figure img", "section.footnotes"):
        expect(page.locator(name).first).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_text_first(page: Page, sample: Served) -> None:
    page.goto(sample.url + "about/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == "#page--main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page--main"
