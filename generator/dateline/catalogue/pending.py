"""What is still to be published: the articles, terms, files and comments that have changed since
the last publication, and the pages that an interrupted build left unfinished."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dateline.catalogue.ledger import VolumeName
from dateline.catalogue.page import Page
from dateline.content.article import Article

_IGNORED_FIELDS = {"path", "kind", "translation"}
"""Fields that cannot change, or that change only together with another field."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article as last published and as it is now, each None if not public.

    `links` are the targets (as in the table `links`) that it refers to now and did not then, or
    the other way round. `finished` says whether a preview shows it as unfinished no longer, or
    again.
    """

    path: str
    before: Article | None
    after: Article | None
    links: frozenset[str] = frozenset()
    finished: bool = False

    @property
    def of_text(self) -> Article | None:
        """The article if only its body changed, and so nothing that other pages show; else None."""
        return self.after if self.before == self.after and not self.finished else None

    @property
    def reason(self) -> str:
        """What changed, for `--explain`."""
        where = f"content/{self.path}"
        if self.before is None:
            return f"{where} is new"
        if self.after is None:
            return f"{where} is gone"
        differ = [
            part.name
            for part in dataclasses.fields(Article)
            if part.compare
            and part.name not in _IGNORED_FIELDS
            and getattr(self.before, part.name) != getattr(self.after, part.name)
        ]
        if differ:
            return f"{where} changed: {', '.join(differ)}"
        return f"{where}: its time has come" if self.finished else f"{where}: its text changed"


class TermChange(NamedTuple):
    """A term whose register entry has changed."""

    taxonomy: str
    slug: str


class Pending:
    """The pending changes over one connection. Write to it only inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def has_articles(self) -> bool:
        """Whether any article changed, public or not."""
        query = "SELECT 1 FROM changed_articles LIMIT 1"
        return self.connection.execute(query).fetchone() is not None

    def count_articles(self) -> int:
        """How many articles changed, public or not."""
        return int(self.connection.execute("SELECT count(*) FROM changed_articles").fetchone()[0])

    def articles(self) -> list[ArticleChange]:
        """The changed articles that were or are public, ordered by path."""
        rows = self.connection.execute(
            "SELECT c.path, before, record, c.links,"
            " (SELECT json_group_array(target) FROM links WHERE source = id), finished"
            " FROM changed_articles c LEFT JOIN articles a ON a.path = c.path AND public"
            " WHERE before IS NOT NULL OR public ORDER BY 1"
        ).fetchall()
        if not rows:
            return []
        from dateline.catalogue.records import load_article

        return [
            ArticleChange(
                path,
                load_article(before) if before else None,
                load_article(after) if after else None,
                frozenset(json.loads(links_before)) ^ frozenset(json.loads(links_after)),
                bool(finished),
            )
            for path, before, after, links_before, links_after, finished in rows
        ]

    def gone_texts(self) -> dict[str, str]:
        """The bodies of the files that are gone, by their paths."""
        query = "SELECT path, text FROM changed_articles WHERE text <> ''"
        return dict(self.connection.execute(query).fetchall())

    def gone_digests(self) -> dict[str, str]:
        """The digests of the files that are gone, by their paths."""
        query = "SELECT path, hash FROM changed_articles WHERE hash <> ''"
        return dict(self.connection.execute(query).fetchall())

    def anchors(self) -> dict[str, list[str]]:
        """The anchors of the changed articles as they were published, by the address that each
        had."""
        query = (
            "SELECT json_extract(before, '$.url'), anchors FROM changed_articles"
            " WHERE before IS NOT NULL"
        )
        rows = self.connection.execute(query).fetchall()
        return {url: json.loads(anchors) for url, anchors in rows}

    def former_addresses(self, *, gone: bool = False) -> dict[str, str]:
        """The file of each changed article that was published, by the address that it had; those
        alone whose files are no public articles any more if they must be `gone`."""
        query = (
            "SELECT json_extract(before, '$.url'), c.path FROM changed_articles c"
            " LEFT JOIN articles a ON a.path = c.path AND public"
            f" WHERE before IS NOT NULL {'AND a.path IS NULL' if gone else ''}"
        )
        return dict(self.connection.execute(query).fetchall())

    def former_queries(self) -> dict[str, str]:
        """The file of each changed article that was published, by the aliases with a query that it
        had."""
        query = (
            "SELECT value, c.path FROM changed_articles c, json_each(before, '$.aliases')"
            " WHERE before IS NOT NULL AND value LIKE '%?%'"
        )
        return dict(self.connection.execute(query).fetchall())

    def feed_ids(self) -> dict[str, str]:
        """The `id` of each changed article that had one when it was published, by the address that
        it had."""
        query = (
            "SELECT json_extract(before, '$.url'), json_extract(before, '$.id')"
            " FROM changed_articles WHERE json_extract(before, '$.id') <> ''"
        )
        return dict(self.connection.execute(query).fetchall())

    def former_terms(self) -> dict[str, frozenset[tuple[str, str]]]:
        """The taxonomy and slug of each term of the changed articles, as they were published."""
        query = (
            "SELECT path, coalesce(json_extract(before, '$.terms'), '[]') FROM changed_articles"
            " WHERE before IS NOT NULL"
        )
        return {
            path: frozenset((term["taxonomy"], term["slug"]) for term in json.loads(terms))
            for path, terms in self.connection.execute(query)
        }

    def shown_in(self) -> dict[str, list[str]]:
        """The files of the changed articles that, as they were published, referred to each file."""
        found: dict[str, list[str]] = {}
        query = (
            "SELECT value, a.path FROM changed_articles a, json_each(links)"
            " WHERE before IS NOT NULL ORDER BY 1, 2"
        )
        for target, path in self.connection.execute(query):
            found.setdefault(target, []).append(path)
        return found

    def terms(self) -> list[TermChange]:
        """The changed terms, ordered by taxonomy and slug."""
        query = "SELECT taxonomy, slug FROM changed_terms ORDER BY 1, 2"
        return [TermChange(*row) for row in self.connection.execute(query)]

    def files(self) -> list[str]:
        """The paths of the changed files, in order."""
        query = "SELECT path FROM changed_files ORDER BY 1"
        return [path for (path,) in self.connection.execute(query)]

    def comments(self) -> list[str]:
        """The paths of the articles whose comments, or chances to comment, changed, in order."""
        query = "SELECT article FROM changed_comments ORDER BY 1"
        return [path for (path,) in self.connection.execute(query)]

    def revisions(self) -> list[str]:
        """The paths of the articles with other revisions, in order."""
        query = "SELECT path FROM changed_revisions ORDER BY 1"
        return [path for (path,) in self.connection.execute(query)]

    def interrupted_pages(self) -> list[Page]:
        """The pages whose files an interrupted build had begun to replace or delete, ordered by
        address."""
        rows = self.connection.execute("SELECT view, key, url FROM interrupted_pages ORDER BY url")
        return [Page.from_stored(*row) for row in rows]

    def interrupted_volumes(self) -> list[VolumeName]:
        """The search volumes whose files it had begun to replace or delete."""
        query = "SELECT lang, name FROM interrupted_volumes ORDER BY 1, 2"
        return [VolumeName(*row) for row in self.connection.execute(query)]

    def begin(self, pages: Iterable[Page], volumes: Iterable[VolumeName]) -> None:
        """Note the pages and volumes whose files are about to be replaced or deleted."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO interrupted_pages VALUES (?, ?, ?)",
            [(page.url, page.view, page.stored_key) for page in pages],
        )
        self.connection.executemany(
            "INSERT OR IGNORE INTO interrupted_volumes VALUES (?, ?)", volumes
        )

    def clear(self, *, except_views: Collection[str] = ()) -> None:
        """Clear everything that is pending: the site has been published.

        If that was without the pages of some views and without search volumes, those of them that
        were interrupted still are.
        """
        tables = [
            "changed_articles",
            "changed_terms",
            "changed_files",
            "changed_comments",
            "changed_revisions",
        ]
        if not except_views:
            tables += ["interrupted_pages", "interrupted_volumes"]
        for table in tables:
            self.connection.execute(f"DELETE FROM {table}")
        marks = ", ".join("?" * len(except_views))
        self.connection.execute(
            f"DELETE FROM interrupted_pages WHERE view NOT IN ({marks})", tuple(except_views)
        )
