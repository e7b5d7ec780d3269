"""An article that a search leads to marks what was found, whatever signs the words hold."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page
from script_units import page_with

pytestmark = pytest.mark.browser

COMMON = string.punctuation + "‘’‚‛“”„‟«»‹›‐‑‒–—―…·•†‡§¶°′″¿¡×÷±©®™€£¥¢№"
SIGNS = [sign for sign in map(chr, range(0x3100)) if unicodedata.category(sign)[0] in "PS"]
NAMES = ["Port-Louis", "O'Brien", "l’île", "M. le juge", "C++", "C#", "U.S.", "AT&T", "24.7 °C"]
NAMES += ["« l’île »", "“port of call”", "rock’n’roll", "11/9", "a|b", "(sic)", "[sic]", "e^x"]

OPEN = """([text, query]) => {
    const story = document.createElement("article");
    const prose = Object.assign(document.createElement("p"), { className: "prose" });
    prose.textContent = text;
    story.append(prose, document.createElement("found-words"));
    history.replaceState(null, "", query);
    document.body.replaceChildren(story);
    return story.querySelector("button") !== null;
}"""
PAINTED = "[...CSS.highlights.get('found')].map(String)"
WRAPPED = "[...document.querySelectorAll('mark')].map((mark) => mark.textContent)"


def inside(signs: str) -> list[str]:
    """Words that begin with each sign, end with it, and hold it, once and twice."""
    return [
        word
        for number, sign in enumerate(signs)
        for word in (f"{sign}a{number}", f"b{number}{sign}", f"c{sign}{number}", f"d{sign * 2}e")
    ]


@pytest.fixture
def story(browser: Browser) -> Iterator[Page]:
    """An empty page with the script of articles; the test fails if it throws."""
    page = page_with(browser, "main.js", "en")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert not faults


def opened(story: Page, text: str, words: list[str]) -> bool:
    """Open an article with words to highlight. Whether it says that some are highlighted."""
    found: bool = story.evaluate(OPEN, [text, f"?{urlencode([('highlight', w) for w in words])}"])
    return found


@pytest.mark.parametrize("marks", [PAINTED, WRAPPED], ids=["painted", "wrapped"])
def test_words_are_marked_whatever_signs_they_hold(story: Page, marks: str) -> None:
    if marks == WRAPPED:
        story.evaluate("delete globalThis.Highlight")
    words = NAMES + inside(COMMON)
    assert opened(story, " and ".join(words), words)
    assert story.evaluate(marks) == words


def test_any_sign_may_stand_in_a_word(story: Page) -> None:
    found = story.evaluate(
        """(words) => words.filter((word) => {
            const place = document.createElement("p");
            place.textContent = `before ${word} after`;
            return rangesOf([word], [place]).join("|") !== word;
        })""",
        [f"a{sign}b" for sign in SIGNS],
    )
    assert found == []


def test_signs_alone_mark_nothing(story: Page) -> None:
    assert not opened(story, " ".join(COMMON), list(COMMON))


def test_a_sign_stands_for_itself_alone(story: Page) -> None:
    words = ["a.c", "a*", "a+c", "a[bc]", "a|b", "a$", "^a", "a(b)", r"a\w", "a-c", "a{2}", "a?c"]
    assert not opened(story, "abc aac ab a bc aw aa ac", words)
