"""Pagefind alone: a single index of the documents that Dateline's volumes are made of, and a page
that searches it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.stories import Story
from dateline.files import write_file
from dateline.search.service import index_pages
from dateline.search.volumes import NOT_TEXT
from dateline.urls import output_path

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PAGE = """\
<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<title>Pagefind alone</title>
<main><ol></ol><p></p></main>
<script type="module" src="ask.js"></script>
"""
_SCRIPT = """\
import * as pagefind from "./pagefind.js";

const first = async (words, wanted) => {
  const { results } = await pagefind.search(words);
  return Promise.all(results.slice(0, wanted).map((result) => result.data()));
};

globalThis.firstOf = async (words, wanted) => (await first(words, wanted)).map(({ url }) => url);

const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  const items = (await first(asked, 10)).map(({ url, meta, excerpt }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = meta.title;
    item.append(link, excerpt);
    return item;
  });
  document.querySelector("ol").append(...items);
  document.querySelector("p").textContent = `${items.length} shown`;
  document.body.dataset.status = items.length ? "found" : "none";
}
"""


def write_one_index(stories: Sequence[Story], folder: Path) -> None:
    """Index `stories`, all of one language, into `folder`, with a page that searches it."""
    lang = stories[0].lang
    pages = [(output_path(story.url), story.document) for story in stories]
    made = index_pages(pages, name="of everything", lang=lang, exclude=NOT_TEXT)
    for path, data in made.items():
        write_file(folder / path, data)
    write_file(folder / "index.html", _PAGE.format(lang=lang).encode())
    write_file(folder / "ask.js", _SCRIPT.encode())


def first_of_one_index(page: Page, words: str, wanted: int) -> list[str]:
    """The addresses of the first results of Pagefind alone. `page` shows the page of its index."""
    found: list[str] = page.evaluate("asked => firstOf(...asked)", [words, wanted])
    return found
