"""A theme: its templates and those it inherits, its assets, its words in each language."""

from __future__ import annotations

import gettext
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.config import Site
from dateline.digests import digest_of
from dateline.problems import Problem, ProblemsFound, nearest

Words = gettext.NullTranslations
STYLESHEET, CSS_FOLDER = "dateline.css", "css/"
WORKER = "worker.js"
"""The script that stands within service-worker.js, and is no file of the site by itself."""
_SCRIPT_PART = re.compile(r"assets/js/([^/]+)/([^/]+\.js)")


class Theme:
    """The theme that a site names, and its ancestors, nearest first."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.folders = tuple(_lineage(site))

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file by its path in the theme; the nearest theme's wins."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    found.setdefault(path.relative_to(folder).as_posix(), path)
        return found

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The content hash of every file of the theme, by its path."""
        return {name: digest_of(path.read_bytes()) for name, path in self.files.items()}

    def templates_digest(self, templates: Iterable[str]) -> str:
        """One hash for these templates and for the theme's words."""
        names = sorted({f"templates/{name}" for name in templates})
        names += sorted(name for name in self.files if name.startswith("locale/"))
        return digest_of(repr([(name, self.digests.get(name)) for name in names]).encode())

    @cached_property
    def parts(self) -> Mapping[str, tuple[Path, ...]]:
        """The files that each asset is made of, in order, by the asset's path.

        assets/css/ is one stylesheet, and each folder of assets/js/ one script. A folder that names
        several scripts, offline+search, holds what they share.
        """
        found: dict[str, list[Path]] = {}
        for name in sorted(self.files, key=_place):
            if name.startswith("assets/"):
                for asset in _assets_of(name):
                    found.setdefault(asset, []).append(self.files[name])
        return {name: tuple(paths) for name, paths in found.items()}

    def asset(self, name: str) -> bytes:
        """The content of an asset, by its path.

        The parts of a script share one function of their own, so that no name of theirs is the
        page's.
        """
        joined = b"\n".join(path.read_bytes() for path in self.parts[name])
        if name in self._scripts:
            return b'(() => {\n"use strict";\n' + joined + b"\n})();\n"
        return joined

    @cached_property
    def _scripts(self) -> frozenset[str]:
        """The assets that are made of the parts of a script."""
        parts = (file for file in self.files if _SCRIPT_PART.fullmatch(file))
        return frozenset(asset for part in parts for asset in _assets_of(part))

    @cached_property
    def asset_digests(self) -> dict[str, str]:
        """A hash of each asset, by its path, as it is when first asked for."""
        return {name: digest_of(self.asset(name)) for name in sorted(self.parts)}

    def words(self, lang: str) -> Words:
        """The interface's words; where a language lacks one, the site's language, then English."""
        words: Words = gettext.NullTranslations()
        for code in ("en", self.site.language.split("-")[0], lang.split("-")[0], lang):
            if catalog := self._catalog(code):
                catalog.add_fallback(words)
                words = catalog
        return words

    def _catalog(self, lang: str) -> gettext.GNUTranslations | None:
        from io import BytesIO

        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        path = self.files.get(f"locale/{lang}/LC_MESSAGES/theme.po")
        if path is None:
            return None
        compiled = BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=lang.replace("-", "_")))
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)


def _assets_of(file: str) -> list[str]:
    """The paths of the assets that a file below assets/ is a part of."""
    if script := _SCRIPT_PART.fullmatch(file):
        return [f"{name}.js" for name in script[1].split("+")]
    path = file.removeprefix("assets/")
    return [STYLESHEET if path.startswith(CSS_FOLDER) else path]


def _place(file: str) -> tuple[str, str]:
    """Where a file stands among the parts of an asset: those of a script by their own names."""
    script = _SCRIPT_PART.fullmatch(file)
    return (script[2] if script else file), file


def _lineage(site: Site) -> list[Path]:
    """The theme's folder and its ancestors'; raises `ProblemsFound` for one that is not there."""
    folders: list[Path] = []
    name = site.theme
    while name:
        folder = next((place / name for place in _places(site) if (place / name).is_dir()), None)
        if folder is None or folder in folders:
            known = sorted(
                {path.name for place in _places(site) if place.is_dir() for path in place.iterdir()}
            )
            near = nearest(name, known) or "broadsheet"
            message = (
                f"There is no theme “{name}”"
                if folder is None
                else f"The theme “{name}” inherits itself"
            )
            raise ProblemsFound(
                [Problem("site.toml", 1, 1, message, f'Write theme = "{near}"', kind="theme")]
            )
        folders.append(folder)
        settings: dict[str, Any] = {}
        if (folder / "theme.toml").is_file():
            settings = tomllib.loads((folder / "theme.toml").read_text("utf-8"))
        name = settings.get("inherits", "")
    return folders


def _places(site: Site) -> tuple[Path, ...]:
    """Where themes may be: the site's own, those of an installed Dateline, those of a checkout."""
    here = Path(__file__).resolve().parent
    return site.root / "themes", here / "themes", here.parent.parent / "themes"
