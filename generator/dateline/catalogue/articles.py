"""Queries about articles: a single one, its neighbours, those that refer to it, the newest.

Lists are newest first unless stated otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from dateline.catalogue.listed import Listed
from dateline.catalogue.loader import NOT_WITHDRAWN, PUBLIC_ARTICLE, Loader
from dateline.content.article import Article

_RECENT = timedelta(days=2)
_IS_RECENT = (
    f"FROM articles INDEXED BY articles_due WHERE due > ? AND {PUBLIC_ARTICLE}"
    " AND day AND NOT noindex"
)


class Location(NamedTuple):
    """Where an article is: its path relative to content/, its language, its address and its month
    (`YYYY-MM`; empty for a page)."""

    path: str
    lang: str
    url: str
    month: str


class Articles:
    """Queries about articles. Only public ones are returned. An article that is due after `now` is
    unfinished."""

    def __init__(self, loader: Loader, now: str) -> None:
        self._loader, self._now = loader, now

    def at(self, path: str) -> Article | None:
        """The public article or page at content/`path`; None if there is none, or if it has been
        withdrawn."""
        query = f"SELECT record FROM articles WHERE path = ? AND public AND {NOT_WITHDRAWN}"
        found = self._loader.articles(query, (path,))
        return found[0] if found else None

    def in_feeds(self, path: str) -> Article | None:
        """The public article at content/`path`, if it is one that feeds may have."""
        query = "SELECT record FROM articles WHERE path = ? AND public AND kind = 'article'"
        found = self._loader.articles(query, (path,))
        return found[0] if found else None

    def withdrawn(self, path: str) -> Article | None:
        """What is left of the withdrawn article content/`path`; None if it is not one."""
        query = "SELECT record FROM articles WHERE path = ? AND public AND kind = 'withdrawn'"
        found = self._loader.articles(query, (path,))
        return found[0] if found else None

    def place_of_permalink(self, path: str) -> tuple[int, int] | None:
        """Line and column of the `permalink` of content/`path`, public or not; None if it has
        none."""
        found = self._loader.articles("SELECT record FROM articles WHERE path = ?", (path,))
        return found[0].permalink_place if found else None

    def is_unfinished(self, path: str) -> bool:
        """Whether content/`path` is a draft, or an article before its date."""
        query = "SELECT 1 FROM sources WHERE path = ? AND due > ?"
        return self._loader.any(query, (path, self._now))

    def body(self, path: str) -> str:
        """The article's HTML, with placeholders for its links."""
        query = "SELECT html FROM bodies WHERE id = (SELECT id FROM sources WHERE path = ?)"
        return self._loader.text(query, (path,))

    def month_of(self, path: str) -> str:
        """The month (`YYYY-MM`) of the article at content/`path`; empty if there is none."""
        query = "SELECT substr(sort_key, 1, 7) FROM articles WHERE path = ?"
        return self._loader.text(query, (path,))

    def locations(self, kind: str) -> list[Location]:
        """The location of everything public of a `kind` (article, page or withdrawn), ordered by
        path."""
        query = (
            "SELECT path, lang, url, substr(sort_key, 1, 7) FROM articles"
            " WHERE public AND kind = ? ORDER BY path"
        )
        return [Location(*row) for row in self._loader.connection.execute(query, (kind,))]

    def count_read(self) -> int:
        """How many articles could be read and placed, public or not."""
        return self._loader.number("SELECT count(*) FROM articles WHERE kind = 'article'")

    def has_searchable(self) -> bool:
        """Whether there is an article that the search and search engines may list."""
        query = f"SELECT 1 FROM articles WHERE {PUBLIC_ARTICLE} AND NOT noindex LIMIT 1"
        return self._loader.any(query)

    def neighbours(self, article: Article | Listed) -> tuple[Listed | None, Listed | None]:
        """The previous and the next article in the same language, each None if there is none."""
        query = (
            "SELECT (SELECT id FROM articles WHERE lang = :lang AND sort_key < :key"
            f" AND {PUBLIC_ARTICLE} ORDER BY sort_key DESC LIMIT 1),"
            " (SELECT id FROM articles WHERE lang = :lang AND sort_key > :key"
            f" AND {PUBLIC_ARTICLE} ORDER BY sort_key LIMIT 1)"
        )
        values = {"lang": article.lang, "key": article.sort_key}
        before, after = self._loader.connection.execute(query, values).fetchone()
        found = self._loader.listed_by_id([one for one in (before, after) if one])
        return (found[0] if before else None), (found[-1] if after else None)

    def translations(self, article: Article) -> list[Listed]:
        """The same story in other languages, ordered by language code."""
        query = (
            "SELECT id FROM articles WHERE translation = ? AND path <> ?"
            f" AND public AND {NOT_WITHDRAWN} ORDER BY lang, path"
        )
        found = self._loader.listed(query, (article.translation, article.path))
        return [other for other in found if other.lang != article.lang]

    def linking_to(self, path: str) -> list[Listed]:
        """The public articles and pages that link to or show content/`path`."""
        query = (
            "SELECT id FROM articles JOIN (SELECT DISTINCT source FROM links"
            " WHERE target = ?) ON source = id WHERE public ORDER BY path"
        )
        return self._loader.listed(query, (path,))

    def linking_to_addresses(self, targets: Iterable[str]) -> list[Listed]:
        """The public articles and pages that link to addresses on the site with these `targets` (as
        in the table `links`)."""
        query = (
            "SELECT id FROM articles JOIN (SELECT DISTINCT source FROM links"
            " WHERE kind = 'root' AND target IN (SELECT value FROM json_each(?)))"
            " ON source = id WHERE public ORDER BY path"
        )
        return self._loader.listed(query, (json.dumps(list(targets)),))

    def referring_to(self, article: Article, limit: int) -> list[Listed]:
        """The newest articles in the same language that link to an article, by its file or by its
        address on the site."""
        query = (
            # By links first: few articles have any that lead to this one.
            "SELECT id FROM (SELECT DISTINCT source FROM links WHERE target IN (?1, ?2, ?3)"
            " AND kind = CASE target WHEN ?1 THEN 'article' ELSE 'root' END)"
            " CROSS JOIN articles ON id = source"
            f" WHERE {PUBLIC_ARTICLE} AND lang = ?4 AND path <> ?1 ORDER BY sort_key DESC LIMIT ?5"
        )
        address = article.url[1:]
        values = (article.path, address, address.removesuffix("/"), article.lang)
        return self._loader.listed(query, (*values, limit))

    def referred_to_by(self, path: str) -> list[Listed]:
        """The articles that content/`path` links to."""
        query = "SELECT DISTINCT target FROM links JOIN sources ON id = source WHERE path = ?"
        rows = self._loader.connection.execute(query, (path,)).fetchall()
        return self.meant_by(target for (target,) in rows)

    def meant_by(self, targets: Iterable[str]) -> list[Listed]:
        """The articles that links with these `targets` (as in the table `links`) lead to."""
        query = (
            f"SELECT id FROM articles WHERE {PUBLIC_ARTICLE}"
            " AND (path = ? OR address IN (?, ?)) ORDER BY path"
        )
        found: list[Listed] = []
        for target in targets:
            address = f"/{target.removesuffix('/')}".casefold()
            found += self._loader.listed(query, (target, address, f"{address}/"))
        return found

    def listed(self, identities: list[int]) -> list[Listed]:
        """The articles with these ids, in the same order."""
        return self._loader.listed_by_id(identities)

    def newest(self, lang: str, limit: int) -> list[Listed]:
        """The newest articles of a language."""
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND {PUBLIC_ARTICLE}"
            " ORDER BY sort_key DESC LIMIT ?"
        )
        return self._loader.listed(query, (lang, limit))

    def recent(self, limit: int) -> list[Article]:
        """The articles, in all languages, that became public in the two days before `now`, except
        those whose day is not known and those that search engines are not to list."""
        query = f"SELECT record {_IS_RECENT} ORDER BY due DESC, path LIMIT ?"
        return self._loader.articles(query, (self._two_days_ago(), limit))

    def recent_since(self) -> str:
        """When the oldest of the recent articles became public; empty if there are none.

        If this is as it was, and no article has changed, the recent articles are the same.
        """
        return self._loader.text(
            f"SELECT coalesce(min(due), '') {_IS_RECENT}", (self._two_days_ago(),)
        )

    def _two_days_ago(self) -> str:
        return (datetime.fromisoformat(self._now) - _RECENT).isoformat()

    def must_reads(self, lang: str, limit: int) -> list[Listed]:
        """The must-reads, by rank, and of one rank the newest first."""
        query = (
            f"SELECT id FROM articles WHERE lang = ? AND must_read AND {PUBLIC_ARTICLE}"
            " ORDER BY must_read, sort_key DESC LIMIT ?"
        )
        return self._loader.listed(query, (lang, limit))

    def any_with_pictures_from_elsewhere(self) -> bool:
        """Whether a public article or page shows pictures from other sites."""
        query = (
            "SELECT 1 FROM bodies b JOIN articles a ON a.id = b.id AND a.public"
            " WHERE instr(html, ' src=\"http') OR instr(html, ' src=\"//') LIMIT 1"
        )
        return self._loader.any(query, ())

    def any_must_read(self, lang: str) -> bool:
        """Whether a language has a must-read."""
        query = f"SELECT 1 FROM articles WHERE lang = ? AND must_read AND {PUBLIC_ARTICLE} LIMIT 1"
        return self._loader.any(query, (lang,))
