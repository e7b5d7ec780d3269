"""A theme: its templates, assets and words in each language, its own and inherited."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.config import Site
from dateline.digests import digest_of
from dateline.problems import Problem
from dateline.theme_files import ThemeFiles
from dateline.theme_folders import DEFAULT_THEME
from dateline.theme_lineage import SETTINGS_FILE, find_lineage, settings_documents
from dateline.theme_settings import ThemeSettings, theme_settings

if TYPE_CHECKING:
    from dateline.theme_words import Words, WordsRead

STYLESHEET, CSS_FOLDER = "dateline.css", "css/"
_TEMPLATES = "templates/"
_QUOTED = re.compile("""[\"']([^\"'\n]+)[\"']""")
WORKER = "worker.js"
"""The script that is embedded in service-worker.js and is not a file of its own."""
_WORDS = re.compile(r"locale/([^/]+)/LC_MESSAGES/theme\.po")
_SCRIPT_PART = re.compile(r"assets/js/([^/]+)/([^/]+\.js)")
SCRIPT_HEAD = b'(() => {\n"use strict";\n'
"""What a script begins with, before its parts."""
_COMMENT = re.compile(rb"^[ \t]*(?://.*|/\*(?!!)(?:(?!\*/)[\s\S])*\*/[ \t\r]*)$", re.MULTILINE)


class Theme:
    """The theme that site.toml names and those that it inherits, nearest first.

    Its words are kept `compiled` in that folder, if there is one.
    """

    def __init__(self, site: Site, compiled: Path | None = None) -> None:
        self.site, self._compiled = site, compiled
        self._lineage = find_lineage(site)
        self.settings: ThemeSettings = theme_settings(settings_documents(self._lineage))
        self.contents = ThemeFiles(self._lineage, site.root)

    @property
    def is_shipped(self) -> bool:
        """Whether all of it came with Dateline."""
        folders = self._lineage.values()
        return not any(folder.is_relative_to(self.site.root) for folder in folders)

    @property
    def _own_files(self) -> Mapping[str, Mapping[str, Path]]:
        """The files of each theme itself, by their paths in it."""
        return self.contents.own

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Every file by its path in the theme; that of the nearest theme wins."""
        return _nearest_of(self._own_files.values())

    @cached_property
    def templates(self) -> Mapping[str, Path]:
        """Every template by each name that others may use for it.

        `base.html` is that of the nearest theme. `broadsheet/base.html` is the one that broadsheet
        has or inherits, even if a nearer theme replaces it.
        """
        found = dict(_templates(self.files))
        own_files = list(self._own_files.values())
        for distance, theme in enumerate(self._lineage):
            for name, path in _templates(_nearest_of(own_files[distance:])):
                found[f"{theme}/{name}"] = path
        return found

    @cached_property
    def templates_in_use(self) -> Mapping[str, Path]:
        """The nearest template of each name, and the inherited ones that these use, by name.

        Only names in quotation marks are found.
        """
        found = dict(_templates(self.files))
        waiting = list(found.values())
        while waiting:
            for name in _QUOTED.findall(self.contents.text(waiting.pop())):
                if name in self.templates and name not in found:
                    found[name] = self.templates[name]
                    waiting.append(found[name])
        return found

    def shown(self, path: Path) -> str:
        """The name of a theme's file in problems: its path relative to the site's root.

        A theme that comes with Dateline is named as if it were there too.
        """
        if path.is_relative_to(self.site.root):
            return path.relative_to(self.site.root).as_posix()
        distance, name = self._owner(path)
        return f"themes/{list(self._lineage)[distance]}/{name}"

    def lacking(self, template: str) -> Problem:
        """The problem of a template that neither the theme nor any that it inherits has."""
        last, folder = list(self._lineage.items())[-1]
        message = f"No theme has the template “{template}”: “{last}” inherits no other"
        if not (folder / SETTINGS_FILE).is_file():
            message = f"The theme “{last}” has no theme.toml, and no template “{template}”"
        fix = f'Write inherits = "{DEFAULT_THEME}", or create the template'
        return Problem(f"themes/{last}/{SETTINGS_FILE}", 1, 1, message, fix, kind="theme")

    def distance(self, path: Path) -> int:
        """How many themes are nearer than the one to which a file belongs."""
        return self._owner(path)[0]

    def replaced_by(self, path: Path) -> str | None:
        """The name of the inherited template that the one in this file replaces; None if there is
        none."""
        distance, name = self._owner(path)
        own_files = list(self._own_files.items())
        found = (theme for theme, files in own_files[distance + 1 :] if name in files)
        theme = next(found, None)
        return f"{theme}/{name.removeprefix(_TEMPLATES)}" if theme else None

    def _owner(self, path: Path) -> tuple[int, str]:
        """The distance of the theme to which a file belongs, and the path of the file in it."""
        return self._owners[path]

    @cached_property
    def _owners(self) -> Mapping[Path, tuple[int, str]]:
        return {
            path: (distance, name)
            for distance, files in enumerate(self._own_files.values())
            for name, path in files.items()
        }

    @cached_property
    def digest(self) -> str:
        """A hash of all files of the theme and of those that it inherits."""
        return digest_of(
            repr(
                [
                    (theme, name, self._digest(path))
                    for theme, files in self._own_files.items()
                    for name, path in files.items()
                ]
            ).encode()
        )

    def templates_digest(self, templates: Iterable[str]) -> str:
        """A hash of these templates, as they were when first read, and of the theme's words."""
        named = [(name, self.templates.get(name)) for name in sorted(templates)]
        named += self._word_files
        return digest_of(repr([(name, self._digest(path)) for name, path in named]).encode())

    @cached_property
    def _word_files(self) -> Sequence[tuple[str, Path]]:
        files = sorted(self.files.items())
        return [(name, path) for name, path in files if name.startswith("locale/")]

    def _digest(self, path: Path | None) -> str:
        """The hash of a file as it was when first read; empty if there is none."""
        return self.contents.digest(path) if path else ""

    @cached_property
    def parts(self) -> Mapping[str, tuple[Path, ...]]:
        """The files from which each asset is made, in order, by the path of the asset.

        assets/css/ makes one stylesheet, and each folder in assets/js/ one script. A folder that
        names several scripts, such as offline+search, has the parts that they share.
        """
        found: dict[str, list[Path]] = {}
        for name in sorted(self.files, key=_place):
            if name.startswith("assets/"):
                for asset in _assets_of(name):
                    found.setdefault(asset, []).append(self.files[name])
        return {name: tuple(paths) for name, paths in found.items()}

    def asset(self, name: str) -> bytes:
        """The content of the asset with this path.

        The parts of a script are wrapped in one function, so that none of their names is global.
        """
        parts = [self.contents.read(path) for path in self.parts[name]]
        if name in self._scripts:
            return SCRIPT_HEAD + b"\n".join(map(_without_comments, parts)) + b"\n})();\n"
        if name.endswith(".css"):
            return b"\n".join(map(_without_comments, parts))
        return b"\n".join(parts)

    @cached_property
    def _scripts(self) -> frozenset[str]:
        """The paths of the assets that are scripts made of parts."""
        parts = (file for file in self.files if _SCRIPT_PART.fullmatch(file))
        return frozenset(asset for part in parts for asset in _assets_of(part))

    @cached_property
    def asset_digests(self) -> dict[str, str]:
        """The hash of each asset, by its path, as it was when first read."""
        return {name: digest_of(self.asset(name)) for name in sorted(self.parts)}

    def words(self, lang: str) -> Words:
        """The interface's words in a language; missing ones come from the site's language, or else
        from English."""
        words: Words = gettext.NullTranslations()
        for code in ("en", self.site.language.split("-")[0], lang.split("-")[0], lang):
            if catalog := self._catalog(code):
                catalog.add_fallback(words)
                words = catalog
        return words

    def _catalog(self, lang: str) -> gettext.GNUTranslations | None:
        file = f"locale/{lang}/LC_MESSAGES/theme.po"
        return self._read_words[file].words() if file in self._read_words else None

    @cached_property
    def _read_words(self) -> Mapping[str, WordsRead]:
        """The words of every language by the path of their file in the theme."""
        # Imported here, since a build with nothing to do needs no words.
        from dateline.theme_words import read_words

        return {
            name: read_words(path, found[1], self.shown(path), self._compiled)
            for name, path in self.files.items()
            if (found := _WORDS.fullmatch(name))
        }

    def problems(self) -> list[Problem]:
        """What is wrong with the theme's words, and the files that are not taken for its own."""
        found = [problem for read in self._read_words.values() for problem in read.problems]
        for path in self.contents.foreign:
            message = "This symbolic link points outside its theme; the file would be published"
            fix = "Copy the file here, or delete the link"
            shown = path.relative_to(self.site.root).as_posix()
            found.append(Problem(shown, 1, 1, message, fix, kind="foreign-file"))
        return found


def _nearest_of(lineage: Iterable[Mapping[str, Path]]) -> dict[str, Path]:
    """Every file by its path, from the first theme that has it."""
    found: dict[str, Path] = {}
    for files in lineage:
        for name, path in files.items():
            found.setdefault(name, path)
    return found


def _templates(files: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """The templates among the files of a theme, by their names."""
    for name, path in files.items():
        if name.startswith(_TEMPLATES):
            yield name.removeprefix(_TEMPLATES), path


def _assets_of(file: str) -> list[str]:
    """The paths of the assets of which a file below assets/ is a part."""
    if script := _SCRIPT_PART.fullmatch(file):
        return [f"{name}.js" for name in script[1].split("+")]
    path = file.removeprefix("assets/")
    return [STYLESHEET if path.startswith(CSS_FOLDER) else path]


def _place(file: str) -> tuple[str, str]:
    """The sort key of a file among the parts of an asset: parts of a script are ordered by file
    name."""
    script = _SCRIPT_PART.fullmatch(file)
    return (script[2] if script else file), file


@lru_cache(maxsize=1_000)  # a preview makes most of its assets of the same parts again
def _without_comments(script: bytes) -> bytes:
    """A script or style sheet without comments that have lines to themselves, for the same lines.

    A script with a string of several lines stays as it is: that may contain what looks like one.
    """
    lines = script.replace(b"\r", b"").split(b"\n")
    if any(line.count(b"`") % 2 or line.endswith(b"\\") for line in lines):
        return script
    return _COMMENT.sub(lambda comment: b"\n" * comment[0].count(b"\n"), script)
