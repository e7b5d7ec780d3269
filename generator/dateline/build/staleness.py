"""Which views are stale as a whole, because their templates, the settings, a library or the menu
changed.

For each view, the ledger records what shapes all of its pages: digests of the settings, of the
libraries and of the templates it was seen to use, and the sections and taxonomies in the menu of
each language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from dateline.catalogue.queries import Catalogue
from dateline.digests import digest_of
from dateline.theme import Theme
from dateline.versions import versions_digest


class _Menu(TypedDict):
    """What the menu of a language depends on: the taxonomies that have articles, and the slug and
    name of each registered section that has any, in the order of the register."""

    taxonomies: list[str]
    sections: list[list[str]]


class Staleness:
    """Compares what shapes each view now with what the ledger recorded."""

    def __init__(self, catalogue: Catalogue, theme: Theme) -> None:
        self.ledger, self.theme = catalogue.published, theme
        site = catalogue.site
        self._settings = _digest(site.model_dump_json(exclude={"root", "files", "problems"}))
        self._libraries = versions_digest()
        self._menu = {
            lang: _Menu(
                taxonomies=catalogue.terms.taxonomies_in_use(lang),
                sections=[
                    [slug, entry.name_in(lang)]
                    for slug, entry in catalogue.terms.registered("sections", lang)
                ],
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
        return _menu_change(then["menu"], now["menu"])

    def _state(self, shaped_by: Iterable[str], templates: list[str]) -> dict[str, Any]:
        shapers = set(shaped_by)
        theme = ""
        if "templates" in shapers:
            theme = self.theme.templates_digest(templates)
        elif "assets" in shapers:
            theme = _digest(repr(self.theme.asset_digests))
        return {
            "shaped_by": sorted(shapers),
            "templates": templates,
            "settings": self._settings if "settings" in shapers else "",
            "libraries": self._libraries if "libraries" in shapers else "",
            "theme": theme,
            "menu": self._menu if "menu" in shapers else {},
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


def _menu_change(then: dict[str, _Menu], now: dict[str, _Menu]) -> str:
    """What changed in the menus, which are on every page of their language; empty if nothing did.

    A new or removed language does not count: all of its pages are new or removed anyway.
    """
    for lang in sorted(now.keys() & then.keys()):
        kinds_then, kinds_now = then[lang]["taxonomies"], now[lang]["taxonomies"]
        if change := _first_or_last(kinds_then, kinds_now):
            return change
        if then[lang]["sections"] != now[lang]["sections"]:
            names_then, names_now = (
                [f"the section {name}" for _, name in side[lang]["sections"]]
                for side in (then, now)
            )
            change = _first_or_last(names_then, names_now)
            return change or "the menu changed: the sections have another order or address"
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
