"""Which files below content/ are public: those that something published refers to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.config import Site
from dateline.content.carrying import Carrying
from dateline.content.dates import NEVER
from dateline.content.snippets import snippet_paths

_USED = (
    "EXISTS (SELECT 1 FROM mentions WHERE target = f.path) OR EXISTS (SELECT 1 FROM links"
    " JOIN sources s ON s.id = links.source LEFT JOIN articles a ON a.id = s.id"
    " WHERE target = f.path AND links.kind <> 'article' AND (s.kind = 'register' OR a.public))"
)
_IS_RIVAL = "EXISTS (SELECT 1 FROM rivals WHERE source = f.id)"


def mark_all_files_stale(connection: sqlite3.Connection) -> None:
    """Mark every file stale, after a change that may affect any of them."""
    connection.execute(
        "INSERT OR IGNORE INTO stale_files SELECT path FROM sources WHERE kind = 'file'"
    )


def update_public_files(connection: sqlite3.Connection, site: Site) -> None:
    """Determine again which of the stale files are wanted and public, and note those that become
    public or stop being so."""
    rules = Carrying.of(site)
    rows = connection.execute(
        f"SELECT f.id, f.path, f.wanted, f.public, f.hash <> '' AND NOT {_IS_RIVAL}, {_USED}"
        " FROM stale_files JOIN sources f USING (path) WHERE f.kind = 'file'"
    ).fetchall()
    settled: list[tuple[bool, bool, int]] = []
    flipped: list[tuple[str]] = []
    for identity, path, wanted_before, public, may, used in rows:
        wanted = bool(used) or rules.stands_alone(path)
        carried = wanted and bool(may) and rules.may_be_carried(path)
        if (wanted, carried) != (bool(wanted_before), bool(public)):
            settled.append((wanted, carried, identity))
        if carried != bool(public):
            flipped.append((path,))
    connection.executemany("UPDATE sources SET wanted = ?, public = ? WHERE id = ?", settled)
    connection.executemany("INSERT OR IGNORE INTO changed_files VALUES (?)", flipped)
    connection.execute("DELETE FROM stale_files")


def any_page_may_show(path: str, connection: sqlite3.Connection, site: Site) -> bool:
    """Whether pages may show the file content/`path` although their articles do not name it.

    A template may show files that it names itself, files that site.toml and registers name, and
    files that are always public, whose addresses it can construct.
    """
    query = (
        "SELECT EXISTS (SELECT 1 FROM mentions WHERE target = :path) OR EXISTS (SELECT 1 FROM links"
        " JOIN sources s ON s.id = links.source WHERE target = :path AND s.kind = 'register')"
    )
    (named,) = connection.execute(query, {"path": path}).fetchone()
    return bool(named) or Carrying.of(site).stands_alone(path)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that is kept off the site, by its path relative to content/, and the reason.

    `cause` is one of `CAUSES`; `article` is the path of the article it waits for, or empty.
    """

    path: str
    cause: str
    article: str = ""


CAUSES = ("draft", "date", "held", "program", "unused")
"""Why files are not public: they wait for a draft; they wait for the date of an article; they or
their article have errors; they are programs outside the trusted folders; nothing names them."""


def waiting_files(connection: sqlite3.Connection, site: Site, now: str) -> Iterator[WaitingFile]:
    """The files that are not public, ordered by path, each with the first reason.

    The HTML of advertisements is not among them: fragments show it, so nothing waits.
    """
    rules = Carrying.of(site)
    snippets = set(snippet_paths(site))
    # Of the articles that name a file, choose the one that is due first.
    query = (
        "SELECT f.path, f.wanted, (SELECT s.due || ' ' || s.path FROM links JOIN sources s"
        " ON s.id = links.source WHERE target = f.path AND links.kind <> 'article'"
        " ORDER BY s.due, s.path LIMIT 1)"
        " FROM sources f WHERE f.kind = 'file' AND NOT f.public ORDER BY f.path"
    )
    for path, wanted, user in connection.execute(query).fetchall():
        if path in snippets:
            continue
        due, _, article = (user or "").partition(" ")
        if wanted:
            yield WaitingFile(path, "held" if rules.may_be_carried(path) else "program")
        elif not article:
            yield WaitingFile(path, "unused")
        else:
            cause = "draft" if due >= NEVER else "date" if due > now else "held"
            yield WaitingFile(path, cause, article)
