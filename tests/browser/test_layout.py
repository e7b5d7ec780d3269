"""All has its place and its size on a page, and a finger finds each link by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosted import SETTINGS
from inspected import kinds
from playwright.sync_api import Browser, expect
from served import Served, serving
from windows import KINDS, open_whole, window

from archives import published
from scratch import ScratchSite

pytestmark = pytest.mark.browser

FAULTY_TARGETS = """() => {
    const name = (element) =>
        `${element.closest("[class]")?.className}: ${element.textContent.trim().slice(0, 30)}`;
    const kinds = "a[href], button, select, summary, input:not([type=range])";
    const targets = [...document.querySelectorAll(kinds)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter((element) => !element.closest(
            ".prose, .skip, .comment-trap, .heat-map, [aria-hidden]"))
        .map((element) => element.closest("label") ?? element);
    const boxes = targets.flatMap(
        (target) => [...target.getClientRects()].map((box) => [target, box]));
    const faults = boxes.filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([target, box]) => `${name(target)} is ${box.width} × ${box.height}`);
    for (const [index, [one, a]] of boxes.entries()) {
        for (const [other, b] of boxes.slice(index + 1, index + 40)) {
            if (one.contains(other) || other.contains(one)) continue;
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (across > 1 && down > 1) faults.push(`${name(one)} lies over ${name(other)}`);
        }
    }
    return [targets.length, faults];
}"""
"""Without links in text, what no finger meets, and heat maps, whose links are in lists as well."""


@pytest.mark.parametrize("kind", [*KINDS, "2020/08/06/wakashio-spill/", "tags/chagos/"])
def test_each_target_is_large_enough_and_apart(browser: Browser, sample: Served, kind: str) -> None:
    with window(browser, 390) as page:
        open_whole(page, sample.url + kind)
        number, faults = page.evaluate(FAULTY_TARGETS)
    assert number > 10
    assert faults == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive with 163 tags, each of them described, 310 authors, and 62 articles on floods."""
    site = ScratchSite(tmp_path_factory.mktemp("many") / "site", SETTINGS)
    tags = [f"{chr(97 + number % 26)} matter of public interest {number}" for number in range(162)]
    register = "\n".join(f'["{tag}"]\ndescription = "{"What it is about. " * 5}"' for tag in tags)
    site.write("content/tags.toml", register)
    for number in range(62):
        site.article(
            f"a{number}.md",
            title=f"Story {number}",
            date=f"{2010 + number // 10}-05-{number % 10 + 10}",
            tags=["flood", *tags[number * 3 : number * 3 + 3]],
            authors=[f"{chr(65 + number % 20)}. Writer {number} {other}" for other in range(5)],
            summary="Water stood in the streets for days, and the market was closed. " * 4,
        )
    site.build()
    with serving(site.public) as served:
        yield served


def test_an_index_of_many_terms_is_short_on_a_phone(browser: Browser, many: Served) -> None:
    with window(browser, 390) as page:
        page.goto(many.url + "tags/")
        expect(page.locator(".terms li a")).to_have_count(163)
        expect(page.locator(".terms li a").last).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= 6_000
        assert page.evaluate(FAULTY_TARGETS)[1] == []


def test_a_letter_opens_its_terms_where_there_are_very_many(browser: Browser, many: Served) -> None:
    with window(browser, 390) as page:
        page.goto(many.url + "authors/")
        assert page.evaluate("document.documentElement.scrollHeight") <= 6_000
        writer = page.get_by_role("link", name="C. Writer 2 0")
        expect(writer).to_be_hidden()
        page.get_by_role("link", name="C", exact=True).click()
        expect(writer).to_be_in_viewport()


def test_a_long_list_is_folded_by_year(browser: Browser, many: Served) -> None:
    with window(browser, 390) as page:
        page.goto(many.url + "tags/flood/")
        assert page.evaluate("document.documentElement.scrollHeight") <= 6_000
        folded = page.locator(".group:has(details)")
        oldest = folded.last
        expect(oldest.get_by_role("heading", name="2010")).to_be_visible()
        expect(oldest.get_by_role("link", name="Story 0", exact=True)).to_be_hidden()
        oldest.get_by_text("10 articles").click()
        expect(oldest.get_by_role("link", name="Story 0", exact=True)).to_be_visible()


LINES_OF_NAME = """() => {
    const words = document.createRange();
    words.selectNodeContents(document.querySelector(".masthead .nameplate a"));
    return new Set([...words.getClientRects()].map((box) => box.top)).size;
}"""

BESIDE_NAME = """() => [...document.querySelector(".masthead").querySelectorAll(
    ".nameplate, .weather, .ear-place a, .translations a, .search-link")]
    .map((element) => [element.textContent.trim().slice(0, 20), element.getBoundingClientRect()])
    .flatMap(([one, a], index, all) => all.slice(index + 1).filter(([, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    ).map(([other]) => `${one} lies over ${other}`))"""
"""What stands over something else in the head of the sheet."""


@pytest.fixture(scope="module")
def threefold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A paper in three languages, with one article in English and French, and one in Arabic."""
    site = ScratchSite(
        tmp_path_factory.mktemp("threefold") / "site",
        """title = "The Courier"
        url = "https://courier.example/"
        language = "en-GB"
        [languages.fr]
        title = "Le Courrier"
        [languages.ar]
        title = "البريد"
        """,
    )
    facts = {"date": "2024-05-06", "location": "Port-Louis", "weather": "24.7 C, light rain"}
    for name in ("quay.md", "quay.fr.md", "port.ar.md"):
        site.article(name, **facts)
    with serving(published(site.root)) as served:
        yield served


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "fr/",
        "ar/",
        "2024/05/06/quay/",
        "fr/2024/05/06/quay/",
        "ar/2024/05/06/port/",
        "archive/",
    ],
)
def test_the_name_keeps_its_line_on_a_phone(browser: Browser, threefold: Served, kind: str) -> None:
    with window(browser, 390) as page:
        page.goto(threefold.url + kind)
        assert page.evaluate(LINES_OF_NAME) == 1
        assert page.evaluate(BESIDE_NAME) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390


WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzgebungsverfahrens"


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which all that has a name has one of eighty letters."""
    assert len(WORD) == 80
    site = ScratchSite(tmp_path_factory.mktemp("words") / "site", SETTINGS)
    site.write("content/harbour.svg", PICTURE)
    for number in range(14):
        picture = {"src": "harbour.svg", "alt": "", "caption": WORD, "credit": WORD}
        site.article(
            f"a{number}.md",
            f"# {WORD}\n\n{WORD}\n\n> {WORD}",
            title=f"{WORD}{number or ''}",
            date=f"20{10 + number // 5}-05-{number % 5 + 1:02}",
            subtitle=WORD,
            kicker=WORD,
            summary=WORD,
            location=WORD,
            section=WORD,
            series=WORD,
            tags=[WORD, f"{WORD}{number}"],
            authors=[WORD, f"{WORD}{number}"],
            must_read=number < 4,
            source=WORD,
            rights=WORD,
            weather=WORD,
            **({"image": picture} if number % 2 else {}),
        )
    comment = f"---\nname: {WORD}\ndate: 2024-11-23\napproved: true\n---\n\n{WORD}\n"
    site.write("content/_comments/a0/c.md", comment)
    return published(site.root)


LOAD = """() => Promise.all(
    [...document.querySelectorAll("page-fragment")].map((one) => one.load()))"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_word_widens_no_page(browser: Browser, long_words: Path, width: int) -> None:
    pages = {page.path for page in kinds(long_words.parent, long_words)}
    pages |= {f"{name}/" for name in ("authors", "places", "sections", "series", "tags")}
    assert len(pages) > 15
    faults = []
    with window(browser, width) as page, serving(long_words) as served:
        for path in sorted(pages):
            open_whole(page, served.url + path)
            page.evaluate(LOAD)
            if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                faults.append(f"{path}: {found}")
    assert faults == []


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1500" height="1000"/>'


@pytest.mark.parametrize("picture", [False, True])
@pytest.mark.parametrize("others", [0, 2, 9])
def test_the_front_page_fills_the_sheet(
    browser: Browser, tmp_path: Path, picture: bool, others: int
) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS)
    site.write("content/harbour.svg", PICTURE)
    image: dict[str, Any] = (
        {"image": {"src": "harbour.svg", "alt": "The harbour"}} if picture else {}
    )
    site.article(
        "lead.md", title="The harbour opens", date="2024-05-05", summary="At last.", **image
    )
    for number in range(others):
        site.article(f"a{number}.md", title=f"Story {number}")
    site.build()
    with window(browser, 1440) as page, serving(site.public) as served:
        page.goto(served.url)
        sheet, lead, seconds, latest, figure = (
            page.locator(name).bounding_box() if page.locator(name).count() else None
            for name in (
                ".front",
                ".front-lead",
                ".front-seconds",
                ".front-latest",
                ".lead > figure",
            )
        )
        assert sheet and lead and bool(seconds) == (others > 0) and bool(latest) == (others > 3)
        # Each column begins at the top, but seconds stand below a lead without a picture.
        beside = [box for box in (seconds if picture else None, latest) if box]
        assert (lead["width"] == sheet["width"]) == (not beside)
        assert all(box["y"] == sheet["y"] for box in beside)
        if seconds and not picture:
            assert seconds["y"] >= lead["y"] + lead["height"]
        if figure:
            assert figure["height"] < 700
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440


@pytest.fixture(scope="module")
def small_paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A lead without a picture, three articles with one, and another that is a must-read."""
    site = ScratchSite(tmp_path_factory.mktemp("small") / "site", SETTINGS)
    site.write("content/harbour.svg", PICTURE)
    image = {"src": "harbour.svg", "alt": "The harbour"}
    site.article("lead.md", date="2024-05-09")
    for day in (6, 7, 8):
        site.article(f"a{day}.md", date=f"2024-05-0{day}", image=image, summary="At last.")
    site.article("must.md", date="2024-05-01", image=image, must_read=True)
    for number in range(3):
        site.article(f"b{number}.md", date=f"2024-04-0{number + 1}")
    with serving(published(site.root)) as served:
        yield served


@pytest.mark.parametrize("width", [820, 1440])
def test_what_stands_side_by_side_begins_at_one_height(
    browser: Browser, small_paper: Served, width: int
) -> None:
    tops = """() => [...document.querySelectorAll(".front-seconds .entry-picture")]
        .map((picture) => picture.getBoundingClientRect().top)"""
    with window(browser, width) as page:
        page.goto(small_paper.url)
        heights = page.evaluate(tops)
    assert len(heights) == 3 and len(set(heights)) == 1


@pytest.mark.parametrize("width", [820, 1440])
def test_the_picture_of_a_single_must_read_is_no_larger_than_others(
    browser: Browser, small_paper: Served, width: int
) -> None:
    with window(browser, width) as page:
        page.goto(small_paper.url)
        picture = page.locator(".must-reads .entry-picture").bounding_box()
        headline = page.locator(".must-reads .headline").bounding_box()
    assert picture and headline
    assert picture["width"] <= 19 * 16
    assert headline["x"] > picture["x"] + picture["width"]


def test_the_name_is_centred_below_empty_ears(browser: Browser, small_paper: Served) -> None:
    with window(browser, 390) as page:
        page.goto(small_paper.url)
        name = page.locator(".masthead .nameplate a").bounding_box()
        assert name and abs(name["x"] + name["width"] / 2 - 195) <= 1
        assert page.evaluate(BESIDE_NAME) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
