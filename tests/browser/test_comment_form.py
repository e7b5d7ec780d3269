"""The form for comments: what it says is missing, what it sends, and when it closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hosted import SETTINGS
from playwright.sync_api import Browser, Page, Route, expect
from served import Served, serving

from archives import MadeOnce
from scratch import ScratchSite

pytestmark = pytest.mark.browser

STORY, FRENCH = "2024/12/30/story/", "fr/2024/12/30/histoire/"
COMMENTS = '[comments]\non = true\nhost = "netlify"\nask_email = true\n'


@pytest.fixture(scope="module")
def paper(made_once: MadeOnce) -> Iterator[Served]:
    """An archive with comments and a form on an article in each language."""

    def make(root: Path) -> None:
        site = ScratchSite(root, SETTINGS + COMMENTS)
        site.article("story.md", date="2024-12-30")
        site.article("histoire.fr.md", date="2024-12-30")
        site.comment("story/one.md", "<script>document.title = 1</script> *Hm.*")
        site.comment("story/two.md", f"{'> ' * 30}{'x' * 300}\n\n{'- ' * 20}deep", name="N" * 100)
        site.now = "2025-01-05T00:00:00"
        site.build()

    with serving(made_once("comments", make) / "public") as served:
        yield served


@pytest.fixture
def early(page: Page) -> Page:
    """A page that is read before the articles are closed to comments."""
    page.clock.set_fixed_time("2025-01-05T12:00:00Z")
    return page


@pytest.mark.parametrize(
    ("address", "button", "comment", "name"),
    [
        (STORY, "Post comment", "Please enter your comment", "Please enter your name here"),
        (
            FRENCH,
            "Envoyer le commentaire",
            "Veuillez saisir votre commentaire",
            "Veuillez saisir votre nom ici",
        ),
    ],
)
def test_the_form_says_what_is_missing(
    early: Page, paper: Served, address: str, button: str, comment: str, name: str
) -> None:
    early.goto(paper.url + address)
    early.get_by_role("button", name=button).click()
    text, who = early.locator("textarea"), early.locator("[name=name]")
    expect(text).to_be_focused()
    for field, words in ((text, comment), (who, name)):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(words)
        expect(early.get_by_text(words, exact=True)).to_be_visible()
    text.fill("Well said.")
    expect(text).not_to_have_attribute("aria-invalid", "true")
    expect(text).to_have_accessible_description("")
    who.fill("   ")
    early.get_by_role("button", name=button).click()
    expect(who).to_be_focused()
    assert early.url == paper.url + address


def test_what_is_complete_is_sent_to_the_host(early: Page, paper: Served) -> None:
    sent: list[str] = []

    def accept(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(status=303, headers={"Location": route.request.url})

    early.goto(paper.url + STORY)
    early.locator("textarea").fill("Well said.\nIndeed.")
    early.locator("[name=name]").fill("Ann Lee")
    early.locator("[name=email]").fill("ann")
    early.get_by_role("button", name="Post comment").click()
    expect(early.locator("[name=email]")).to_have_accessible_description(
        "Please enter a valid e-mail address, or leave this empty"
    )
    early.locator("[name=email]").fill("")
    early.route("**/thank-you/", lambda route: accept(route), times=1)
    early.get_by_role("button", name="Post comment").click()
    expect(early.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert parse_qs(sent[0], keep_blank_values=True) == {
        "form-name": ["comments"],
        "article": ["story.md"],
        "homepage": [""],
        "comment": ["Well said.\r\nIndeed."],
        "name": ["Ann Lee"],
        "email": [""],
    }


def test_the_form_goes_when_its_time_has_come(page: Page, paper: Served) -> None:
    page.clock.set_fixed_time("2025-01-29T23:59:59Z")
    page.goto(paper.url + STORY)
    expect(page.get_by_text("Comments close on Jan 29, 2025.")).to_be_visible()
    page.locator("textarea").fill("Well said.")
    page.locator("[name=name]").fill("Ann Lee")
    page.clock.set_fixed_time("2025-01-30T00:00:00Z")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("Comments are closed.")).to_be_visible()
    expect(page.locator("form.comment-form")).to_have_count(0)
    page.goto(paper.url + STORY)
    expect(page.get_by_text("Comments are closed.")).to_be_visible()
    expect(page.locator("form.comment-form")).to_have_count(0)


def test_without_scripts_browsers_ask_for_what_is_missing(browser: Browser, paper: Served) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(paper.url + STORY)
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator("textarea:invalid, [name=name]:invalid")).to_have_count(2)
    assert page.url == paper.url + STORY
    page.close()


def test_what_readers_wrote_does_not_run(early: Page, paper: Served) -> None:
    early.goto(paper.url + STORY)
    expect(early.locator(".comment-text").first).to_have_text(
        "<script>document.title = 1</script> Hm."
    )
    assert early.title() == "Story — The Meridian"


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_the_form_fits_and_the_trap_is_not_met(early: Page, paper: Served, width: int) -> None:
    early.set_viewport_size({"width": width, "height": 900})
    early.goto(paper.url + STORY)
    assert early.evaluate("document.documentElement.scrollWidth <= innerWidth")
    narrowest = early.evaluate(
        "Math.min(...[...document.querySelectorAll('.comment-text :is(p, li)')]"
        ".map((element) => element.clientWidth))"
    )
    assert narrowest > 200
    early.locator("a.comment-date").last.focus()
    early.keyboard.press("Tab")
    expect(early.locator("textarea")).to_be_focused()
    box = early.get_by_role("button", name="Post comment").bounding_box()
    assert box and box["height"] >= 44
