"""Writing the files that were read into the catalogue, inside the scan's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from dateline.anchors import lasting_anchors
from dateline.catalogue.batch import Batch
from dateline.catalogue.due import due, finished, remember_instant
from dateline.catalogue.public_files import update_public_files
from dateline.catalogue.reader import ReadFile, ReadRegister
from dateline.catalogue.records import dump_entry, load_article, load_entry
from dateline.catalogue.rows import ArticleRows, article_rows, link_rows, problem_rows
from dateline.config import Site
from dateline.content.article import Article
from dateline.content.registers import Register, RegisterEntry
from dateline.content.resolve import resolve
from dateline.content.slugs import slugify
from dateline.content.sources import ChangedSource, Source
from dateline.problems import Problem


def stored_registers(connection: sqlite3.Connection) -> dict[str, Register]:
    """The registers as the last scan stored them."""
    registers: dict[str, Register] = {}
    for taxonomy, slug, record in connection.execute(
        "SELECT taxonomy, slug, entry FROM register_entries ORDER BY taxonomy, position"
    ):
        register = registers.setdefault(taxonomy, Register())
        register.add(slug, load_entry(record))
    return registers


_FLUSH_AFTER = 1_000


class Writer:
    """Writes read files, removals and register changes, and notes what is to be published.

    What is due by `until` is public. Rows are written in batches: call `flush` before querying
    them.
    """

    def __init__(self, connection: sqlite3.Connection, site: Site, *, until: str) -> None:
        self.connection, self.site, self.until = connection, site, until
        last = connection.execute("SELECT max(id) FROM sources").fetchone()[0]
        self._next = (last or 0) + 1
        connection.create_function("anchors_in", 1, _anchors_in, deterministic=True)
        self._batch = Batch()

    def remove(self, path: str) -> None:
        """Remove a file that no longer exists."""
        self.flush()
        identity = self._identity(path)
        self._note_before([path])
        self.connection.execute(
            "UPDATE changed_articles SET text = (SELECT html FROM bodies WHERE id = ?1),"
            " hash = (SELECT hash FROM sources WHERE id = ?1)"
            " WHERE path = ?2 AND before IS NOT NULL",
            (identity, path),
        )
        self.connection.execute(
            "INSERT OR IGNORE INTO changed_files SELECT path FROM sources WHERE id = ? AND public",
            (identity,),
        )
        self.connection.execute("DELETE FROM sources WHERE id = ?", (identity,))

    def put_file(self, read: ReadFile, change: ChangedSource, *, trusted: bool) -> bool:
        """Write a file that may have changed. Returns whether its content differs.

        Unless its modification time is `trusted`, the next scan reads it again.
        """
        source, rows = read.source, read.rows
        differs = read.hash is None or read.hash != change.hash or rows is not None
        mtime_ns = source.mtime_ns if trusted and read.hash else 0
        due = rows.due if rows else "" if differs else None
        identity = self._put_source(source, read.hash or "", mtime_ns, change.identity, due)
        if len(self._batch.sources) + len(self._batch.updated) >= _FLUSH_AFTER:
            self.flush()
        if not differs:
            return False
        if change.identity:
            self._batch.replaced.append((identity,))
        if source.kind == "file":
            self._batch.files.append((source.path,))
        elif source.kind == "article":
            self._batch.noted.append(source.path)
        if read.problem:
            self._put_problems(identity, problem_rows((read.problem,)))
        if read.picture:
            self._batch.pictures.append((identity, *read.picture))
        if rows:
            if rows.article:
                self._put_article(identity, rows.article)
                self._batch.bodies.append((identity, rows.body))
            if rows.comment:
                self._batch.comments.append((identity, *rows.comment))
            self._batch.links += [(identity, *link) for link in rows.links]
            self._put_problems(identity, rows.problems)
        return True

    def put_register(self, read: ReadRegister, *, trusted: bool) -> None:
        """Write a register. One with problems is read again by the next scan."""
        mtime_ns = read.source.mtime_ns if trusted and not read.problems else 0
        known = self._identity(read.source.path)
        identity = self._put_source(read.source, read.hash, mtime_ns, known)
        self._batch.replaced.append((identity,))
        self._batch.links += [(identity, *link) for link in link_rows(read.references)]
        self._put_problems(identity, problem_rows(read.problems))

    def flush(self) -> None:
        """Write the rows of the current batch."""
        batch, self._batch = self._batch, Batch()
        self._note_before(batch.noted)
        batch.write(self.connection)

    def change_registers(
        self, old: dict[str, Register], new: dict[str, Register], *, except_for: set[str]
    ) -> None:
        """Store the new registers, and resolve the terms of the articles concerned again."""
        self.flush()
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
            self.connection.executemany(
                "UPDATE register_entries SET position = ? WHERE taxonomy = ? AND slug = ?",
                ((place, taxonomy, slug) for place, slug in enumerate(after.entries)),
            )
        rows = self.connection.execute("SELECT id, path, record FROM articles").fetchall()
        for identity, path, record in rows:
            if path in except_for:
                continue
            article = load_article(record)
            if _uses_any(article, affected):
                resolved = resolve(article, new)
                if resolved != article:
                    self._replace_article(identity, resolved)

    def publish_due(self) -> None:
        """Publish the articles that are due now, and withdraw those that are not."""
        self.flush()
        for identity, record in list(due(self.connection, self.until)):
            self._replace_article(identity, load_article(record))
        self.flush()

    def note_finished(self, now: str) -> None:
        """Note the public articles that are no longer unfinished at `now`, or are so again."""
        paths = list(finished(self.connection, now))
        self._note_before(paths)
        self.connection.executemany(
            "UPDATE changed_articles SET finished = 1 WHERE path = ?", [(path,) for path in paths]
        )
        remember_instant(self.connection, now)

    def put_rivals(self, rivals: Mapping[str, Problem]) -> None:
        """Keep articles and files, by path, off the site because their addresses belong to others;
        each comes with its problem."""
        for path, problem in rivals.items():
            row = problem.line, problem.column, problem.message, problem.fix, problem.kind
            self.connection.execute(
                "INSERT OR REPLACE INTO rivals VALUES (?, ?, ?, ?, ?, ?)",
                (self._identity(path), *row),
            )
        self._republish(rivals, rival=True)

    def clear_rivals(self) -> None:
        """Make the files that were kept off the site for their addresses public again, unless
        something else prevents it."""
        rows = self.connection.execute("SELECT path FROM rivals JOIN sources ON id = source")
        paths = [path for (path,) in rows.fetchall()]
        self.connection.execute("DELETE FROM rivals")
        self._republish(paths, rival=False)

    def _republish(self, paths: Iterable[str], *, rival: bool) -> None:
        for path in paths:
            query = "SELECT id, record FROM articles WHERE path = ?"
            if found := self.connection.execute(query, (path,)).fetchone():
                self._replace_article(found[0], load_article(found[1]), rival=rival)
            else:
                self._batch.files.append((path,))
        self.flush()
        update_public_files(self.connection, self.site)

    def _identity(self, path: str) -> int:
        row = self.connection.execute("SELECT id FROM sources WHERE path = ?", (path,)).fetchone()
        return row[0] if row else 0

    def _put_source(
        self, source: Source, digest: str, mtime_ns: int, identity: int, due: str | None = ""
    ) -> int:
        """Write a source. `identity` is the id of the file's existing row, 0 for a new file. With
        `due` None, an existing row keeps its own."""
        columns = source.kind, source.size, mtime_ns, digest, due
        if identity:
            self._batch.updated.append((*columns, identity))
            return identity
        identity = self._next
        self._next += 1
        self._batch.sources.append((identity, source.path, *columns))
        return identity

    def _replace_article(self, identity: int, article: Article, *, rival: bool = False) -> None:
        """Replace the row and terms of an article, but not its body and links."""
        self._note_before([article.path])
        self.connection.execute("DELETE FROM articles WHERE id = ?", (identity,))
        rows = article_rows(article.with_changes_until(self.until), self.site.feed_home)
        self._put_article(identity, rows, rival=rival)

    def _put_article(self, identity: int, rows: ArticleRows, *, rival: bool = False) -> None:
        public = not rival and rows.due <= self.until
        self._batch.articles.append((identity, *rows.values, public))
        self._batch.aliases += [(identity, *alias) for alias in rows.aliases]
        if public and rows.kind == "article":
            self._batch.terms += [(identity, *term) for term in rows.terms]
            self._batch.corrections += [(identity, *item) for item in rows.corrections]
        if public:
            self._batch.former_dates += [(identity, *date) for date in rows.former_dates]
            self._batch.former_lists += [(identity, *term) for term in rows.former_lists]

    def _note_before(self, paths: Iterable[str]) -> None:
        """Keep articles as they were last published, unless an earlier change already did."""
        self.connection.executemany(
            "INSERT OR IGNORE INTO changed_articles (path, before, links, anchors)"
            " SELECT ?1, record, (SELECT json_group_array(target) FROM links WHERE source = id),"
            " coalesce((SELECT anchors_in(html) FROM bodies WHERE id = articles.id), '[]')"
            " FROM (SELECT 1) LEFT JOIN articles ON path = ?1 AND public",
            [(path,) for path in paths],
        )

    def _put_term(self, taxonomy: str, slug: str, entry: RegisterEntry | None) -> None:
        self.connection.execute(
            "INSERT OR IGNORE INTO changed_terms VALUES (?, ?)", (taxonomy, slug)
        )
        self.connection.execute(
            "DELETE FROM register_entries WHERE taxonomy = ? AND slug = ?", (taxonomy, slug)
        )
        self.connection.execute(
            "DELETE FROM term_spellings WHERE taxonomy = ? AND slug = ?", (taxonomy, slug)
        )
        if entry:
            self.connection.execute(
                "INSERT INTO register_entries VALUES (?, ?, ?, 0)",
                (taxonomy, slug, dump_entry(entry)),
            )
            self.connection.executemany(
                "INSERT OR REPLACE INTO term_spellings VALUES (?, ?, ?)",
                [(taxonomy, spelling, slug) for spelling in entry.other_slugs(slug)],
            )

    def _put_problems(self, identity: int, rows: Iterable[tuple[object, ...]]) -> None:
        self._batch.problems += [(identity, *row) for row in rows]


def _anchors_in(html: str) -> str:
    return json.dumps(lasting_anchors(html))


def _uses_any(article: Article, spellings: set[tuple[str, str]]) -> bool:
    """Whether an article uses one of `spellings` (taxonomy, slug of the term as written)."""
    written = {(term.taxonomy, slugify(term.written)) for term in article.words or article.terms}
    if article.place:
        written.add(("places", slugify(article.place.written)))
    return not written.isdisjoint(spellings)
