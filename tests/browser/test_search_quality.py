"""Whether the article that a reader means comes first, beside Pagefind's single index.

Everything that readers may remember of every article is asked if DATELINE_LONG is set, else a
sample of it.
"""

from __future__ import annotations

import os
import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import pytest
from benchmarks.quality import Answer, scores
from benchmarks.search_page import Link, ask
from benchmarks.stories import fold, headlines, rarest_words, words_of
from playwright.sync_api import Browser, Page
from searched import Searched, make_searched, searching

from archives import CORPUS, MadeOnce

pytestmark = pytest.mark.browser

LONG = "DATELINE_LONG" in os.environ
ARCHIVES = [("sample", "fr"), ("gazette", "en"), ("posts", "en")]
if LONG:
    ARCHIVES += [("sample", "en"), ("gazette", "fr")]
Item = TypeVar("Item")
_OFFERED = """
() => {
  const list = document.querySelector("main ol > li")?.parentElement;
  return [...document.querySelectorAll("archive-search :is(a[href], button)")]
    .filter((each) => each.checkVisibility() && !list?.contains(each))
    .map((each) => [each.innerText, each.href ? new URL(each.href).pathname : ""]);
}
"""


@pytest.fixture(scope="module", params=ARCHIVES, ids="-".join)
def searched(
    request: pytest.FixtureRequest,
    made_once: MadeOnce,
    browser: Browser,
) -> Iterator[Searched]:
    name, lang = request.param
    if name == "posts" and not CORPUS.is_dir():
        pytest.skip("the folder of real posts is not here")
    root = made_once(f"searched-{name}", lambda root: make_searched(name, root))
    with searching(root, lang, browser) as searched:
        yield searched


def mistyped(words: Iterable[str], source: random.Random) -> Iterator[tuple[str, str]]:
    """Each of `words` with one letter wrong, left out, doubled or swapped with the next; and the
    word itself."""
    for word in words:
        at = source.randrange(len(word) - 1)
        letter = source.choice([one for one in "abcdefghijklmnopqrstuvwxyz" if one != word[at]])
        wrong = {
            "another letter": f"{word[:at]}{letter}{word[at + 1 :]}",
            "a letter left out": word[:at] + word[at + 1 :],
            "a letter doubled": word[: at + 1] + word[at:],
            "two letters swapped": f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}",
        }
        yield source.choice([one for one in wrong.values() if one != word]), word


def offered(page: Page) -> list[Link]:
    """The links and buttons that the search page shows beside results, in order: pages of terms,
    other words to search for."""
    return [Link(*each) for each in page.evaluate(_OFFERED)]


def some(items: Sequence[Item], count: int) -> Sequence[Item]:
    """All items at length, else a sample, the same in every run."""
    if LONG or len(items) <= count:
        return items
    return random.Random(len(items)).sample(items, count)


def told(answer: Answer) -> str:
    """A query, the article that was meant, and what came first instead."""
    ours = [answer.titles.get(url, url) for url in answer.ours[:3]]
    return f"“{answer.asked.words}” means “{answer.asked.story.title}”, found {ours}"


def test_a_headline_pasted_whole_comes_first(searched: Searched) -> None:
    asked = some(list(headlines(searched.stories)), 5)
    answers = searched.asking.answers(asked, searched.stories)
    assert not [told(answer) for answer in answers if answer.place(answer.ours) != 1]


def test_rare_words_find_as_well_as_in_a_single_index(searched: Searched) -> None:
    asked = some(list(rarest_words(searched.stories)), 8)
    answers = list(searched.asking.answers(asked, searched.stories))
    behind = [
        told(answer) for answer in answers if answer.place(answer.ours) > answer.place(answer.alone)
    ]
    # A sample has too few of each kind to compare them one by one, and may lose one by chance.
    found, lost = (scores(answers), 0) if LONG else (scores(answers, lambda _: "all"), 1)
    for kind, (ours, alone) in found.items():
        assert ours.first >= alone.first - lost, (kind, ours, alone, behind)
        assert ours.in_five >= alone.in_five - lost, (kind, ours, alone, behind)


def test_a_word_with_one_wrong_letter_leads_to_the_right_one(searched: Searched) -> None:
    known = sorted({word for story in searched.stories for word in story.words})
    usual = [word for word in known if len(word) > 4 and word.isalpha()]
    typed = [
        (wrong, right)
        for wrong, right in mistyped(usual, random.Random("typing"))
        if not begins_a_word(wrong, known)
    ]
    typed = random.Random("typed").sample(typed, 300 if LONG else 10)
    missed = []
    for wrong, right in typed:
        ask(searched.page, searched.search, wrong)
        if not any(right in map(fold, words_of(link.words)) for link in offered(searched.page)):
            missed.append((wrong, right))
    assert len(missed) <= len(typed) // 10, (len(missed), len(typed), missed)


def begins_a_word(text: str, known: Sequence[str]) -> bool:
    """Whether one of the words `known`, which are sorted, begins with `text`."""
    at = bisect_left(known, text)
    return at < len(known) and known[at].startswith(text)


def test_the_temperature_of_a_day_finds_its_articles(searched: Searched) -> None:
    by_degrees: dict[str, set[str]] = {}
    for story in searched.stories:
        if story.degrees:
            by_degrees.setdefault(story.degrees, set()).add(story.url)
    rare = sorted(degrees for degrees, urls in by_degrees.items() if len(urls) < 10)
    if not rare:
        pytest.skip("no article of this archive has a weather note")
    for degrees in some(rare, 3):
        for typed in (f"{degrees} C", f"{degrees.replace('.', ',')} °C"):
            links = ask(searched.page, searched.search, typed)
            found = {searched.asking.url(link) for link in links}
            assert found >= by_degrees[degrees], typed


def test_the_name_of_a_place_an_author_or_a_tag_leads_to_its_page(searched: Searched) -> None:
    terms = sorted({term for story in searched.stories for term in story.terms})
    for name, url in some(terms, 6):
        ask(searched.page, searched.search, name)
        found = [searched.asking.url(link) for link in offered(searched.page)]
        assert url in found, name
