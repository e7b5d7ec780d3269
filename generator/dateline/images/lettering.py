"""Lines of text in the typeface that Pillow brings along, with the letters of European languages
that it lacks: accented ones are put together from their letter and strokes of our own.

Measures within a letter are in thousandths of the size, from its left edge and upwards from the
line that letters stand on.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dateline.images.letters import (
    ABOVE,
    BELOW,
    COMMA_FOR_CEDILLA,
    DOTLESS,
    LETTERS,
    Blank,
    Disc,
    Glyph,
    Letter,
    Line,
    Part,
    Shape,
    moved,
)

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_EM = 1_000
_GAP, _NEXT_MARK = 62, 200
"""Between a letter and the mark above it, and from one mark to the next."""
_SMOOTH = 4
"""Strokes are drawn this many times larger, and then reduced: their edges are smooth."""
_AROUND = 0.4
"""Room around a letter for what reaches beyond its width, as a part of the size."""
_SPACES = " \u00a0"
_COMMA_BELOW, _CEDILLA = "\u0326", "\u0327"


class Drawn(NamedTuple):
    """A letter in shades from 0 to 255; `x` and `y` are where its left edge on the line is."""

    image: Image.Image
    x: int
    y: int


def has_letter(character: str) -> bool:
    """Whether a character can be drawn."""
    return _has_glyph(character) or _letter(character) is not None


def length_of(text: str, size: int) -> float:
    """How wide a line of text is, in pixels."""
    return sum(width for _, _, width in _runs(text, size))


def cut_to(width: int, text: str, size: int) -> str:
    """As much of a line of text as `width` pixels hold, with an ellipsis where it is cut."""
    if length_of(text, size) <= width:
        return text

    def shortened(length: int) -> str:
        return f"{text[:length].rstrip(' …')}…"

    def is_too_wide(length: int) -> bool:
        return length_of(shortened(length), size) > width

    return shortened(bisect_left(range(1, len(text)), True, key=is_too_wide))


def draw_line(
    image: Image.Image, at: tuple[int, int], text: str, size: int, weight: int = 0
) -> None:
    """Draw a line of text on an image in shades from 0 to 255, with its left end on the line `at`;
    strokes are `weight` pixels stronger on each side."""
    from PIL import ImageDraw

    draw, (left, bottom) = ImageDraw.Draw(image), at
    place = float(left)
    for run, is_plain, width in _runs(text, size):
        if is_plain:
            draw.text((place, bottom), run, 255, font(size), anchor="ls", stroke_width=weight)
        else:
            letter = _drawn(run, size, weight)
            image.paste(255, (round(place) - letter.x, bottom - letter.y), letter.image)
        place += width


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface in a size in pixels."""
    from PIL import ImageFont

    found = ImageFont.load_default(size)
    assert isinstance(found, ImageFont.FreeTypeFont)
    return found


def _runs(text: str, size: int) -> Iterator[tuple[str, bool, float]]:
    """The parts of a line: letters that the typeface has together, all others one by one; whether
    it has them, and their width."""
    for is_plain, letters in groupby(text, _has_glyph):
        run = "".join(letters).replace("\u00a0", " ")
        if is_plain:
            yield run, True, font(size).getlength(run)
            continue
        for each in run:
            letter = _letter(each)
            yield each, False, letter.width * size / _EM if letter else 0.0


@cache
def _letter(character: str) -> Letter | None:
    """How a letter that the typeface lacks is made; None if that is not known."""
    if character in LETTERS:
        return LETTERS[character]
    base, *marks = list(unicodedata.normalize("NFD", character))
    if not marks or not (_has_glyph(base) or base in LETTERS):
        return None
    if not all(mark in ABOVE or mark in BELOW for mark in marks):
        return None
    if base in COMMA_FOR_CEDILLA:
        marks = [_COMMA_BELOW if mark == _CEDILLA else mark for mark in marks]
    has_mark_above = any(mark in ABOVE for mark in marks)
    letter = DOTLESS.get(base) if has_mark_above else None
    letter = letter or LETTERS.get(base) or Letter((Glyph(base),), font(_EM).getlength(base))
    left, top, right, _ = _outline(letter)
    parts: list[Part] = [*letter.parts]
    height = top + _GAP
    for mark in marks:
        if mark in ABOVE:
            parts += moved(ABOVE[mark], (left + right) / 2, height)
            height += _NEXT_MARK
        else:
            strokes, is_at_the_right = BELOW[mark]
            parts += moved(strokes, right if is_at_the_right else (left + right) / 2, 0)
    return Letter(tuple(parts), letter.width)


def _outline(letter: Letter) -> tuple[float, float, float, float]:
    """The left, upper, right and lower edge of a letter."""
    size = 250
    drawn = _made(letter, size, 0)
    left, top, right, bottom = drawn.image.getbbox() or (0, 0, 0, 0)
    scale = _EM / size
    return (
        (left - drawn.x) * scale,
        (drawn.y - top) * scale,
        (right - drawn.x) * scale,
        (drawn.y - bottom) * scale,
    )


@cache
def _drawn(character: str, size: int, weight: int) -> Drawn:
    letter = _letter(character)
    assert letter is not None, character
    return _made(letter, size, weight)


def _made(letter: Letter, size: int, weight: int) -> Drawn:
    """A letter put together from its parts, in their order."""
    from PIL import Image, ImageChops, ImageDraw

    around, scale = round(size * _AROUND), size / _EM
    width, height = round(letter.width * scale) + 2 * around, 2 * size
    line = height - around
    image = Image.new("L", (width, height))
    draw = ImageDraw.Draw(image)
    for part in letter.parts:
        if isinstance(part, Glyph):
            at = around + part.x * scale, line - part.y * scale
            typeface = font(round(size * part.scale))
            if part.is_turned:
                image = ImageChops.lighter(
                    image, _turned(part.text, typeface, at, image.size, weight)
                )
                draw = ImageDraw.Draw(image)
            else:
                draw.text(at, part.text, 255, typeface, anchor="ls", stroke_width=weight)
        elif isinstance(part, Blank):
            left, bottom, right, top = (round(edge * scale) for edge in part)
            draw.rectangle((around + left, line - top, around + right, line - bottom), 0)
        else:
            strokes = _stroked(part, (around, line), scale, image.size, weight)
            image = ImageChops.lighter(image, strokes)
            draw = ImageDraw.Draw(image)
    return Drawn(image, around, line)


def _turned(
    text: str,
    typeface: ImageFont.FreeTypeFont,
    at: tuple[float, float],
    size: tuple[int, int],
    weight: int,
) -> Image.Image:
    """Text turned upside down around its own middle."""
    from PIL import Image, ImageDraw

    image = Image.new("L", size)
    ImageDraw.Draw(image).text(at, text, 255, typeface, anchor="ls", stroke_width=weight)
    if box := image.getbbox():
        image.paste(image.crop(box).transpose(Image.Transpose.ROTATE_180), box)
    return image


def _stroked(
    part: Line | Disc | Shape,
    origin: tuple[int, int],
    scale: float,
    size: tuple[int, int],
    weight: int,
) -> Image.Image:
    """A stroke, a disc or a shape, with smooth edges."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH))
    draw = ImageDraw.Draw(image)

    def placed(x: float, y: float) -> tuple[float, float]:
        return (origin[0] + x * scale) * _SMOOTH, (origin[1] - y * scale) * _SMOOTH

    stronger = 2 * weight * _SMOOTH
    if isinstance(part, Disc):
        x, y = placed(part.x, part.y)
        radius = part.radius * scale * _SMOOTH + stronger / 2
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), 255)
    elif isinstance(part, Shape):
        corners = [placed(*corner) for corner in part.corners]
        draw.polygon(corners, 255)
        if stronger:
            draw.line([*corners, *corners[:2]], 255, stronger, joint="curve")
    else:
        width = round(part.width * scale * _SMOOTH) + stronger
        draw.line([placed(*point) for point in part.points], 255, width, joint="curve")
    return image.resize(size, Image.Resampling.BOX)


@cache
def _has_glyph(character: str) -> bool:
    """Whether the typeface has a character, and not only the box that stands for those it lacks."""
    if character in _SPACES:
        return True
    return _shape(character) != _shape("\uffff")


def _shape(character: str) -> tuple[bytes, tuple[float, ...]]:
    typeface = font(30)
    return bytes(typeface.getmask(character)), typeface.getbbox(character)
