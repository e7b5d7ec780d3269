"""Searches in odd archives, and where something cannot be fetched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from served import Served, serving

from archives import published
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

RESULTS = "main .search-results > li"
STATUS = "main [role=status]"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two years of a volume each; tags with names of a script's own; Japanese."""
    settings = SETTINGS.replace("fr =", "ja =") + "[search]\nvolume = 10\n"
    site = ScratchSite(tmp_path_factory.mktemp("odd") / "site", settings)
    for year in (2003, 2014):
        for number in range(8):
            site.article(
                f"{year}-{number}.md",
                "The harbour " + "and the harbour " * (number + 1) * (year == 2014),
                date=f"{year}-0{number + 1}-05",
                title="The harbour master" if (year, number) == (2003, 4) else f"{year} {number}",
                tags=["constructor", "toString", "Sea"],
            )
    site.article("hex.md", f"'{'deadbeef' * 12_500}.'", date="2014-09-01")
    site.article("soft.md", "A soft\u00adhyphen.", date="2014-09-02")
    site.article("long.md", "Later.", date="2014-09-03", title="X" * 61 + " of the law")
    site.article("tokyo.ja.md", "東京の天気は晴れです。", title="天気")
    with serving(published(site.root)) as served:
        yield served


def found(page: Page, address: str) -> list[str]:
    """The headlines that a search finds."""
    page.goto(address)
    page.locator("archive-search:is([data-status=found], [data-status=none])").wait_for()
    return page.locator(f"{RESULTS} a").all_inner_texts()


def test_filters_leave_the_best_of_the_archive_first(page: Page, odd: Served) -> None:
    assert found(page, f"{odd.url}search/?q=harbour&tags=sea")[0] == "The harbour master"
    assert found(page, f"{odd.url}search/?q=harbour&tags=sea&sort=newest")[0] == "2014 7"


def test_a_term_with_a_name_of_the_script_is_a_term(page: Page, odd: Served) -> None:
    found(page, f"{odd.url}search/?q=harbour&tags=valueof")
    expect(page.get_by_role("button", name="Without the filter “valueof”")).to_be_visible()
    found(page, f"{odd.url}search/?q=harbour&sort=newest")
    expect(page.locator(".facet")).to_contain_text(["constructor"])
    assert "native code" not in page.locator("main").inner_text()


def test_soft_hyphens_are_no_letters(page: Page, odd: Served) -> None:
    assert found(page, f"{odd.url}search/?q=softhyphen") == ["Soft"]


def test_a_very_long_word_is_found(page: Page, odd: Served) -> None:
    for words in ("X" * 61, "X" * 61 + " of the law", "X" * 20):
        assert found(page, f"{odd.url}search/?q={words}") == ["X" * 61 + " of the law"], words


def test_japanese_is_searched_without_a_word_map(page: Page, odd: Served) -> None:
    assert found(page, f"{odd.url}ja/search/?q=東京") == ["天気"]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page whose console may name files that cannot be fetched, but no fault of a script."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert not faults


def test_an_article_that_cannot_be_fetched_is_left_out(reader: Page, odd: Served) -> None:

    def missing(route: Route) -> None:
        route.fulfill(status=404)

    reader.route("**/data/en/2014*/articles/*", missing)
    headlines = found(reader, f"{odd.url}search/?q=harbour&sort=newest&from=2003")
    assert headlines and all(not headline.startswith("2014") for headline in headlines)
    expect(reader.locator(STATUS)).to_contain_text("unavailable: 2014")


def test_an_archive_published_anew_is_found_without_reloading(reader: Page, odd: Served) -> None:
    reader.route("**/data/words/**", lambda route: route.fulfill(status=404))
    reader.goto(f"{odd.url}search/?q=harbour")
    expect(reader.locator(STATUS)).to_contain_text("Search could not be loaded")
    reader.unroute("**/data/words/**")
    with reader.expect_request("**/manifest.json"):
        reader.get_by_role("button", name="Search", exact=True).click()
    expect(reader.locator(RESULTS).first).to_be_visible()


def test_an_archive_without_articles_says_so(reader: Page, site: ScratchSite) -> None:
    site.write("content/about.md", "+++\ntitle = 'About'\nkind = 'page'\n+++\nHello.\n")
    with serving(published(site.root)) as served:
        reader.goto(f"{served.url}search/?q=harbour")
        expect(reader.locator(STATUS)).to_contain_text("Search is not available")
