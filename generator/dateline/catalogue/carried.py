"""Which files of content/ are public: those that something published refers to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.config import Files
from dateline.content.carrying import Carrying
from dateline.content.dates import NEVER

_USED = (
    "EXISTS (SELECT 1 FROM mentions WHERE target = f.path) OR EXISTS (SELECT 1 FROM links"
    " JOIN sources s ON s.id = links.source LEFT JOIN articles a ON a.id = s.id"
    " WHERE target = f.path AND links.kind <> 'article' AND (s.kind = 'register' OR a.public))"
)
_HELD = "EXISTS (SELECT 1 FROM held WHERE source = f.id)"


def doubt_all_files(connection: sqlite3.Connection) -> None:
    """What decides which files are public has changed for all of them."""
    connection.execute(
        "INSERT OR IGNORE INTO doubtful_files SELECT path FROM sources WHERE kind = 'file'"
    )


def settle_files(connection: sqlite3.Connection, files: Files) -> None:
    """Work out anew which of the files in doubt are public, and note those that come or go."""
    rules = Carrying(files.always, files.trusted)
    rows = connection.execute(
        f"SELECT f.id, f.path, f.public, f.hash <> '' AND NOT {_HELD}, {_USED}"
        " FROM doubtful_files JOIN sources f USING (path) WHERE f.kind = 'file'"
    ).fetchall()
    flipped = [
        (not public, identity, path)
        for identity, path, public, may, used in rows
        if bool(public) != (bool(may) and _is_carried(path, bool(used), rules))
    ]
    connection.executemany(
        "UPDATE sources SET public = ? WHERE id = ?", [row[:2] for row in flipped]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO changed_files VALUES (?)", [row[2:] for row in flipped]
    )
    connection.execute("DELETE FROM doubtful_files")


def _is_carried(path: str, used: bool, rules: Carrying) -> bool:
    return (used or rules.stands_alone(path)) and rules.may_be_carried(path)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that is kept off the site, by its path from content/, and the reason.

    `cause` is one of `CAUSES`; `article` is the one it waits for, empty where there is none.
    """

    path: str
    cause: str
    article: str = ""


CAUSES = ("draft", "date", "held", "program", "unused")
"""Why files wait: for a draft; for an article's date; for an article that has errors, or for errors
of its own; because they are programs outside of the trusted folders; because nothing names them."""


def waiting_files(connection: sqlite3.Connection, files: Files, now: str) -> Iterator[WaitingFile]:
    """The files that are not public, by path, each with what it waits for first of all."""
    rules = Carrying(files.always, files.trusted)
    query = (
        "SELECT path, hash <> '' AND id NOT IN (SELECT source FROM held) FROM sources"
        " WHERE kind = 'file' AND NOT public ORDER BY path"
    )
    for path, readable in connection.execute(query).fetchall():
        if not readable:
            yield WaitingFile(path, "held")
            continue
        users = _users(connection, path)
        if not rules.may_be_carried(path) and (rules.stands_alone(path) or _is_public(users)):
            yield WaitingFile(path, "program")
        elif not users:
            yield WaitingFile(path, "unused")
        else:
            article, due, _ = min(users, key=lambda user: user[1])
            cause = "draft" if due >= NEVER else "date" if due > now else "held"
            yield WaitingFile(path, cause, article)


def _users(connection: sqlite3.Connection, path: str) -> list[tuple[str, str, int]]:
    """The articles that name a file: path, instant due, and whether they are public."""
    query = (
        "SELECT DISTINCT s.path, s.due, coalesce(a.public, s.kind = 'register') FROM links"
        " JOIN sources s ON s.id = links.source LEFT JOIN articles a ON a.id = s.id"
        " WHERE target = ? AND links.kind <> 'article' ORDER BY s.path"
    )
    return connection.execute(query, (path,)).fetchall()


def _is_public(users: Iterable[tuple[str, str, int]]) -> bool:
    return any(public for _, _, public in users)
