"""Where themes are found: a site's own, and those that come with Dateline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

DEFAULT_THEME = "broadsheet"
"""The theme that comes with Dateline."""


def theme_folders(root: Path) -> dict[str, Path]:
    """The folder of every theme that a site in `root` can name, by its name; its own come first."""
    here = Path(__file__).resolve().parent
    places = (root / "themes", here / "themes", here.parent.parent / "themes")
    themes: dict[str, Path] = {}
    for folder in _folders(places):
        themes.setdefault(folder.name, folder)
    return themes


def _folders(places: Iterable[Path]) -> list[Path]:
    """The folders in these places."""
    return [
        folder
        for place in places
        if place.is_dir()
        for folder in sorted(place.iterdir())
        if folder.is_dir()
    ]
