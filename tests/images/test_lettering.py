"""Letters that the typeface lacks: where their marks stand, and how wide they are."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from dateline.images.lettering import draw_line, has_letter, length_of
from dateline.images.letters import LETTERS

SIZE = 100
Box = tuple[int, int, int, int]


def drawn(text: str, weight: int = 0) -> Image.Image:
    """A line of text, from 50 pixels to the right and on a line 150 pixels down."""
    image = Image.new("L", (50 + round(length_of(text, SIZE)) + 50, 220))
    draw_line(image, (50, 150), text, SIZE, weight)
    return image


def added(accented: str, plain: str) -> Box:
    """The box of what a letter has more than another."""
    box = ImageChops.subtract(drawn(accented), drawn(plain)).getbbox()
    assert box
    return box


@pytest.mark.parametrize("letters", ["ée", "èe", "êe", "ëe", "ñn", "åa", "üu", "őo", "čc", "ăa"])
def test_accents_stand_above_their_letter_and_leave_it_as_it_is(letters: str) -> None:
    accented, plain = list(letters)
    _, top, _, bottom = added(accented, plain)
    assert 150 - 80 <= top < bottom <= 150 - 55
    assert not ImageChops.subtract(drawn(plain), drawn(accented)).getbbox()
    assert length_of(accented, SIZE) == pytest.approx(length_of(plain, SIZE), abs=1)


@pytest.mark.parametrize("letters", ["ÉE", "ÀA", "ÎI", "ÑN", "ÅA", "ÜU", "ŐO", "ČC"])
def test_accents_of_capitals_stand_above_them(letters: str) -> None:
    accented, plain = list(letters)
    _, top, _, bottom = added(accented, plain)
    assert 150 - 96 <= top < bottom <= 150 - 69


@pytest.mark.parametrize("letters", ["çc", "ÇC", "şs", "ąa", "ęe", "țt", "ņn", "ļl"])
def test_marks_below_hang_from_the_line(letters: str) -> None:
    accented, plain = list(letters)
    left, top, right, bottom = added(accented, plain)
    assert 150 - 6 <= top < 150 + 10 < bottom <= 150 + 23
    assert 50 <= left < right <= 50 + length_of(plain, SIZE) + 2


@pytest.mark.parametrize("letter", "îïíìıĵ")
def test_a_mark_takes_the_place_of_the_dot(letter: str) -> None:
    dot = drawn("i").crop((50, 150 - 71, 75, 150 - 60))
    gap = drawn(letter).crop((0, 150 - 59, 200, 150 - 54))
    assert dot.getbbox() and not gap.getbbox()


def test_ligatures_are_narrower_than_their_letters() -> None:
    for ligature, letters in (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE")):
        assert length_of(letters, SIZE) * 0.6 < length_of(ligature, SIZE)
        assert length_of(ligature, SIZE) < length_of(letters, SIZE)


def test_question_marks_are_turned() -> None:
    plain, turned = drawn("?").getbbox(), drawn("¿").getbbox()
    assert plain and turned
    assert turned[1] - plain[1] == pytest.approx(19, abs=1)
    # The dot, which is narrower than the bow, is above.
    top = drawn("¿").crop((0, turned[1], 200, turned[1] + 8)).getbbox()
    bottom = drawn("¿").crop((0, turned[3] - 8, 200, turned[3])).getbbox()
    assert top and bottom and top[2] - top[0] < bottom[2] - bottom[0]


@pytest.mark.parametrize("letter", sorted(LETTERS))
def test_every_letter_of_our_own_stays_within_its_line(letter: str) -> None:
    box = drawn(letter, weight=1).getbbox()
    assert box, "nothing is drawn"
    left, top, right, bottom = box
    assert left >= 50 - 4 and right <= 50 + length_of(letter, SIZE) + 4
    assert top >= 150 - 96 and bottom <= 150 + 24


def test_runs_of_letters_follow_each_other() -> None:
    assert length_of("élève", SIZE) == pytest.approx(
        length_of("é", SIZE) + length_of("l", SIZE) + length_of("è", SIZE) + length_of("ve", SIZE)
    )
    assert length_of("a\u00a0b", SIZE) == length_of("a b", SIZE)


def test_every_letter_of_latin_1_and_extended_a_can_be_drawn() -> None:
    letters = [chr(code) for code in range(0xC0, 0x180)]
    assert [each for each in letters if not has_letter(each)] == ["ĸ", "ſ"]
