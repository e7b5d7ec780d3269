"""Which file a path was meant for at which there is none."""

from __future__ import annotations

import posixpath
import re
import sqlite3
import unicodedata
from collections import defaultdict
from functools import cached_property

from dateline.catalogue.links import LinkRow
from dateline.images.inspect import is_named_like_picture
from dateline.problems import Mend, nearest

SIMILARITY = 0.85
"""How similar two names must be, from 0 to 1, for one to be a misspelling of the other: one letter
in six may differ."""


class FilesMeant:
    """The files below content/ of a scanned archive, articles left out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def like(self, target: str, *, picture: bool) -> str:
        """The path of the file that `target`, a path to nothing, was meant for, which is a
        `picture` if it is to be shown: one that differs from it only in case, the only one of its
        name, or one in its folder with nearly its name. Empty if none can be told."""
        folded = target.casefold()
        if same := self._by_path.get(folded):
            return same
        folder, name = posixpath.split(folded)
        found = [path for path in self._by_name[name] if _may_be(path, picture)]
        if len(found) == 1:
            return found[0]
        stem, ending = posixpath.splitext(_without_accents(name))
        beside = {
            posixpath.splitext(_without_accents(posixpath.basename(other)))[0]: path
            for other, path in self._by_folder[folder]
            if _may_be(path, picture) and (picture or other.endswith(ending))
        }
        near = stem if stem in beside else nearest(stem, beside, SIMILARITY)
        # Pictures of one series have names that differ in a number alone.
        if not near or re.findall(r"\d+", near) != re.findall(r"\d+", stem):
            return ""
        return beside[near]

    @cached_property
    def _by_path(self) -> dict[str, str]:
        query = "SELECT path FROM sources WHERE kind = 'file' ORDER BY path DESC"
        return {path.casefold(): path for (path,) in self._connection.execute(query)}

    @cached_property
    def _by_name(self) -> defaultdict[str, list[str]]:
        names = defaultdict[str, list[str]](list)
        for folded, path in self._by_path.items():
            names[posixpath.basename(folded)].append(path)
        return names

    @cached_property
    def _by_folder(self) -> defaultdict[str, list[tuple[str, str]]]:
        folders = defaultdict[str, list[tuple[str, str]]](list)
        for folded, path in self._by_path.items():
            folders[posixpath.dirname(folded)].append((folded, path))
        return folders


def _without_accents(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _may_be(path: str, picture: bool) -> bool:
    return not picture or path.lower().endswith(".svg") or is_named_like_picture(path)


def mend_of_case(link: LinkRow, meant: str) -> Mend | None:
    """Writes the address of the file content/`meant` with its capitals, if a link has it as it
    should be but for those; None where the two differ in more."""
    address = link.address
    end = re.sub(r"^(?:\.{0,2}/)+", "", address)
    right = address.removesuffix(end) + meant[-len(end) :]
    if not (end and meant) or right == address or right.casefold() != address.casefold():
        return None
    return link.mend(right)
