"""How a search goes through the volumes, and what narrows it: an archive of ten volumes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from served import Served, serving, settled

from archives import published
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

RESULTS = ".search-results > li"
STATUS = "main [role=status]"
TEN_VOLUMES = SETTINGS + '[search]\nvolume = 10\n[taxonomies]\nships = "ships"\n'


@pytest.fixture(scope="module")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Eight articles in each year from 2005 to 2014, a volume each.

    Every article has “harbour”, one of each year has “lantern”, that of 2005 alone has “beacon”.
    """
    site = ScratchSite(tmp_path_factory.mktemp("decade") / "site", TEN_VOLUMES)
    for year in range(2005, 2015):
        for number in range(8):
            words = ["harbour", "lantern" if number == 0 else "", "beacon" if year == 2005 else ""]
            site.article(
                f"{year}-{number}.md",
                f"The {' '.join(words)} news.",
                date=f"{year}-{number + 1:02}-10",
                title=f"News {year} {number}",
                tags=[["Sea"], ["Port"], ["Sea", "Port"]][number % 3],
                location="Galle" if number < 4 else "Vacoas",
                ships=["Aurora"] if number == 7 else None,
            )
    with serving(published(site.root)) as served:
        yield served


def watched(page: Page) -> list[Request]:
    """What the page asks for, as it does."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    return asked


def volumes_asked(requests: list[Request]) -> list[str]:
    """The volumes of which something was fetched, in order."""
    found = (re.search(r"/data/en/(\w+)/", request.url) for request in requests)
    return list(dict.fromkeys(match[1] for match in found if match))


@pytest.fixture
def requests(page: Page) -> list[Request]:
    """What the page asks for, as it does."""
    return watched(page)


def test_the_best_ten_need_no_volume(page: Page, decade: Served, requests: list[Request]) -> None:
    page.goto(f"{decade.url}search/?q=harbour")
    expect(page.locator(STATUS)).to_have_text(re.compile(r"^About \d+ articles for “harbour”$"))
    expect(page.locator(RESULTS)).to_have_count(10)
    settled(page)
    assert not [request for request in requests if re.search("/(engine|index)/", request.url)]
    page.get_by_role("button", name="More results").press("Enter")
    expect(page.locator(RESULTS)).to_have_count(20)
    expect(page.locator(f"{RESULTS}:nth-child(11) a")).to_be_focused()
    page.get_by_role("button", name="Search all years").press("Enter")
    expect(page.locator(STATUS)).to_have_text(
        "80 articles for “harbour” · searched all of 2005–2014"
    )
    expect(page.get_by_role("button", name="Search all years")).to_be_hidden()
    expect(page.locator(".refine-note")).to_be_hidden()
    assert count_of(page, "Aurora") == 10


def test_a_rare_word_is_found_wherever_it_stands(
    page: Page, decade: Served, requests: list[Request]
) -> None:
    page.goto(f"{decade.url}search/?q=beacon")
    expect(page.locator(STATUS)).to_have_text("8 articles for “beacon” · searched all of 2005–2014")
    expect(page.locator(RESULTS)).to_have_count(8)
    expect(page.get_by_role("button", name="Search all years")).to_be_hidden()
    assert volumes_asked(requests) == ["2005"]
    page.goto(f"{decade.url}search/?q=lantern&sort=newest")
    expect(page.locator(RESULTS)).to_have_count(10)
    found = page.locator(f"{RESULTS} a").all_inner_texts()
    assert found == [f"News {year} 0" for year in range(2014, 2004, -1)]


def test_more_follow_on_scroll(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?q=harbour")
    expect(page.locator(RESULTS)).to_have_count(10)
    for more in (20, 30):
        page.mouse.wheel(0, 10_000)
        expect(page.locator(RESULTS)).to_have_count(more)


def test_back_from_a_result_leads_to_where_one_was(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?q=harbour")
    expect(page.locator(RESULTS)).to_have_count(10)
    page.get_by_role("button", name="More results").press("Enter")
    expect(page.locator(RESULTS)).to_have_count(20)
    result = page.locator(f"{RESULTS}:nth-child(14) a")
    title = result.inner_text()
    # By keys: what scrolls there without them may bring more before the click.
    result.evaluate(
        """(link) => {
            link.focus({ preventScroll: true });
            link.scrollIntoView({ behavior: "instant" });
        }"""
    )
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    expect(page.locator(RESULTS)).to_have_count(20)
    expect(page.locator(f"{RESULTS}:nth-child(14) a")).to_be_in_viewport()
    page.evaluate("scrollBy(0, -40)")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator(RESULTS)).to_have_count(20)


def test_days_the_wrong_way_round_are_turned(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?q=harbour&from=2009-02-28&to=2008-03-01")
    expect(page.locator(STATUS)).to_have_text(
        "8 articles for “harbour” · searched 2008–2009 of 2005–2014"
    )
    expect(page.get_by_label("From date")).to_have_value("2008-03-01")


def test_no_word_that_stands_nowhere_is_offered(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?q=harbour zzqq")
    expect(page.get_by_role("button", name="Only “harbour”")).to_be_visible()
    expect(page.get_by_role("button", name="zzqq")).to_have_count(0)


def test_oldest_begins_with_the_oldest(page: Page, decade: Served, requests: list[Request]) -> None:
    page.goto(f"{decade.url}search/?q=harbour")
    settled(page)
    requests.clear()
    page.get_by_label("Sort by").select_option("oldest")
    expect(page.locator(f"{RESULTS} a").first).to_have_text("News 2005 0")
    expect(page.locator(STATUS)).to_contain_text("searched 2005–2006 of 2005–2014")
    assert volumes_asked(requests) == ["2005", "2006"]
    assert page.url.endswith("?q=harbour&sort=oldest")
    expect(page.get_by_role("button", name="More results")).to_be_visible()


def test_days_search_only_the_volumes_that_hold_them(
    page: Page, decade: Served, requests: list[Request]
) -> None:
    page.goto(f"{decade.url}search/?q=harbour&from=2008-03-01&to=2009-02-28")
    settled(page)
    assert volumes_asked(requests) == ["2009", "2008"]
    expect(page.locator(STATUS)).to_have_text(
        "8 articles for “harbour” · searched 2008–2009 of 2005–2014"
    )
    page.get_by_label("To date").fill("2008-04-30")
    page.get_by_label("To date").press("Enter")
    expect(page.locator(STATUS)).to_contain_text("2 articles")
    assert page.url.endswith("?q=harbour&from=2008-03-01&to=2008-04-30")
    requests.clear()
    page.get_by_role("searchbox").fill("lantern")
    page.get_by_label("From date").fill("")
    page.get_by_label("From date").blur()
    expect(page.locator(STATUS)).to_have_text(
        "4 articles for “lantern” · searched 2005–2008 of 2005–2014"
    )
    assert set(volumes_asked(requests)) == {"2007", "2006", "2005"}  # 2008 is at hand already


def test_days_and_terms_need_no_words(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?ships=aurora&from=2012&to=2013")
    expect(page.locator(STATUS)).to_have_text("2 articles · searched 2012–2013 of 2005–2014")
    expect(page.locator(RESULTS).first).to_contain_text("The harbour news.")


def count_of(page: Page, name: str) -> int:
    """The number beside a term."""
    return int(page.locator(".facet-term").filter(has_text=name).locator(".count").inner_text())


def test_terms_are_counted_and_narrow_the_search(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?q=lantern&from=2010&to=2014")
    settled(page)
    page.goto(f"{decade.url}search/?q=harbour&from=2013&to=2014")
    expect(page.locator(STATUS)).to_contain_text("16 articles")
    assert (count_of(page, "Sea"), count_of(page, "Port")) == (10, 10)
    assert (count_of(page, "Galle"), count_of(page, "Vacoas"), count_of(page, "Aurora")) == (
        8,
        8,
        2,
    )
    page.get_by_role("checkbox", name="Port").check()
    expect(page.locator(STATUS)).to_contain_text("10 articles")
    expect(page.get_by_role("checkbox", name="Port")).to_be_focused()
    assert (count_of(page, "Sea"), count_of(page, "Galle"), count_of(page, "Vacoas")) == (10, 4, 6)
    page.get_by_role("checkbox", name="Galle").check()
    expect(page.locator(STATUS)).to_contain_text("4 articles")
    page.get_by_role("checkbox", name="Sea").check()
    expect(page.locator(STATUS)).to_contain_text("8 articles")
    query = "?q=harbour&from=2013-01-01&to=2014-12-31&tags=port&tags=sea&places=galle"
    assert page.url == f"{decade.url}search/{query}"
    page.go_back()
    expect(page.locator(STATUS)).to_contain_text("4 articles")
    expect(page.get_by_role("checkbox", name="Sea")).not_to_be_checked()
    page.go_back()
    page.go_back()
    expect(page.locator(STATUS)).to_contain_text("16 articles")
    page.goto(f"{decade.url}search/{query}")
    expect(page.locator(STATUS)).to_contain_text("8 articles")
    for name in ("Sea", "Port", "Galle"):
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.get_by_label("From date")).to_have_value("")
    expect(page.get_by_label("From date")).to_be_focused()
    assert page.url == f"{decade.url}search/?q=harbour"


def test_years_are_chosen_by_drawing_and_by_keys(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?q=beacon")
    settled(page)
    bars = page.locator(".year")
    assert bars.evaluate_all("bars => bars.map(bar => bar.title)") == [
        "2005: 8",
        *(f"{year}: 0" for year in range(2006, 2015)),
    ]
    start, end = bars.nth(2).bounding_box(), bars.nth(4).bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 3, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 3, end["y"] + 20, steps=3)
    page.mouse.up()
    expect(page).to_have_url(f"{decade.url}search/?q=beacon&from=2007-01-01&to=2009-12-31")
    expect(page.get_by_label("To date")).to_have_value("2009-12-31")
    expect(page.locator(STATUS)).to_contain_text("No article found")
    page.get_by_label("From year").press("ArrowLeft")
    expect(page).to_have_url(f"{decade.url}search/?q=beacon&from=2006-01-01&to=2009-12-31")
    page.get_by_label("From year").press("Home")
    expect(page).to_have_url(f"{decade.url}search/?q=beacon&to=2009-12-31")
    expect(page.locator(STATUS)).to_contain_text("8 articles")


def test_years_not_searched_look_different(page: Page, decade: Served) -> None:
    page.goto(f"{decade.url}search/?q=harbour&tags=sea")
    settled(page)
    expect(page.locator(".year")).to_have_count(10)
    expect(page.locator(".year-unknown")).to_have_count(8)
    note = page.locator(".year-note")
    expect(note).to_have_text("Hatched years have not been searched yet.")
    expect(note).not_to_have_attribute("hidden", "")
    page.goto(f"{decade.url}search/?q=beacon")
    settled(page)
    expect(note).to_have_attribute("hidden", "")


def test_a_part_that_cannot_be_fetched_is_told_and_asked_for_again(
    browser: Browser, decade: Served
) -> None:
    page = browser.new_page()
    page.route("**/data/en/2014/index/*", lambda route: route.abort())
    page.goto(f"{decade.url}search/?q=harbour&tags=sea&tags=port")
    expect(page.locator(STATUS)).to_have_text(
        "16 articles for “harbour” · searched 2012–2013 of 2005–2014 · unavailable: 2014"
    )
    expect(page.locator(f"{RESULTS} a").first).to_contain_text("News 2013")
    page.unroute("**/data/en/2014/index/*")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator(STATUS)).to_contain_text("searched 2012–2014 of 2005–2014")
    expect(page.locator(RESULTS)).to_have_count(10)
    page.close()


def test_a_volume_in_the_form_of_another_version_is_passed_over(page: Page, decade: Served) -> None:
    contents = gzip.decompress((decade.folder / "search/data/en/2014/volume.dl").read_bytes())
    old = contents.replace(b'"format":6', b'"format":5')
    assert old != contents
    page.route("**/data/en/2014/volume.dl*", lambda route: route.fulfill(body=old))
    page.goto(f"{decade.url}search/?q=harbour&sort=newest")
    expect(page.locator(STATUS)).to_contain_text("unavailable: 2014")


def test_a_search_of_which_nothing_can_be_fetched_says_so(browser: Browser, decade: Served) -> None:
    page = browser.new_page()
    page.route("**/volume.dl*", lambda route: route.abort())
    page.goto(f"{decade.url}search/?q=harbour&from=2013")
    expect(page.locator(STATUS)).to_contain_text("could not be loaded")
    page.unroute("**/volume.dl*")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator(RESULTS)).to_have_count(10)
    page.close()


def test_nothing_is_fetched_before_it_is_wanted(
    page: Page, decade: Served, requests: list[Request]
) -> None:
    page.goto(f"{decade.url}search/")
    page.wait_for_load_state("networkidle")
    asked = [request.url for request in requests if "/search/data/" in request.url]
    assert [url.rpartition("/")[2] for url in asked] == ["manifest.json"]


def test_a_headline_of_common_words_is_not_said_to_be_in_all_articles_with_these(
    page: Page, tmp_path: Path
) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS)
    for number in range(60):
        body = "Are they hiring? We ask." + " They do." * 40
        site.article(f"{number}.md", body, date=f"2014-{number % 12 + 1:02}-10")
    site.article("we.md", "The text.", title="We are hiring", date="2014-05-05")
    with serving(published(site.root)) as served:
        page.goto(f"{served.url}search/?q=we-are-hiring")
        settled(page)
        said = page.locator(STATUS).inner_text()
        assert page.locator(RESULTS).count() == 1
    told = re.match(r"(?:About )?(\d+) articles? for “we-are-hiring”", said)
    assert told and int(told[1]) <= 61 / 7, said
