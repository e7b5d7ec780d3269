"""Writing what was read into the catalogue, inside the scan's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dateline.catalogue.reader import ReadFile, ReadRegister
from dateline.catalogue.records import dump_article, dump_entry, load_article, load_entry
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.read import resolve
from dateline.content.registers import Entry, Register
from dateline.content.slugs import slugify
from dateline.content.sources import Source
from dateline.problems import Problem

_DUE = (
    "(NOT public AND (:drafts OR NOT draft AND due <= :now))"
    " OR (public AND due > :now AND NOT :drafts)"
)


def stored_registers(connection: sqlite3.Connection) -> dict[str, Register]:
    """The registers as the last scan left them."""
    registers: dict[str, Register] = {}
    for taxonomy, slug, record in connection.execute(
        "SELECT taxonomy, slug, entry FROM terms ORDER BY 1, 2"
    ):
        register = registers.setdefault(taxonomy, Register())
        register.add(slug, load_entry(record))
    return registers


class Writer:
    """Takes in readings, removals and register changes; notes what the published site lacks."""

    def __init__(
        self, connection: sqlite3.Connection, site: Site, *, now: str, drafts: bool
    ) -> None:
        self.connection, self.site, self.now, self.drafts = connection, site, now, drafts

    @staticmethod
    def has_due(connection: sqlite3.Connection, now: str, drafts: bool) -> bool:
        """Whether time alone has made an article public, or put it back."""
        query = f"SELECT 1 FROM articles WHERE {_DUE} LIMIT 1"
        return connection.execute(query, {"now": now, "drafts": drafts}).fetchone() is not None

    def remove(self, path: str) -> None:
        """The file is no longer there."""
        row = self.connection.execute(
            "SELECT id, kind FROM sources WHERE path = ?", (path,)
        ).fetchone()
        self._note_before(path)
        if row[1] == "file":
            self._note_file(path)
        self.connection.execute("DELETE FROM sources WHERE id = ?", (row[0],))

    def take(self, read: ReadFile, known: tuple[int, int, str] | None, *, trusted: bool) -> bool:
        """Take in one file; says whether its content differs from what was known.

        Unless its time is `trusted`, the next scan reads it again.
        """
        source = read.source
        mtime_ns = source.mtime_ns if trusted else 0
        if read.hash is None or (read.reading and read.reading.article is None):
            problems = (
                [read.problem]
                if read.problem
                else list(read.reading.problems if read.reading else ())
            )
            self._replace_problems(self._put_source(source, "", 0), problems)
            return True
        if known and read.hash == known[2] and read.reading is None:
            self._put_source(source, read.hash, mtime_ns)
            return False
        identity = self._put_source(source, read.hash, mtime_ns)
        if read.reading and read.reading.article:
            self._put_article(identity, read.reading.article)
            self.connection.execute(
                "INSERT OR REPLACE INTO bodies VALUES (?, ?)", (identity, read.reading.body)
            )
            self._replace_problems(identity, read.reading.problems)
            self.connection.execute("DELETE FROM links WHERE source = ?", (identity,))
            self.connection.executemany(
                "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        identity,
                        link.kind,
                        link.target,
                        link.line,
                        link.column,
                        link.image,
                        link.written,
                    )
                    for link in read.reading.references
                ],
            )
        elif source.kind == "file":
            self._note_file(source.path)
            self._replace_problems(identity, ())
            self.connection.execute("DELETE FROM pictures WHERE id = ?", (identity,))
            if read.picture:
                self.connection.execute(
                    "INSERT INTO pictures VALUES (?, ?, ?)", (identity, *read.picture)
                )
        return True

    def take_register(self, read: ReadRegister, *, trusted: bool) -> None:
        """Note a register as read; one with problems is read again by the next scan."""
        mtime_ns = read.source.mtime_ns if trusted and not read.problems else 0
        identity = self._put_source(read.source, read.hash, mtime_ns)
        self._replace_problems(identity, read.problems)

    def change_registers(
        self, old: dict[str, Register], new: dict[str, Register], *, except_for: set[str]
    ) -> None:
        """Store the new registers, and resolve again the articles whose words they change."""
        affected: set[tuple[str, str]] = set()
        for taxonomy in old.keys() | new.keys():
            before, after = (side.get(taxonomy, Register()) for side in (old, new))
            for slug in before.entries.keys() | after.entries.keys():
                if before.entries.get(slug) != after.entries.get(slug):
                    self._put_term(taxonomy, slug, after.entries.get(slug))
                    affected |= {(taxonomy, slug)}
            for spelling in before.spellings.keys() | after.spellings.keys():
                slugs = {before.spellings.get(spelling), after.spellings.get(spelling)}
                if len(slugs) > 1 or any((taxonomy, slug) in affected for slug in slugs):
                    affected.add((taxonomy, spelling))
        rows = self.connection.execute("SELECT id, path, record FROM articles").fetchall()
        for identity, path, record in rows:
            if path in except_for:
                continue
            article = load_article(record)
            if _bears(article, affected):
                resolved = resolve(article, new, self.site)
                if resolved != article:
                    self._put_article(identity, resolved)

    def publish_due(self) -> None:
        """Let time decide which articles are public."""
        query = f"SELECT id, record FROM articles WHERE {_DUE}"
        for identity, record in self.connection.execute(
            query, {"now": self.now, "drafts": self.drafts}
        ).fetchall():
            self._put_article(identity, load_article(record))

    def _put_source(self, source: Source, digest: str, mtime_ns: int) -> int:
        row = self.connection.execute(
            "INSERT INTO sources (path, kind, size, mtime_ns, hash) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, size = excluded.size,"
            " mtime_ns = excluded.mtime_ns, hash = excluded.hash RETURNING id",
            (source.path, source.kind, source.size, mtime_ns, digest),
        ).fetchone()
        return int(row[0])

    def _put_article(self, identity: int, article: Article) -> None:
        self._note_before(article.path)
        due = article.date.instant if article.date else ""
        public = self.drafts or (due <= self.now and not article.draft)
        date = article.date
        year, month, day = (date.year, date.month, date.day) if date else (0, 0, 0)
        self.connection.execute("DELETE FROM articles WHERE id = ?", (identity,))
        self.connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                identity,
                article.path,
                article.kind,
                article.lang,
                article.url,
                article.url.casefold(),
                article.translation,
                article.sort_key,
                year,
                month,
                day,
                article.draft,
                due,
                public,
                article.must_read,
                article.noindex,
                dump_article(article),
            ),
        )
        if public and article.kind == "article":
            self.connection.executemany(
                "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        identity,
                        term.taxonomy,
                        article.lang,
                        term.slug,
                        article.sort_key,
                        year,
                        month or 1,
                        term.written,
                    )
                    for term in article.terms
                ],
            )

    def _note_before(self, path: str) -> None:
        """Keep the article as it was last published, unless an earlier change has."""
        self.connection.execute(
            "INSERT OR IGNORE INTO changed_articles"
            " VALUES (?1, (SELECT record FROM articles WHERE path = ?1 AND public))",
            (path,),
        )

    def _note_file(self, path: str) -> None:
        self.connection.execute("INSERT OR IGNORE INTO changed_files VALUES (?)", (path,))

    def _put_term(self, taxonomy: str, slug: str, entry: Entry | None) -> None:
        self.connection.execute(
            "INSERT OR IGNORE INTO changed_terms VALUES (?, ?)", (taxonomy, slug)
        )
        self.connection.execute(
            "DELETE FROM terms WHERE taxonomy = ? AND slug = ?", (taxonomy, slug)
        )
        if entry:
            self.connection.execute(
                "INSERT INTO terms VALUES (?, ?, ?)", (taxonomy, slug, dump_entry(entry))
            )

    def _replace_problems(self, identity: int, problems: Iterable[Problem]) -> None:
        self.connection.execute("DELETE FROM problems WHERE source = ?", (identity,))
        self.connection.executemany(
            "INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    identity,
                    problem.line,
                    problem.column,
                    problem.message,
                    problem.fix,
                    problem.severity,
                )
                for problem in problems
            ],
        )


def _bears(article: Article, spellings: set[tuple[str, str]]) -> bool:
    """Whether one of its words, as the author spelt them, is among `spellings`."""
    written = {(term.taxonomy, slugify(term.written)) for term in article.words or article.terms}
    if article.place:
        written.add(("places", slugify(article.place.written)))
    return not written.isdisjoint(spellings)
