"""Random edits of a scratch archive, as an editor might make them; a seed always gives the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from scratch import ScratchSite, Snapshot

SETTINGS = """\
title = "{title}"
url = "https://meridian.example/"
theme = "own"
[languages.fr]
title = "Le Méridien"
[search]
volume = 10
[lists]
limit = 10
"""
_YEARS = ("1979", "1987", "2014", "2015", "2024")
_TAGS = ("Flood", "flood", "Sea", "Port", "Cyclone")
_TEXTS = ("Rain fell.", "The sea rose.\n\nIt fell.", "See ![it](square.svg).", "[The port](a.md).")
_REGISTERS = ("", '["Flood"]\naliases = ["Sea"]\n', '["Port"]\ndescription = "Where ships lie"\n')


class Editor:
    """Makes random edits to `site`, chosen by `dice`. The result can always be built."""

    def __init__(self, site: ScratchSite, dice: random.Random) -> None:
        self.site, self.dice = site, dice
        self.done: dict[str, int] = {}
        self._articles: dict[str, tuple[dict[str, Any], str]] = {}
        self._names = 0
        site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
        site.settings(SETTINGS.format(title="The Meridian"))
        self._draw(60)
        site.article("a.md", date="2014-05-06", tags=["Port"])
        for _ in range(16):
            self.add()
        self._former = [self._state()]

    def edit(self) -> str:
        """Make one edit. Returns its name."""
        edits: tuple[Callable[[], None], ...] = (
            *(self.add, self.add_to_the_past, self.rewrite, self.retag, self.move, self.rename),
            *(self.translate, self.delete, self.touch, self.crowd, self.thin_out, self.revert),
            *(self.change_template, self.change_places, self.change_settings, self.redraw),
        )
        edit = self.dice.choice(edits)
        if edit != self.revert:
            self._former = [*self._former[-4:], self._state()]
        edit()
        name = edit.__name__
        self.done[name] = self.done.get(name, 0) + 1
        return name

    def add(self) -> None:
        self._put(f"{self._name()}.md", self._keys())

    def add_to_the_past(self) -> None:
        self._put(f"{self._name()}.md", {**self._keys(), "date": "1951-02-03"})

    def rewrite(self) -> None:
        path = self._some()
        self._put(path, self._articles[path][0])

    def retag(self) -> None:
        self._change(tags=self.dice.sample(_TAGS, 2))

    def move(self) -> None:
        self._change(date=self._date())

    def rename(self) -> None:
        old, new = self._some(), f"{self._name()}.md"
        self._articles[new] = self._articles.pop(old)
        self.site.rename(old, new)

    def translate(self) -> None:
        path = self._some()
        self._put(f"{path.split('.')[0]}.fr.md", {**self._articles[path][0], "title": "En bref"})

    def delete(self) -> None:
        if len(self._articles) > 12:
            path = self._some()
            del self._articles[path]
            self.site.delete(path)

    def touch(self) -> None:
        self.site.age()

    def crowd(self) -> None:
        """Add so many articles to one year that its volume is divided."""
        year = self.dice.choice(_YEARS)
        for month in range(1, 6):
            self._put(f"{self._name()}.md", {**self._keys(), "date": f"{year}-0{month}-01"})

    def thin_out(self) -> None:
        """Delete so many articles that volumes merge."""
        for _ in range(6):
            self.delete()

    def revert(self) -> None:
        """Undo all edits since an earlier state."""
        sources, self._articles = self.dice.choice(self._former)
        self._articles = dict(self._articles)
        for path in self.site.sources().keys() - sources.keys():
            (self.site.root / path).unlink()
        for path, data in sources.items():
            self.site.write(path, data)

    def change_template(self) -> None:
        words = self.dice.choice(("One", "Two", "Three"))
        self.site.write("themes/own/templates/404.html", f"<!doctype html><p>{words}</p>")
        self.site.write("themes/own/assets/own.js", f"// {words}")

    def change_places(self) -> None:
        lat = self.dice.choice((6.0, 6.1))
        self.site.write("content/places.toml", f'["Galle"]\nlat = {lat}\nlon = 80.2\n')
        self.site.write("content/tags.toml", self.dice.choice(_REGISTERS))

    def change_settings(self) -> None:
        title = self.dice.choice(("The Meridian", "The Equator"))
        self.site.settings(SETTINGS.format(title=title))

    def redraw(self) -> None:
        self._draw(self.dice.choice((60, 90)))

    def _draw(self, width: int) -> None:
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="60"/>'
        self.site.write("content/square.svg", drawing)

    def _state(self) -> tuple[Snapshot, dict[str, tuple[dict[str, Any], str]]]:
        return self.site.sources(), dict(self._articles)

    def _put(self, path: str, keys: dict[str, Any]) -> None:
        text = self.dice.choice(_TEXTS)
        self._articles[path] = keys, text
        self.site.article(path, text, **keys)

    def _change(self, **changes: object) -> None:
        path = self._some()
        keys, text = self._articles[path]
        self._articles[path] = {**keys, **changes}, text
        self.site.article(path, text, **self._articles[path][0])

    def _some(self) -> str:
        return self.dice.choice(sorted(self._articles))

    def _name(self) -> str:
        self._names += 1
        return f"n{self._names}"

    def _keys(self) -> dict[str, Any]:
        keys = {"date": self._date(), "tags": self.dice.sample(_TAGS, 2)}
        return {**keys, "location": "Galle"} if self.dice.random() < 0.3 else keys

    def _date(self) -> str:
        year, month = self.dice.choice(_YEARS), self.dice.randrange(1, 13)
        return self.dice.choice((year, f"{year}-{month:02}", f"{year}-{month:02}-11"))
