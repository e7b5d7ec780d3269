"""The manners of the search page: keys, steps back, dates that are none, ranges that are empty."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from served import Served, serving, settled

from archives import published
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

RESULTS = "main ol > li"
STATUS = "main [role=status]"
TABS = 3
"""From the field to the first result: the button, the order, the result."""


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Articles with many terms, so that there is much to narrow a search by, and one in French."""
    site = ScratchSite(tmp_path_factory.mktemp("filed") / "site", SETTINGS)
    for number in range(12):
        site.article(
            f"a{number}.md",
            f"The harbour and the {['lantern', 'beacon', 'mooring'][number % 3]}.",
            title=f"Story {number}",
            date=f"{2010 + number}-03-05",
            tags=[f"Tag {number}", "Sea"],
            authors=[f"Writer {number}"],
            location=f"Place {number}",
        )
    site.article("ile.fr.md", "Vue de l’île.", title="L’escale", date="2014-03-05")
    with serving(published(site.root)) as served:
        yield served


@pytest.mark.parametrize("width", [390, 1440])
def test_the_results_are_near_the_field(page: Page, filed: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{filed.url}search/?q=harbour")
    settled(page)
    if width == 390:
        page.locator("summary").click()
    expect(page.locator(".facet-term:visible")).to_have_count(18)
    page.locator("main").get_by_role("searchbox").focus()
    for _ in range(TABS):
        page.keyboard.press("Tab")
    expect(page.locator(f"{RESULTS} a").first).to_be_focused()


def test_the_hint_names_the_keys_that_lead_to_the_results(page: Page, filed: Served) -> None:
    for path, hint in (
        ("", "The arrow keys ↓ and ↑ move through the results."),
        ("fr/", "Les touches ↓ et ↑ permettent de parcourir les résultats."),
    ):
        page.goto(f"{filed.url}{path}search/")
        field = page.locator("main").get_by_role("searchbox")
        described = field.get_attribute("aria-describedby")
        expect(page.locator(f"#{described}")).to_contain_text(hint)


def test_each_query_that_comes_to_rest_is_a_step_back(page: Page, filed: Served) -> None:
    page.goto(f"{filed.url}search/")
    before = page.evaluate("history.length")
    field = page.locator("main").get_by_role("searchbox")
    for query in ("lantern", "beacon", "mooring"):
        field.select_text()
        page.keyboard.type(query, delay=30)
        expect(page).to_have_url(f"{filed.url}search/?q={query}")
        expect(page.locator(STATUS)).to_contain_text(f"4 articles for “{query}”")
    assert page.evaluate("history.length") == before + 3
    for query in ("beacon", "lantern", ""):
        page.go_back()
        expect(field).to_have_value(query)
        expect(page.locator(RESULTS)).to_have_count(4 if query else 0)


def test_a_word_added_after_a_rest_is_a_step(page: Page, filed: Served) -> None:
    page.goto(f"{filed.url}search/")
    before = page.evaluate("history.length")
    field = page.locator("main").get_by_role("searchbox")
    field.press_sequentially("harbour", delay=30)
    expect(page.locator(STATUS)).to_contain_text("12 articles for “harbour”")
    page.wait_for_timeout(1500)
    field.press_sequentially(" beacon", delay=30)
    expect(page.locator(STATUS)).to_contain_text("4 articles for “harbour beacon”")
    assert page.evaluate("history.length") == before + 2
    page.go_back()
    expect(field).to_have_value("harbour")
    expect(page.locator(STATUS)).to_contain_text("12 articles for “harbour”")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("?q=beacon&from=2030", "No article found for “beacon” from January 1, 2030 onwards"),
        ("?q=beacon&to=1999-03", "No article found for “beacon” up to March 31, 1999"),
        (
            "?from=2012-03-06&to=2013-03-04",
            "No article found from March 6, 2012 to March 4, 2013",
        ),
        ("?from=2012-03-06&to=2012-03-06", "No article found on March 6, 2012"),
        ("?q=beacon+zzqx", "No article found for “beacon zzqx” ·"),
    ],
)
def test_an_empty_range_is_named(page: Page, filed: Served, path: str, said: str) -> None:
    page.goto(f"{filed.url}search/{path}")
    expect(page.locator(STATUS)).to_contain_text(said)


def test_an_empty_range_is_named_in_french(page: Page, filed: Served) -> None:
    for path, said in (
        ("?q=île&from=2015", "Aucun article trouvé pour « île » à partir du 1 janvier 2015"),
        ("?to=2013", "Aucun article trouvé jusqu’au 31 décembre 2013"),
        (
            "?q=île&from=2014-03-06&to=2014-04-05",
            "Aucun article trouvé pour « île » du 6 mars 2014 au 5 avril 2014",
        ),
        ("?from=2014-03-06&to=2014-03-06", "Aucun article trouvé le 6 mars 2014"),
    ):
        page.goto(f"{filed.url}fr/search/{path}")
        expect(page.locator(STATUS)).to_contain_text(said)


def test_what_is_no_date_in_the_address_is_said(page: Page, filed: Served) -> None:
    note = page.locator(".search-days")
    left_out = "is not a date and was left out. Write dates as 2014, 2014-03 or 2014-03-05."
    page.goto(f"{filed.url}search/?q=beacon&from=2014-13-45&to=2030")
    expect(note).to_have_text(f"“2014-13-45” {left_out}")
    expect(page.locator(STATUS)).to_contain_text("4 articles for “beacon”")
    expect(page.get_by_label("From date")).to_have_value("")
    expect(page.get_by_label("To date")).to_have_value("2030-12-31")
    page.locator("main").get_by_role("searchbox").fill("lantern")
    expect(page.locator(STATUS)).to_contain_text("4 articles for “lantern”")
    expect(note).to_have_text("")
    page.goto(f"{filed.url}search/?from=yesterday&to=2014-02-30")
    expect(note).to_have_text(f"“yesterday” {left_out} “2014-02-30” {left_out}")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_dates_the_wrong_way_round_are_swapped_and_that_is_said(page: Page, filed: Served) -> None:
    note = page.locator(".search-days")
    page.goto(f"{filed.url}search/?q=harbour&from=2014-06-01&to=2012-06-01")
    expect(note).to_have_text("The first date was after the last, so they have been swapped.")
    expect(page.get_by_label("From date")).to_have_value("2012-06-01")
    expect(page.get_by_label("To date")).to_have_value("2014-06-01")
    expect(page.locator(STATUS)).to_contain_text("2 articles for “harbour”")
    page.goto(f"{filed.url}search/?q=harbour&from=2012-06-01&to=2014-06-01")
    expect(page.locator(STATUS)).to_contain_text("2 articles for “harbour”")
    expect(note).to_have_text("")


def test_days_months_and_years_are_written_alike_in_every_language(
    page: Page, filed: Served
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{filed.url}search/?q=harbour&from=2012-06-01")
    expect(page.locator(STATUS)).to_contain_text("9 articles")
    to = page.get_by_label("To date")
    to.focus()
    page.keyboard.type("2015-05-05", delay=100)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{filed.url}search/?q=harbour&from=2012-06-01&to=2015-05-05")
    expect(page.get_by_label("From date")).to_have_value("2012-06-01")
    expect(page.locator(STATUS)).to_contain_text("3 articles")
    to.fill("2015-02")
    to.blur()
    expect(page).to_have_url(f"{filed.url}search/?q=harbour&from=2012-06-01&to=2015-02-28")
    expect(to).to_have_value("2015-02-28")
    to.fill("5.5.2015")
    to.press("Enter")
    expect(page.locator(".search-days")).to_contain_text("“5.5.2015” is not a date")
    expect(page).to_have_url(f"{filed.url}search/?q=harbour&from=2012-06-01")


def pixels(bar: Locator) -> list[object]:
    """The colours of a bar, its foot aside."""
    picture = Image.open(io.BytesIO(bar.screenshot())).convert("RGB")
    width, height = picture.size
    return [picture.getpixel((x, y)) for x in range(width) for y in range(height - 2)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_show_the_years(browser: Browser, filed: Served, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        forced_colors="active",
    )
    page = context.new_page()
    page.goto(f"{filed.url}search/?q=lantern&from=2010&to=2014")
    settled(page)
    # A chosen year, one that is not, and one without articles.
    years = [page.locator(f".year[data-year='{year}']") for year in (2013, 2016, 2017)]
    chosen, other, empty = (pixels(year) for year in years)
    context.close()
    assert len(set(empty)) == 1
    drawn = [len([pixel for pixel in bar if pixel not in empty]) for bar in (chosen, other)]
    assert drawn[0] > drawn[1] > 0
