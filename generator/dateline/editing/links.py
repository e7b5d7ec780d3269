"""The links that a move changes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

from dateline.addresses import before_query, site_in
from dateline.catalogue.newsroom_rules import NewsroomRules
from dateline.catalogue.references import Place, References
from dateline.content.redirect_rules import SHOWN
from dateline.editing.texts import SourceText
from dateline.page_paths import page_at
from dateline.urls import quoted

_PLAIN = "/!$*+,;=@~-._"
_SIGNS = re.compile(r"[\s#?%&:\\()<>\[\]`\"']")
"""What would end an address, or mean something else, in a link or in what is around it."""


class Link(NamedTuple):
    """A link that changes: its file (from the archive's root), line and column, and the address as
    it was written and as it should be."""

    path: str
    line: int
    column: int
    written: str
    meant: str


def with_link(text: SourceText, link: Link, done: Iterable[Link] = ()) -> SourceText | None:
    """The text with a link changed in its line; None if it is not in its place. Those `done` before
    may have moved it."""
    if not 0 < link.line <= len(text.lines):
        return None
    line = text.lines[link.line - 1]
    place = max(link.column - 1, 0) + sum(
        len(one.meant) - len(one.written)
        for one in done
        if one[:2] == link[:2] and one.column < link.column
    )
    if not line.startswith(link.written, place):
        if link.path.endswith(".md"):  # the value of a key, perhaps, is quoted
            place = place + 1 if line.startswith(link.written, place + 1) else -1
        else:
            place = line.find(link.written, place)
    if place < 0:
        return None
    changed = line[:place] + link.meant + line[place + len(link.written) :]
    return text.with_lines(link.line - 1, changed)


def with_links(
    text: SourceText, references: References, old: str, paths: Mapping[str, str]
) -> tuple[SourceText, list[Link]]:
    """The text of the article content/`old`, which is one of `paths`, whose links lead to the same
    files once all of these are moved; and the links that have changed."""
    done: list[Link] = []
    for place in references.within(old):
        meant = _meant(place.written, paths[old], paths.get(place.target, place.target))
        if _meant(place.written, old, place.target) != meant:
            link = Link(*place[:4], meant)
            if changed := with_link(text, link, done):
                text = changed
                done.append(link)
    return text, done


@dataclass(frozen=True, slots=True)
class Links:
    """The links to articles that move: `paths` are their files and `urls` their addresses, each
    with what is in its place now. `added` are the lines that files have gained at the top,
    `rules` those of the newsroom."""

    references: References
    paths: Mapping[str, str]
    urls: Mapping[str, str]
    added: Mapping[str, int]
    rules: NewsroomRules

    def elsewhere(self) -> Iterator[Link]:
        """The links in other articles and registers, in site.toml and in the theme, and where the
        newsroom's rules lead."""
        for old, new in self.paths.items():
            for place in self.references.to_file(old):
                path = place.path.removeprefix("content/")
                meant = _meant(place.written, path, new)
                if path not in self.paths and _meant(place.written, path, old) != meant:
                    yield Link(*place[:4], meant)
        for url, new in self.urls.items():
            links = (*self.references.to_address(url), *self.references.in_settings(url))
            places = (*links, *self._rules_to(url))
            for path, line, column, written, _ in places:
                address = before_query(written)
                meant = site_in(address, url) + quoted(new) + written[len(address) :]
                yield Link(path, line + self.added.get(path, 0), column, written, meant)

    def _rules_to(self, url: str) -> Iterator[Place]:
        for rule in self.rules.all:
            path = self.rules.path_of(rule.target)
            if path and page_at(path) == page_at(url):
                yield Place(SHOWN, rule.line, len(rule.source) + 1, rule.target, "")


def _meant(written: str, path: str, target: str) -> str:
    """The address of content/`target` in the article content/`path`, in the way it is `written`."""
    address = before_query(written)
    if address.startswith("/"):
        found = f"/{target}"
    else:
        found = posixpath.relpath(target, posixpath.dirname(path) or ".")
        if address.startswith("./") and not found.startswith("../"):
            found = f"./{found}"
    if _SIGNS.search(found):
        found = quote(found, _PLAIN)
    elif unquote(address) != address:
        found = quoted(found)
    return found + written[len(address) :]
