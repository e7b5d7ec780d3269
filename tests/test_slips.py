"""Words that are one slip of the hand apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.slips import Slips, is_slip

WORDS = st.text("ab", max_size=10)


@pytest.mark.parametrize(
    "word", ["flods", "floodss", "floodz", "lfoods", "flodos", "loods", "fl oods"]
)
def test_a_slip(word: str) -> None:
    assert is_slip(word, "floods") and is_slip("floods", word)


@pytest.mark.parametrize("word", ["floods", "fods", "flooding", "sdoolf", "", "flaods!", "oflods"])
def test_no_slip(word: str) -> None:
    assert not is_slip(word, "floods")


def one_slip(word: str, place: int, letter: str) -> list[str]:
    before, after = word[:place], word[place:]
    return [
        before + letter + after,
        before + after[1:],
        before + letter + after[1:],
        before + after[1::-1] + after[2:],
    ]


@given(WORDS, st.lists(st.tuples(st.integers(0, 10), st.sampled_from("abc")), max_size=6))
def test_among_many_words_the_same_are_found(word: str, slips: list[tuple[int, str]]) -> None:
    words = {word} | {other for slip in slips for other in one_slip(word, *slip)}
    words |= {other for one in [*words] for slip in slips for other in one_slip(one, *slip)}
    assert Slips(words).of(word) == sorted(one for one in words if is_slip(word, one))
