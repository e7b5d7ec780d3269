"""How static hosts answer: from files, by the rules of `_redirects` that they read, and by what the
pages that readers then get lead to."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from dateline.hosts import HOSTS

_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')
_IDS = re.compile(r'\sid="([^"]*)"')
_MOST_STEPS = 3


@dataclass(frozen=True)
class Answer:
    """What readers get in the end: the status, the address, and the bytes."""

    status: int
    url: str
    data: bytes

    def has_anchor(self, name: str) -> bool:
        """Whether the page has an element of this id."""
        return name in {html.unescape(found) for found in _IDS.findall(self.data.decode())}


@dataclass(frozen=True)
class _Rule:
    source: re.Pattern[str]
    query: tuple[tuple[str, str], ...]
    target: str
    status: int
    forced: bool


class StaticHost:
    """The host called `name` in site.toml, with the files in the folder `public`."""

    def __init__(self, name: str, public: Path) -> None:
        self.host, self.public = HOSTS[name], public

    def answer(self, address: str) -> Answer:
        """What readers get who ask for an address, after all that leads them on."""
        for _ in range(_MOST_STEPS):
            answer = self._once(address)
            target = self._led_to(answer, address)
            if not target:
                return answer
            address = target
        return Answer(508, address, b"")

    def _led_to(self, answer: Answer, address: str) -> str:
        """Where the browser goes from an answer: by its status, its text, or the script that looks
        addresses with a query up."""
        if answer.status in {301, 302, 308}:
            return answer.url
        if answer.status != 200:
            return ""
        if (query := urlsplit(address).query) and b"old-addresses.json" in answer.data:
            known = json.loads((self.public / "old-addresses.json").read_text("utf-8"))
            path = urlsplit(address).path.rstrip("/") or "/"
            if f"{path}?{query}" in known:
                return str(known[f"{path}?{query}"])
        refresh = _REFRESH.search(answer.data.decode("utf-8", "ignore"))
        return html.unescape(refresh[1]) if refresh else ""

    def _once(self, address: str) -> Answer:
        asked = urlsplit(address)
        path = unquote(asked.path)
        file = self._file(path)
        for rule in self._rules:
            found = rule.source.fullmatch(path.rstrip("/") or "/")
            wanted = set(rule.query) <= set(parse_qsl(asked.query))
            # Netlify shows a file in place of a rule that does not insist; others never do.
            if not found or not wanted or (self.host.forces_redirects and file and not rule.forced):
                continue
            target = rule.target
            for name, value in found.groupdict("").items():
                target = target.replace(f":{name}", value)
            if rule.status in {200, 404, 410}:
                shown = self._file(unquote(target))
                return Answer(rule.status, address, shown.read_bytes() if shown else b"")
            return Answer(rule.status, target, b"")
        if file is None:
            return Answer(404, address, b"")
        return Answer(200, address, file.read_bytes())

    def _file(self, path: str) -> Path | None:
        file = self.public / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None

    @cached_property
    def _rules(self) -> list[_Rule]:
        file = self.public / "_redirects"
        if not self.host.reads_redirects:
            return []
        return [_rule(line.split()) for line in file.read_text("utf-8").splitlines()]


def _rule(words: list[str]) -> _Rule:
    source, *pairs, target, status = words
    pattern = re.escape(unquote(source).rstrip("/") or "/")
    pattern = pattern.replace(r"/\*", "(?:/(?P<splat>.*))?")
    pattern = re.sub(r"/:([A-Za-z]\w*)", r"/(?P<\1>[^/]+)", pattern)
    query = tuple(pair for text in pairs for pair in parse_qsl(text))
    return _Rule(re.compile(pattern), query, target, int(status.rstrip("!")), status.endswith("!"))
