"""What browsers fetch of a photograph, and that nothing moves when it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response
from served import Served, serving

from archives import MadeOnce, published
from photographs import photograph
from scratch import SETTINGS, ScratchSite

pytestmark = pytest.mark.browser

STORY = "2014/03/05/a/"
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((one) => one.value)))
        .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="session")
def photographs(made_once: MadeOnce) -> Iterator[Served]:
    """An archive with photographs of 6 megapixels, one taken with the camera on its side."""

    def make(root: Path) -> None:
        site = ScratchSite(root, SETTINGS)
        data = photograph(3_000, 2_000, orientation=8, quality=92)
        assert len(data) > 2_000_000
        site.write("content/lead.jpg", data)
        site.write("content/text.jpg", photograph(3_000, 2_000, quality=92))
        lead = {"src": "lead.jpg", "alt": "Masts"}
        site.article("a.md", "Words.\n\n![Masts](text.jpg)\n\nMore.", image=lead)
        published(root)

    with serving(made_once("photographs", make) / "public") as served:
        yield served


@pytest.mark.parametrize(
    ("width", "density", "text", "most"),
    [(390, 3, "800.webp", 100_000), (390, 2, "800.webp", 100_000), (1440, 1, "800.webp", 400_000)],
)
@pytest.mark.parametrize("path", ["", STORY])
def test_a_photograph_is_fetched_as_wide_as_it_is_shown(
    browser: Browser,
    photographs: Served,
    path: str,
    width: int,
    density: int,
    text: str,
    most: int,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, device_scale_factor=density
    )
    page = context.new_page()
    page.add_init_script(SHIFTS)
    fetched: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.request.resource_type == "image" and "/assets/" not in response.url:
            fetched[response.url.rpartition("/")[2]] = len(response.body())

    page.on("response", note)
    page.goto(photographs.url + path)
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        image.evaluate("(image) => image.decode()")
    assert fetched and all(size < most for size in fetched.values()), fetched
    assert all(name.endswith(".webp") for name in fetched)
    if path == STORY:
        assert len(fetched) == 2 and any(name.endswith(text) for name in fetched), fetched
    assert page.evaluate("shifts") == []
    shape = "(image) => image.naturalWidth / image.naturalHeight"
    assert page.locator("figure.picture img, .lead img").first.evaluate(shape) == pytest.approx(
        2 / 3, abs=0.01
    )
    context.close()
