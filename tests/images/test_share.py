"""Pictures for those who share an article: what is drawn, and what cannot be."""

from __future__ import annotations

import io
import sys
from types import FrameType

import pytest
from PIL import Image

from dateline.images.lettering import cut_to, length_of
from dateline.images.share import HEIGHT, WIDTH, draw_share_picture, is_drawable

LONG = "Rain fell for three days and the river rose above the bridge "


PAPER, INK = "#f7f5ef", "#15181b"


def drawn(headline: str, name: str = "The Meridian", folio: str = "Galle · 1987") -> Image.Image:
    data = draw_share_picture(name, headline, folio, PAPER, INK)
    return Image.open(io.BytesIO(data)).convert("L")


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return bool(image.crop(box).getextrema()[0] < 128)  # type: ignore[operator]


@pytest.mark.parametrize("headline", ["Flood", LONG, LONG * 20, "W" * 400, f"{'W' * 400} {LONG}"])
def test_words_stay_on_the_sheet(headline: str) -> None:
    image = drawn(headline, name="The Meridian " * 20, folio="Galle · 1987 " * 20)
    assert image.size == (WIDTH, HEIGHT)
    for edge in ((0, 0, 50, HEIGHT), (WIDTH - 50, 0, WIDTH, HEIGHT)):
        assert not inked(image, edge)
    for gap in ((0, 0, WIDTH, 40), (0, 140, WIDTH, 160), (0, 500, WIDTH, 520)):
        assert not inked(image, gap)
    assert inked(image, (60, 170, WIDTH - 60, 500))


@pytest.mark.parametrize("text", ["w" * 100_000, LONG * 2_000, "w " * 50_000])
def test_however_long_the_words_are_little_is_measured(text: str) -> None:
    measured = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal measured
        if event == "call" and frame.f_code is length_of.__code__:
            measured += len(frame.f_locals["text"])

    sys.setprofile(count)
    try:
        image = drawn(text, name=text, folio=text)
    finally:
        sys.setprofile(None)
    assert image.tobytes() == drawn(text[:2_000], name=text[:2_000], folio=text[:2_000]).tobytes()
    assert 0 < measured < 500_000


def test_a_line_is_cut_where_it_no_longer_fits() -> None:
    words = "Galle · 1987 " * 9
    cut = cut_to(500, words, 30)
    kept = cut.removesuffix("…")
    assert words.startswith(kept) and kept != words and not kept.endswith(" ")
    assert length_of(cut, 30) <= 500 < length_of(f"{words[: len(kept) + 2]}…", 30)
    assert cut_to(1, "w", 30) == "…"


def test_the_colours_are_those_of_paper_and_ink() -> None:
    data = draw_share_picture("The Meridian", "Flood", "", "#ffeedd", "#001122")
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.getpixel((0, 0)) == (0xFF, 0xEE, 0xDD)
    assert image.getpixel((70, 133)) == (0x00, 0x11, 0x22)


def test_headlines_are_as_large_as_they_can_be() -> None:
    short, long = (drawn(headline, folio="") for headline in ("Flood", LONG * 3))
    assert not inked(short, (60, 180, WIDTH, 220)) and inked(long, (60, 180, WIDTH, 220))
    assert not inked(short, (60, 530, WIDTH, HEIGHT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Flood – “3 ships” are lost…", True),
        ("24.7\u00a0°C", True),
        ("Café", True),
        ("Cafe\u0301", True),
        ("L’Été : «\u202fÇa œuvre\u202f», Œil, Lætitia, naïf, où, île, Ÿ", True),
        ("Straße „Größe“, Señor ¿qué?, coração, Ålesund Ærø, þórður Ð, £5, 30 €, §", True),
        ("Łódź, Čeština ďáblík, őű, ģimene, İstanbul şığ, àâäéèêëîïôöùûüç", True),
        ("Ελλάδα", False),
        ("Москва", False),
        ("العربية", False),
        ("", False),
        (" \n", False),
        ("a\tb", False),
        ("🙂", False),
    ],
)
def test_what_can_be_drawn(text: str, expected: bool) -> None:
    assert is_drawable(text) is expected
