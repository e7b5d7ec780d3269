"""Which themes a site's theme inherits: theme.toml, and where themes are found."""

from __future__ import annotations

from pathlib import Path

from dateline.config import Site
from dateline.problems import Problem, ProblemsFound, nearest
from dateline.settings_file import read_settings
from dateline.theme_folders import DEFAULT_THEME, theme_folders
from dateline.theme_settings import KEYS
from dateline.toml import TomlDocument

SETTINGS_FILE = "theme.toml"
_INHERITS = "inherits"


def find_lineage(site: Site) -> dict[str, Path]:
    """The folders of the site's theme and of those it inherits, by name, nearest first.

    Raises `ProblemsFound` for a theme that inherits itself or one that is not there, and for a
    faulty theme.toml.
    """
    themes = theme_folders(site.root)
    lineage = {site.theme: themes[site.theme]}
    heir = site.theme
    while True:
        document = _settings(heir, themes)
        if _INHERITS not in document.data:
            return lineage
        name = document.data[_INHERITS]
        message, fix = "", f'Write {_INHERITS} = "{DEFAULT_THEME}"'
        if not isinstance(name, str):
            message = f"“{_INHERITS}” must be the name of a theme, in double quotes"
        elif name not in themes:
            message = f"There is no theme “{name}”"
        elif name in lineage:
            message = f"The theme “{name}” inherits itself"
        if message and isinstance(name, str):
            left = [theme for theme in themes if theme not in lineage]
            fix = f'Write {_INHERITS} = "{nearest(name, left) or DEFAULT_THEME}"'
            if DEFAULT_THEME in lineage:
                fix = "Delete this line"
        if message:
            shown, place = f"themes/{heir}/{SETTINGS_FILE}", document.place((_INHERITS,))
            raise ProblemsFound([Problem(shown, *place, message, fix, kind="theme")])
        lineage[name] = themes[name]
        heir = name


def settings_documents(lineage: dict[str, Path]) -> dict[str, TomlDocument]:
    """The theme.toml of each theme, by the name of the file in problems, nearest first."""
    return {f"themes/{name}/{SETTINGS_FILE}": _settings(name, lineage) for name in lineage}


def _settings(name: str, themes: dict[str, Path]) -> TomlDocument:
    """What the theme.toml of a theme says; nothing where there is none."""
    file, shown = themes[name] / SETTINGS_FILE, f"themes/{name}/{SETTINGS_FILE}"
    if not file.is_file():
        return TomlDocument({})
    document = read_settings(file, shown)
    problems = list(document.problems)
    lacking = [key for key in (_INHERITS, *KEYS) if key not in document.data]
    for key in document.data:
        if key not in {"name", _INHERITS, *KEYS} and (near := nearest(key, lacking)):
            message = f"“{key}” is not a setting of a theme"
            place = document.place((key,))
            fix = f"Did you mean “{near}”?"
            problems.append(Problem(shown, *place, message, fix, kind="theme"))
    if problems:
        raise ProblemsFound(sorted(problems))
    return document
