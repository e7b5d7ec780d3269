"""What a reader prints: a clean clipping, with the address as its last line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from served import Served, serving

from archives import ADDRESS
from photographs import photograph
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser(whole=True)

MIDDLES = """() => [...document.querySelectorAll("main img")].map((image) => {
    const own = image.getBoundingClientRect();
    const around = image.closest("figure").getBoundingClientRect();
    return Math.round(own.left + own.right - around.left - around.right);
})"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = ScratchSite(tmp_path_factory.mktemp("printing") / "site")
    own = SETTINGS.replace("https://meridian.example/", ADDRESS)
    site.settings(f'{own}[comments]\non = true\nhost = "netlify"\n')
    site.write("content/harbour.jpg", photograph())
    picture = {"src": "harbour.jpg", "alt": "Masts"}
    text = 'A gale.\n\n![Masts](harbour.jpg "Masts")'
    site.article("gale.md", text, date="1975-02-07", image=picture)
    site.comment("gale/one.md", "I saw it.", name="Ann")
    site.build()
    with serving(site.public) as served:
        yield served


def sheets(page: Page) -> int:
    """How many sheets a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize("path", ["1975/02/07/", "1975/", "archive/"])
def test_the_address_has_no_sheet_of_its_own(page: Page, paper: Served, path: str) -> None:
    page.goto(paper.url + path)
    assert sheets(page) == 1
    page.emulate_media(media="print")
    address, main = page.locator(".printed-address"), page.locator("main")
    expect(address).to_have_text(ADDRESS + path)
    above, below = main.bounding_box(), address.bounding_box()
    assert above and below and below["y"] - above["y"] - above["height"] < 60


def test_a_clipping_has_the_article_alone(page: Page, paper: Served) -> None:
    page.goto(f"{paper.url}1975/02/07/gale/")
    expect(page.locator(".comments")).to_be_visible()
    expect(page.get_by_text("On this day")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".comments")).to_be_hidden()
    expect(page.get_by_text("On this day")).to_be_hidden()
    expect(page.get_by_text("Published")).to_be_visible()
    assert page.evaluate(MIDDLES) == [0, 0]
