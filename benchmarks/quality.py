"""How often the article that a reader means comes first: Dateline beside Pagefind alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.one_index import first_of_one_index
from benchmarks.search_page import Link, ask
from benchmarks.stories import HEADLINE, Remembered, Story

if TYPE_CHECKING:
    from playwright.sync_api import Page

WANTED = 5
"""Of how many results the article that is meant should be one."""


@dataclass(frozen=True)
class Answer:
    """The first results for what a reader remembers, as addresses of articles: those of Dateline
    and those of Pagefind alone."""

    asked: Remembered
    ours: Sequence[str]
    alone: Sequence[str]
    titles: dict[str, str]

    def place(self, found: Sequence[str]) -> int:
        """The place of the article that is meant, from 1; a large number if it is not there.

        Of articles with the same headline, a headline means any.
        """
        meant = self.asked.story
        for number, url in enumerate(found, 1):
            same = self.asked.kind == HEADLINE and self.titles.get(url) == meant.title
            if url == meant.url or same:
                return number
        return 1_000


@dataclass
class Score:
    """How many were asked, and how many of them came first and among the first five."""

    asked: int = 0
    first: int = 0
    in_five: int = 0

    def add(self, place: int) -> None:
        """Count an answer in which the article that is meant has this place."""
        self.asked += 1
        self.first += place == 1
        self.in_five += place <= WANTED

    def __str__(self) -> str:
        return f"{self.first} first, {self.in_five} in the first five of {self.asked}"


@dataclass(frozen=True)
class Asking:
    """Two pages open in a browser: one for Dateline's search page, which is at `search` in a site
    below the path `base`, and one that shows Pagefind alone."""

    page: Page
    search: str
    base: str
    alone: Page

    def url(self, link: Link) -> str:
        """The address within the site to which a link leads."""
        return "/" + link.path.removeprefix(self.base)

    def answers(self, queries: Iterable[Remembered], stories: Sequence[Story]) -> Iterator[Answer]:
        """Ask both each of `queries`."""
        titles = {story.url: story.title for story in stories}
        for query in queries:
            ours = [self.url(link) for link in ask(self.page, self.search, query.words)[:WANTED]]
            theirs = first_of_one_index(self.alone, query.words, WANTED)
            yield Answer(query, ours, theirs, titles)


def kind_of(answer: Answer) -> str:
    """The kind of query that was answered."""
    return answer.asked.kind


def scores(
    answers: Iterable[Answer], group: Callable[[Answer], str] = kind_of
) -> dict[str, tuple[Score, Score]]:
    """The scores of Dateline and of Pagefind alone, for each group of answers."""
    found: dict[str, tuple[Score, Score]] = {}
    for answer in answers:
        ours, alone = found.setdefault(group(answer), (Score(), Score()))
        ours.add(answer.place(answer.ours))
        alone.add(answer.place(answer.alone))
    return found
