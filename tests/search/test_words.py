"""Words as the word map has them: folding, joints, temperatures, keys and where they are filed."""

from __future__ import annotations

import pytest

from dateline.search.documents import weather_words
from dateline.search.keys import ALPHABET, key_of, pack_of, packs_for
from dateline.search.words import (
    ending_of,
    fold,
    hash_of,
    parts_of,
    temperature_word,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Réunion", "reunion"),
        ("ŒUVRE, encyclopædia, Straße", "oeuvre, encyclopaedia, strasse"),
        ("cafe\u0301 Ångström", "cafe angstrom"),
        ("ǽon ǣ", "aeon ae"),
        ("soft\u00adhyphen join\u200der", "softhyphen joiner"),
        ("Plain text", "plain text"),
        ("Ιθάκη", "ιθακη"),
    ],
)
def test_folding_leaves_letters_without_accents_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("the old port", "en", "the old port"),
        ("port-louis, o'brien’s", "en", "port louis o brien s portlouis obriens"),
        ("l’ île d'arros aujourd’hui", "fr", "l ile d arros aujourd hui"),
        ("saint-denis", "fr", "saint denis saintdenis"),
        ("u.s. at 24.7 c++", "en", "u s at 24 7 c us 247"),
        ("a-b-c-d a-b-c-d-e", "en", "a b c d a b c d e abcd"),
        ("snake_case -- (dashed—apart)", "en", "snake case dashed apart snakecase"),
        (f"{'a' * 61} {'b' * 60}", "en", f"{'a' * 60} {'b' * 60}"),
        ("a--b c-'d e.", "en", "a b c d e"),
        ("", "en", ""),
    ],
)
def test_the_words_of_a_text(text: str, lang: str, words: str) -> None:
    assert sorted(words_of(fold(text), lang)) == sorted(words.split())


def test_the_parts_of_a_text_are_in_order() -> None:
    assert parts_of(fold("Port-Louis: 24 hours")) == ["port", "louis", "24", "hours"]


@pytest.mark.parametrize(
    ("note", "word"),
    [
        ("24.7 C", "t24d7c"),
        ("24,7 °C", "t24d7c"),
        ("Light rain, 28 °C", "t28c"),
        ("28.0 C", "t28c"),
        ("-3.5 °C", "tm3d5c"),
        ("76 F", "t76f"),
        ("20°", ""),
        ("247 C", ""),
        ("Sunny", ""),
    ],
)
def test_a_temperature_is_one_word_however_it_is_written(note: str, word: str) -> None:
    assert temperature_word(note) == word


@pytest.mark.parametrize(
    ("note", "shown", "words"),
    [
        ("24.7 C, rain", "76\u00a0°F, rain", "24.7 C, rain t24d7c t76f"),
        ("20 F", "−7\u00a0°C", "20 F t20f tm7c"),
        ("24.7 C", "24,7\u00a0°C", "24.7 C t24d7c"),
        ("Fair", "Fair", "Fair"),
    ],
)
def test_a_converted_temperature_is_found_in_both_units(note: str, shown: str, words: str) -> None:
    assert weather_words(note, shown) == words


def test_keys_spread_articles_over_packs() -> None:
    keys = [key_of(f"/2014/03/05/{number}/") for number in range(2_000)]
    assert len(set(keys)) > 1_990
    assert all(len(key) == 4 and set(key) <= set(ALPHABET) for key in keys)
    for packs in (1, 7, 40):
        counts = [0] * packs
        for key in keys:
            counts[pack_of(key, packs)] += 1
        usual = len(keys) / packs
        assert min(counts) > usual / 2 and max(counts) < usual * 2


def test_the_hash_is_fnv_1a() -> None:
    assert hash_of("") == 0x811C9DC5
    assert hash_of("a") == 0xE40C292C
    assert hash_of("foobar") == 0xBF9CF968
    assert hash_of("é") != hash_of("e")


def test_long_words_are_filed_by_three_letters_and_short_ones_by_two() -> None:
    assert ending_of("cyclone") == "one"
    assert ending_of("harbor") == "bor"
    assert ending_of("ports") == "ts"
    assert ending_of("port") == "rt"
    for word in ("sea", "t24d7c", "x" * 25, "2014"):
        assert ending_of(word) == ""


def test_packs_grow_in_small_steps() -> None:
    numbers = (0, 1, 11, 12, 88, 89, 500, 529, 2_000)
    assert [packs_for(number) for number in numbers] == [1, 1, 1, 2, 8, 10, 48, 56, 192]
