"""Dateline's search page in a browser, asked one query after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Page

SETTLED = "archive-search:is([data-status=found], [data-status=none])"
RESULTS = "main ol > li"
_FEW = 5
"""With fewer results than this, wait for what the page shows later: other words, other articles."""
_PATIENCE = 120_000
_FOUND = """
(list) => [...document.querySelectorAll(list)].map((item) => item.querySelector("h2 a"))
  .filter((link) => link?.checkVisibility())
  .map((link) => [new URL(link.href).pathname, link.innerText])
"""


@dataclass(frozen=True)
class Link:
    """A link or button on the search page: its words, and the path of its address, if any."""

    words: str
    path: str


def ask(page: Page, search: str, words: str) -> list[Link]:
    """Open the search page at the address `search` with a query, and wait until it rests. Returns
    the articles that it shows, those that hold only some of the words last."""
    page.goto(f"{search}?q={quote(words)}")
    page.locator(SETTLED).wait_for(timeout=_PATIENCE)
    found = page.evaluate(_FOUND, RESULTS)
    if len(found) < _FEW:
        page.wait_for_load_state("networkidle")
        found = page.evaluate(_FOUND, RESULTS)
    return [Link(words, path) for path, words in found]
