"""Which variants a picture gets."""

from __future__ import annotations

import pytest

from dateline.config_tables import Images
from dateline.images.variants import Picture, Variant, Variants, variants_of

SETTINGS = Images()


def widths(picture: Picture, settings: Images = SETTINGS) -> list[list[int]]:
    """The widths in each format that browsers choose from."""
    return [[one.width for one in made] for _, made in variants_of(picture, settings).sources]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (480, []),
        (481, [[481]]),
        (700, [[480, 700]]),
        (1200, [[480, 800, 1200]]),
        (1250, [[480, 800, 1250]]),
        (6000, [[480, 800, 1200, 1600]]),
    ],
)
def test_a_picture_is_never_enlarged(width: int, expected: list[list[int]]) -> None:
    assert widths(Picture(width, 300, "jpeg")) == expected


def test_the_original_is_no_wider_than_the_widest() -> None:
    found = variants_of(Picture(6000, 4000, "jpeg"), SETTINGS)
    assert found.original == Variant(1600, 1067, "jpeg") and found.shown is None
    assert variants_of(Picture(90, 60, "png"), SETTINGS) == Variants(Variant(90, 60, "png"))


def test_avif_comes_first_where_it_is_asked_for() -> None:
    found = variants_of(Picture(900, 600, "jpeg"), Images(avif=True))
    assert [form for form, _ in found.sources] == ["avif", "webp"]
    assert [one.name for one in found.others] == ["480.avif", "900.avif", "480.webp", "900.webp"]


@pytest.mark.parametrize("width", [300, 900])
def test_browsers_that_show_no_tiff_get_a_jpeg(width: int) -> None:
    found = variants_of(Picture(width, 600, "tiff"), SETTINGS)
    assert found.shown == Variant(width, 600, "jpeg")
    assert found.original == Variant(width, 600, "tiff")
    assert found.shown in found.others


def test_drawings_are_published_as_they_are() -> None:
    assert variants_of(Picture(900, 600, "svg"), SETTINGS) == Variants()


@pytest.mark.parametrize(
    "picture",
    [
        Picture(2000, 600, "gif"),
        Picture(2000, 600, "webp", animated=True),
        Picture(2000, 600, "png", animated=True),
    ],
)
def test_moving_pictures_keep_their_size_and_format(picture: Picture) -> None:
    same = Variant(2000, 600, picture.format)
    assert variants_of(picture, SETTINGS) == Variants(same)


def test_a_format_that_cannot_hold_a_picture_is_left_out() -> None:
    assert widths(Picture(1000, 16_383, "png")) == [[480, 800, 1000]]
    assert widths(Picture(1000, 16_384, "png")) == []
    assert variants_of(Picture(1000, 70_000, "tiff"), SETTINGS).shown is None


def test_the_settings_say_which_widths() -> None:
    assert widths(Picture(6000, 4000, "jpeg"), Images(widths=(900, 300))) == [[300, 900]]
    assert variants_of(Picture(6000, 4000, "jpeg"), Images(widths=(4000,))).original == Variant(
        4000, 2667, "jpeg"
    )
