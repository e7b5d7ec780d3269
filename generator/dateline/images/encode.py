"""Decoding pictures and encoding their variants, with Pillow.

A variant is made from the colours of a picture alone, or the frames of a moving one, so none of
what a camera writes into its file (where it was, when, which one) gets into another.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from PIL import Image, ImageCms

from dateline.images.containers import without_metadata
from dateline.images.variants import Format, Picture, Variant

Image.MAX_IMAGE_PIXELS = None  # pictures are measured here, before they are decoded
# Pillow warns of damaged metadata, and cannot say of which picture. Nothing of it is published.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
LARGEST = 100_000_000
"""The most pixels of a picture; decoded, they take 400 MB."""

FORMATS: dict[str, Format] = {
    "AVIF": "avif",
    "GIF": "gif",
    "JPEG": "jpeg",
    "PNG": "png",
    "TIFF": "tiff",
    "WEBP": "webp",
}
"""The formats that are read, by Pillow's names."""
_OF_JPEG = "MPO"
"""Pillow's name for a JPEG with further pictures behind it, as some cameras write."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn a picture upright, by Exif's values of its orientation."""
_SIDEWAYS = 5
"""From this value on, width and height change places."""
_JPEG: dict[str, int] = {"quality": 82, "progressive": True, "optimize": True}
_WEBP: dict[str, int] = {"quality": 75, "method": 4}
_SHARP: dict[str, int] = {"quality": 85, "method": 4, "use_sharp_yuv": True}
"""WebP of a PNG: more often letters and lines than a photograph."""
_AVIF: dict[str, int] = {"quality": 55, "speed": 6, "max_threads": 1}
_PHONE_WIDTH, _PHONE_BYTES, _LESS = 800, 98_000, 0.7
"""Variants that phones fetch, and how many bytes they may have: the quality of those with more, of
leaves or crowds, is lowered by this factor, at most `_TIMES` times."""
_TIMES = 4


class TooLargeError(Exception):
    """The picture has more than `LARGEST` pixels; the arguments are its width and height."""


def open_picture(stream: BinaryIO) -> tuple[Image.Image, Picture]:
    """The picture in a file, not decoded yet, and what its beginning says of it.

    Raises `TooLargeError`, and whatever Pillow raises for a file that it cannot read.
    """
    image = Image.open(stream, formats=list(FORMATS))
    width, height = image.size
    if width * height > LARGEST:
        raise TooLargeError(width, height)
    if _turn(image) >= _SIDEWAYS:
        width, height = height, width
    format_ = "jpeg" if image.format == _OF_JPEG else FORMATS[image.format or ""]
    animated = format_ != "jpeg" and format_ != "tiff" and getattr(image, "is_animated", False)
    return image, Picture(width, height, format_, bool(animated))


def decode(image: Image.Image, picture: Picture, width: int) -> Image.Image:
    """An opened picture upright, at most `width` pixels wide, as RGB or RGBA in sRGB.

    Raises what Pillow raises for a damaged file.
    """
    turn, profile = _turn(image), image.info.get("icc_profile")
    scale = width / picture.width
    # JPEG can be decoded at a half, a quarter or an eighth, in a fraction of the time.
    image.draft(None, (round(image.width * scale), round(image.height * scale)))
    image.load()
    plain = _plain(image, keep_profile=bool(profile))
    if turn in _TURNS:
        plain = plain.transpose(_TURNS[turn])
    if width < plain.width:
        plain = _resized(plain, width, max(1, round(picture.height * scale)))
    return _in_srgb(plain, profile) if profile else plain


def encode(data: bytes, variants: Sequence[Variant]) -> Iterator[bytes]:
    """The variants of the picture in `data`, in order."""
    image, picture = open_picture(io.BytesIO(data))
    same = Variant(*picture[:3])
    kept = _copied(data, image, picture) if same in variants else None
    widest = max((one.width for one in variants if one != same or kept is None), default=0)
    base = decode(image, picture, widest) if widest else image
    for variant in variants:
        if variant == same and kept is not None:
            yield kept
        else:
            sized = base
            if base.size != (variant.width, variant.height):
                sized = _resized(base, variant.width, variant.height)
            yield _saved(sized, variant.format, picture.format)


def _turn(image: Image.Image) -> int:
    try:
        turn = image.getexif().get(_ORIENTATION)
    except Exception:  # metadata may be damaged in any way; the picture is not
        return 1
    return turn if turn in _TURNS else 1


def _plain(image: Image.Image, *, keep_profile: bool) -> Image.Image:
    """The picture in one of the few forms that all encoders take: RGB or RGBA; or, as long as its
    profile is still to be applied, in CMYK or grey."""
    if image.mode.startswith("I;16") or image.mode == "I":
        # Pillow would cut off what is brighter than 255 instead of scaling it.
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    if keep_profile and image.mode in ("CMYK", "L"):
        return image.copy()
    has_alpha = "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(image, given, srgb, outputMode=target)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        found = None  # a profile that is damaged, or of another kind of colours
    return found or image.convert(target)


def _resized(image: Image.Image, width: int, height: int) -> Image.Image:
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _copied(data: bytes, image: Image.Image, picture: Picture) -> bytes | None:
    """The picture as it is, without what else its file holds; None if it must be encoded again, to
    turn it upright or change its colours."""
    moves = picture.animated or picture.format == "gif"
    in_print_colours = image.mode == "CMYK"
    if not moves and (_turn(image) != 1 or image.info.get("icc_profile") or in_print_colours):
        return None
    try:
        return without_metadata(data, picture.format)
    except (ValueError, IndexError, struct.error):
        if moves:
            raise
        return None


def _saved(image: Image.Image, format_: Format, of: Format) -> bytes:
    image.info.clear()
    out = io.BytesIO()
    if format_ == "jpeg":
        _without_alpha(image).save(out, "JPEG", **_JPEG)
    elif format_ == "webp":
        return _light(image, "WEBP", _SHARP if of == "png" else _WEBP)
    elif format_ == "avif":
        return _light(image, "AVIF", _AVIF)
    elif format_ == "png":
        image.save(out, "PNG", optimize=True)
    else:
        assert format_ == "tiff"
        image.save(out, "TIFF", compression="tiff_adobe_deflate")
    return out.getvalue()


def _light(image: Image.Image, format_: str, options: dict[str, int]) -> bytes:
    """The picture in the quality of `options`, or in less where a phone would have to fetch more
    than it should."""
    for times in range(_TIMES + 1):
        out = io.BytesIO()
        quality = round(options["quality"] * _LESS**times)
        image.save(out, format_, **(options | {"quality": quality}))
        if image.width > _PHONE_WIDTH or out.tell() <= _PHONE_BYTES:
            break
    return out.getvalue()


def _without_alpha(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")
