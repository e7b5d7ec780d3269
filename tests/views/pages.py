"""Checking a whole built site: every link of every page, as a browser would follow it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_ADDRESSES = {"href", "src", "action", "poster", "data-index", "data-base"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in _ADDRESSES:
                self.addresses.append(value or "")
            elif name == "id":
                self.ids.add(value or "")


class Crawl:
    """Every page below `public`, which a host serves at `root`."""

    def __init__(self, public: Path, root: str) -> None:
        self.public, self.root = public, root
        self.pages: dict[str, _Reader] = {}
        for path in sorted(public.rglob("*.html")):
            reader = _Reader()
            reader.feed(path.read_text("utf-8"))
            self.pages[path.relative_to(public).as_posix()] = reader

    def faults(self) -> Iterator[str]:
        """The site's internal links that lead nowhere or outside its path."""
        host = urlsplit(self.root).netloc
        for name, page in self.pages.items():
            here = self.root + name.removesuffix("index.html")
            for address in page.addresses:
                target = urlsplit(urljoin(here, address))
                if not address:
                    yield f"{name}: an empty address"
                elif target.netloc == host and target.scheme in {"http", "https"}:
                    yield from self._look_up(name, target.geturl())

    def _look_up(self, name: str, url: str) -> Iterator[str]:
        path, fragment = urlsplit(url).path, urlsplit(url).fragment
        base = urlsplit(self.root).path
        if not path.startswith(base):
            yield f"{name}: {url} is outside the site"
            return
        file = unquote(path.removeprefix(base))
        if file == "search/data/":
            return
        file = f"{file}index.html" if file.endswith("/") or not file else file
        if not (self.public / file).is_file():
            yield f"{name}: {url} leads to no file"
        elif fragment and unquote(fragment) not in self.pages[file].ids:
            yield f"{name}: {url} leads to no place in the page"
