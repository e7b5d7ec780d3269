"""Archives of hostile files: articles, comments, entries of registers, items of the menu, the HTML
of advertisements, and files that articles refer to. Each counts as one input."""

from __future__ import annotations

import json
from typing import Any

from attacks import Attacker
from dateline.content.schema import KNOWN_KEYS
from dateline.hosts import HOSTS
from scratch import ScratchSite

BENIGN = "The rain stopped at noon."
"""What one article says, so that something is published whatever happens to the others."""
WARNINGS = (
    "address",
    "control-character",
    "curly-quotes",
    "date",
    "dead-link",
    "file-name",
    "front-matter",
    "key-twice",
    "language",
    "markdown",
    "markup",
    "missing-file",
    "missing-picture",
    "not-a-picture",
    "outside",
    "picture",
    "raw-html",
    "spelling",
    "unknown-key",
    "value",
)
"""Kinds of problem that count as warnings here, so that as much as possible is published."""
_TEXTS = (
    "title",
    "subtitle",
    "summary",
    "kicker",
    "slug",
    "id",
    "dateline",
    "location",
    "weather",
    "section",
    "series",
    "source",
    "rights",
    "lang",
    "canonical",
    "permalink",
    "withdrawn",
    "publish_at",
    "updated",
    "url",
    "path",
)
_LISTS = "authors", "tags", "aliases", "corrections", "terms"
_ADDRESSES = frozenset({"canonical", "permalink", "aliases", "url", "path", "slug"})
_ALWAYS = frozenset({"title", "date", "kind", "draft", "noindex"})


class HostileArchive:
    """Writes hostile files into a scratch archive, and counts them."""

    def __init__(self, site: ScratchSite, seed: object, host: str = "none") -> None:
        assert host in HOSTS
        self.site, self.attacker, self.random = site, Attacker(seed), Attacker(seed).random
        self.inputs = 0
        self._host = host

    def write(self, count: int) -> None:
        """Write `count` hostile inputs in files of every kind."""
        self.site.article("benign.md", BENIGN, date="2020-02-02")
        for number in range(count * 7 // 10):
            self._article(number)
        for number in range(count // 10):
            self._comment(number)
        for taxonomy in ("authors", "places", "tags", "sections", "series"):
            self._register(taxonomy, count // 50)
        self._advertisement()
        self._files(count // 20)

    def _article(self, number: int) -> None:
        keys: dict[str, Any] = {
            "title": f"Storm {number}",
            "date": f"20{number % 25:02}-03-0{number % 9 + 1}",
        }
        for key in self.random.sample(
            (*_TEXTS, *_LISTS, "image", "extra"), self.random.randint(0, 4)
        ):
            if key in KNOWN_KEYS or key == "terms":
                keys |= self._key(key)
        if self.random.random() < 0.1:
            keys[self.attacker.text()[:200]] = self.attacker.value()
        lines = [
            f"{json.dumps(key) if key not in KNOWN_KEYS else key}: {json.dumps(value)}"
            for key, value in keys.items()
        ]
        if self.random.random() < 0.1:
            lines.append(self.attacker.text())
        text = "\n".join(["---", *lines, "---", self.attacker.body(), ""])
        language = ".fr" if number % 11 == 0 else ""
        self.site.write(
            f"content/{number % 50}/a{number}{language}.md", text.encode("utf-8", "surrogatepass")
        )
        self.inputs += 1

    def _key(self, key: str) -> dict[str, Any]:
        attacker = self.attacker
        one = (
            attacker.address if key in _ADDRESSES and self.random.random() < 0.7 else attacker.text
        )
        if key == "title":
            return {key: f"Storm {attacker.text()}"}
        if key == "image":
            return {
                key: {
                    "src": attacker.address(),
                    "alt": attacker.text(),
                    "caption": attacker.text(),
                    "credit": attacker.body(),
                }
            }
        if key == "corrections":
            return {key: [{"date": "2024-01-02", "text": attacker.body()}]}
        if key == "terms":
            return {attacker.text()[:40]: [attacker.text()]}
        if key == "aliases":
            return {key: [self.random.choice(("", "/", "/old/")) + one() for _ in range(3)]}
        if key in _LISTS:
            return {key: [attacker.text() for _ in range(2)]}
        if key == "extra":
            return {key: attacker.value()}
        if key == "permalink" or self.random.random() < 0.1:
            return {key: self.random.choice(("", "/", "/news/")) + one()}
        return {key: one() if self.random.random() < 0.9 else attacker.value()}

    def _comment(self, number: int) -> None:
        keys = {"name": self.attacker.text(), "date": "2024-03-06", "approved": True}
        if number % 2:
            keys["url"] = self.attacker.address()
        if number % 3 == 0:
            keys["reply_to"] = self.attacker.text()
        path = self.random.choice(("benign", f"{number % 50}/a{number}"))
        text = "\n".join(
            [
                "---",
                *(f"{key}: {json.dumps(value)}" for key, value in keys.items()),
                "---",
                self.attacker.body(),
            ]
        )
        self.site.write(
            f"content/_comments/{path}/c{number}.md", text.encode("utf-8", "surrogatepass")
        )
        self.inputs += 1

    def _register(self, taxonomy: str, count: int) -> None:
        attacker, tables = self.attacker, []
        for number in range(count):
            tables.append(
                f"[{_text(f'T{number} ' + attacker.text()[:150])}]\n"
                f"description = {_text(attacker.body())}\n"
                f"bios = {{ fr = {_text(attacker.text())} }}\n"
                f"url = {_text(attacker.address())}\naliases = [{_text(attacker.text())}]\n"
            )
            self.inputs += 1
        names = [f"T{number}" for number in range(count)]
        self.site.write(f"content/{taxonomy}.toml", "\n".join(tables))
        key = {"places": "location", "sections": "section"}.get(taxonomy, taxonomy)
        for name in names[:40]:
            value: Any = name if key in ("location", "section", "series") else [name]
            self.site.article(f"{taxonomy}-{name}.md", BENIGN, **{key: value})

    def _advertisement(self) -> None:
        html = "".join(self.attacker.markup() for _ in range(30))
        self.site.write("content/ad.html", html.encode("utf-8", "replace"))
        self.site.settings(self.settings([]))
        self.inputs += 30

    def menu_items(self, count: int) -> list[str]:
        """Items of the menu as site.toml writes them."""
        texts = ((self.attacker.text(), self.attacker.address()) for _ in range(count))
        return [f"  {{ title = {_text(title)}, url = {_text(url)} }},\n" for title, url in texts]

    def settings(self, menu: list[str]) -> str:
        """The settings, with some items of the menu."""
        attacker = self.attacker
        weights = "".join(f'{kind} = "warning"\n' for kind in WARNINGS)
        return (
            f'title = {_text("The Meridian " + attacker.text()[:300])}\nurl = "https://meridian.example/archive/"\n'
            f'description = {_text(attacker.text())}\nhost = "{self._host}"\n'
            f"menu = [\n{''.join(menu)}]\n"
            'languages = { fr = { title = "Le Méridien" } }\n'
            '[comments]\non = true\nendpoint = "https://forms.example/f"\n[images]\nshare = false\n'
            '[advertisements.article]\nhtml = "ad.html"\nwidth = 300\nheight = 250\n'
            f"[problems]\n{weights}"
            f"[extra]\nx = {_text(attacker.text())}\n"
        )

    def _files(self, count: int) -> None:
        """Drawings, pages and others that an article refers to."""
        names = []
        for number in range(count):
            kind = self.random.choice(("svg", "html", "png", "svgz", "xml", "js", "pdf", "jpg"))
            data = self.attacker.markup().encode("utf-8", "replace")
            if kind in ("svg", "png"):
                data = (
                    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
                    + data
                    + b"</svg>"
                )
            self.site.write(f"content/files/f{number}.{kind}", data)
            names.append(f"[f](files/f{number}.{kind}) ![f](files/f{number}.{kind})")
            self.inputs += 1
        self.site.article("files.md", "\n\n".join(names))


def _text(text: str) -> str:
    """`text` as TOML writes it: JSON's escapes, with those of halves of pairs left out."""
    return json.dumps(text.encode("utf-8", "replace").decode())
