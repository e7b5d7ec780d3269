"""Which views are stale as a whole, because their templates, the settings, a library or the menu
changed.

For each view, the ledger records what shapes all of its pages: digests of the settings, of the
libraries, of the advertisements and of the templates it was seen to use, and what each language has
that all pages link to: its sections, its taxonomies and its must-reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypedDict

from dateline.advertisements import OUTSIDE_PAGES, advertisements_digest
from dateline.build.changes import Changes
from dateline.catalogue.queries import Catalogue
from dateline.digests import digest_of
from dateline.theme import Theme
from dateline.versions import versions_digest

_NOT_ON_PAGES: Any = {"root": True, "files": True, "problems": True, **OUTSIDE_PAGES}
"""Settings that do not shape pages, or that the fragments alone show."""
_MUST_READS = "the list of must-reads"


class _Menu(TypedDict):
    """What the links on every page of a language depend on: the languages of the archive, the
    taxonomies that have articles, the slug and name of each registered section that has any, in the
    order of the register, and whether there are must-reads."""

    languages: list[str]
    taxonomies: list[str]
    sections: list[list[str]]
    must_reads: list[str]


class Staleness:
    """Compares what shapes each view now with what the ledger recorded."""

    def __init__(self, catalogue: Catalogue, theme: Theme) -> None:
        self.ledger, self.theme = catalogue.published, theme
        site = catalogue.site
        self._settings = _digest(site.model_dump_json(exclude=_NOT_ON_PAGES))
        self._advertisements = advertisements_digest(site)
        self._libraries = versions_digest()
        self._menu = {
            lang: _Menu(
                languages=catalogue.languages(),
                taxonomies=catalogue.terms.taxonomies_in_use(lang),
                sections=[
                    [slug, entry.name_in(lang)]
                    for slug, entry in catalogue.terms.registered("sections", lang)
                ],
                must_reads=[_MUST_READS] if catalogue.articles.any_must_read(lang) else [],
            )
            for lang in catalogue.languages()
        }
        self._remembered = {name: json.loads(shape) for name, shape in self.ledger.views().items()}

    def stale(self) -> dict[str, str]:
        """The stale views, by name, with the reason."""
        reasons = ((name, self._reason(name)) for name in self._views())
        return {name: reason for name, reason in reasons if reason}

    def _views(self) -> Iterable[str]:
        """The names of all views; if none can be new, found without importing them."""
        if any(then["libraries"] == self._libraries for then in self._remembered.values()):
            return self._remembered
        from dateline.views import VIEWS

        return [view.name for view in VIEWS]

    def _reason(self, view: str) -> str:
        then = self._remembered.get(view)
        if then is None:
            return "nothing of its kind is built yet"
        now = self._state(then["shaped_by"], then["templates"])
        if now["settings"] != then["settings"]:
            return "site.toml changed"
        if now["libraries"] != then["libraries"]:
            return "Dateline or one of its libraries has another version"
        if now["theme"] != then["theme"]:
            return "the theme changed"
        if now["advertisements"] != then["advertisements"]:
            return "an advertisement changed"
        return _menu_change(then["menu"], now["menu"])

    def _state(self, shaped_by: Iterable[str], templates: list[str]) -> dict[str, Any]:
        shapers = set(shaped_by)
        theme: list[object] = []
        if "templates" in shapers:
            theme.append(self.theme.templates_digest(templates))
        if "assets" in shapers:
            theme.append(self.theme.asset_digests)
        if shapers & {"templates", "theme"}:
            theme.append(self.theme.settings)
        return {
            "shaped_by": sorted(shapers),
            "templates": templates,
            "settings": self._settings if "settings" in shapers else "",
            "libraries": self._libraries if "libraries" in shapers else "",
            "theme": _digest(repr(theme)),
            "menu": self._menu if "menu" in shapers else {},
            "advertisements": self._advertisements if "advertisements" in shapers else "",
        }

    def shapes(self, observed: Mapping[str, set[str]]) -> dict[str, str]:
        """What shapes the pages of each view now, in the form that the ledger records.

        `observed` has the templates that each view used in this build.
        """
        from dateline.views import VIEWS

        found = {}
        for view in VIEWS:
            then = self._remembered.get(view.name, {"templates": []})
            templates = sorted({*then["templates"], *observed.get(view.name, ())})
            found[view.name] = json.dumps(self._state(view.shaped_by, templates))
        return found

    def refresh_assets(self) -> None:
        """Record the digests of the theme's assets as they are now."""
        self.ledger.put_assets(self.theme.asset_digests)


class Diff(NamedTuple):
    """The changes since the last publication, and the staleness of views that is part of them."""

    changes: Changes
    staleness: Staleness


def _menu_change(then: dict[str, _Menu], now: dict[str, _Menu]) -> str:
    """What changed in the menus, which are on every page of their language; empty if nothing did.

    What a new or removed language has does not count: all of its pages are new or removed anyway.
    """
    for lang in sorted(now.keys() & then.keys()):
        before, after = then[lang], now[lang]
        names = [f"the section {name}" for _, name in after["sections"]]
        names_before = [f"the section {name}" for _, name in before["sections"]]
        for old, new in (
            (before["languages"], after["languages"]),
            (before["taxonomies"], after["taxonomies"]),
            (names_before, names),
            (before["must_reads"], after["must_reads"]),
        ):
            if change := _first_or_last(old, new):
                return change
        if before["sections"] != after["sections"]:
            return "the menu changed: the sections have another order or address"
    return ""


def _first_or_last(then: list[str], now: list[str]) -> str:
    for name in now:
        if name not in then:
            return f"the menu changed: {name} has its first article"
    for name in then:
        if name not in now:
            return f"the menu changed: {name} no longer has any articles"
    return ""


def _digest(text: str) -> str:
    return digest_of(text.encode())
