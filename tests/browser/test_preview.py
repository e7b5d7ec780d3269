"""The preview in a browser: what reloads and what does not, and the panel of problems."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from previewing import Previewing, eventually, previewing
from scratch import ScratchSite

pytestmark = pytest.mark.browser
OWN, OTHER = "/2014/03/05/a/", "/2014/09/07/b/"
LONG = "\n\n".join(f"Paragraph {number} of many." for number in range(80))
FAULTY = "Write to [<b>us</b>](desk@example.org)."


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    site = ScratchSite(tmp_path / "site")
    site.write("content/reef.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    site.article("a.md", f"The first text. ![a reef](reef.svg)\n\n{LONG}")
    site.article("b.md", "Another text.", date="2014-09-07")
    return site


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Preview")


def button(page: Page) -> Locator:
    return panel(page).get_by_role("button")


def opened(page: Page, preview: Previewing, path: str) -> None:
    """Open a page, and mark it, so that it can be told whether it was loaded again."""
    with page.expect_response(re.compile(r"/\.dateline/events")):
        page.goto(preview.url + path)
    page.wait_for_timeout(300)
    page.evaluate("document.documentElement.dataset.marked = ''")


def expect_loaded_again(page: Page, *, again: bool) -> None:
    expect(page.locator("html[data-marked]")).to_have_count(0 if again else 1)


def test_a_page_loads_again_where_it_was_read(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    opened(reader, preview, OWN)
    reader.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    site.article("a.md", f"The second text. ![a reef](reef.svg)\n\n{LONG}")
    expect(reader.get_by_text("The second text.")).to_be_attached()
    expect_loaded_again(reader, again=True)
    reader.wait_for_timeout(500)
    assert reader.evaluate("scrollY") == 900


def test_saving_once_loads_a_page_once_though_search_follows(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    opened(reader, preview, OWN)
    loads: list[str] = []
    reader.on("load", lambda page: loads.append(page.url))
    up_to_date = sum("Search is up to date" in line for line in preview.lines)
    site.article("a.md", f"The second text, with a xylophone. ![a reef](reef.svg)\n\n{LONG}")
    expect(reader.get_by_text("The second text")).to_be_attached()
    eventually(lambda: sum("Search is up to date" in line for line in preview.lines) > up_to_date)
    reader.wait_for_timeout(1_000)
    assert loads == [preview.url + OWN]


def test_search_finds_the_new_words_once_it_is_up_to_date(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    reader.goto(f"{preview.url}/search/?q=xylophone")
    expect(reader.locator(".search-results a")).to_have_count(0)
    up_to_date = sum("Search is up to date" in line for line in preview.lines)
    site.article("b.md", "Another text, with a xylophone.", date="2014-09-07")
    eventually(lambda: sum("Search is up to date" in line for line in preview.lines) > up_to_date)
    # The page that is open may be loading again just now.
    another = reader.context.new_page()
    another.goto(f"{preview.url}/search/?q=xylophone")
    expect(another.get_by_role("main").get_by_role("link", name="B", exact=True)).to_be_visible()


def test_a_page_of_which_nothing_changed_stays(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    opened(reader, preview, "/2014/03/")
    site.article("b.md", f"Other words. {FAULTY}", date="2014-09-07")
    expect(button(reader)).to_contain_text("Elsewhere: 1 warning.")
    expect_loaded_again(reader, again=False)


def test_a_page_whose_picture_changed_loads_again(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    opened(reader, preview, OWN)
    site.write(
        "content/reef.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">\n</svg>'
    )
    expect_loaded_again(reader, again=True)


def test_a_page_moves_with_its_article(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    opened(reader, preview, OTHER)
    site.rename("b.md", "c.md")
    expect(reader).to_have_url(preview.url + "/2014/09/07/c/")


def test_a_page_that_is_held_back_comes_back_when_it_is_mended(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    opened(reader, preview, OWN)
    reader.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    site.write("content/a.md", "---\ntitle: Rain: a record\ndate: 2014-03-05\n---\n")
    expect(reader.get_by_role("heading", level=1)).to_have_text("This page could not be built")
    expect(reader.get_by_role("main")).to_contain_text("content/a.md:2:12")
    expect(reader.get_by_role("main")).to_contain_text("“Rain: a record” must be in double quotes")
    expect(button(reader)).to_contain_text("This page: 1 error.")
    site.article("a.md", f"Mended.\n\n{LONG}")
    expect(reader.get_by_text("Mended.")).to_be_attached()
    reader.wait_for_timeout(500)
    assert reader.evaluate("scrollY") == 900
    expect(panel(reader)).to_be_hidden()


def test_the_panel_is_a_line_that_hides_nothing(
    site: ScratchSite, preview: Previewing, browser: Browser
) -> None:
    site.article("a.md", f"{FAULTY}\n\n{LONG}")
    for number in range(21):
        site.article(f"x{number}.md", FAULTY, date="2014-09-08")
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(preview.url + OWN)
    expect(button(page)).to_contain_text("This page: 1 warning. Elsewhere: 21 warnings.")
    box = panel(page).bounding_box()
    assert box and box["height"] <= 48 and box["width"] == 390
    page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")
    page.wait_for_timeout(300)
    foot, bar = page.locator("footer.footer").bounding_box(), panel(page).bounding_box()
    assert foot and bar and foot["y"] + foot["height"] <= bar["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


def test_what_does_not_fit_beside_the_rest_has_a_line_of_its_own(
    site: ScratchSite, preview: Previewing, context: BrowserContext
) -> None:
    site.article("a.md", f"{FAULTY} [gone](gone.md) {FAULTY}\n\n{LONG}")
    for number in range(21):
        site.article(f"x{number}.md", f"{FAULTY} [gone](gone.md)", date="2014-09-08")
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(preview.url + OWN)
    expect(button(page)).to_have_text(
        "This page: 1 error and 2 warnings. Elsewhere: 21 errors and 21 warnings."
    )
    parts = button(page).locator(".line > span")
    boxes = [part.bounding_box() for part in parts.all()]
    assert len({box and box["y"] for box in boxes}) == 2
    assert parts.evaluate_all("all => all.every((one) => one.scrollWidth <= one.clientWidth)")


def test_the_panel_by_keyboard(site: ScratchSite, preview: Previewing, reader: Page) -> None:
    opened(reader, preview, OWN)
    status = reader.get_by_role("status")
    expect(status).to_have_text("")
    site.article("a.md", f"{FAULTY}\n\n{LONG}")
    expect(status).to_have_text("This page: 1 warning.")
    expect(button(reader)).to_have_attribute("aria-expanded", "false")
    top = reader.evaluate("scrollY")
    button(reader).focus()
    reader.keyboard.press("Enter")
    expect(button(reader)).to_have_attribute("aria-expanded", "true")
    assert reader.evaluate("scrollY") == top
    # What files hold is text.
    text = panel(reader).get_by_text("without “mailto:”. Write mailto:desk@example.org.")
    expect(text).to_be_visible()
    assert not Axe().run(reader).response["violations"]
    # It stays open, and keeps the focus, when the page is loaded again.
    site.article("a.md", f"Other words. {FAULTY}\n\n{LONG}")
    expect(reader.get_by_text("Other words.")).to_be_attached()
    expect(button(reader)).to_have_attribute("aria-expanded", "true")
    expect(button(reader)).to_be_focused()
    reader.keyboard.press("Escape")
    expect(button(reader)).to_have_attribute("aria-expanded", "false")
    expect(text).to_be_hidden()


def test_others_problems_open_from_their_count(
    site: ScratchSite, preview: Previewing, reader: Page
) -> None:
    site.article("b.md", FAULTY, date="2014-09-07", titel="<img src=x onerror=alert(1)>")
    site.article("a.md", FAULTY)
    eventually(lambda: preview.has(OWN, "Write to"))
    reader.goto(preview.url + OWN)
    expect(button(reader)).to_have_text("This page: 1 warning. Elsewhere: 2 warnings.")
    button(reader).click()
    line = panel(reader).get_by_text("content/b.md:4:1")
    expect(line).to_be_hidden()
    panel(reader).get_by_text("Elsewhere: 2 warnings.").last.click()
    expect(line).to_be_visible()
    assert panel(reader).locator("img, b").count() == 0


def test_a_preview_that_has_stopped_says_so(preview: Previewing, context: BrowserContext) -> None:
    page = context.new_page()  # the browser logs the broken connection as an error
    opened(page, preview, OWN)
    preview.stop()
    expect(button(page)).to_contain_text("The preview has stopped.")


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_what_readers_do_not_see_is_marked(site: ScratchSite, browser: Browser, look: str) -> None:
    site.article("draft.md", "A draft.", date="2014-09-08", draft=True)
    site.article("later.md", "Not yet.", date="2014-09-08", publish_at="2998-12-03T06:00")
    with previewing(site.root, "--drafts") as preview:
        eventually(lambda: preview.said("shown only here: 1 draft, 1 scheduled."))
        eventually(lambda: preview.has("/2014/09/08/draft/", "A draft."))
        context = browser.new_context(
            color_scheme="dark" if look == "dark" else "light",
            forced_colors="active" if look == "forced" else "none",
        )
        page = context.new_page()
        page.goto(f"{preview.url}/2014/09/08/later/")
        mark = page.get_by_role("article").locator("p.unfinished")
        expect(mark.first).to_have_text(
            re.compile(r"^Scheduled for Monday, December 3, 2998, 6:00")
        )
        expect(mark.first).to_be_visible()
        box, head = mark.first.bounding_box(), page.locator("h1").bounding_box()
        assert box and head and box["y"] + box["height"] <= head["y"]
        assert mark.first.evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
        expect(button(page)).to_have_text("Not yet public: 1 draft, 1 scheduled.")
        if look != "forced":  # there, colours are the system's
            assert not Axe().run(page).response["violations"]
        button(page).click()
        panel(page).get_by_role("link", name="content/draft.md").click()
        expect(page.get_by_role("article").locator("p.unfinished").first).to_have_text("Draft")
        page.goto(f"{preview.url}/2014/09/08/")
        marks = page.get_by_role("main").locator(".entry p.unfinished")
        assert sorted(marks.all_inner_texts()) == ["Draft", "Scheduled"]
        if look != "forced":  # there, colours are the system's
            assert not Axe().run(page).response["violations"]
        context.close()
