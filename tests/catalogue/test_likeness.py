"""Texts that are much alike are found among many, and in time."""

from __future__ import annotations

import random
import time

from dateline.catalogue.likeness import most_alike


def test_a_small_change_leaves_a_short_text_alike() -> None:
    for before, after in (
        ("It rained.", "It rained hard."),
        ("It raind.", "It rained."),
        ("<p>Rain in <b>Mahébourg</b> &amp; Curepipe.</p>", "<p>Rain in Mahébourg, Curepipe.</p>"),
        ("東京で大雨が降りました。", "東京で大雨が降りました。昨日です。"),
    ):
        assert most_alike({"old": before}, {"other": "It blew.", "new": after}) == {"old": "new"}
    assert not most_alike({"old": "It rained."}, {"new": "It poured."})
    assert not most_alike({"old": "<p></p>", "short": "a"}, {"new": "", "short": "<p>b</p>"})


def test_what_is_as_much_like_two_is_like_none() -> None:
    old = "The council met on Monday."
    two = {"a": "The council met on Monday again.", "b": "The council met on Monday at nine."}
    assert most_alike({"old": old}, {"a": f"{old} It rose.", "b": f"{old} It rose."}) == {}
    assert most_alike({"one": old, "other": old}, {"a": two["a"]}) == {}
    assert most_alike({"old": old, "second": two["b"]}, two) == {"old": "a", "second": "b"}


def test_thousands_of_texts_are_compared_in_time() -> None:
    draw = random.Random(7)
    words = [f"{draw.getrandbits(20):x}" for _ in range(3_000)]
    old = {f"{n}": " ".join(draw.choices(words, k=60)) for n in range(1_500)}
    new = {f"new {name}": f"{text} More." for name, text in old.items()}
    begun = time.process_time()
    assert most_alike(old, new) == {name: f"new {name}" for name in old}
    assert time.process_time() - begun < 10
