"""Where articles are now that were published at an address at which nothing is any more."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from dateline.catalogue.records import load_article

_OF = "SELECT a.path, a.url, a.record FROM articles a"


class Home(NamedTuple):
    """The article that is what was at an address: its path in content/, its address, and whether
    feeds know it by that."""

    path: str
    url: str
    is_known_by_address: bool


def is_kept_back(connection: sqlite3.Connection, path: str) -> bool:
    """Whether content/`path` exists and is not on the site: a draft, or one with errors."""
    query = (
        "SELECT 1 FROM sources s LEFT JOIN articles a ON a.id = s.id"
        " WHERE s.path = ? AND NOT coalesce(a.public, 0)"
    )
    return connection.execute(query, (path,)).fetchone() is not None


def home_of(connection: sqlite3.Connection, path: str) -> Home | None:
    """The public article that was content/`path` when the site was last published: the same file,
    or a new one with the same text. None if there is none."""
    same = connection.execute(f"{_OF} WHERE a.path = ? AND a.public", (path,)).fetchone()
    renamed = (
        same
        or connection.execute(
            # A file that was published before is another article.
            f"{_OF} JOIN bodies b ON b.id = a.id JOIN changed_articles n ON n.path = a.path"
            " JOIN changed_articles c ON c.text = b.html"
            " WHERE c.path = ? AND c.text <> '' AND n.before IS NULL AND a.public ORDER BY a.path",
            (path,),
        ).fetchone()
    )
    if renamed is None:
        return None
    article = load_article(renamed[2])
    return Home(renamed[0], renamed[1], article.kind == "article" and not article.id)
