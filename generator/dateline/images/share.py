"""Pictures for those who share an article: its headline, place and date below the paper's name.

They are drawn with the typeface that Pillow brings along, which has no accented letters: words with
some are not drawn at all, rather than misspelt.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

WIDTH, HEIGHT = 1_200, 630
_MARGIN, _RULE = 64, 2
_NAME_SIZE, _FOLIO_SIZE = 38, 30
_HEADLINE_SIZES = (92, 80, 70, 60, 52, 46)
_LINE_HEIGHT, _WEIGHT = 1.14, 1
_HEAD, _FOOT = 132, 522
"""Where the rules below the name and above the folio are, in pixels from the top."""
_MOST_SIGNS = 1_000
"""More than fit on the sheet in the smallest size: longer texts are cut before they are
measured."""
_ALIKE = str.maketrans(
    {**dict.fromkeys("\u00a0\u2009\u202f", " "), **dict.fromkeys("–—−‑", "-"), "\u00ad": ""}
)
"""Characters that the typeface lacks and what stands for them."""


def is_shown_where_shared(src: str) -> bool:
    """Whether social networks show a picture that an article names so: drawings they do not."""
    return bool(src) and not src.lower().endswith(".svg")


def undrawable_characters(text: str) -> set[str]:
    """The characters of a text that the typeface lacks."""
    return {each for each in text.translate(_ALIKE) if not _has_glyph(each)}


def is_drawable(text: str) -> bool:
    """Whether all characters of a text can be drawn."""
    return bool(text.strip()) and not undrawable_characters(text)


def draw_share_picture(name: str, headline: str, folio: str, paper: str, ink: str) -> bytes:
    """A PNG of `WIDTH` × `HEIGHT` pixels, as social networks show it, with the name of the paper, a
    headline and a line with place and date. All must be drawable, and `folio` may be empty.

    The colours `paper` and `ink` are written `#rrggbb`.
    """
    from PIL import Image, ImageDraw

    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(_shades(bytes.fromhex(paper[1:]), bytes.fromhex(ink[1:])))
    draw = ImageDraw.Draw(image)
    right = WIDTH - _MARGIN
    name = _cut(_bounded(name), _font(_NAME_SIZE), right - _MARGIN)
    draw.text((_MARGIN, _HEAD - 24), name, 255, _font(_NAME_SIZE), anchor="ls", stroke_width=1)
    draw.rectangle((_MARGIN, _HEAD, right, _HEAD + _RULE), 255)
    size, lines = _fitted(_bounded(headline), right - _MARGIN, _FOOT - _HEAD - 56)
    step = round(size * _LINE_HEIGHT)
    top = _HEAD + (_FOOT - _HEAD - step * len(lines)) // 2
    for number, line in enumerate(lines):
        at = _MARGIN, top + step * number + round(size * 0.92)
        draw.text(at, line, 255, _font(size), anchor="ls", stroke_width=_WEIGHT)
    if folio:
        draw.rectangle((_MARGIN, _FOOT, right, _FOOT + _RULE // 2), 255)
        folio = _cut(_bounded(folio), _font(_FOLIO_SIZE), right - _MARGIN)
        draw.text((_MARGIN, _FOOT + 54), folio, 255, _font(_FOLIO_SIZE), anchor="ls")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _shades(paper: bytes, ink: bytes) -> list[int]:
    """A palette from paper to ink, so that the edges of letters are smooth."""
    return [
        round(lightest + (darkest - lightest) * shade / 255)
        for shade in range(256)
        for lightest, darkest in zip(paper, ink, strict=True)
    ]


def _bounded(text: str) -> str:
    """A text in signs that the typeface has, cut where no more than its beginning can be shown."""
    text = text.translate(_ALIKE)
    return text if len(text) <= _MOST_SIGNS else f"{text[:_MOST_SIGNS]}…"


def _fitted(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """The largest size in which a text fits, and its lines; in the smallest, it is cut."""
    for size in _HEADLINE_SIZES:
        lines = _wrapped(text, _font(size), width)
        most = int(height // (size * _LINE_HEIGHT))
        if len(lines) <= most and all(_length(line, size) <= width for line in lines):
            return size, lines
    kept, font = lines[:most], _font(size)
    if len(lines) > most:
        kept[-1] = f"{kept[-1]} …"
    return size, [_cut(line, font, width) for line in kept]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """As much of a text as fits, with an ellipsis where it is cut."""
    if font.getlength(text) <= width:
        return text

    def shortened(length: int) -> str:
        return f"{text[:length].rstrip(' …')}…"

    def is_too_wide(length: int) -> bool:
        return font.getlength(shortened(length)) > width

    return shortened(bisect_left(range(1, len(text)), True, key=is_too_wide))


def _length(text: str, size: int) -> float:
    return _font(size).getlength(text)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


@cache
def _has_glyph(character: str) -> bool:
    """Whether the typeface has a character, and not only the box that stands for those it lacks."""
    if character == " ":
        return True
    font = _font(_FOLIO_SIZE)
    return _drawn(font, character) != _drawn(font, "\uffff")


def _drawn(font: ImageFont.FreeTypeFont, character: str) -> tuple[bytes, tuple[float, ...]]:
    return bytes(font.getmask(character)), font.getbbox(character)
