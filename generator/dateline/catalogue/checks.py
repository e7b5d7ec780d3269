"""Problems in files, and those that only the archive as a whole shows: dead links, addresses that
are taken twice."""

from __future__ import annotations

import posixpath
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest

from dateline.catalogue.comment_checks import check_comments
from dateline.catalogue.date_checks import check_dates
from dateline.catalogue.term_checks import check_terms
from dateline.config_tables import Files
from dateline.content.carrying import Carrying
from dateline.problems import Problem, ProblemKind, nearest, problem_of

LINKS = "SELECT 'content/' || s.path, line, position, written, target, image, s.due > :now"
"""The columns of a link; the last says whether its source is unfinished."""
_IN_SOURCES = "FROM links JOIN sources s ON s.id = links.source"
FROM_LINKS = f"{LINKS} {_IN_SOURCES}"
"""All links, to be narrowed down."""

_OF_PICTURES = frozenset[ProblemKind]({"picture", "unsafe-svg"})
_DATE = re.compile(r"^[\d_ -]+(?=[^\d_ -])")
_GAP = re.compile(r"[\s_-]+")
_SIMILARITY = 0.85
"""How similar two names must be, from 0 to 1, for one to be a misspelling of the other: one letter
in six may differ."""


_OF_NO_PICTURE = (
    "problems.kind = 'no-alt' AND EXISTS (SELECT 1 FROM links l WHERE l.source = problems.source"
    " AND l.line = problems.line AND l.position = problems.position AND image"
    " AND (l.kind = 'file' OR l.kind = 'root' AND target NOT LIKE 'assets/%')"
    " AND NOT EXISTS (SELECT 1 FROM sources f WHERE f.path = target AND f.kind = 'file'))"
)
"""Whether a problem is that of a picture without words that does not exist, which is told alone."""


def check_files(connection: sqlite3.Connection, now: str) -> list[Problem]:
    """Every problem of a single file. Those of unfinished articles are only warnings."""
    query = (
        "SELECT 'content/' || path, line, position, message, fix, severity, problems.kind,"
        " due > :now OR sources.kind = 'file' AND NOT wanted, mend"
        f" FROM problems JOIN sources ON id = source WHERE NOT ({_OF_NO_PICTURE}) UNION ALL"
        " SELECT 'content/' || path, line, position, message, fix, 'error', rivals.kind,"
        " due > :now, '' FROM rivals JOIN sources ON id = source ORDER BY 1, 2, 3"
    )
    found = [problem_of(*row) for row in connection.execute(query, {"now": now})]
    return [_with_user(each, connection) if each.kind in _OF_PICTURES else each for each in found]


def _with_user(problem: Problem, connection: sqlite3.Connection) -> Problem:
    """The problem of a file, with the first of the articles that it was meant for."""
    query = (
        "SELECT min(s.path) FROM links JOIN sources s ON s.id = links.source WHERE target = ?"
        " AND links.kind IN ('file', 'root')"
    )
    (user,) = connection.execute(query, (problem.path.removeprefix("content/"),)).fetchone()
    return replace(problem, fix=f"{problem.fix}. It is used in content/{user}") if user else problem


def check_archive(
    connection: sqlite3.Connection,
    now: str,
    files: Files,
    unread: tuple[str, ...],
    renamed: Callable[[str], str],
) -> Iterator[Problem]:
    """Every problem of the archive as a whole except dead root-relative links, which
    `check_addresses` finds because it knows the site's pages.

    Articles that are not due by `now` get only warnings. Links to paths that begin with one of
    `unread`, which could not be read, are not checked. `renamed` tells where an article went that
    is not found otherwise; it is empty where that is not known.
    """
    yield from _article_links(connection, now, unread, renamed)
    yield from _file_links(connection, now, unread)
    yield from _programs(connection, now, files)
    yield from check_terms(connection)
    yield from check_comments(connection, now, unread)
    yield from check_dates(connection, now)


def _article_links(
    connection: sqlite3.Connection,
    now: str,
    unread: tuple[str, ...],
    renamed: Callable[[str], str],
) -> Iterator[Problem]:
    query = (
        f"{FROM_LINKS} LEFT JOIN sources t ON t.path = target"
        " WHERE links.kind = 'article' AND t.id IS NULL"
    )
    rows = connection.execute(query, {"now": now}).fetchall()
    if rows:
        names: dict[str, list[str]] = {}
        for (path,) in connection.execute(
            "SELECT path FROM sources WHERE kind = 'article' ORDER BY path"
        ):
            names.setdefault(_name(path), []).append(path)
        for path, line, column, written, target, _, unfinished in rows:
            if not target.startswith(unread):
                message = f"“{written}” links to an article that does not exist"
                fix = _advise(path, target, names, renamed)
                yield problem_of(path, line, column, message, fix, "error", "dead-link", unfinished)
    query = (
        f"{LINKS}, coalesce(a.kind = 'withdrawn', 0) {_IN_SOURCES}"
        " JOIN articles own ON own.id = links.source AND own.public"
        " JOIN sources t ON t.path = target LEFT JOIN articles a ON a.id = t.id"
        " WHERE links.kind = 'article' AND NOT (coalesce(a.public, 0) AND a.kind <> 'withdrawn')"
    )
    for row in connection.execute(query, {"now": now}).fetchall():
        path, line, column, written, *_, withdrawn = row
        message = f"“{written}” links to an article that is not published"
        fix = "The words will have no link until that article is published"
        if withdrawn:
            message = f"“{written}” links to an article that has been withdrawn"
            fix = "Remove the link; until then, the words have none"
        yield Problem(path, line, column, message, fix, "warning", kind="unpublished-link")


def _advise(
    path: str, target: str, names: dict[str, list[str]], renamed: Callable[[str], str]
) -> str:
    name = _name(target)
    near = name if name in names else nearest(name, names, _SIMILARITY) or ""
    found = names[near] if near and _is_misspelling(name, near) else []
    meant = (nearest(target, found) or found[0]) if found else renamed(target)
    if not meant:
        return "Write the path from this file to the article's file"
    folder = posixpath.dirname(path.removeprefix("content/"))
    return f"Did you mean “{posixpath.relpath(meant, folder or '.')}”?"


def _is_misspelling(name: str, near: str) -> bool:
    """Whether the names are the same word for word, apart from misspellings: names of different
    articles often share all words but one, or all but a number."""
    words = zip_longest(_GAP.split(name), _GAP.split(near), fillvalue="")
    return all(
        one == other or (not other.isdigit() and nearest(one, [other])) for one, other in words
    )


def _name(path: str) -> str:
    """The name of an article's file (or of the folder of its index.md), in lower case and without
    the leading date."""
    name = posixpath.basename(path.removesuffix("/index.md")).removesuffix(".md")
    return _DATE.sub("", name).lower()


def _file_links(
    connection: sqlite3.Connection, now: str, unread: tuple[str, ...]
) -> Iterator[Problem]:
    query = (
        f"{FROM_LINKS} LEFT JOIN sources t ON t.path = target AND t.kind = 'file'"
        " WHERE links.kind = 'file' AND t.id IS NULL"
    )
    for row in connection.execute(query, {"now": now}).fetchall():
        path, line, column, written, target, image, unfinished = row
        if target.startswith(unread):
            continue
        if image:
            message = f"The picture “{written}” does not exist"
            fix = f"Put the picture at content/{target}, or write the path from this file to it"
            yield problem_of(
                path, line, column, message, fix, "error", "missing-picture", unfinished
            )
        else:
            message = f"“{written}” links to a file that does not exist"
            fix = "Write the path from this file to a file or article, or an address with https://"
            if meant := article_meant(target, connection):
                folder = posixpath.dirname(path.removeprefix("content/")) or "."
                fix = f"Did you mean “{posixpath.relpath(meant, folder)}”?"
            yield problem_of(path, line, column, message, fix, "warning", "dead-link", unfinished)
    query = (
        f"{FROM_LINKS} JOIN sources t ON t.path = target AND t.kind = 'file'"
        " LEFT JOIN pictures p ON p.id = t.id"
        " WHERE links.kind IN ('file', 'root') AND image AND p.id IS NULL AND t.hash <> ''"
    )
    for row in connection.execute(query, {"now": now}).fetchall():
        path, line, column, written, _, _, unfinished = row
        message = f"“{written}” is not a picture that browsers can show"
        fix = "Use a PNG, JPEG, WebP, AVIF, GIF or SVG file, or link to it instead"
        yield problem_of(path, line, column, message, fix, "warning", "not-a-picture", unfinished)


def article_meant(target: str, connection: sqlite3.Connection) -> str:
    """The path of the article that a link to `target`, a path in content/ without `.md` or with
    another ending, was meant for; empty if there is none."""
    stem = re.sub(r"(?:/|/?index\.html?|\.html?)$", "", target)
    query = "SELECT path FROM sources WHERE kind = 'article' AND path IN (?, ?) ORDER BY path"
    row = connection.execute(query, (f"{stem}.md", f"{stem}/index.md")).fetchone()
    return str(row[0]) if row else ""


def _programs(connection: sqlite3.Connection, now: str, files: Files) -> Iterator[Problem]:
    """Links to files that are not published because a browser would run them."""
    rules = Carrying(files.always, files.trusted)
    query = (
        f"{FROM_LINKS} JOIN sources t ON t.path = target AND t.kind = 'file' AND NOT t.public"
        " WHERE links.kind IN ('file', 'root') ORDER BY s.path, line, position"
    )
    for row in connection.execute(query, {"now": now}).fetchall():
        path, line, column, written, target, _, unfinished = row
        if rules.may_be_carried(target):
            continue
        message = f"“{written}” could run programs on the site, so it is not published"
        fix = f'If it is safe, name it in site.toml: [files] trusted = ["{target}"]'
        yield problem_of(path, line, column, message, fix, "warning", "program", unfinished)


def rivals_in_case(connection: sqlite3.Connection, now: str) -> Iterator[tuple[str, Problem]]:
    """Addresses that differ only in case, which many file systems treat as one: the path of the
    article that must give way, and its problem.

    Only pairs of which one article has changed since the last publication are checked: there were
    no such pairs then.
    """
    query = (
        "SELECT a.path, a.url, b.path, b.url, max(a.due, b.due) > ? FROM articles a"
        " JOIN articles b ON a.address = b.address AND a.url > b.url WHERE a.public AND b.public"
        " AND a.address IN (SELECT address FROM changed_articles JOIN articles USING (path))"
        " ORDER BY a.path, b.path"
    )
    for path, url, other, other_url, unfinished in connection.execute(query, (now,)).fetchall():
        message = (
            f"The address {url} and that of content/{other}, {other_url}, differ only in upper and"
            " lower case"
        )
        fix = "Give one of them another slug: some computers cannot tell them apart"
        yield (
            path,
            problem_of(f"content/{path}", 1, 1, message, fix, "error", "address-taken", unfinished),
        )
