"""What changed since the site was last published, read from the catalogue."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.content.article import Article
from dateline.timetree import Month
from dateline.urls import PACKS, SAVEABLE, SEARCH_DATA

_WORTH_TOUCHING, _OF_PAGES = 100, 0.06
"""With more changes than this, and than this part of the pages, asking which pages each of them
touches costs more than looking at all."""

_DATA = SEARCH_DATA, PACKS, SAVEABLE
"""What is not planned as pages are, but made of what these come to."""

_UNTOLD = {"path", "kind", "translation"}
"""Fields that cannot change, or whose change another field's tells."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article as last published and as it is; None where it was, or is, not public."""

    path: str
    before: Article | None
    after: Article | None

    @property
    def of_text(self) -> Article | None:
        """The article, if only its text changed: nothing that lists and other pages show of it."""
        return self.after if self.before == self.after else None

    @property
    def reason(self) -> str:
        """What happened, for `--explain`."""
        where = f"content/{self.path}"
        if self.before is None:
            return f"{where} is new"
        if self.after is None:
            return f"{where} is gone"
        differ = [
            part.name
            for part in dataclasses.fields(Article)
            if part.name not in _UNTOLD
            and getattr(self.before, part.name) != getattr(self.after, part.name)
        ]
        return f"{where} changed: {', '.join(differ)}" if differ else f"{where}: its text changed"


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything since the last publication.

    `stale` maps views to the reason why all of their pages may differ. `unfinished` are the
    addresses of pages whose files cannot be trusted, each with the reason; `unfinished_data`
    those of search data and packs.
    """

    articles: tuple[ArticleChange, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    unfinished: dict[str, str] = field(default_factory=dict)
    unfinished_data: frozenset[str] = frozenset()
    stale: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.articles or self.terms or self.files or self._interrupted or self.stale)

    def with_unfinished(self, urls: Iterable[str], reason: str) -> Changes:
        """The same, with more addresses whose files cannot be trusted."""
        found = frozenset(urls)
        data = frozenset(url for url in found if url.startswith(_DATA))
        return dataclasses.replace(
            self,
            unfinished=dict.fromkeys(sorted(found - data), reason) | self.unfinished,
            unfinished_data=self.unfinished_data | data,
        )

    @property
    def _interrupted(self) -> bool:
        return bool(self.unfinished or self.unfinished_data)

    def __len__(self) -> int:
        return len(self.articles) + len(self.terms) + len(self.files)


def read_changes(connection: sqlite3.Connection, stale: dict[str, str]) -> Changes:
    """The changes that the catalogue holds, and the views that are stale.

    Where very many articles have changed, every view is stale, and none of them is named.
    """
    count = connection.execute("SELECT count(*) FROM changed_articles").fetchone()[0]
    many = count > max(_WORTH_TOUCHING, published_counts(connection)[1] * _OF_PAGES)
    if many:
        from dateline.views import VIEWS

        everything = (view.name for view in VIEWS)
        stale = dict.fromkeys(everything, f"{count:,} files changed") | stale
    unfinished = {url for (url,) in connection.execute("SELECT url FROM unfinished")}
    changes = Changes(
        articles=() if many else tuple(_article_changes(connection)),
        terms=tuple(
            connection.execute("SELECT taxonomy, slug FROM changed_terms ORDER BY 1, 2").fetchall()
        ),
        files=tuple(
            path for (path,) in connection.execute("SELECT path FROM changed_files ORDER BY 1")
        ),
        stale=stale,
    )
    return changes.with_unfinished(unfinished, "the last build did not finish")


def months_of(changes: Changes, lang: str) -> set[Month]:
    """The months of a language in which an article was, or is, of those that changed."""
    articles = (article for change in changes.articles for article in (change.before, change.after))
    return {
        (article.date.year, article.date.month or 1)
        for article in articles
        if article and article.kind == "article" and article.lang == lang and article.date
    }


def remember_counts(connection: sqlite3.Connection, pages: int) -> None:
    """Keep how many articles and pages are published, since pages take time to count."""
    connection.execute(
        "INSERT OR REPLACE INTO meta SELECT 'published articles', count(*) FROM articles"
        " INDEXED BY articles_by_day WHERE public AND kind = 'article'"
    )
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('published pages', ?)", (pages,))


def published_counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many articles and pages were last published."""
    query = "SELECT value FROM meta WHERE key = ?"
    articles, pages = (
        connection.execute(query, (f"published {name}",)).fetchone() or (0,)
        for name in ("articles", "pages")
    )
    return int(articles[0]), int(pages[0])


def _article_changes(connection: sqlite3.Connection) -> Iterator[ArticleChange]:
    rows = connection.execute(
        "SELECT changed_articles.path, before, CASE WHEN public THEN record END"
        " FROM changed_articles LEFT JOIN articles USING (path)"
        " WHERE before IS NOT NULL OR public ORDER BY 1"
    ).fetchall()
    if rows:
        from dateline.catalogue.records import load_article

        for path, *records in rows:
            before, after = (load_article(record) if record else None for record in records)
            yield ArticleChange(path, before, after)


_WEIGHTS = "problems count as"


def is_checked(connection: sqlite3.Connection, weights: Mapping[str, str]) -> bool:
    """Whether what is published was found without error, with kinds of problem counting so."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_WEIGHTS,)).fetchone()
    return bool(row == (json.dumps(dict(weights)),))


def forget_changes(connection: sqlite3.Connection, weights: Mapping[str, str] | None) -> None:
    """The site is published: nothing has changed since. No error was found, with kinds of problem
    counting as `weights` says; without these, it is published in spite of errors."""
    checked = "" if weights is None else json.dumps(dict(weights))
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_WEIGHTS, checked))
    for table in ("changed_articles", "changed_terms", "changed_files", "unfinished"):
        connection.execute(f"DELETE FROM {table}")
