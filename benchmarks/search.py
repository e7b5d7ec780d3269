"""The search of an archive beside Pagefind alone: how well it finds, and what it costs a reader."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.cost import Cost, cost_of, seconds_on_a_phone
from benchmarks.hosting import Host, serving
from benchmarks.one_index import write_one_index
from benchmarks.programs import browsing, dateline
from benchmarks.quality import Asking, Score, scores
from benchmarks.stories import Remembered, Story, headlines, rarest_words, stories_of
from dateline.config import load_site

NONSENSE = "zyxqwv"


@dataclass(frozen=True)
class Compared:
    """An archive in its first language, searched by Dateline and by Pagefind alone."""

    browser: Browser
    ours: Host
    alone: Host
    stories: Sequence[Story]

    def quality(self, asked: int) -> dict[str, tuple[Score, Score]]:
        """The scores of both, for `asked` queries of each kind: the same in every run."""
        page, alone = self.browser.new_page(), self.browser.new_page()
        alone.goto(self.alone.address)
        by_kind: dict[str, list[Remembered]] = {}
        for query in (*headlines(self.stories), *rarest_words(self.stories)):
            by_kind.setdefault(query.kind, []).append(query)
        source = random.Random("asked")
        queries = [
            query
            for kind in by_kind.values()
            for query in source.sample(kind, min(asked, len(kind)))
        ]
        asking = Asking(page, f"{self.ours.address}search/", "/", alone)
        return scores(asking.answers(queries, self.stories))

    @cached_property
    def held(self) -> Counter[str]:
        """How many articles hold each word of letters alone."""
        return Counter(word for story in self.stories for word in story.words if word.isalpha())

    def word_in(self, share: float) -> str:
        """A word in about this share of the articles."""
        wanted = share * len(self.stories)
        return min(self.held, key=lambda word: (abs(self.held[word] - wanted), word))

    def cost(self, words: str) -> Cost:
        """What Dateline's answer costs."""
        return cost_of(self.browser, self.ours, words)

    def on_a_phone(self, words: str, runs: int) -> tuple[float, float]:
        """The median seconds on a phone until the answer of Dateline and that of Pagefind alone is
        shown: ten results, or that there are none. They take turns."""
        ours, alone = [], []
        for _ in range(runs):
            ours.append(seconds_on_a_phone(self.browser, f"{self.ours.address}search/?q={words}"))
            alone.append(seconds_on_a_phone(self.browser, f"{self.alone.address}?q={words}"))
        return statistics.median(ours), statistics.median(alone)


@contextmanager
def comparing(root: Path) -> Iterator[Compared]:
    """Build the archive at `root`, index its articles by Pagefind alone as well, and open both."""
    dateline(root, "build", "--keep-going", "--base-url", "http://127.0.0.1/")
    lang = load_site(root).language
    stories = [story for story in stories_of(root) if story.lang == lang]
    write_one_index(stories, root / "one-index")
    with (
        serving(root / "public") as ours,
        serving(root / "one-index") as alone,
        browsing() as browser,
    ):
        yield Compared(browser, ours, alone, stories)
