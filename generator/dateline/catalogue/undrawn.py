"""Articles without a picture to show where somebody shares them, although one was to be drawn."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass

from dateline.config import Site
from dateline.images.share import is_shown_where_shared, undrawable_characters


@dataclass(frozen=True, slots=True)
class Undrawn:
    """How many articles there are, and the characters that cannot be drawn, the most frequent
    first."""

    count: int
    characters: tuple[str, ...]


def undrawn(connection: sqlite3.Connection, site: Site) -> Undrawn | None:
    """The articles whose words have characters that cannot be drawn; None if there are none."""
    if not site.images.share:
        return None
    rows = connection.execute(
        "SELECT lang, json_extract(listing, '$[0]'), json_extract(listing, '$[9]') FROM articles"
        " WHERE public AND kind = 'article'"
    )
    characters: Counter[str] = Counter()
    count = 0
    for lang, title, picture in rows:
        if not is_shown_where_shared(picture) and (
            lacking := undrawable_characters(title + site.title_in(lang))
        ):
            count += 1
            characters.update(lacking)
    ordered = sorted(characters, key=lambda character: (-characters[character], character))
    return Undrawn(count, tuple(ordered)) if count else None
