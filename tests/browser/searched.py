"""Archives in several volumes, opened to compare their search with Pagefind's single index."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hosting import serving as hosting
from benchmarks.one_index import write_one_index
from benchmarks.quality import Asking
from benchmarks.stories import Story, stories_of
from gazette import write_gazette
from playwright.sync_api import Browser, Page
from served import serving

from archives import CORPUS, published, write_sample

POSTS_SETTINGS = (
    'title = "18F"\nurl = "https://example.org/"\n'
    '[front_matter]\nsummary = ["excerpt", "description"]\n'
)


@dataclass(frozen=True)
class Searched:
    """The articles of an archive in one language, and pages that search them."""

    lang: str
    stories: list[Story]
    asking: Asking

    @property
    def page(self) -> Page:
        """The page that is Dateline's."""
        return self.asking.page

    @property
    def search(self) -> str:
        """The address of Dateline's search page."""
        return self.asking.search


def _write_sample(root: Path) -> None:
    write_sample(root)
    with (root / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[search]\nvolume = 10\n")


def write_posts(root: Path, settings: str = "") -> None:
    """Write an archive of the real posts into `root`."""
    shutil.copytree(CORPUS, root / "content")
    (root / "site.toml").write_text(POSTS_SETTINGS + settings, "utf-8")


WRITERS: dict[str, Callable[[Path], None]] = {
    "sample": _write_sample,
    "gazette": lambda root: write_gazette(root, 300, 100, "[search]\nvolume = 60\n"),
    "posts": lambda root: write_posts(root, "[search]\nvolume = 60\n"),
}
"""What writes each archive into a new folder."""


def make_searched(name: str, root: Path) -> None:
    """Write an archive into `root`, build it, and index its articles once more, by language."""
    WRITERS[name](root)
    published(root)
    stories = stories_of(root)
    for lang in sorted({story.lang for story in stories}):
        write_one_index([story for story in stories if story.lang == lang], root / f"one-{lang}")


@contextmanager
def searching(root: Path, lang: str, browser: Browser) -> Iterator[Searched]:
    """Open the search pages of the archive at `root` in a language."""
    stories = [story for story in stories_of(root) if story.lang == lang]
    context = browser.new_context(viewport={"width": 1024, "height": 900}, locale="en-GB")
    with serving(root / "public") as served, hosting(root / f"one-{lang}") as one:
        page, alone = context.new_page(), context.new_page()
        alone.goto(one.address)
        search = f"{served.url}search/" if lang == "en" else f"{served.url}{lang}/search/"
        yield Searched(lang, stories, Asking(page, search, "/archive/", alone))
        context.close()
