"""What readers see stays where it is, and a finger finds each link by itself."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hosted import SETTINGS, Host, wait_until
from inspected import kinds
from playwright.sync_api import Browser, Page, expect
from served import Handler, Served, Server, serving

from archives import published
from scratch import ScratchSite

pytestmark = pytest.mark.browser

KINDS = [
    "",
    "fr/",
    "2024/11/23/new-government/",
    "2024/11/23/new-government/?highlight=government",
    "1975/02/06/",
    "1975/",
    "archive/",
    "tags/",
    "places/port-louis/",
    "about/",
    "search/",
    "search/?q=cyclone",
    "fr/search/?q=cyclone",
    "search/?q=nothinglikethis",
    "offline/",
    "404.html",
]

WATCH = """
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved.push(entry);
    }).observe({ type: "layout-shift", buffered: true });
    // As on an iPhone, so that the hint to install shows itself.
    Object.defineProperty(navigator, "standalone", { value: false });
"""

OFFER = """() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = async () => {};
    dispatchEvent(offer);
}"""

UNDER_WAY = """() => [...document.images].some((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return !image.complete && top < innerHeight && bottom > 0;
}) || document.querySelector("[data-status=searching], [data-status=loading]") !== null"""

SHOWN = """() => new Promise((shown) => {
    // What moved is told after the frame in which it did.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(shown, 50)));
})"""

PAINTED = """() => new Promise((painted) => {
    new PerformanceObserver(() => painted()).observe({ type: "paint", buffered: true });
})"""
"""Until then there is nothing to scroll, and a mouse has an unstyled page laid out."""

MOVED = """() => moved.map(({ value, sources }) => [
    Math.round(value * 10_000) / 10_000,
    ...sources.map(({ node }) => node?.className || node?.nodeName || ""),
]).filter(([value]) => value > 0)"""

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


@contextmanager
def window(browser: Browser, width: int) -> Iterator[Page]:
    """A window in which all that moves is noted."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def open_whole(page: Page, url: str) -> None:
    """Open a page, and wait until all that it shows by itself is there."""
    page.goto(url)
    wait_until(page, f"!({UNDER_WAY})()")
    page.evaluate(SHOWN)


def shifts(page: Page, url: str) -> list[list[object]]:
    """What moved on a page that is loaded, then offers to install the archive."""
    open_whole(page, url)
    page.evaluate(OFFER)
    page.evaluate(SHOWN)
    found: list[list[object]] = page.evaluate(MOVED)
    return found


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_moves_once_it_is_shown(browser: Browser, sample: Served, width: int) -> None:
    moved = {}
    with window(browser, width) as page:
        for kind in KINDS:
            if found := shifts(page, sample.url + kind):
                moved[kind] = found
            expect(
                page.get_by_role("button", name="Download the app")
                .or_(page.get_by_role("button", name="Télécharger l’application"))
                .first
            ).to_be_visible()
    assert moved == {}


class InPieces(Handler):
    """Sends a page as a slow connection does: a piece, and some time later the next."""

    def do_GET(self) -> None:  # noqa: N802 - http.server names it
        if (file := self.send_head()) is None:
            return
        with file:
            whole = file.read()
        pieces = [whole]
        if whole.startswith(b"<!doctype html>"):
            head, sheet, rest = whole.partition(b'<div class="search-sheet">')
            assert sheet
            starts = rb"(?=<(?:div|ol|details|summary|fieldset|footer)\b)"
            pieces = [head + sheet, *re.split(starts, rest)]
        with suppress(ConnectionError):  # a reader who goes on does not wait for the rest
            for number, piece in enumerate(pieces):
                time.sleep(0.05 if number else 0)
                self.wfile.write(piece)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_the_search_page_arrives(
    browser: Browser, sample: Served, width: int
) -> None:
    server = Server(sample.folder, InPieces)
    with window(browser, width) as page:
        for kind in ("search/", "fr/search/"):
            assert shifts(page, server.url + kind) == [], kind
    server.stop()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_several_volumes_are_searched(
    browser: Browser, host: Host, width: int
) -> None:
    with window(browser, width) as page:
        for words in ("monsoon", "came", "fr/cyclone"):
            lang, _, query = words.rpartition("/")
            found = shifts(page, f"{host.url}{lang and lang + '/'}search/?q={query}")
            assert found == [], words
            wait_until(page, "document.querySelectorAll('.search-results > li').length > 0")


MOST_MOVED = 0.05
"""How much may move in all while a reader searches again and again."""


@pytest.fixture(scope="module")
def lanterns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Ten volumes, each with one “lantern” and two articles on a “ferry”, all in other places."""
    site = ScratchSite(tmp_path_factory.mktemp("lanterns") / "site", SETTINGS, search=True)
    for number in range(80):
        word = ["lantern", "ferry", "ferry", "market"][min(number % 8, 3)]
        site.article(
            f"a{number}.md",
            f"The {word} news.",
            title=f"The {word} {number}",
            date=f"{2005 + number // 8}-{number % 8 + 1:02}-10",
            location=f"Place {number}",
            authors=[f"Writer {number}"],
            tags=[f"Tag {number}"],
        )
    site.build()
    with serving(site.public) as served:
        yield served


@pytest.mark.parametrize("width", [390, 1440])
def test_little_moves_while_a_reader_searches_on(
    browser: Browser, lanterns: Served, width: int
) -> None:
    with window(browser, width) as page:
        context = page.context
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 150, "downloadThroughput": -1, "uploadThroughput": -1},
        )
        open_whole(page, f"{lanterns.url}search/?q=ferry")
        if width == 390:
            page.locator("summary").click()
            page.evaluate(SHOWN)
            page.evaluate("() => { moved.length = 0; }")
        field = page.locator("main").get_by_role("searchbox")
        for query in ("zzqx", "lantern", "lantern zzqx", "ferry", "lantern"):
            field.fill(query)
            expect(page.locator("main [role=status]")).to_contain_text(f"“{query}”")
        page.evaluate(SHOWN)
        moved = page.evaluate(MOVED)
    assert sum(value for value, *_ in moved) <= MOST_MOVED, moved


@pytest.mark.parametrize("width", [390, 1440])
def test_next_to_nothing_moves_while_a_reader_scrolls_on(
    browser: Browser, lanterns: Served, width: int
) -> None:
    with window(browser, width) as page:
        page.goto(f"{lanterns.url}search/?q=news", wait_until="commit")
        page.evaluate(PAINTED)
        page.mouse.move(width / 2, 600)
        for _ in range(40):
            page.mouse.wheel(0, 300)
            page.wait_for_timeout(40)
        wait_until(page, "document.querySelectorAll('.search-results > li').length > 30")
        page.evaluate(SHOWN)
        assert sum(value for value, *_ in page.evaluate(MOVED)) < 0.01


@pytest.mark.parametrize("width", [390, 1440])
def test_the_footer_is_not_seen_moving_while_results_arrive(
    browser: Browser, lanterns: Served, width: int
) -> None:
    with window(browser, width) as page:
        page.goto(f"{lanterns.url}search/?q=news")
        page.evaluate(
            """() => {
                window.seen = new Set();
                const note = () => seen.add(getComputedStyle(footer).visibility);
                const footer = document.querySelector("footer.footer");
                new MutationObserver(([{ target }]) => {
                    if (target.hasAttribute("data-arriving")) note();
                }).observe(document.querySelector("archive-search"), { attributes: true });
            }"""
        )
        page.mouse.move(width / 2, 600)
        for _ in range(30):
            page.mouse.wheel(0, 300)
            page.wait_for_timeout(40)
        wait_until(page, "!document.querySelector('[data-arriving]')")
        assert page.evaluate("[...seen]") == ["hidden"]
        expect(page.locator("footer.footer")).to_be_visible()


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
