"""What a search costs a reader, in requests and bytes after the page itself, as a host sends them.

Ten thousand articles in volumes of 600 where DATELINE_LONG is set, else a tenth of both.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.corpus import make, write_dateline
from benchmarks.cost import Cost, cost_of
from benchmarks.hosting import Host, serving
from benchmarks.volumes import OLD_WORD, mark_the_oldest
from playwright.sync_api import Browser, expect

from archives import MadeOnce
from dateline.build.options import Options
from dateline.build.run import build

pytestmark = pytest.mark.browser

LONG = "DATELINE_LONG" in os.environ
ARTICLES = 10_000 if LONG else 1_000


@dataclass(frozen=True)
class Corpus:
    """A made archive on a host, and the words of each article in order."""

    host: Host
    texts: list[list[str]]

    @cached_property
    def held(self) -> Counter[str]:
        """How many articles hold each word."""
        return Counter(word for text in self.texts for word in set(text))

    @cached_property
    def usual(self) -> list[str]:
        """The words in a fortieth of the articles or more, the rarest of them first."""
        found = [word for word, count in self.held.items() if count >= len(self.texts) / 40]
        return sorted(found, key=lambda word: (self.held[word], word))

    def together(self, one: str, other: str) -> int:
        """How many articles hold both words."""
        return sum(one in text and other in text for text in self._sets)

    @cached_property
    def _sets(self) -> list[set[str]]:
        return [set(text) for text in self.texts]

    @cached_property
    def phrase(self) -> str:
        """Two words of many articles that stand side by side in about ten."""
        many = {word for word in self.usual if self.held[word] < len(self.texts) / 4}
        count = Counter(
            f"{one} {other}"
            for text in self.texts
            for one, other in set(pairwise(text))
            if one in many and other in many
        )
        return min(count, key=lambda phrase: (abs(count[phrase] - 10), phrase))


@pytest.fixture(scope="module")
def corpus(made_once: MadeOnce) -> Iterator[Corpus]:
    def write(root: Path) -> None:
        write_dateline(make(ARTICLES), root)
        mark_the_oldest(root)
        with (root / "site.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"[search]\nvolume = {ARTICLES * 600 // 10_000}\n")
        build(root, Options())

    texts = [
        re.findall(r"\w+", " ".join([article.title, *article.paragraphs]).lower())
        for article in make(ARTICLES)
    ]
    with serving(made_once("searched-corpus", write) / "public") as host:
        yield Corpus(host, texts)


@pytest.mark.parametrize(
    "words", ["zyxqwv", "qqzzqq xxvvxx", "zyxq {usual}", "qqzzq {usual}", "{usual} zyxqwv"]
)
def test_nonsense_is_known_for_what_it_is_after_four_requests(
    browser: Browser, corpus: Corpus, words: str
) -> None:
    cost = cost_of(browser, corpus.host, words.format(usual=corpus.usual[-1])).data
    assert cost.requests <= 4
    assert cost.size <= 60_000


def test_a_slip_beside_another_word_is_put_right(browser: Browser, corpus: Corpus) -> None:
    other = corpus.usual[-1]
    word = next(word for word in corpus.usual if len(word) > 4 and word != other)
    wrong = f"{'q' if word[0] != 'q' else 'x'}{word[1:]}"
    page = browser.new_page()
    page.goto(f"{corpus.host.address}search/?q={wrong} {other}")
    meant = page.locator(".search-suggest").get_by_role("button", name=f"{word} {other}")
    expect(meant).to_be_visible()
    page.close()


@pytest.mark.parametrize("share", [0, 0.25, 0.5, 0.75, 0.95, 1] if LONG else [0, 1])
def test_a_common_word(browser: Browser, corpus: Corpus, share: float) -> None:
    word = corpus.usual[round(share * (len(corpus.usual) - 1))]
    cost = cost_of(browser, corpus.host, word)
    assert cost.requests <= 24
    assert cost.size <= 250_000
    assert not cost.volumes, "the word map knows the first ten of a single word"


def test_any_two_words(browser: Browser, corpus: Corpus) -> None:
    source, words = random.Random("two words"), list(corpus.held)
    pairs = [
        source.sample(corpus.usual, 2),
        source.sample(corpus.usual[:20], 2),
        source.sample(corpus.usual[-20:], 2),
        [source.choice(corpus.usual), source.choice(words)],
        source.sample(words, 2),
    ]
    for pair in pairs:
        check_two(cost_of(browser, corpus.host, " ".join(pair)), " ".join(pair))


def test_two_words_that_stand_together_in_few_articles(browser: Browser, corpus: Corpus) -> None:
    source = random.Random("few")
    tried = [source.sample(corpus.usual[: len(corpus.usual) // 2], 2) for _ in range(60)]
    pair = min(tried, key=lambda pair: (abs(corpus.together(*pair) - 10), pair))
    check_two(cost_of(browser, corpus.host, " ".join(pair)), pair)


def test_counts_of_terms_are_of_the_articles_read(browser: Browser, corpus: Corpus) -> None:
    page = browser.new_page()
    page.goto(f"{corpus.host.address}search/?q={' '.join(corpus.usual[-2:])}")
    expect(page.locator(".search-results > li")).to_have_count(10)
    note = page.locator(".refine-note")
    expect(note).to_have_text(re.compile("Counts for the [0-9,]+ articles read so far"))
    page.close()


def test_a_phrase_in_few_articles(browser: Browser, corpus: Corpus) -> None:
    check_two(cost_of(browser, corpus.host, f'"{corpus.phrase}"'), corpus.phrase)


def check_two(cost: Cost, asked: object) -> None:
    """Hold a search for two words to what it may cost."""
    assert cost.requests <= 40, (asked, str(cost))
    assert cost.size <= 500_000, (asked, str(cost))


def test_a_word_of_the_oldest_article_alone(browser: Browser, corpus: Corpus) -> None:
    cost = cost_of(browser, corpus.host, OLD_WORD)
    assert cost.requests <= 30
    assert cost.size <= 400_000


def test_a_half_typed_word_asks_the_word_map_alone(browser: Browser, corpus: Corpus) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.clock.install()
    page.goto(f"{corpus.host.address}search/")
    corpus.host.sent.clear()
    half = next(word[:5] for word in corpus.usual if len(word) > 7 and word[:5] not in corpus.held)
    page.locator("main").get_by_role("searchbox").press_sequentially(half)
    page.clock.run_for(700)
    page.wait_for_load_state("networkidle")
    asked = [file.path for file in Cost(corpus.host.sent).data.sent]
    assert asked and all(path.startswith("search/data/words/") for path in asked), asked
    page.clock.run_for(5_000)
    expect(page.locator("main ol > li").first).to_be_visible()
    context.close()
