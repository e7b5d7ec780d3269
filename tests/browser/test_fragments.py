"""Fragments: what pages load into themselves, and that nothing moves for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from served import Served, serving

from archives import ADDRESS
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

ADVERTISEMENT = """
[advertisements.article]
image = "ferry.svg"
alt = "Ferries to Rodrigues"
link = "/about/"
width = 600
height = 200
"""
WATCH = """
    window.moved = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
COME_NEAR = """() => {
    const { top } = document.querySelector(".fragment").getBoundingClientRect();
    scrollTo({ top: top - innerHeight - 100, behavior: "instant" });
}"""
LONG = "A headline of so many words that no column is broad enough to hold all of it on two lines"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Nine articles, four of them must-reads, an advertisement and a page; and one in Arabic."""
    root: Path = tmp_path_factory.mktemp("paper") / "site"
    site = ScratchSite(root, SETTINGS.replace("languages = {", "languages = { ar = {},"))
    site.settings(
        SETTINGS.replace("languages = {", "languages = { ar = {},").replace(
            "https://meridian.example/", ADDRESS
        )
        + ADVERTISEMENT
    )
    site.write("content/ferry.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.article("about.md", kind="page", date=None)
    for number in range(9):
        site.article(
            f"a{number}.md",
            "Some text.\n\n" * 30,
            title=LONG if number == 5 else f"Story {number}",
            date=f"2014-03-{number + 1:02}",
            must_read=number in (2, 4, 6, 8),
            tags=["Sea"],
        )
    site.article(
        "wahid.ar.md", "كان البحر هادئا.\n\n" * 9, title="البحر في المساء", date="2014-03-09"
    )
    site.build()
    with serving(root / "public") as served:
        yield served


def shown(page: Page, name: str) -> list[str]:
    """The headlines that readers see in a fragment."""
    entries = page.locator(f".fragment-{name} .headline")
    entries.first.wait_for()
    return [entry.inner_text() for entry in entries.all() if entry.is_visible()]


@pytest.mark.parametrize("width", [390, 1440])
def test_lists_come_without_what_the_page_shows_already(
    page: Page, paper: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{paper.url}2014/03/08/a7/")
    page.locator("page-fragment").last.scroll_into_view_if_needed()
    more = page.locator(".more > ul .headline, .more > section:not(.fragment) .headline")
    earlier = more.all_inner_texts()
    must_reads, latest = shown(page, "must-reads"), shown(page, "latest")
    assert earlier and must_reads and latest
    titles = ["Story 7", *earlier, *must_reads, *latest]
    assert len(titles) == len(set(titles))
    assert must_reads[0] == "Story 8" and len(must_reads) <= 3 and len(latest) <= 5
    picture = page.get_by_role("img", name="Ferries to Rodrigues")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("moved") == 0


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Three articles, of which the newest is the only must-read."""
    site = ScratchSite(tmp_path_factory.mktemp("small") / "site")
    site.settings(SETTINGS.replace("https://meridian.example/", ADDRESS))
    for number in range(1, 4):
        site.article(
            f"a{number}.md",
            "Some text.\n\n" * 30,
            title=f"Story {number}",
            date=f"2014-03-{number:02}",
            must_read=number == 3,
            tags=["Sea"],
        )
    site.build()
    with serving(site.public) as served:
        yield served


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_a_list_with_nothing_new_is_left_out_without_a_jump(
    page: Page, small: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{small.url}2014/03/03/a3/")
    expect(page.locator(".more .headline")).to_have_count(2)
    # They are loaded before they come into the window.
    page.evaluate(COME_NEAR)
    for name in ("Must-reads", "Latest articles"):
        expect(page.get_by_role("heading", name=name)).to_be_hidden()
    expect(page.locator("section.fragment[hidden]")).to_have_count(2)
    page.locator("footer.footer").scroll_into_view_if_needed()
    assert page.evaluate("moved") == 0
    page.goto(f"{small.url}2014/03/02/a2/")
    page.evaluate(COME_NEAR)
    assert shown(page, "must-reads") == ["Story 3"]
    expect(page.get_by_role("heading", name="Latest articles")).to_be_hidden()
    place = page.locator(".fragment-must-reads > page-fragment")
    entry = page.locator(".fragment-must-reads li").bounding_box()
    room = place.bounding_box()
    assert entry and room and room["height"] == pytest.approx(entry["height"], abs=1)
    assert page.evaluate("moved") == 0


def test_an_empty_list_keeps_its_room_where_what_follows_is_seen(page: Page, small: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.add_init_script(WATCH)
    waiting: list[Route] = []
    page.route("**/fragments/**", lambda route: waiting.append(route))
    page.goto(f"{small.url}2014/03/03/a3/")
    page.locator("footer.footer").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    for route in waiting:
        route.continue_()
    expect(page.locator(".fragment-empty")).to_have_count(2)
    expect(page.get_by_role("heading", name="Latest articles")).to_be_hidden()
    assert page.evaluate("moved") == 0


def test_where_a_fragment_cannot_be_had_its_link_stays(page: Page, paper: Served) -> None:
    def answer(route: Route) -> None:
        route.fulfill(status=200 if "latest" in route.request.url else 204, body="")

    page.route("**/fragments/**", answer)
    page.goto(f"{paper.url}2014/03/08/a7/")
    page.locator("page-fragment").last.scroll_into_view_if_needed()
    for name in ("must-reads", "latest"):
        link = page.locator(f".fragment-{name}").get_by_role("link", name="See the front page")
        expect(link).to_be_visible()
    assert page.locator(".fragment-entries").count() == 0
    expect(page.locator(".advertisement")).to_be_hidden()


def test_without_scripts_there_are_links_and_no_advertisement(
    browser: Browser, paper: Served
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{paper.url}2014/03/08/a7/")
    link = page.locator(".fragment-latest").get_by_role("link", name="See the front page")
    expect(link).to_be_visible()
    expect(page.locator(".advertisement")).to_be_hidden()
    link.click()
    assert page.url == paper.url
    context.close()


def test_what_is_printed_has_neither(page: Page, paper: Served) -> None:
    page.goto(f"{paper.url}2014/03/08/a7/")
    assert shown(page, "latest")
    page.emulate_media(media="print")
    expect(page.locator(".advertisement")).to_be_hidden()
    expect(page.locator(".fragment-latest")).to_be_hidden()


def test_scripts_of_a_fragment_are_dropped(page: Page, paper: Served) -> None:
    body = "<ol class='fragment-entries'><li><a href='/x/'>X</a><script>ran = 1</script></li></ol>"
    page.route("**/fragments/**", lambda route: route.fulfill(body=body))
    page.goto(f"{paper.url}2014/03/08/a7/")
    page.locator(".fragment-latest ol").wait_for()
    assert page.locator(".fragment-latest li").inner_html() == '<a href="/x/">X</a>'


@pytest.mark.parametrize("width", [390, 1440])
def test_a_page_in_arabic_runs_from_right_to_left(page: Page, paper: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{paper.url}ar/2014/03/09/wahid/")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    headline = page.locator("h1").bounding_box()
    assert headline and headline["x"] + headline["width"] > width * 0.6
    link = page.get_by_role("link", name="Front page in English")
    expect(link).to_have_attribute("lang", "en")
    link.click()
    assert page.url == paper.url
