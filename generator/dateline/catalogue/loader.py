"""Loading articles, whole or as lists show them, with a cache in memory."""

from __future__ import annotations

import json
import sqlite3
from functools import cached_property, lru_cache

from dateline.catalogue.listed import Listed, load_listed
from dateline.catalogue.records import load_article
from dateline.config import Site
from dateline.content.article import Article

_CACHED_ARTICLES, _CACHED_LISTED = 4_096, 8_192

PUBLIC_ARTICLE = "public AND kind = 'article'"
"""The condition of most queries."""
NOT_WITHDRAWN = "kind <> 'withdrawn'"
"""The condition of those that ask for pages too."""


class Loader:
    """The connection that the parts of the catalogue share, and a cache of what was loaded."""

    def __init__(self, connection: sqlite3.Connection, site: Site) -> None:
        self.connection, self.site = connection, site
        self.load = lru_cache(_CACHED_ARTICLES)(load_article)
        self._cached: dict[int, Listed] = {}

    def articles(self, query: str, values: tuple[object, ...]) -> list[Article]:
        """The articles whose records the query returns, in its order."""
        return [self.load(record) for (record,) in self.connection.execute(query, values)]

    def listed(self, query: str, values: tuple[object, ...]) -> list[Listed]:
        """The articles whose ids the query returns, in its order."""
        return self.listed_by_id([row[0] for row in self.connection.execute(query, values)])

    def listed_by_id(self, identities: list[int]) -> list[Listed]:
        """The articles with these ids, in the same order."""
        missing = [identity for identity in identities if identity not in self._cached]
        if missing:
            if len(self._cached) > _CACHED_LISTED:
                self._cached.clear()
                missing = identities
            rows = self.connection.execute(
                "SELECT id, path, kind, lang, url, due, listing FROM articles"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(missing),),
            )
            self._cached |= {row[0]: load_listed(*row[1:]) for row in rows}
        return [self._cached[identity] for identity in identities]

    def any(self, query: str, values: tuple[object, ...] = ()) -> bool:
        """Whether the query returns any row."""
        return self.connection.execute(query, values).fetchone() is not None

    def number(self, query: str, values: tuple[object, ...] = ()) -> int:
        """The single number that the query returns."""
        return int(self.connection.execute(query, values).fetchone()[0])

    def text(self, query: str, values: tuple[object, ...]) -> str:
        """The single text that the query returns; empty if it returns no row."""
        row = self.connection.execute(query, values).fetchone()
        return str(row[0]) if row else ""

    @cached_property
    def languages(self) -> list[str]:
        """The site's language, then the other languages that have public articles. One in which all
        have been withdrawn is still among them: the notices link to its lists."""
        # Skips through the index from one language to the next, past all articles of each.
        query = (
            "WITH RECURSIVE step (lang) AS (SELECT min(lang) FROM articles WHERE public"
            " UNION ALL SELECT (SELECT min(lang) FROM articles WHERE public"
            " AND lang > step.lang) FROM step"
            " WHERE step.lang IS NOT NULL) SELECT lang FROM step WHERE lang IS NOT NULL"
        )
        found = [lang for (lang,) in self.connection.execute(query)]
        return [self.site.language, *(lang for lang in found if lang != self.site.language)]
