"""What changed since the site was last published, read from the catalogue."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.catalogue.records import load_article
from dateline.content.article import Article
from dateline.urls import SEARCH_DATA

_UNTOLD = {"path", "kind", "translation"}
"""Fields that cannot change, or whose change another field's tells."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article as last published and as it is; None where it was, or is, not public."""

    path: str
    before: Article | None
    after: Article | None

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
    addresses of pages whose files cannot be trusted, each with the reason; `unfinished_volumes`
    those of search volumes.
    """

    articles: tuple[ArticleChange, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    unfinished: dict[str, str] = field(default_factory=dict)
    unfinished_volumes: frozenset[str] = frozenset()
    stale: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.articles or self.terms or self.files or self._interrupted or self.stale)

    def with_unfinished(self, urls: Iterable[str], reason: str) -> Changes:
        """The same, with more addresses whose files cannot be trusted."""
        found = frozenset(urls)
        volumes = frozenset(
            url for url in found if url.startswith(SEARCH_DATA) and url.endswith("/")
        )
        return dataclasses.replace(
            self,
            unfinished=dict.fromkeys(sorted(found - volumes), reason) | self.unfinished,
            unfinished_volumes=self.unfinished_volumes | volumes,
        )

    @property
    def _interrupted(self) -> bool:
        return bool(self.unfinished or self.unfinished_volumes)

    def __len__(self) -> int:
        return len(self.articles) + len(self.terms) + len(self.files)


def read_changes(connection: sqlite3.Connection, stale: dict[str, str]) -> Changes:
    """The changes that the catalogue holds."""
    rows = connection.execute(
        "SELECT changed_articles.path, before, CASE WHEN public THEN record END FROM changed_articles"
        " LEFT JOIN articles USING (path) ORDER BY 1"
    )
    articles = (
        ArticleChange(
            path, load_article(before) if before else None, load_article(after) if after else None
        )
        for path, before, after in rows
    )
    unfinished = {url for (url,) in connection.execute("SELECT url FROM unfinished")}
    changes = Changes(
        articles=tuple(change for change in articles if change.before or change.after),
        terms=tuple(
            connection.execute("SELECT taxonomy, slug FROM changed_terms ORDER BY 1, 2").fetchall()
        ),
        files=tuple(
            path for (path,) in connection.execute("SELECT path FROM changed_files ORDER BY 1")
        ),
        stale=stale,
    )
    return changes.with_unfinished(unfinished, "the last build did not finish")


def forget_changes(connection: sqlite3.Connection) -> None:
    """The site is published: nothing has changed since."""
    for table in ("changed_articles", "changed_terms", "changed_files", "unfinished"):
        connection.execute(f"DELETE FROM {table}")
