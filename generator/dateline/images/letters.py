"""How letters are made that the typeface lacks: the marks of accents, and letters with parts of
their own.

Measures are in thousandths of the size. A letter's are from its left edge and from the line that
letters stand on, upwards; those of a mark above are from its middle and its lower edge, those of a
mark below from the middle or the right edge of its letter and from the line.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import NamedTuple

Point = tuple[float, float]
_STEM, _FINE, _HAIR = 86, 62, 54
"""How wide strokes are: the stems of letters, marks and bars, and what is smaller."""


class Glyph(NamedTuple):
    """Text that the typeface has, moved, made smaller or turned upside down."""

    text: str
    x: float = 0
    y: float = 0
    scale: float = 1
    is_turned: bool = False


class Line(NamedTuple):
    """A stroke through points."""

    points: tuple[Point, ...]
    width: float = _FINE


class Disc(NamedTuple):
    """A dot."""

    x: float
    y: float
    radius: float


class Shape(NamedTuple):
    """A filled shape."""

    corners: tuple[Point, ...]


class Blank(NamedTuple):
    """A rectangle in which nothing of what was drawn before is left."""

    left: float
    bottom: float
    right: float
    top: float


Part = Glyph | Line | Disc | Shape | Blank


class Letter(NamedTuple):
    """The parts of a letter, and from its left edge to that of the next one."""

    parts: tuple[Part, ...]
    width: float


def moved(parts: tuple[Line | Disc | Shape, ...], x: float, y: float) -> list[Part]:
    """The parts of a mark, moved to its letter."""
    return [_moved(part, x, y) for part in parts]


def _moved(part: Line | Disc | Shape, x: float, y: float) -> Part:
    if isinstance(part, Disc):
        return Disc(part.x + x, part.y + y, part.radius)
    if isinstance(part, Line):
        return Line(tuple((left + x, up + y) for left, up in part.points), part.width)
    return Shape(tuple((left + x, up + y) for left, up in part.corners))


def _arc(
    middle: Point, radii: Point, first: float, last: float, steps: int = 24
) -> tuple[Point, ...]:
    """Points on an ellipse from one angle to another, in degrees from the right upwards."""
    angles = [(first + (last - first) * step / steps) * pi / 180 for step in range(steps + 1)]
    return tuple(
        (middle[0] + radii[0] * cos(angle), middle[1] + radii[1] * sin(angle)) for angle in angles
    )


def _mirrored(corners: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple((-x, y) for x, y in corners)


_ACUTE: tuple[Point, ...] = ((-58, 0), (4, 0), (122, 150), (12, 150))
_ROOF: tuple[Point, ...] = (
    (-150, 0), (-72, 0), (0, 92), (72, 0), (150, 0), (44, 150), (-44, 150),
)  # fmt: skip
_WAVE = tuple((x, 62 + 36 * sin((x + 120) * pi / 120)) for x in range(-155, 156, 10))
_COMMA: tuple[Point, ...] = ((-32, -62), (58, -62), (14, -212), (-62, -212))
COMMA_FOR_CEDILLA = frozenset("GKLNRklnr")
"""Letters below which a cedilla is written as a comma, as in Latvian."""

ABOVE: dict[str, tuple[Line | Disc | Shape, ...]] = {
    "\u0300": (Shape(_mirrored(_ACUTE)),),
    "\u0301": (Shape(_ACUTE),),
    "\u0302": (Shape(_ROOF),),
    "\u0303": (Line(_WAVE),),
    "\u0304": (Line(((-140, 70), (140, 70))),),
    "\u0306": (Line(_arc((0, 150), (118, 112), 180, 360)),),
    "\u0307": (Disc(0, 64, 60),),
    "\u0308": (Disc(-104, 64, 56), Disc(104, 64, 56)),
    "\u030a": (Line(_arc((0, 76), (74, 74), 0, 360), 48),),
    "\u030b": (
        Shape(tuple((x - 96, y) for x, y in _ACUTE)),
        Shape(tuple((x + 72, y) for x, y in _ACUTE)),
    ),
    "\u030c": (Shape(tuple((x, 150 - y) for x, y in _ROOF)),),
}
"""The marks above letters."""

BELOW: dict[str, tuple[tuple[Line | Disc | Shape, ...], bool]] = {
    "\u0323": ((Disc(0, -122, 58),), False),
    "\u0326": ((Shape(_COMMA),), False),
    "\u0327": (
        (
            Line(((8, 12), (-14, -62)), _HAIR),
            Line(((-14, -62), *_arc((26, -128), (66, 66), 100, -90), (-64, -194)), _HAIR),
        ),
        False,
    ),
    "\u0328": (
        (Line(((-44, 12), *_arc((-66, -104), (62, 82), 110, 280), (6, -176)), _HAIR),),
        True,
    ),
}
"""The marks below letters, and whether they are at their right."""

DOTLESS = {
    "i": Letter((Glyph("i"), Blank(0, 560, 238, 800)), 238),
    "j": Letter((Glyph("j"), Blank(-40, 560, 238, 800)), 233),
}
"""Letters that lose their dot below a mark."""


def _with_apostrophe(letter: str, width: float, x: float) -> Letter:
    return Letter((Glyph(letter), Glyph("’", x)), width)


def _fraction(above: str, below: str) -> Letter:
    parts = Glyph(above, 0, 280, 0.6), Glyph("⁄", 310), Glyph(below, 500, 0, 0.6)
    return Letter(parts, 860)


def _raised(digit: str, width: float) -> Letter:
    return Letter((Glyph(digit, 0, 280, 0.6),), width)


_HOOK = Line(((478, 110), (478, -70), *_arc((378, -70), (100, 98), 0, -90), (316, -168)), _STEM)
_LONG_S = (
    (117, 0), (117, 510), *_arc((272, 520), (155, 172), 180, 0),
    *_arc((272, 500), (155, 96), 0, -75),
)  # fmt: skip

LETTERS: dict[str, Letter] = {
    "œ": Letter((Glyph("o"), Glyph("e", 416)), 965),
    "Œ": Letter((Glyph("O"), Glyph("E", 502)), 1_089),
    "æ": Letter((Glyph("a"), Glyph("e", 334)), 883),
    "Æ": Letter((Glyph("A"), Blank(346, -20, 700, 720), Glyph("E", 230)), 817),
    "ø": Letter((Glyph("o"), Line(((62, -46), (524, 576)), _HAIR)), 586),
    "Ø": Letter((Glyph("O"), Line(((104, -58), (642, 748)), _FINE)), 737),
    "ß": Letter(
        (
            Line(_LONG_S, _STEM),
            Line(((262, 404), *_arc((300, 216), (202, 186), 86, -90), (224, 30)), _STEM),
        ),
        566,
    ),
    "ẞ": Letter((Glyph("SS"),), 1_170),
    "þ": Letter((Glyph("b"), Glyph("p")), 611),
    "Þ": Letter((Glyph("P", 0, -142), Blank(0, -300, 600, -1), Glyph("I")), 598),
    "ð": Letter(
        (
            Glyph("o"),
            Line(((168, 706), (300, 668), (412, 560), (486, 420), (508, 300)), _STEM),
            Line(((176, 566), (428, 706)), _HAIR),
        ),
        586,
    ),
    "Ð": Letter((Glyph("D"), Line(((8, 352), (352, 352)))), 709),
    "Đ": Letter((Glyph("D"), Line(((8, 352), (352, 352)))), 709),
    "đ": Letter((Glyph("d"), Line(((318, 628), (606, 628)), _HAIR)), 615),
    "ħ": Letter((Glyph("h"), Line(((6, 628), (294, 628)), _HAIR)), 593),
    "Ħ": Letter((Glyph("H"), Line(((16, 530), (714, 530)), _HAIR)), 730),
    "ŧ": Letter((Glyph("t"), Line(((20, 280), (276, 280)), _HAIR)), 313),
    "Ŧ": Letter((Glyph("T"), Line(((146, 330), (466, 330)))), 612),
    "ł": Letter((Glyph("l", 20), Line(((6, 268), (262, 456)))), 276),
    "Ł": Letter((Glyph("L"), Line(((10, 244), (356, 462)))), 575),
    "ŀ": Letter((Glyph("l"), Disc(284, 330, 60)), 400),
    "Ŀ": Letter((Glyph("L"), Disc(420, 350, 62)), 575),
    "ı": DOTLESS["i"],
    "ŋ": Letter((Glyph("n"), _HOOK), 593),
    "Ŋ": Letter((Glyph("N"), *moved((_HOOK,), 111, 0)), 718),
    "ŉ": Letter((Glyph("’n"),), 840),
    "ĳ": Letter((Glyph("ij"),), 471),
    "Ĳ": Letter((Glyph("IJ"),), 808),
    "ď": _with_apostrophe("d", 730, 556),
    "ť": _with_apostrophe("t", 420, 244),
    "ľ": _with_apostrophe("l", 390, 190),
    "Ľ": _with_apostrophe("L", 575, 300),
    "ģ": Letter((Glyph("g"), *moved((Shape(tuple((-x, -y) for x, y in _COMMA)),), 284, 540)), 615),
    "–": Letter((Line(((0, 283), (500, 283)), 56),), 500),
    "—": Letter((Line(((0, 283), (1_000, 283)), 56),), 1_000),
    "−": Letter((Line(((80, 317), (500, 317)), 58),), 580),
    "¡": Letter((Glyph("!", 0, -190, is_turned=True),), 242),
    "¿": Letter((Glyph("?", 0, -190, is_turned=True),), 499),
    "‚": Letter((Glyph("’", 0, -635),), 247),
    "„": Letter((Glyph("”", 0, -635),), 417),
    "§": Letter((Glyph("s", 0, 190), Glyph("s", 0, -66)), 459),
    "†": Letter((Line(((240, -130), (240, 700)), 74), Line(((60, 490), (420, 490)), 66)), 480),
    "ª": Letter((Glyph("a", 20, 350, 0.6), Line(((30, 262), (312, 262)), 50)), 350),
    "º": Letter((Glyph("o", 10, 350, 0.6), Line(((30, 262), (330, 262)), 50)), 366),
    "¹": _raised("1", 340),
    "²": _raised("2", 340),
    "³": _raised("3", 340),
    "½": _fraction("1", "2"),
    "¼": _fraction("1", "4"),
    "¾": _fraction("3", "4"),
    "€": Letter(
        (Glyph("C"), Line(((-10, 408), (452, 408)), _HAIR), Line(((-10, 290), (420, 290)), _HAIR)),
        699,
    ),
    "£": Letter(
        (
            Line((*_arc((330, 520), (150, 142), 8, 180), (214, 330), (196, 170), (104, 43)), 82),
            Line(((74, 43), (520, 43)), 82),
            Line(((80, 340), (420, 340)), _FINE),
        ),
        570,
    ),
    "¥": Letter((Glyph("Y"), Line(((96, 290), (516, 290)), _HAIR),
                 Line(((96, 160), (516, 160)), _HAIR)), 612),
    "¢": Letter((Glyph("c"), Line(((292, -120), (292, 650)), _HAIR)), 529),
    "×": Letter((Line(((108, 138), (472, 502))), Line(((108, 502), (472, 138)))), 580),
    "÷": Letter((Line(((80, 318), (500, 318))), Disc(290, 500, 54), Disc(290, 136, 54)), 580),
    "µ": Letter((Glyph("u"), Line(((109, 100), (109, -196)), _STEM)), 592),
    "•": Letter((Disc(200, 340, 128),), 400),
    "®": Letter(
        (Line(_arc((380, 345), (318, 318), 0, 360, 72), 46), Glyph("R", 232, 174, 0.5)), 760
    ),
}  # fmt: skip
"""Letters and signs that are more than a letter with marks."""
