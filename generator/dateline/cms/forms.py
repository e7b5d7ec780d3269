"""In which forms the articles of an archive write each front matter key.

A field of Sveltia CMS knows one form of its value, and drops a value of another when it saves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.config import Site
from dateline.content.decoding import decode
from dateline.content.fences import FrontMatterProblem, split
from dateline.content.front_matter import read_front_matter

TEXT, LIST, TABLE, TABLES = "text", "a list", "a table", "a list of tables"

Forms = Mapping[str, Mapping[str, str]]
"""For each key, the forms it is written in, each with the path of an article that does so."""


def forms_in_use(site: Site) -> Forms:
    """The forms of every key that an article in content/ has a value for."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(site.content.rglob("*.md")):
        path = file.relative_to(site.root).as_posix()
        try:
            text, _ = decode(file.read_bytes(), path)
            values = read_front_matter(split(text, path=path), path=path)[0].values
        except (FrontMatterProblem, OSError, UnicodeDecodeError):
            continue
        for key, value in values.items():
            if value not in (None, "", [], {}):
                found.setdefault(key, {}).setdefault(_form(value), path)
    return found


def _form(value: Any) -> str:
    if isinstance(value, dict):
        return TABLE
    if isinstance(value, list):
        return TABLES if any(isinstance(item, dict) for item in value) else LIST
    return TEXT
