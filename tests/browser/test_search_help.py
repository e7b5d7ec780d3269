"""What helps readers on: suggestions, completions, pages of names, some of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from script_units import Loaded
from served import Served, serving, settled

from archives import published
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

RESULTS = ".search-results > li a"
STATUS = "main [role=status]"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Articles about a town, and one in French."""
    site = ScratchSite(tmp_path_factory.mktemp("town") / "site", SETTINGS)
    for number in range(1, 7):
        site.article(
            f"day-{number}.md",
            "The lantern at the harbour was lit.",
            title=f"Day {number}",
            date=f"2014-03-{number:02}",
            location="Galle",
        )
    site.article("fog.md", "Fog. No lantern could be seen.", weather="24.7 C", tags=["Sea"])
    site.article("chart.md", "A chart of the harbour and its lighthouse.", title="The lantern")
    site.article("menu.md", "Pizza for a hippopotamus. How long the log: login.gov, it says.")
    site.article("square.md", "A piazza, and another piazza.")
    site.article("mer.fr.md", "La lanterne du port.", title="Lanterne", weather="28 °C")
    with serving(published(site.root)) as served:
        yield served


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The search data that the page asks for, as it does."""
    found: list[str] = []

    def note(url: str) -> None:
        if match := re.search("/search/data/(?!manifest)(.*)$", url):
            found.append(match[1])

    page.on("request", lambda request: note(request.url))
    return found


def test_a_slip_is_put_right(page: Page, town: Served, asked: list[str]) -> None:
    page.goto(f"{town.url}search/?q=fog lantren")
    suggest = page.locator(".search-suggest")
    expect(suggest).to_contain_text("“lantren” is in no article. Did you mean")
    suggest.get_by_role("button", name="fog lantern").click()
    expect(page).to_have_url(f"{town.url}search/?q=fog+lantern")
    page.goto(f"{town.url}search/?q=harbuor")
    page.get_by_role("button", name="harbour", exact=True).click()
    expect(page.locator(RESULTS)).to_have_count(7)
    expect(suggest).to_be_hidden()


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("hippopotomus pizza", ["hippopotamus pizza"]),  # and not “piazza”
        ("lantren harbuor", ["lantern harbour"]),
        ("lantren xyzzy", ["lantern"]),
        ("xyzzy blorft", []),
        ("logn.gov", ["login.gov"]),
        ("lantren-harbour", ["lantern-harbour"]),
        ("lihgthouse-fog", []),
    ],
)
def test_a_suggestion_has_no_word_that_is_nowhere(
    page: Page, town: Served, words: str, meant: list[str]
) -> None:
    page.goto(f"{town.url}search/?q={words}")
    expect(page.locator(STATUS)).to_contain_text("No article found")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".search-suggest button")).to_have_text(meant)


def test_nothing_costs_little(page: Page, town: Served, asked: list[str]) -> None:
    for words in ("xyzzyqw", "blorft grumphs"):
        asked.clear()
        page.goto(f"{town.url}search/?q={words}")
        expect(page.locator(STATUS)).to_contain_text("No article found")
        page.wait_for_load_state("networkidle")
        assert len(asked) <= 4
        assert all(path.startswith("words/") for path in asked)


def test_a_half_typed_word_asks_the_word_map_alone(
    page: Page, town: Served, asked: list[str]
) -> None:
    page.goto(f"{town.url}search/")
    field = page.locator("main").get_by_role("searchbox")
    field.press_sequentially("lant")
    completion = page.get_by_role("group", name="Words that begin").get_by_role("button")
    expect(completion).to_have_text("lantern")
    assert asked and all(path.startswith("words/") for path in asked)
    field.press("Tab")
    page.keyboard.press("Tab")
    expect(completion).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value("lantern")
    expect(completion).to_have_count(0)
    expect(page.locator(RESULTS)).to_have_count(8)


def test_after_a_rest_a_half_typed_word_is_searched_for(page: Page, town: Served) -> None:
    page.goto(f"{town.url}search/")
    page.locator("main").get_by_role("searchbox").press_sequentially("lighth")
    expect(page.locator(RESULTS)).to_have_text("The lantern")
    expect(page.locator(".search-results mark")).to_have_text("lighthouse")


def test_the_page_of_a_name_stands_first(page: Page, town: Served) -> None:
    page.goto(f"{town.url}search/?q=GALLE")
    terms = page.locator(".search-terms")
    expect(terms).to_have_text("Places Galle")
    terms.get_by_role("link").click()
    expect(page).to_have_url(f"{town.url}places/galle/")
    page.goto(f"{town.url}search/?q=galle lantern")
    settled(page)
    expect(terms).to_be_hidden()


def test_a_headline_stands_first(page: Page, town: Served) -> None:
    page.goto(f"{town.url}search/?q=lantern")
    expect(page.locator(RESULTS).first).to_have_text("The lantern")
    page.goto(f"{town.url}search/?q=day 4")
    expect(page.locator(RESULTS).first).to_have_text("Day 4")


def test_some_of_the_words_follow(page: Page, town: Served) -> None:
    page.goto(f"{town.url}search/?q=fog lantern seen")
    expect(page.locator(RESULTS)).to_have_text("Fog")
    some = page.locator(".search-some")
    expect(some).to_contain_text("These hold only some of the words:")
    expect(some.get_by_role("link").first).to_have_text("The lantern")
    expect(page.locator(STATUS)).to_contain_text("1 article for")


def test_the_weather_is_found(page: Page, town: Served) -> None:
    for words in ("24.7 C", "24,7 °C", "fog 24.7 °C"):
        page.goto(f"{town.url}search/?q={words}")
        expect(page.locator(RESULTS)).to_have_text("Fog")
    page.goto(f"{town.url}fr/search/?q=28 °C")
    expect(page.locator(RESULTS)).to_have_text("Lanterne")


def test_results_change_places_until_the_reader_touches_them(loaded: Loaded) -> None:
    found = loaded("search.js").evaluate(
        """async () => {
            const query = new Query().with({ words: "port" });
            const question = plainQuestion(query);
            question.weighed = true;
            const volume = { path: "en/2014/", id: "abc" };
            const hit = (title, text) => {
                const article = { title, text, url: "/", words: 100, terms: {}, iso: "2014" };
                const made = new Hit(volume, { key: "AAAA", fragment: title, date: "2014" }, []);
                made.read(article, question);
                return made;
            };
            const search = { query, question, hits: [hit("Middling", "port port")] };
            const list = document.createElement("ol");
            const results = new ResultList(list, "/");
            const shown = [];
            const show = async (further) => {
                search.hits.push(further);
                await results.show(search, 2, () => true);
                shown.push([...list.querySelectorAll("a")].map((link) => link.textContent));
            };
            await show(hit("Low", "port"));
            await show(hit("Port", ""));
            document.body.append(list);
            list.dispatchEvent(new Event("pointermove"));
            await show(hit("Port of port", "port"));
            return shown;
        }"""
    )
    assert found == [["Middling", "Low"], ["Port", "Middling"], ["Port", "Middling"]]
