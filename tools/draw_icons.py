"""Draws the icons of the installed archive: icon-*.png in themes/broadsheet/assets/.

They show the same sheet as icon.svg there.

Run it after a change: `python tools/draw_icons.py`. Builds take the icons as they are.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

ASSETS = Path(__file__).parent.parent / "themes" / "broadsheet" / "assets"
PAPER, INK, SEA, GROUND = "#f5f3ec", "#14181c", "#0f4c75", "#0f4c75"
FINE = 4
"""Drawn so much larger, then made small, which smooths the edges."""

# Of a sheet 32 wide and high: left, top, width, height, colour.
SHEET = (
    (4, 2, 24, 28, INK),
    (5.5, 3.5, 21, 25, PAPER),
    (8, 6, 16, 4, INK),
    (8, 12, 16, 1, INK),
    (8, 15, 9, 7, SEA),
    (19, 15, 5, 1, INK),
    (19, 17.5, 5, 1, INK),
    (19, 20, 5, 1, INK),
    (19, 22.5, 5, 1, INK),
    (19, 25, 5, 1, INK),
    (8, 23.5, 9, 1, INK),
    (8, 25.5, 9, 1, INK),
)


def icon(size: int, scale: float, ground: str | None) -> Image.Image:
    """The sheet at `scale` of the picture's size, in its middle, on a ground or on nothing."""
    side = size * FINE
    picture = Image.new("RGBA", (side, side), ground or (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    unit, margin = side * scale / 32, side * (1 - scale) / 2
    for left, top, width, height, colour in SHEET:
        corner = margin + left * unit, margin + top * unit
        far = corner[0] + width * unit - 1, corner[1] + height * unit - 1
        draw.rectangle((*corner, *far), fill=colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Draw them all."""
    # A mask may cut away all but a circle of four fifths of the width.
    icon(512, 0.62, GROUND).convert("RGB").save(ASSETS / "icon-maskable.png", optimize=True)
    icon(180, 0.78, GROUND).convert("RGB").save(ASSETS / "icon-apple.png", optimize=True)
    for size in (192, 512):
        icon(size, 1, None).save(ASSETS / f"icon-{size}.png", optimize=True)


if __name__ == "__main__":
    main()
