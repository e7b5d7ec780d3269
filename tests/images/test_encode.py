"""Variants as they are made: size, orientation, colours, and nothing of what the file says."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from dateline.images.containers import without_metadata
from dateline.images.encode import encode, open_picture
from dateline.images.variants import EXTENSIONS, Format, Variant
from photographs import CAMERA, POSITION, photograph

FORMATS: list[Format] = ["jpeg", "png", "webp", "avif", "tiff"]


def made(data: bytes, *variants: Variant) -> list[Image.Image]:
    return [Image.open(io.BytesIO(one)) for one in encode(data, variants)]


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def is_red(image: Image.Image, x: int, y: int) -> bool:
    red, green, blue = image.convert("RGB").getpixel((x, y))  # type: ignore[misc]
    return bool(red > 200 and green < 80 and blue < 80)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("of", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_every_format_becomes_every_other(of: str, form: Format) -> None:
    small, full = Variant(90, 60, form), Variant(300, 200, form)
    one, other = made(photograph(300, 200, of), small, full)
    assert (one.size, other.size) == ((90, 60), (300, 200))
    assert (one.format or "").lower() == form and other.format == one.format
    assert is_red(one, 3, 3) and not is_red(one, 80, 50)


# Where the corner that is stored at the top left belongs, for each of Exif's orientations.
CORNERS = {1: "tl", 2: "tr", 3: "br", 4: "bl", 5: "tl", 6: "tr", 7: "br", 8: "bl"}


@pytest.mark.parametrize("orientation", CORNERS)
@pytest.mark.parametrize("of", ["JPEG", "WEBP"])
def test_pictures_stand_upright(of: str, orientation: int) -> None:
    data = photograph(600, 400, of, orientation=orientation)
    _, picture = open_picture(io.BytesIO(data))
    size = (400, 600) if orientation > 4 else (600, 400)
    assert (picture.width, picture.height) == size
    whole = Variant(*size, "jpeg")
    half = Variant(size[0] // 2, size[1] // 2, "webp")
    for image in made(data, whole, half):
        width, height = image.size
        corners = {
            "tl": (3, 3),
            "tr": (width - 4, 3),
            "bl": (3, height - 4),
            "br": (width - 4, height - 4),
        }
        assert [at for at, (x, y) in corners.items() if is_red(image, x, y)] == [
            CORNERS[orientation]
        ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("orientation", [1, 6])
def test_nothing_of_the_camera_is_left(form: Format, orientation: int) -> None:
    data = photograph(300, 300, "JPEG", orientation=orientation)
    assert POSITION.encode() in data
    for variant in (Variant(300, 300, form), Variant(90, 90, form)):
        (one,) = encode(data, [variant])
        assert POSITION.encode() not in one and CAMERA.encode() not in one
        assert not Image.open(io.BytesIO(one)).getexif().get_ifd(0x8825)


def test_a_thumbnail_that_shows_what_was_cut_off_is_left_out() -> None:
    data = saved(Image.new("RGB", (90, 60)), "JPEG")
    thumbnail = b"JFXX\0\x13" + POSITION.encode()
    segment = b"\xff\xe0" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail
    (one,) = encode(data[:20] + segment + data[20:], [Variant(90, 60, "jpeg")])
    assert one == data


def test_words_in_a_png_or_jpeg_are_left_out() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", POSITION)
    words.add_itxt("XML:com.adobe.xmp", POSITION)
    png = saved(Image.new("P", (90, 60)), "PNG", pnginfo=words)
    jpeg = saved(Image.new("RGB", (90, 60)), "JPEG", comment=POSITION, xmp=POSITION.encode())
    cases: list[tuple[bytes, Format]] = [(png, "png"), (jpeg, "jpeg")]
    for data, form in cases:
        assert POSITION.encode() in data
        (one,) = encode(data, [Variant(90, 60, form)])
        assert POSITION.encode() not in one


@pytest.mark.parametrize("form", FORMATS[:3])
def test_what_is_not_resized_loses_nothing(form: Format) -> None:
    data = photograph(300, 200, form.upper(), quality=95)
    (one,) = made(data, Variant(300, 200, form))
    assert one.tobytes() == Image.open(io.BytesIO(data)).tobytes()
    progressive = saved(Image.open(io.BytesIO(data)).convert("L"), "JPEG", progressive=True)
    (one,) = made(progressive + data, Variant(300, 200, "jpeg"))
    assert one.mode == "L" and one.tobytes() == Image.open(io.BytesIO(progressive)).tobytes()


def test_palettes_and_what_is_clear_in_them_are_kept() -> None:
    drawn = Image.new("P", (90, 60), 3)
    drawn.putpalette(range(240))
    (one,) = made(saved(drawn, "PNG", transparency=3), Variant(90, 60, "png"))
    assert one.mode == "P" and one.convert("RGBA").getpixel((0, 0)) == (9, 10, 11, 0)


def test_a_picture_that_is_built_oddly_is_encoded_again() -> None:
    data = photograph(300, 200)
    (one,) = encode(data[:2] + b"\xff" + data[2:], [Variant(300, 200, "jpeg")])
    assert POSITION.encode() not in one and is_red(Image.open(io.BytesIO(one)), 9, 9)


def test_colours_become_those_of_the_web() -> None:
    """A profile that swaps red and blue shows that it was applied, and does not remain."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    data = saved(Image.new("RGB", (90, 60), "red"), "PNG", icc_profile=bytes(swapped))
    for form in FORMATS:
        (one,) = made(data, Variant(90, 60, form))
        red_, _, blue_ = one.convert("RGB").getpixel((9, 9))  # type: ignore[misc]
        assert blue_ > 200 > 80 > red_ and "icc_profile" not in one.info


def test_a_photograph_in_the_colours_of_print_is_converted() -> None:
    data = saved(Image.new("CMYK", (90, 60), (0, 255, 255, 0)), "JPEG")
    (one,) = made(data, Variant(90, 60, "jpeg"))
    assert one.mode == "RGB" and is_red(one, 9, 9)


@pytest.mark.parametrize("profile", [b"none", b"\0" * 200])
def test_a_damaged_profile_is_passed_over(profile: bytes) -> None:
    data = saved(Image.new("RGB", (90, 60), "red"), "PNG", icc_profile=profile)
    (one,) = made(data, Variant(90, 60, "png"))
    assert is_red(one, 9, 9)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "I"])
def test_every_kind_of_pixels_can_be_shown(mode: str) -> None:
    if mode.startswith("I"):
        image = Image.new(mode, (90, 60), 200 * 256)
    else:
        image = Image.new("L", (90, 60), 200).convert(mode, dither=Image.Dither.NONE)
    data = saved(image, "TIFF" if mode in ("CMYK", "I") else "PNG")
    for one in made(data, *(Variant(45, 30, form) for form in FORMATS)):
        assert one.convert("L").getpixel((9, 9)) == pytest.approx(
            255 if mode == "1" else 200, abs=4
        )


def test_what_is_clear_stays_clear_where_it_can() -> None:
    data = saved(Image.new("RGBA", (90, 60), (255, 0, 0, 0)), "PNG")
    webp, jpeg = made(data, Variant(45, 30, "webp"), Variant(45, 30, "jpeg"))
    assert webp.convert("RGBA").getpixel((9, 9))[3] == 0  # type: ignore[index]
    assert jpeg.getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["gif", "png", "webp"])
def test_moving_pictures_keep_their_frames_alone(form: Format) -> None:
    frames = [Image.effect_noise((40, 30), 99).convert("RGB") for _ in range(4)]
    options: dict[str, object] = {"save_all": True, "append_images": frames[1:], "loop": 0}
    if form == "gif":
        options["comment"] = POSITION
    else:
        options |= {"exif": Image.open(io.BytesIO(photograph(90, 60))).getexif()}
    data = saved(frames[0], form.upper(), **options)
    assert POSITION.encode() in data
    _, picture = open_picture(io.BytesIO(data))
    assert picture.animated
    (one,) = encode(data + POSITION.encode(), [Variant(40, 30, form)])
    assert POSITION.encode() not in one
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(one))
    assert after.n_frames == 4 and after.info.get("loop") == 0  # type: ignore[attr-defined]
    for number in range(4):
        before.seek(number)
        after.seek(number)
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


@pytest.mark.parametrize("form", ["gif", "png", "webp"])
def test_a_moving_picture_that_is_cut_short_is_noticed(form: Format) -> None:
    frames = [Image.effect_noise((40, 30), 99).convert("RGB") for _ in range(4)]
    data = saved(frames[0], form.upper(), save_all=True, append_images=frames[1:])
    for length in range(30, len(data) - 1, 97):
        with pytest.raises((ValueError, IndexError, struct.error)):
            without_metadata(data[:length], form)


@pytest.mark.parametrize("form", ["webp", "avif"])
def test_what_phones_fetch_of_a_busy_picture_is_less_fine(form: Format) -> None:
    leaves = Image.effect_noise((250, 375), 40).resize((1000, 1500), Image.Resampling.BICUBIC)
    data = saved(leaves.convert("RGB"), "JPEG", quality=95)
    small, large = encode(data, [Variant(800, 1200, form), Variant(1000, 1500, form)])
    assert len(small) < 100_000 < len(large)


def test_every_format_has_an_extension() -> None:
    assert set(EXTENSIONS) > set(FORMATS)


def test_nothing_is_said_of_damaged_metadata(tmp_path: Path) -> None:
    """In a process of its own: pytest has the warnings of this one."""
    data = photograph(90, 60)
    at = data.index(b"Exif\0\0") + 14
    file = tmp_path / "quay.jpg"
    file.write_bytes(data[:at] + b"\xff" * 6 + data[at + 6 :])
    program = (
        "import sys; from pathlib import Path; from dateline.images.inspect import inspect;"
        " print(inspect('quay.jpg', Path(sys.argv[1]).open('rb'))[0].width)"
    )
    command = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("90\n", "")
