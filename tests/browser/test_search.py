"""Readers search the archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hosted import wait_until
from playwright.sync_api import Browser, Page, expect
from served import Served, serving

from archives import published

pytestmark = pytest.mark.browser

RESULTS = "main ol > li"


def test_a_word_of_a_body_finds_the_article_and_its_link_opens(page: Page, sample: Served) -> None:
    page.goto(f"{sample.url}search/?q=anemometer")
    first = page.locator(RESULTS).first
    expect(first).to_contain_text("Gervaise")
    expect(first).to_contain_text("Thursday, February 6, 1975")
    expect(first).to_contain_text("Vacoas")
    expect(first.locator("mark").first).to_contain_text("anemometer")
    first.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("Gervaise")
    article = f"{sample.url}1975/02/06/cyclone-gervaise/"
    assert page.url == f"{article}?highlight=anemometer"
    button = page.get_by_role("button", name="Remove highlighting")
    wait_until(page, "CSS.highlights.get('found')?.size >= 1")
    assert page.locator("article mark").count() == 0
    button.click()
    assert page.evaluate("CSS.highlights.has('found')") is False
    expect(button).to_have_count(0)
    assert page.url == article


def test_results_are_the_first_list_in_main(page: Page, sample: Served) -> None:
    page.goto(f"{sample.url}search/?q=cyclone")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert page.locator("main").locator("ol, ul").first.evaluate("list => list.tagName") == "OL"


def test_the_query_is_in_the_address_and_back_restores_it(page: Page, sample: Served) -> None:
    page.goto(f"{sample.url}search/?q=volcano")
    expect(page.locator(RESULTS).first).to_be_visible()
    field = page.locator("main").get_by_role("searchbox")
    field.fill("kestrel")
    field.press("Enter")
    expect(page.locator(RESULTS).first).to_contain_text("kestrel", ignore_case=True)
    assert page.url.endswith("?q=kestrel")
    page.go_back()
    expect(field).to_have_value("volcano")
    expect(page.locator(RESULTS).first).not_to_contain_text("kestrel", ignore_case=True)


def test_typing_makes_one_step_back(page: Page, sample: Served) -> None:
    page.goto(f"{sample.url}search/?q=volcano")
    field = page.locator("main").get_by_role("searchbox")
    field.fill("")
    for letter in "kest":
        field.press(letter)
        page.wait_for_timeout(300)
    expect(page).to_have_url(f"{sample.url}search/?q=kest")
    page.go_back()
    expect(field).to_have_value("volcano")


def test_typing_searches_without_enter(page: Page, sample: Served) -> None:
    page.goto(f"{sample.url}search/")
    page.locator("main").get_by_role("searchbox").press_sequentially("coelacanth", delay=20)
    expect(page).to_have_url(f"{sample.url}search/?q=coelacanth")
    expect(page.locator(RESULTS).first).to_contain_text("fish", ignore_case=True)


def test_french_searches_french_with_its_own_stems(page: Page, sample: Served) -> None:
    page.goto(f"{sample.url}fr/search/?q=crecerelle")
    first = page.locator(RESULTS).first
    expect(first).to_contain_text("De quatre crécerelles")
    first.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("De quatre crécerelles")
    assert page.url.startswith(f"{sample.url}fr/1994/")


def test_each_language_finds_only_its_own(page: Page, sample: Served) -> None:
    for path, prefix in (("search/", "/archive/"), ("fr/search/", "/archive/fr/")):
        page.goto(f"{sample.url}{path}?q=cyclone")
        expect(page.locator(RESULTS).first).to_be_visible()
        links = page.locator(f"{RESULTS} a").evaluate_all(
            "links => links.map(link => link.pathname)"
        )
        assert links
        assert all(link.startswith("/archive/fr/") == (prefix == "/archive/fr/") for link in links)


def test_what_stands_on_every_page_is_not_found(page: Page, sample: Served) -> None:
    page.goto(f"{sample.url}search/?q=colophon")
    expect(page.locator("main [role=status]")).to_contain_text("colophon")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_the_form_of_the_front_page_leads_to_results(page: Page, sample: Served) -> None:
    page.goto(sample.url)
    field = page.get_by_role("search").get_by_role("searchbox").first
    field.fill("lagoon")
    field.press("Enter")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert page.url == f"{sample.url}search/?q=lagoon"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root: Path = tmp_path_factory.mktemp("hostile")
    (root / "content").mkdir()
    (root / "site.toml").write_text('title = "T"\nurl = "https://example.org/"\n', "utf-8")
    (root / "content" / "2020-01-01-a.md").write_text(
        "---\ntitle: '<img src=x onerror=alert(1)> headline'\nlocation: '<b>place</b>'\n---\n"
        "zebra &lt;script&gt;alert(2)&lt;/script&gt; text\n",
        "utf-8",
    )
    with serving(published(root)) as served:
        yield served


def test_titles_and_excerpts_are_shown_as_text(page: Page, hostile: Served) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto(f"{hostile.url}search/?q=zebra")
    first = page.locator(RESULTS).first
    expect(first).to_contain_text("<img src=x onerror=alert(1)> headline")
    expect(first).to_contain_text("<script>alert(2)</script>")
    expect(first).to_contain_text("<b>place</b>")
    assert page.locator("main li img, main li script, main li b").count() == 0


def test_without_scripts_the_search_page_leads_to_the_archive(
    browser: Browser, sample: Served
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample.url}search/?q=cyclone")
    page.locator("noscript a[href='/archive/archive/']").click()
    expect(page.locator("h1")).to_contain_text("Archive")
    context.close()
