"""A small archive on disk with its catalogue, for tests that scan real files."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Callable
from pathlib import Path

from dateline.catalogue.comment_checks import check_comments
from dateline.catalogue.date_checks import check_dates
from dateline.catalogue.file_checks import check_files
from dateline.catalogue.link_checks import (
    check_article_links,
    check_file_links,
    check_programs,
)
from dateline.catalogue.pending import Pending
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.records import load_article
from dateline.catalogue.rivals_in_case import rivals_in_case
from dateline.catalogue.scan import Scanned, scan
from dateline.catalogue.store import connect
from dateline.catalogue.term_checks import check_terms
from dateline.config import Site
from dateline.content.advice import with_advice_for_file
from dateline.content.article import Article
from dateline.problems import Problem
from dateline.theme import Theme

SETTINGS = """
title = "The Meridian"
url = "https://meridian.example/"
timezone = "Indian/Mauritius"
languages.fr = {}
"""
NOW = "2030-01-01T00:00:00"


class Newsroom:
    """`settings` are lines of site.toml."""

    def __init__(self, root: Path, *settings: str) -> None:
        self.root, self.content, self.settings = root, root / "content", settings
        self.content.mkdir(parents=True)
        self.connection: sqlite3.Connection = connect(root / "catalogue.sqlite")

    @property
    def site(self) -> Site:
        """The site as its settings are now."""
        settings = tomllib.loads(SETTINGS) | tomllib.loads("\n".join(self.settings))
        return Site.model_validate({**settings, "root": self.root})

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as it is now, for queries."""
        return Catalogue(self.connection, self.site, NOW)

    def write(self, path: str, keys: str = "", *, body: str = "", text: str | None = None) -> None:
        """Write an article with those front matter keys, or any file with `text`."""
        for key, usual in (("title", "A title"), ("date", "2014-03-12")):
            if f"{key}:" not in keys:
                keys = f"{key}: {usual}\n{keys}"
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{keys}\n---\n\n{body}\n" if text is None else text, "utf-8")

    def scan(
        self,
        *,
        now: str = NOW,
        drafts: bool = False,
        jobs: int = 1,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Scanned:
        """Scan as a build would."""
        site = self.site
        return scan(
            site,
            Theme(site),
            self.connection,
            now=now,
            drafts=drafts,
            jobs=jobs,
            progress=progress,
        )

    def publish(self) -> None:
        """Clear all changes, as a build does."""
        Pending(self.connection).clear()

    def changes(self) -> dict[str, tuple[str | None, str | None]]:
        """By path, the titles of each changed article as last published and as it is."""
        return {
            change.path: (
                change.before.title if change.before else None,
                change.after.title if change.after else None,
            )
            for change in Pending(self.connection).articles()
        }

    def changed_terms(self) -> list[tuple[str, str]]:
        """The terms whose register entries changed."""
        return [(term.taxonomy, term.slug) for term in Pending(self.connection).terms()]

    def changed_files(self) -> list[str]:
        """The files that changed."""
        return Pending(self.connection).files()

    def article(self, path: str) -> Article:
        """An article in the catalogue, public or not."""
        query = "SELECT record FROM articles WHERE path = ?"
        return load_article(self.connection.execute(query, (path,)).fetchone()[0])

    def names(self, path: str) -> list[str]:
        """The names of an article's terms."""
        return [term.name for term in self.article(path).terms]

    def problems(self) -> list[Problem]:
        """The problems of files."""
        return check_files(self.connection, NOW)

    def archive_problems(self) -> list[Problem]:
        """The problems of the archive as a whole."""
        connection = self.connection
        found = [
            *check_article_links(connection, NOW, (), lambda path: ""),
            *check_file_links(connection, NOW, ()),
            *check_programs(connection, NOW, self.site),
            *check_terms(connection),
            *check_comments(connection, NOW, ()),
            *check_dates(connection, NOW),
            *(problem for _, problem in rivals_in_case(connection, NOW)),
        ]
        return sorted(with_advice_for_file(one, self.root) for one in found)

    def paths(self) -> list[str]:
        """The path of every file in the catalogue."""
        return self._column("SELECT path FROM sources ORDER BY path")

    def public(self) -> list[str]:
        """The articles and pages that are public."""
        return self._column("SELECT path FROM articles WHERE public ORDER BY path")

    def slugs(self, taxonomy: str) -> list[str]:
        """The slug of every entry of a taxonomy, sorted."""
        return self._column(
            f"SELECT slug FROM article_terms WHERE taxonomy = '{taxonomy}' ORDER BY 1"
        )

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _column(self, query: str) -> list[str]:
        return [value for (value,) in self.connection.execute(query)]


def told(problems: list[Problem]) -> list[str]:
    """What the problems say, with their places and severities."""
    return [f"{one.place} {one.severity} {one.message} | {one.fix}" for one in problems]
