"""Slugs in every script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.content.slugs import slugify

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(min_size=70, max_size=200)


@given(TEXTS)
@example("Ω ΌΔΟΣ")
@example("İstanbul")
@example("ᾳ\u0345")
@example("À\u0300")
@example("ọ\u0300")
@example("long " * 30)
@example("x" * 200)
@example("漢" * 200)
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(TEXTS)
@example("\u0390")
def test_a_slug_can_stand_in_an_address_and_in_a_file_name(text: str) -> None:
    slug = slugify(text)
    assert bool(slug) == bool(text.strip())
    assert not set(slug) & set("/\\?#%:*\"<>|&.'") and not any(map(str.isspace, slug))
    assert not slug.startswith("-") and not slug.endswith("-") and "--" not in slug
    assert len(slug) <= 80 and len(slug.encode()) <= 255
    assert all(unicodedata.category(letter)[0] in "LNM" or letter == "-" for letter in slug)
    assert slug == unicodedata.normalize("NFC", slug.casefold())


@given(TEXTS)
@example("≠")
def test_composition_and_case_make_no_difference(text: str) -> None:
    assert slugify(unicodedata.normalize("NFC", text)) == slugify(
        unicodedata.normalize("NFD", text)
    )


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Cyclone Gervaise", "cyclone-gervaise"),
        ("  Rodrigues’ Island’s  ", "rodrigues-islands"),
        ("L'Île aux Cerfs", "lile-aux-cerfs"),
        ("Straße & Œuvre", "strasse-oeuvre"),
        ("Łódź, Đakovo, Þór, Smørrebrød", "lodz-dakovo-thor-smorrebrod"),
        ("IŞIK ışık", "isik-isik"),
        ("Ọ̀yọ́", "oyo"),
        ("Половодье", "половодье"),
        ("й ё", "й-ё"),
        ("日本語 ニュース", "日本語-ニュース"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("العربية", "العربية"),
        ("ﬁne ①", "fine-1"),
        ("1️⃣ ❤️ love", "1-love"),
        ("C++/C#", "c-plus-plus-c-sharp"),
        ("24/7", "24-7"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_words(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_signs_alone_become_something_of_their_own() -> None:
    assert slugify("???") and slugify("!!!") and slugify("???") != slugify("!!!")


def test_two_long_titles_stay_two() -> None:
    first, second = (slugify("the same long beginning " * 5 + end) for end in ("a", "b"))
    assert first != second and first.startswith("the-same-long-beginning-the")


def test_signs_alone_have_a_short_hash_that_tells_them_apart() -> None:
    assert slugify("🎉") == "ea752979"
    slugs = {slugify(sign) for sign in ("❤️", "☀️", "★★★", "🇲🇺")}
    assert len(slugs) == 4 and all(len(slug) == 8 and slug.isascii() for slug in slugs)
