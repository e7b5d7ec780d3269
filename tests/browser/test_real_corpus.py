"""509 real posts that no one here wrote, where the folder that holds them is present."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from searched import make_searched
from served import Served, serving

from archives import CORPUS, MadeOnce

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real posts is not here"),
]


@pytest.fixture(scope="module")
def posts(made_once: MadeOnce) -> Iterator[Served]:
    root = made_once("searched-posts", lambda root: make_searched("posts", root))
    with serving(root / "public") as served:
        yield served


def test_every_post_has_its_page(posts: Served) -> None:
    pages = list(posts.folder.glob("20[0-9][0-9]/[0-9][0-9]/[0-9][0-9]/*/index.html"))
    assert len(pages) == len(list(CORPUS.glob("*.md"))) == 509


def test_the_tags_page_lists_their_tags(posts: Served) -> None:
    text = (posts.folder / "tags" / "index.html").read_text("utf-8")
    for slug in ("accessibility", "open-source", "best-practices", "every-kid-in-a-park"):
        assert f'href="/archive/tags/{slug}/"' in text
    assert len(list((posts.folder / "tags").glob("*/index.html"))) > 100


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("pepperoni", "how-a-pepperoni-pizza-is-inspiring-open-government"),
        ("fbopen announcing", "announcing-fbopen-government-opportunities-made-easier"),
        ("protosketch", "protosketch"),
    ],
)
def test_words_of_a_post_find_it(page: Page, posts: Served, words: str, slug: str) -> None:
    page.goto(f"{posts.url}search/?q={words}")
    expect(page.locator(f"main ol > li a[href$='/{slug}/']").first).to_be_visible()
