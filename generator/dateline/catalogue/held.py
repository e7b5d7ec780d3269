"""Files that are kept off the site until their errors are fixed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from dateline.catalogue.file_checks import ProblemRow
from dateline.problems import Problem, Weight


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is kept off the site: its path relative to content/, the address that it has or
    had (empty if unknown), and the first of its problems.

    `left` is true if it was on the site when that was last published.
    """

    path: str
    url: str
    problem: Problem
    left: bool


def held_back(
    connection: sqlite3.Connection, now: str, name_problems: Mapping[str, Problem], *, until: str
) -> list[Held]:
    """The files that are kept off the site because of errors: first those that were on it, then by
    path. `until` is the instant up to which what is due is on it, as in `kept_off`.

    `name_problems` are the problems with file names, by path. Call this before the changes since
    the last publication are cleared.
    """
    found = {
        path.removesuffix("/"): problem
        for path, problem in name_problems.items()
        if problem.severity == "error"
    }
    found |= kept_off(connection, now, until=until)
    if not found:
        return []
    before = _addresses_before(connection)
    rows = connection.execute("SELECT path, url FROM articles JOIN rivals ON id = source")
    urls = dict(rows.fetchall()) | before
    held = [
        Held(path, urls.get(path, ""), problem, path in before) for path, problem in found.items()
    ]
    return sorted(held, key=lambda one: (not one.left, one.path))


def kept_off(connection: sqlite3.Connection, now: str, *, until: str = "") -> dict[str, Problem]:
    """The files that are kept off the site for what is wrong in them, or because their address
    belongs to another, by path, each with a problem. A preview may show what is due by the instant
    `until`, later than `now`, and so lacks drafts with errors too."""
    until = max(now, until)
    return dict(unplaced(connection, now, until=until)) | dict(_rivals(connection, now, until))


def in_conflict(connection: sqlite3.Connection) -> frozenset[str]:
    """The files of articles in which git left two versions."""
    query = (
        "SELECT path FROM sources s JOIN problems p ON p.source = s.id"
        " WHERE s.kind = 'article' AND p.kind = 'merge-conflict'"
    )
    return frozenset(path for (path,) in connection.execute(query))


class Faulty(NamedTuple):
    """An article or register with errors: its path relative to content/, its digest, and whether it
    is kept off the site for them."""

    path: str
    digest: str
    is_held: bool


def faulty(
    connection: sqlite3.Connection, now: str, weights: Mapping[str, Weight]
) -> Iterator[Faulty]:
    """The articles and registers that have errors, so that nobody knows yet which days, terms and
    other lists they will give; `weights` are those that the site gives to kinds of problem."""
    query = "SELECT path, hash, 1 FROM rivals JOIN sources ON id = source"
    yield from map(Faulty._make, connection.execute(query))
    query = (
        "SELECT DISTINCT s.path, s.hash, s.kind = 'article' AND a.id IS NULL, p.kind FROM problems"
        " p JOIN sources s ON s.id = p.source LEFT JOIN articles a ON a.id = s.id"
        " WHERE severity = 'error' AND s.kind IN ('article', 'register') AND s.due <= ?"
    )
    for *found, kind in connection.execute(query, (now,)):
        one = Faulty._make(found)
        if one.is_held or weights.get(kind, "error") == "error":
            yield one


def has_rivals(connection: sqlite3.Connection) -> bool:
    """Whether any file is kept off the site because its address belongs to another."""
    return connection.execute("SELECT 1 FROM rivals LIMIT 1").fetchone() is not None


def has_files_below(connection: sqlite3.Connection, folder: str) -> bool:
    """Whether there are files, as far as is known, in the folder content/`folder`."""
    prefix = f"{folder}/"
    query = "SELECT 1 FROM sources WHERE substr(path, 1, ?) = ? LIMIT 1"
    return connection.execute(query, (len(prefix), prefix)).fetchone() is not None


def _addresses_before(connection: sqlite3.Connection) -> dict[str, str]:
    """The former addresses of articles and files that are no longer public, by path."""
    from dateline.catalogue.records import load_article

    articles = connection.execute(
        "SELECT path, before FROM changed_articles c WHERE before IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.path = c.path AND public)"
    )
    found = {path: load_article(record).url for path, record in articles}
    files = connection.execute(
        # An index.html answers for its folder.
        "SELECT path, url FROM changed_files c JOIN pages ON key = json_array('', path)"
        " AND url IN ('/' || path, '/' || substr(path, 1, length(path) - 10)) WHERE NOT EXISTS"
        " (SELECT 1 FROM sources s WHERE s.path = c.path AND public)"
    )
    return found | dict(files.fetchall())


def unplaced(
    connection: sqlite3.Connection, now: str, *, until: str = ""
) -> Iterator[tuple[str, Problem]]:
    """The articles, comments and files that cannot be read or placed, by path, each with the first
    of its problems: those due by `now`, or else by the instant `until`, if that is later, whose
    problems are warnings."""
    query = (
        "SELECT s.path, line, position, message, fix, severity, p.kind, s.due > ? FROM sources s"
        " JOIN problems p ON p.source = s.id AND severity = 'error' LEFT JOIN articles a USING (id)"
        " LEFT JOIN comments c USING (id)"
        " WHERE s.due <= ?"
        " AND (s.kind = 'article' AND a.id IS NULL OR s.kind = 'comment' AND c.id IS NULL"
        " OR s.kind = 'file' AND hash = '' AND wanted)"
        " ORDER BY s.path, line, position, p.rowid"
    )
    rows = connection.execute(query, (now, max(now, until)))
    for path, problems in groupby(rows, key=itemgetter(0)):
        _, *first = next(problems)
        yield path, ProblemRow(f"content/{path}", *first).problem


def _rivals(connection: sqlite3.Connection, now: str, until: str) -> Iterator[tuple[str, Problem]]:
    """The articles and files whose address belongs to another."""
    query = (
        "SELECT path, line, position, message, fix, 'error', rivals.kind, due > ? FROM rivals"
        " JOIN sources ON id = source WHERE due <= ?"
    )
    for path, *found in connection.execute(query, (now, until)):
        yield path, ProblemRow(f"content/{path}", *found).problem
