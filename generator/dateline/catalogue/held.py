"""Files that are kept off the site until they are mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.problems import Problem, problem_of


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is kept off the site: its path from content/, the address that it has or had,
    empty where that is not known, and the first of its problems.

    `left` says that it was on the site as last published.
    """

    path: str
    url: str
    problem: Problem
    left: bool


def held_back(
    connection: sqlite3.Connection, now: str, name_problems: Mapping[str, Problem]
) -> list[Held]:
    """What is kept off the site because of errors: first what was on it, then by path.

    `name_problems` are the problems that were found with names, by path. To be asked before the
    changes since the last publication are forgotten.
    """
    before = _addresses_before(connection)
    found = {
        path: problem for path, problem in name_problems.items() if problem.severity == "error"
    }
    found |= dict(unplaced(connection, now)) | dict(_rivals(connection, now))
    rows = connection.execute("SELECT path, url FROM articles JOIN rivals ON id = source")
    urls = dict(rows.fetchall()) | before
    held = [
        Held(path, urls.get(path, ""), problem, path in before) for path, problem in found.items()
    ]
    return sorted(held, key=lambda one: (not one.left, one.path))


def has_rivals(connection: sqlite3.Connection) -> bool:
    """Whether anything is kept off the site because its address is another's."""
    return connection.execute("SELECT 1 FROM rivals LIMIT 1").fetchone() is not None


def gone_articles(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Path and address of the articles on the site as last published whose files are no longer
    there. To be asked before the changes since then are forgotten."""
    from dateline.catalogue.records import load_article

    rows = connection.execute(
        "SELECT path, before FROM changed_articles c WHERE before IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.path = c.path) ORDER BY path"
    )
    return [(path, load_article(record).url) for path, record in rows]


def _addresses_before(connection: sqlite3.Connection) -> dict[str, str]:
    """The addresses of what is public no longer, by path."""
    from dateline.catalogue.records import load_article

    articles = connection.execute(
        "SELECT path, before FROM changed_articles c WHERE before IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.path = c.path AND public)"
    )
    found = {path: load_article(record).url for path, record in articles}
    files = connection.execute(
        "SELECT path, url FROM changed_files c JOIN pages ON view = 'file'"
        " AND key = json_array('', path) WHERE NOT EXISTS"
        " (SELECT 1 FROM sources s WHERE s.path = c.path AND public)"
    )
    return found | dict(files.fetchall())


def unplaced(connection: sqlite3.Connection, now: str) -> Iterator[tuple[str, Problem]]:
    """Articles and files that cannot be read or placed."""
    query = (
        "SELECT s.path, line, position, message, fix, severity, p.kind FROM sources s"
        " JOIN problems p ON p.source = s.id AND severity = 'error' LEFT JOIN articles a USING (id)"
        " WHERE s.due <= ?"
        " AND (s.kind = 'article' AND a.id IS NULL"
        " OR s.kind = 'file' AND hash = '' AND wanted)"
        # The first problem of a file is the last of its rows, and so the one that is kept.
        " ORDER BY s.path, line DESC, position DESC"
    )
    for path, *found in connection.execute(query, (now,)):
        yield path, problem_of(f"content/{path}", *found)


def _rivals(connection: sqlite3.Connection, now: str) -> Iterator[tuple[str, Problem]]:
    """Articles and files whose address is another's."""
    query = (
        "SELECT path, line, position, message, fix, 'error', rivals.kind FROM rivals"
        " JOIN sources ON id = source WHERE due <= ?"
    )
    for path, *found in connection.execute(query, (now,)):
        yield path, problem_of(f"content/{path}", *found)
