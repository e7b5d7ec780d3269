"""Photographs as cameras write them, drawn: noise on a gradient, with orientation and position."""

from __future__ import annotations

import io
from functools import cache

from PIL import ExifTags, Image, ImageChops

POSITION = "20 deg 9' 42\" S, 57 deg 30' 18\" E"
"""Stands in the file as text; beside it, the same in numbers."""
CAMERA = "Meridian Camera 9"


@cache
def photograph(
    width: int = 1_800,
    height: int = 1_200,
    form: str = "JPEG",
    *,
    orientation: int = 1,
    quality: int = 90,
    mode: str = "RGB",
) -> bytes:
    """A photograph, `width` × `height` as stored, with its left half dark and where it was taken.

    The corner that is at the top left as stored is red.
    """
    light = Image.linear_gradient("L").rotate(90).resize((width, height))
    grain = Image.effect_noise((width, height), 24)
    bands = [ImageChops.add(light, grain, 2, shift) for shift in (20, 0, -20)]
    image = Image.merge("RGB", bands)
    image.paste("red", (0, 0, width // 8, height // 8))
    out = io.BytesIO()
    image.convert(mode).save(out, form, exif=exif(orientation), **_options(form, quality))
    return out.getvalue()


def _options(form: str, quality: int) -> dict[str, int]:
    return {} if form in ("PNG", "TIFF") else {"quality": quality}


def exif(orientation: int) -> Image.Exif:
    """What a camera writes: how it was held, and where."""
    found = Image.Exif()
    found[ExifTags.Base.Orientation] = orientation
    found[ExifTags.Base.Model] = CAMERA
    found[ExifTags.Base.ImageDescription] = POSITION
    place = found.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "S"
    place[ExifTags.GPS.GPSLatitude] = (20.0, 9.0, 42.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (57.0, 30.0, 18.0)
    return found
