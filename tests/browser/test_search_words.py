"""What words find: phrases, accents, several words, and what to do when nothing is found."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served import Served, serving

from archives import ADDRESS, published
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

RESULTS = ".search-results > li"


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A few articles in English and French, and some that may not be found."""
    site = ScratchSite(tmp_path_factory.mktemp("words") / "site", SETTINGS)
    site.article(
        "cafe.md", "The café by the old harbour, the first.", weather="24.7 C", location="Galle"
    )
    site.article("bar.md", "The old bar, and a harbour with no name.", tags=["Sea"])
    site.article("aegis.md", "An encyclopædia of the sea and its œuvre.")
    site.article("rates.md", "Rates at Port-Louis, told by a C++ program. The port, and Louis.")
    site.article("hidden.md", "The harbour secret.", noindex=True)
    site.article("later.md", "The harbour plan.", draft=True)
    site.article("about.md", "The harbour office.", kind="page", date=None)
    site.article("ile.fr.md", "Vue de l’île, aujourd’hui encore. L'œil du marin.", title="L’escale")
    with serving(published(site.root)) as served:
        yield served


def titles(page: Page, site: Served, query: str, path: str = "search/") -> set[str]:
    """The headlines that a query finds."""
    page.goto(f"{site.url}{path}?q={query}")
    page.locator("archive-search:is([data-status=found], [data-status=none])").wait_for()
    return set(page.locator(f"{RESULTS} a").all_inner_texts())


def test_all_the_words_must_stand_in_an_article(page: Page, words: Served) -> None:
    assert titles(page, words, "old harbour") == {"Cafe", "Bar"}
    assert titles(page, words, "old café") == {"Cafe"}
    assert titles(page, words, "harbour nowhere") == set()


def test_quotation_marks_hold_a_phrase_together(page: Page, words: Served) -> None:
    assert titles(page, words, '"old harbour"') == {"Cafe"}
    assert titles(page, words, "“old harbour” café") == {"Cafe"}
    assert titles(page, words, '"old harbour" name') == set()
    assert titles(page, words, '"harbour old"') == set()
    assert titles(page, words, '"old harb') == {"Cafe", "Bar"}


def test_a_hyphen_makes_no_difference(page: Page, words: Served) -> None:
    for query in ("port-louis", "port louis", "Port-Louis"):
        assert titles(page, words, query) == {"Rates"}, query
    assert titles(page, words, "old-harbour") == {"Cafe"}


def test_a_name_that_is_a_letter_and_signs(page: Page, words: Served) -> None:
    titles(page, words, "c%2B%2B program")
    expect(page.locator(f"{RESULTS} a")).to_have_text("Rates")


def test_a_phrase_is_marked_as_a_whole(page: Page, words: Served) -> None:
    page.add_init_script("delete globalThis.Highlight")
    titles(page, words, '"the old harbour"')
    expect(page.locator(f"{RESULTS} mark")).to_have_text(["the", "old", "harbour"])
    page.locator(f"{RESULTS} a").click()
    expect(page.locator("article mark")).to_have_text(["the old harbour"])


def test_accents_and_ligatures_do_not_matter(page: Page, words: Served) -> None:
    for query in ("cafe", "café", "CAFÉ", "cafe\u0301"):
        assert titles(page, words, query) == {"Cafe"}, query
    for query in ("encyclopaedia", "encyclopædia", "oeuvre", "œuvre"):
        assert titles(page, words, query) == {"Aegis"}, query
    assert titles(page, words, "oeil", "fr/search/") == {"L’escale"}


def test_french_words_are_found_behind_an_elision(page: Page, words: Served) -> None:
    for query in ("île", "ile", "l’île", "l'ile", '"de l’île"', "escale", "aujourd'hui"):
        assert titles(page, words, query, "fr/search/") == {"L’escale"}, query
    expect(page.locator(RESULTS)).to_contain_text(
        "Vue de l’île, aujourd’hui encore. L’œil du marin."
    )
    titles(page, words, "île", "fr/search/")
    expect(page.locator(f"{RESULTS} mark")).to_have_text("île")
    titles(page, words, "ESCAL", "fr/search/")
    expect(page.locator(f"{RESULTS} mark")).to_have_text("escale")
    link = page.locator(f"{RESULTS} a")
    assert (link.get_attribute("href") or "").endswith("/fr/2014/03/05/ile/")
    link.click()
    assert page.url == f"{words.url}fr/2014/03/05/ile/?highlight=escale"
    titles(page, words, "île", "fr/search/")
    page.locator(f"{RESULTS} a").click()
    expect(page.get_by_role("button", name="Retirer le surlignage")).to_be_visible()
    assert page.evaluate("[...CSS.highlights.get('found')].map(String)") == ["île"]


def test_what_may_not_be_found_is_not_found(page: Page, words: Served) -> None:
    assert titles(page, words, "harbour") == {"Cafe", "Bar"}
    for query in ("secret", "plan", "office", "dateline-search-engine"):
        assert titles(page, words, query) == set(), query


def test_a_result_says_where_when_and_in_what_weather(page: Page, words: Served) -> None:
    titles(page, words, "café")
    expect(page.locator(f"{RESULTS} mark")).to_have_text(["Cafe", "café"])
    folio = page.locator(".found-folio")
    expect(folio).to_have_text("Wednesday, March 5, 2014 · Galle · 24.7\u00a0°C")


def test_nothing_found_says_what_can_be_loosened(page: Page, words: Served) -> None:
    page.goto(f'{words.url}search/?q="harbour old"&tags=sea&from=2014-01-01')
    expect(page.locator("main [role=status]")).to_contain_text("No article found")
    offer = page.locator(".search-loosen")
    expect(offer.get_by_role("button")).to_have_text(
        ["Without quotation marks", "Without the filter “Sea”", "In all years"]
    )
    french = offer.get_by_role("link", name="Français").get_attribute("href") or ""
    assert "q=%22harbour+old%22" in french
    offer.get_by_role("button", name="Without quotation marks").click()
    expect(page.locator(RESULTS)).to_have_count(1)
    expect(offer).to_be_hidden()
    assert page.url == f"{words.url}search/?q=harbour+old&from=2014-01-01&tags=sea"
    titles(page, words, "café submarine")
    offer.get_by_role("button", name="Only “café”").click()
    expect(page.locator(f"{RESULTS} a")).to_have_text("Cafe")


def test_other_languages_are_asked_the_same(page: Page, words: Served) -> None:
    titles(page, words, "oeil")
    page.get_by_role("link", name="Lire en français").click()
    assert page.url == f"{words.url}fr/search/?q=oeil"
    expect(page.locator(RESULTS)).to_have_count(1)


def test_the_keyboard_is_enough(page: Page, words: Served) -> None:
    page.goto(f"{words.url}search/")
    field = page.locator("main").get_by_role("searchbox")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("harbour")
    expect(page.locator(RESULTS)).to_have_count(2)
    links = page.locator(f"{RESULTS} a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(page.locator(RESULTS)).to_have_count(0)
    assert page.url == f"{words.url}search/"
    page.go_back()
    expect(field).to_have_value("harbour")
    expect(page.locator(RESULTS)).to_have_count(2)
    field.focus()
    page.keyboard.press("ArrowDown")
    title = links.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


def test_marks_are_put_in_where_the_browser_cannot_paint_them(page: Page, words: Served) -> None:
    page.add_init_script("delete globalThis.Highlight")
    titles(page, words, "harbour café")
    page.locator(f"{RESULTS} a").click()
    marks = page.locator("article mark")
    expect(marks).to_have_text(["Cafe", "café", "harbour"])
    before = page.locator(".prose").inner_text()
    page.get_by_role("button", name="Remove highlighting").click()
    expect(marks).to_have_count(0)
    assert page.locator(".prose").inner_text() == before


@pytest.mark.parametrize(("query", "mark"), [("port-louis", "Port-Louis"), ("c%2B%2B", "C")])
def test_words_with_signs_are_marked_in_the_article(
    page: Page, words: Served, query: str, mark: str
) -> None:
    titles(page, words, query)
    page.locator(f"{RESULTS} a").first.click()
    expect(page.get_by_role("button", name="Remove highlighting")).to_be_visible()
    assert mark in page.evaluate("[...CSS.highlights.get('found')].map(String)")


def test_an_address_with_odd_words_marks_nothing_else(page: Page, words: Served) -> None:
    page.goto(f"{words.url}2014/03/05/cafe/?highlight=.*&highlight=%3Cb%3E&highlight=(the")
    expect(page.get_by_role("button", name="Remove highlighting")).to_have_count(0)
    page.goto(f"{words.url}2014/03/05/cafe/?highlight=caf%C3%A9&highlight=a%7Cb")
    expect(page.get_by_role("button", name="Remove highlighting")).to_be_visible()
    assert page.evaluate("[...CSS.highlights.get('found')].map(String)") == ["café"]


def test_a_browser_can_add_the_archive_as_a_search_engine(page: Page, words: Served) -> None:
    for path, ask in (("", "search/?q="), ("fr/", "fr/search/?q=")):
        page.goto(words.url + path)
        link = page.locator("link[rel=search]")
        address = link.evaluate("link => link.href")
        described = ElementTree.fromstring(page.request.get(address).text())
        space = "{http://a9.com/-/spec/opensearch/1.1/}"
        names = described.findtext(f"{space}ShortName"), described.findtext(f"{space}Language")
        assert names == (("The Meridian", "en") if not path else ("Le Méridien", "fr"))
        urls = {part.get("type"): part.get("template") for part in described.iter(f"{space}Url")}
        assert urls["text/html"] == f"{ADDRESS}{ask}{{searchTerms}}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["search/", "search/?q=harbour", "search/?q=xyzzy", "fr/search/?q=île"]
)
def test_axe_finds_nothing(browser: Browser, words: Served, path: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(words.url + path)
    page.locator("archive-search:not([data-status=searching])").wait_for()
    page.locator("summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    if "harbour" in path:
        page.locator(f"{RESULTS} a").first.click()
        page.get_by_role("button", name="Remove highlighting").wait_for()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    context.close()
