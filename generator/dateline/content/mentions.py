"""Files and addresses that are mentioned outside articles: in registers, site.toml and themes.

Files mentioned there are published, and addresses of the site that lead nowhere are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from dateline.addresses import path_on_site
from dateline.content.values import texts_in
from dateline.markdown import Reference
from dateline.toml import TomlDocument
from dateline.toml_places import KeyPath

_ADDRESS = re.compile(r"/(?!/)[^\s?#]*")
_FILE = re.compile(r"(?!\w+:)[^\n?#:]*[^\s?#/:.]\.[A-Za-z0-9]{1,8}")
_LITERAL = re.compile(
    r"""\b(?:href|src|action|poster)\s*=\s*["']((?:https?:/)?/[^"'{}\s?#]*)["'?#]""", re.IGNORECASE
)
_NAMED = re.compile(r"""(?<=["'(=}\s,])/?([\w.%+-][\w./%+-]*\.[A-Za-z0-9]{1,8})(?=["')?#\s,])""")


def references_in_toml(document: TomlDocument, site: str) -> Iterator[Reference]:
    """What the addresses, `extra` tables and advertisements of a register or site.toml name; `site`
    is the whole address of the site."""
    for at, value in texts_in(document.data):
        shown = at[-1] == "url" or "extra" in at or at[0] == "advertisements"
        if len(at) > 1 and shown:
            yield from references_in(value, _place(document, at), site)


def references_in_extra(
    value: Any, folder: str, place: tuple[int, int], site: str
) -> Iterator[Reference]:
    """What an article's `extra` names; paths in it begin at its `folder`, or at content/."""
    for _, text in texts_in(value):
        for reference in references_in(text, place, site):
            if reference.kind == "mention" and folder:
                yield _mention(f"{folder}/{reference.target}", place)
            yield reference


def reference_of_canonical(address: str, place: tuple[int, int], site: str) -> Iterator[Reference]:
    """What the `canonical` of an article names, if it is an address of the site."""
    if path := path_on_site(address, site):
        yield Reference("canonical", path, *place, False, address)


def references_in(text: str, place: tuple[int, int], site: str) -> Iterator[Reference]:
    """What one value names: an address of the site, which is checked, or maybe a file."""
    found = _ADDRESS.match(text)
    if path := found[0] if found else path_on_site(text, site):
        if not re.search(r"\s", text):
            yield Reference("root", path, *place, False, text)
    elif _FILE.fullmatch(text):
        yield _mention(text, place)


@lru_cache(maxsize=1_000)  # a preview asks again with each change of site.toml or the theme
def references_in_template(text: str, site: str) -> tuple[Reference, ...]:
    """What a template, stylesheet or script names: addresses written out, from the root or whole
    ones of the `site`, and names of files."""
    return tuple(_references_in_template(text, site))


def _references_in_template(text: str, site: str) -> Iterator[Reference]:
    literal = set()
    for found in _LITERAL.finditer(text):
        is_path = found[1].startswith("/") and not found[1].startswith("//")
        if path := found[1] if is_path else path_on_site(found[1], site):
            literal.add(path.removeprefix("/"))
            yield Reference("root", path, *_place_at(text, found.start(1)), False, found[1])
    for name in sorted(set(_NAMED.findall(text)) - literal):
        yield _mention(unquote(name), (1, 1))


def _mention(target: str, place: tuple[int, int]) -> Reference:
    return Reference("mention", target.removeprefix("./"), *place, False, target)


def _place(document: TomlDocument, at: KeyPath) -> tuple[int, int]:
    return document.values.get(at) or document.place(at)


def _place_at(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
