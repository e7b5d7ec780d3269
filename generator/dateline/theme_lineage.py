"""Which themes a site's theme inherits: theme.toml, and where themes are found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dateline.config import Site
from dateline.config_values import FILE_NAME
from dateline.problems import Problem, ProblemsFound, nearest
from dateline.settings_file import read_settings
from dateline.theme_settings import KEYS
from dateline.toml import TomlDocument

SETTINGS_FILE = "theme.toml"
_INHERITS = "inherits"
SHIPPED = "broadsheet"
"""The theme that comes with Dateline."""


def find_lineage(site: Site) -> dict[str, Path]:
    """The folders of the site's theme and of those it inherits, by name, nearest first.

    Raises `ProblemsFound` for a theme that is not there or inherits itself, and for a faulty
    theme.toml.
    """
    themes = _themes(site)
    file, key, document, name = FILE_NAME, "theme", site.document, site.theme
    lineage: dict[str, Path] = {}
    while True:
        message = ""
        if name not in themes:
            message = f"There is no theme “{name}”"
        elif name in lineage:
            message = f"The theme “{name}” inherits itself"
        if message:
            left = [theme for theme in themes if theme not in lineage]
            fix = f'Write {key} = "{nearest(name, left) or SHIPPED}"'
            if SHIPPED in lineage:
                fix = "Delete this line"
            raise ProblemsFound(
                [Problem(file, *document.place((key,)), message, fix, kind="theme")]
            )
        lineage[name] = themes[name]
        file, key, document = f"themes/{name}/{SETTINGS_FILE}", _INHERITS, _settings(name, themes)
        if key not in document.data:
            return lineage
        name = document.data[key]
        if not isinstance(name, str):
            message = f"“{key}” must be the name of a theme, in double quotes"
            fix = f'Write {key} = "{SHIPPED}"'
            raise ProblemsFound(
                [Problem(file, *document.place((key,)), message, fix, kind="theme")]
            )


def settings_documents(lineage: dict[str, Path]) -> dict[str, TomlDocument]:
    """The theme.toml of each theme, by the name of the file in problems, nearest first."""
    return {f"themes/{name}/{SETTINGS_FILE}": _settings(name, lineage) for name in lineage}


def _settings(name: str, themes: dict[str, Path]) -> TomlDocument:
    """What the theme.toml of a theme says; nothing where there is none."""
    file, shown = themes[name] / SETTINGS_FILE, f"themes/{name}/{SETTINGS_FILE}"
    if not file.is_file():
        return TomlDocument({})
    document = read_settings(file, shown)
    lacking = [key for key in (_INHERITS, *KEYS) if key not in document.data]
    for key in document.data:
        if key not in {"name", _INHERITS, *KEYS} and (near := nearest(key, lacking)):
            message = f"“{key}” is not a setting of a theme"
            place = document.place((key,))
            fix = f"Did you mean “{near}”?"
            raise ProblemsFound([Problem(shown, *place, message, fix, kind="theme")])
    return document


def _themes(site: Site) -> dict[str, Path]:
    """The folder of every theme that can be named, by its name; the site's own come first."""
    here = Path(__file__).resolve().parent
    places = (site.root / "themes", here / "themes", here.parent.parent / "themes")
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
