"""How the articles of an archive are written: the forms of each front matter key, and folders.

A field of Sveltia CMS knows one form of its value, and drops a value of another when it saves; a
list of articles knows one depth of folders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from dateline.config import Site
from dateline.content.decoding import decode
from dateline.content.fences import FrontMatterProblem, split
from dateline.content.front_matter import read_front_matter
from dateline.content.sources import is_article
from dateline.content.typed import spellings_of
from dateline.own_files import read_own

TEXT, LIST, TABLE, TABLES = "text", "a list", "a table", "a list of tables"
_IN_CONTENT, _IN_MONTH = 1, 3
"""The slashes in the paths of files there."""

Forms = Mapping[str, Mapping[str, str]]
"""For each key, the forms it is written in, each with the path of an article that does so."""


class Habits(NamedTuple):
    """How the articles of an archive are written: the forms of their keys, and whether any is in
    another folder than that of a month, `YYYY/MM/`, pages directly in content/ aside."""

    forms: Forms
    other_folders: bool


def habits_of(site: Site) -> Habits:
    """The forms of every known key that an article in content/ has a value for, and folders."""
    known = {one for spelled in spellings_of(site).order.values() for one in spelled}
    found: dict[str, dict[str, str]] = {}
    other_folders = False
    for file in sorted(site.content.rglob("*.md")):
        path = file.relative_to(site.root).as_posix()
        if not is_article(path.removeprefix("content/")):
            continue
        try:
            text, _ = decode(read_own(site.root, path), path)
            values = read_front_matter(split(text, path=path), path=path)[0].values
        except (FrontMatterProblem, OSError, UnicodeDecodeError):
            continue
        at_home = _IN_CONTENT if values.get("kind") == "page" else _IN_MONTH
        other_folders |= path.count("/") != at_home
        for key, value in values.items():
            if key in known and value not in (None, "", [], {}):
                found.setdefault(key, {}).setdefault(_form(value), path)
    return Habits(found, other_folders)


def _form(value: Any) -> str:
    if isinstance(value, dict):
        return TABLE
    if isinstance(value, list):
        return TABLES if any(isinstance(item, dict) for item in value) else LIST
    return TEXT
