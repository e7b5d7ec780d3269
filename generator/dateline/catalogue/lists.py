"""Loading articles, whole or as lists show them, and keeping in memory what is asked for again."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache

from dateline.catalogue.files_and_pages import FilesAndPages
from dateline.catalogue.listed import Listed
from dateline.catalogue.records import load_article
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.dates import NEVER

_CACHED_ARTICLES, _CACHED_LISTED = 2_048, 8_192


class Lists(FilesAndPages):
    """What the queries for articles share."""

    def __init__(self, connection: sqlite3.Connection, site: Site, now: str = NEVER) -> None:
        super().__init__(connection, now)
        self.site = site
        self._load = lru_cache(_CACHED_ARTICLES)(load_article)
        self._kept: dict[int, Listed] = {}
        self._languages: list[str] | None = None

    def _articles(self, query: str, values: tuple[object, ...]) -> list[Article]:
        return [self._load(record) for (record,) in self.connection.execute(query, values)]

    def _listed(self, query: str, values: tuple[object, ...]) -> list[Listed]:
        """The articles whose identities the query gives, in its order."""
        return self._of([row[0] for row in self.connection.execute(query, values)])

    def _of(self, identities: list[int]) -> list[Listed]:
        missing = [identity for identity in identities if identity not in self._kept]
        if missing:
            if len(self._kept) > _CACHED_LISTED:
                self._kept.clear()
                missing = identities
            rows = self.connection.execute(
                "SELECT id, path, kind, lang, url, listing FROM articles"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(missing),),
            )
            self._kept |= {row[0]: Listed.from_row(*row[1:]) for row in rows}
        return [self._kept[identity] for identity in identities]

    def languages(self) -> list[str]:
        """The site's language, then the others that have something public."""
        if self._languages is None:
            self._languages = self._read_languages()
        return self._languages

    def _read_languages(self) -> list[str]:
        # Steps from one language to the next through the index, however many articles each has.
        query = (
            "WITH RECURSIVE step (lang) AS (SELECT min(lang) FROM articles WHERE public UNION ALL"
            " SELECT (SELECT min(lang) FROM articles WHERE public AND lang > step.lang) FROM step"
            " WHERE step.lang IS NOT NULL) SELECT lang FROM step WHERE lang IS NOT NULL"
        )
        found = [lang for (lang,) in self.connection.execute(query)]
        return [self.site.language, *(lang for lang in found if lang != self.site.language)]
