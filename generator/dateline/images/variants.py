"""Which variants of a picture are published: widths and formats, from its size and the settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from dateline.config_tables import Images

Format = Literal["avif", "gif", "jpeg", "png", "svg", "tiff", "webp"]
EXTENSIONS: dict[Format, str] = {
    "avif": "avif",
    "gif": "gif",
    "jpeg": "jpg",
    "png": "png",
    "svg": "svg",
    "tiff": "tif",
    "webp": "webp",
}
"""The usual extension of each format."""

_LONGEST_SIDE: dict[Format, int] = {"avif": 16_384, "jpeg": 65_000, "webp": 16_383}
"""In pixels, what the format can hold."""
_TOO_NEAR = 1.15
"""Widths that differ by less are not worth two files."""


class Picture(NamedTuple):
    """A picture, upright: its size in pixels, its format, and whether it is animated."""

    width: int
    height: int
    format: Format
    animated: bool = False


class Variant(NamedTuple):
    """A picture in one size, in pixels, and one format."""

    width: int
    height: int
    format: Format

    @property
    def name(self) -> str:
        """What tells it from the other variants of a picture: `800.webp`."""
        return f"{self.width}.{EXTENSIONS[self.format]}"


class Variants(NamedTuple):
    """The variants of one picture.

    `original` is published at the address of the picture itself; None for a drawing, whose file is.
    `shown` is what browsers show that read no `<source>`; None if that is the original. `sources`
    are those among which browsers choose, by format, the best first, and from narrow to wide.
    """

    original: Variant | None = None
    shown: Variant | None = None
    sources: tuple[tuple[Format, tuple[Variant, ...]], ...] = ()

    @property
    def others(self) -> Iterator[Variant]:
        """All but the original, which have addresses of their own."""
        if self.shown:
            yield self.shown
        for _, variants in self.sources:
            yield from variants


def variants_of(picture: Picture, settings: Images) -> Variants:
    """The variants of a picture. None is wider than the picture or the widest of the settings.

    Moving pictures are published in their own size and format.
    """
    if picture.format == "svg":
        return Variants()
    if picture.animated or picture.format == "gif":
        return Variants(Variant(picture.width, picture.height, picture.format))
    widest = min(picture.width, settings.widths[-1])
    original = _variant(picture, widest, picture.format)
    shown = _variant(picture, widest, "jpeg") if picture.format == "tiff" else None
    if shown and not _is_possible(shown):
        shown = None
    if picture.width <= settings.widths[0]:
        return Variants(original, shown)
    widths = [*(width for width in settings.widths if width * _TOO_NEAR < widest), widest]
    formats: tuple[Format, ...] = ("avif", "webp") if settings.avif else ("webp",)
    sources = (
        (format_, tuple(_variant(picture, width, format_) for width in widths))
        for format_ in formats
    )
    possible = ((format_, found) for format_, found in sources if all(map(_is_possible, found)))
    return Variants(original, shown, tuple(possible))


def _variant(picture: Picture, width: int, format_: Format) -> Variant:
    return Variant(width, max(1, round(picture.height * width / picture.width)), format_)


def _is_possible(variant: Variant) -> bool:
    return max(variant.width, variant.height) <= _LONGEST_SIDE[variant.format]
