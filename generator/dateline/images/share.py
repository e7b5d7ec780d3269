"""Pictures for those who share an article: its headline, place and date below the paper's name.

Every European language in Latin letters can be drawn. Words with letters of other scripts are not
drawn at all, rather than without them.
"""

from __future__ import annotations

import io
import unicodedata

from dateline.images.lettering import cut_to, draw_line, has_letter, length_of

WIDTH, HEIGHT = 1_200, 630
_MARGIN, _RULE = 64, 2
_NAME_SIZE, _FOLIO_SIZE = 38, 30
_HEADLINE_SIZES = (92, 80, 70, 60, 52, 46)
_LINE_HEIGHT, _WEIGHT = 1.14, 1
_HEAD, _FOOT = 132, 522
"""Where the rules below the name and above the folio are, in pixels from the top."""
_MOST_CHARACTERS = 1_000
"""More than fit on the sheet in the smallest size: longer texts are cut before they are
measured."""
_ALIKE = str.maketrans(
    {**dict.fromkeys("\u2009\u202f", "\u00a0"), "‑": "-", "\u00ad": "", "\u200b": ""}
)
"""Characters that are drawn like others, or not at all. A line never ends at the spaces."""


def is_shown_where_shared(src: str) -> bool:
    """Whether social networks show a picture that an article names so: drawings they do not."""
    return bool(src) and not src.lower().endswith(".svg")


def undrawable_characters(text: str) -> set[str]:
    """The characters of a text that cannot be drawn."""
    return {each for each in _settled(text) if not has_letter(each)}


def is_drawable(text: str) -> bool:
    """Whether all characters of a text can be drawn."""
    return bool(text.strip()) and not undrawable_characters(text)


def draw_share_picture(name: str, headline: str, folio: str, paper: str, ink: str) -> bytes:
    """A PNG of `WIDTH` × `HEIGHT` pixels, as social networks show it, with the name of the paper, a
    headline and a line with place and date. All must be drawable, and `folio` may be empty.

    The colours `paper` and `ink` are written `#rrggbb`.
    """
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(image)
    right = WIDTH - _MARGIN
    name = cut_to(right - _MARGIN, _bounded(name), _NAME_SIZE)
    draw_line(image, (_MARGIN, _HEAD - 24), name, _NAME_SIZE, _WEIGHT)
    draw.rectangle((_MARGIN, _HEAD, right, _HEAD + _RULE), 255)
    size, lines = _fitted(_bounded(headline), right - _MARGIN, _FOOT - _HEAD - 56)
    step = round(size * _LINE_HEIGHT)
    top = _HEAD + (_FOOT - _HEAD - step * len(lines)) // 2
    for number, line in enumerate(lines):
        at = _MARGIN, top + step * number + round(size * 0.92)
        draw_line(image, at, line, size, _WEIGHT)
    if folio:
        draw.rectangle((_MARGIN, _FOOT, right, _FOOT + _RULE // 2), 255)
        folio = cut_to(right - _MARGIN, _bounded(folio), _FOLIO_SIZE)
        draw_line(image, (_MARGIN, _FOOT + 54), folio, _FOLIO_SIZE)
    image.putpalette(_shades(bytes.fromhex(paper[1:]), bytes.fromhex(ink[1:])))
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


def _settled(text: str) -> str:
    """A text in the characters that are drawn for it."""
    return unicodedata.normalize("NFC", text.translate(_ALIKE))


def _bounded(text: str) -> str:
    """A text to be drawn, cut where no more than its beginning can be shown."""
    text = _settled(text)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _fitted(text: str, width: int, height: int) -> tuple[int, list[str]]:
    """The largest size in which a text fits, and its lines; in the smallest, it is cut."""
    for size in _HEADLINE_SIZES:
        lines = _wrapped(text, size, width)
        most = int(height // (size * _LINE_HEIGHT))
        if len(lines) <= most and all(length_of(line, size) <= width for line in lines):
            return size, lines
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = f"{kept[-1]} …"
    return size, [cut_to(width, line, size) for line in kept]


def _wrapped(text: str, size: int, width: int) -> list[str]:
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
