"""Links to articles and files that do not exist or are not published."""

from __future__ import annotations

import posixpath
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest

from dateline.catalogue.files_meant import FilesMeant, mend_of_case
from dateline.catalogue.links import link_rows, withdrawn_link
from dateline.config import Site
from dateline.content.carrying import Carrying
from dateline.problems import Problem, nearest, problem_of

_DATE = re.compile(r"^[\d_ -]+(?=[^\d_ -])")
_ARTICLE_END = re.compile(r"(?:/index)?\.md$", re.IGNORECASE)
_GAP = re.compile(r"[\s_-]+")
_SIMILARITY = 0.85
"""How similar two names must be, from 0 to 1, for one to be a misspelling of the other: one letter
in six may differ."""


def check_article_links(
    connection: sqlite3.Connection,
    now: str,
    unread: tuple[str, ...],
    renamed: Callable[[str], str],
) -> Iterator[Problem]:
    """Links to the files of articles that do not exist or are not published. Those of articles that
    are not due by `now` are only warnings.

    Links to paths that begin with one of `unread`, which could not be read, are not checked.
    `renamed` tells where an article went that is not found otherwise; it is empty where that is not
    known.
    """
    to_nothing = (
        "LEFT JOIN sources t ON t.path = target WHERE links.kind = 'article' AND t.id IS NULL"
    )
    rows = list(link_rows(connection, now, to_nothing))
    if rows:
        names: dict[str, list[str]] = {}
        for (path,) in connection.execute(
            "SELECT path FROM sources WHERE kind = 'article' ORDER BY path"
        ):
            names.setdefault(_name(path), []).append(path)
        for path, line, column, written, target, _, _, unfinished, _ in rows:
            if not target.startswith(unread):
                message = f"“{written}” links to an article that does not exist"
                meant = _article_like(target, names) or renamed(target)
                fix = "Write the path from this file to the article's file"
                place = path, line, column
                yield replace(
                    problem_of(
                        *(*place, message, did_you_mean(path, meant) if meant else fix),
                        *("error", "dead-link", unfinished),
                    ),
                    mend=mend_of_case(line, column, written, meant),
                )
    to_unpublished = (
        "JOIN articles own ON own.id = links.source AND own.public"
        " JOIN sources t ON t.path = target LEFT JOIN articles a ON a.id = t.id"
        " WHERE links.kind = 'article' AND NOT (coalesce(a.public, 0) AND a.kind <> 'withdrawn')"
    )
    for row in link_rows(connection, now, to_unpublished):
        if _is_withdrawn(row.target, connection):
            yield withdrawn_link(row)
            continue
        message = f"“{row.written}” links to an article that is not published"
        fix = "The words will have no link until that article is published"
        yield Problem(
            row.path, row.line, row.column, message, fix, "warning", kind="unpublished-link"
        )


def _is_withdrawn(path: str, connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM articles WHERE path = ? AND kind = 'withdrawn'"
    return connection.execute(query, (path,)).fetchone() is not None


def _article_like(target: str, names: dict[str, list[str]]) -> str:
    """The path of the article that is most like `target`, by its name; empty if none is."""
    name = _name(target)
    near = name if name in names else nearest(name, names, _SIMILARITY) or ""
    found = names[near] if near and is_misspelling(name, near) else []
    return (nearest(target, found) or found[0]) if found else ""


def did_you_mean(path: str, meant: str) -> str:
    """The question whether a link in the file `path` was meant for the file content/`meant`."""
    folder = posixpath.dirname(path.removeprefix("content/")) or "."
    return f"Did you mean “{posixpath.relpath(meant, folder)}”?"


def is_misspelling(name: str, near: str) -> bool:
    """Whether the names are the same word for word, apart from misspellings: names of different
    articles often share all words but one, or all but a number."""
    words = zip_longest(_GAP.split(name), _GAP.split(near), fillvalue="")
    return all(
        one == other or (not other.isdigit() and nearest(one, [other])) for one, other in words
    )


def _name(path: str) -> str:
    """The name of an article's file (or of the folder of its index.md), in lower case and without
    the leading date."""
    name = posixpath.basename(_ARTICLE_END.sub("", path))
    return _DATE.sub("", name).lower()


def check_file_links(
    connection: sqlite3.Connection, now: str, unread: tuple[str, ...]
) -> Iterator[Problem]:
    """Links to other files, and pictures, that do not exist, and pictures that browsers cannot
    show. Paths that begin with one of `unread`, which could not be read, are not checked."""
    to_nothing = (
        "LEFT JOIN sources t ON t.path = target AND t.kind = 'file'"
        " WHERE links.kind = 'file' AND t.id IS NULL"
    )
    files = FilesMeant(connection)
    for row in link_rows(connection, now, to_nothing):
        path, line, column, written, target, _, image, unfinished, _ = row
        if target.startswith(unread):
            continue
        like = files.like(target, picture=image)
        mend = mend_of_case(line, column, written, like)
        if image:
            message = f"The picture “{written}” does not exist"
            fix = f"Put the picture at content/{target}, or write the path from this file to it"
            fix = did_you_mean(path, like) if like else fix
            place = path, line, column
            problem = problem_of(*place, message, fix, "error", "missing-picture", unfinished)
            yield replace(problem, mend=mend)
        else:
            message = f"“{written}” links to a file that does not exist"
            fix = "Write the path from this file to a file or article, or an address with https://"
            if meant := article_meant(target, connection) or like:
                fix = did_you_mean(path, meant)
            place = path, line, column
            problem = problem_of(*place, message, fix, "warning", "dead-link", unfinished)
            yield replace(problem, mend=mend)
    to_no_pictures = (
        "JOIN sources t ON t.path = target AND t.kind = 'file'"
        " LEFT JOIN pictures p ON p.id = t.id"
        " WHERE links.kind IN ('file', 'root') AND image AND p.id IS NULL AND t.hash <> ''"
    )
    for row in link_rows(connection, now, to_no_pictures):
        path, line, column, written, target, _, _, unfinished, _ = row
        message = f"“{written}” is not a picture that browsers can show"
        fix = "Use a PNG, JPEG, WebP, AVIF, GIF or SVG file, or link to it instead"
        if target.lower().endswith(".svg"):
            message = f"The drawing “{written}” does not say how large it is"
            fix = 'Give its <svg> tag a viewBox, such as viewBox="0 0 600 400"'
        yield problem_of(path, line, column, message, fix, "warning", "not-a-picture", unfinished)


def article_meant(target: str, connection: sqlite3.Connection) -> str:
    """The path of the article that a link to `target`, a path in content/ without `.md` or with
    another ending, was meant for; empty if there is none."""
    stem = re.sub(r"(?:/|/?index\.html?|\.html?)$", "", target)
    query = "SELECT path FROM sources WHERE kind = 'article' AND path IN (?, ?) ORDER BY path"
    row = connection.execute(query, (f"{stem}.md", f"{stem}/index.md")).fetchone()
    return str(row[0]) if row else ""


def check_programs(connection: sqlite3.Connection, now: str, site: Site) -> Iterator[Problem]:
    """Links to files that are not published because a browser would run them."""
    rules = Carrying.of(site)
    to_kept_back = (
        "JOIN sources t ON t.path = target AND t.kind = 'file' AND NOT t.public"
        " WHERE links.kind IN ('file', 'root') ORDER BY s.path, line, position"
    )
    for row in link_rows(connection, now, to_kept_back):
        path, line, column, written, target, _, _, unfinished, _ = row
        if rules.may_be_carried(target):
            continue
        message = f"“{written}” could run programs on the site, so it is not published"
        fix = f'If it is safe, name it in site.toml: [files] trusted = ["{target}"]'
        yield problem_of(path, line, column, message, fix, "warning", "program", unfinished)
