"""Pages as readers see them: every width, both schemes, both languages, no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Served

pytestmark = pytest.mark.browser

KINDS = [
    "",
    "fr/",
    "2024/11/23/new-government/",
    "fr/1975/02/06/cyclone-gervaise/",
    "1975/02/06/",
    "1975/",
    "archive/",
    "tags/",
    "places/port-louis/",
    "about/",
    "search/?q=cyclone",
    "404.html",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_page_scrolls_sideways(
    browser: Browser, sample: Served, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    wide = []
    for kind in KINDS:
        page.goto(sample.url + kind)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(kind)
    context.close()
    assert wide == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_page_has_one_heading_landmarks_and_labels(
    page: Page, sample: Served, kind: str
) -> None:
    page.goto(sample.url + kind)
    expect(page.locator("h1")).to_have_count(1)
    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    unlabelled = page.evaluate(
        "[...document.querySelectorAll('input, button, img')].filter(element =>"
        " element.tagName === 'IMG' ? !element.hasAttribute('alt')"
        " : !(element.labels?.length || element.ariaLabel || element.textContent.trim())).length"
    )
    assert unlabelled == 0
    assert page.evaluate("document.documentElement.lang") == (
        "fr" if kind.startswith("fr/") else "en"
    )


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
