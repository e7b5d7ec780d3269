"""Links to articles and files that do not exist or are not published."""

from __future__ import annotations

import posixpath
import re
import sqlite3
from collections.abc import Callable, Iterator
from itertools import zip_longest

from dateline.catalogue.files_meant import SIMILARITY, FilesMeant, mend_of_case
from dateline.catalogue.links import LinkRow, is_withdrawn, link_rows, withdrawn_link
from dateline.config import Site
from dateline.content.carrying import Carrying
from dateline.problems import Problem, nearest

_DATE = re.compile(r"^[\d_ -]+(?=[^\d_ -])")
_ARTICLE_END = re.compile(r"(?:/index)?\.md$", re.IGNORECASE)
_GAP = re.compile(r"[\s_-]+")
_ENOUGH_SEARCHED = 300
"""Of how many missing articles the former names are looked up, which takes some milliseconds
each."""


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
    if links := list(link_rows(connection, now, to_nothing)):
        names: dict[str, list[str]] = {}
        for (path,) in connection.execute(
            "SELECT path FROM sources WHERE kind = 'article' ORDER BY path"
        ):
            names.setdefault(_name(path), []).append(path)
        known: dict[str, str] = {}
        for link in links:
            if not link.target.startswith(unread):
                message = f"“{link.written}” links to an article that does not exist"
                meant = known.get(link.target)
                if meant is None:
                    meant = _article_like(link.target, names)
                    if not meant and len(known) < _ENOUGH_SEARCHED:
                        meant = renamed(link.target)
                    known[link.target] = meant
                fix = "Write the path from this file to the article's file"
                fix = _did_you_mean(link, meant) if meant else fix
                mend = mend_of_case(link, meant)
                yield link.problem(message, fix, "dead-link", "error", mend)
    to_unpublished = (
        "JOIN articles own ON own.id = links.source AND own.public"
        " JOIN sources t ON t.path = target LEFT JOIN articles a ON a.id = t.id"
        " WHERE links.kind = 'article' AND NOT (coalesce(a.public, 0) AND a.kind <> 'withdrawn')"
    )
    for link in link_rows(connection, now, to_unpublished):
        if is_withdrawn(link.target, connection):
            yield withdrawn_link(link)
            continue
        message = f"“{link.written}” links to an article that is not published"
        fix = "The words will have no link until that article is published"
        yield link.problem(message, fix, "unpublished-link")


def _article_like(target: str, names: dict[str, list[str]]) -> str:
    """The path of the article that is most like `target`, by its name; empty if none is."""
    name = _name(target)
    near = name if name in names else nearest(name, names, SIMILARITY) or ""
    found = names[near] if near and is_misspelling(name, near) else []
    return (nearest(target, found) or found[0]) if found else ""


def _did_you_mean(link: LinkRow, meant: str) -> str:
    """The question whether a link was meant for the file content/`meant`."""
    return f"Did you mean “{link.path_to(meant)}”?"


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
    for link in link_rows(connection, now, to_nothing):
        target = link.target
        if target.startswith(unread):
            continue
        like = files.like(target, picture=link.is_image)
        mend = mend_of_case(link, like)
        if link.is_image:
            message = f"The picture “{link.written}” does not exist"
            fix = f"Put the picture at content/{target}, or write the path from this file to it"
            fix = _did_you_mean(link, like) if like else fix
            yield link.problem(message, fix, "missing-picture", "error", mend)
        else:
            message = f"“{link.written}” links to a file that does not exist"
            fix = "Write the path from this file to a file or article, or an address with https://"
            if meant := article_meant(target, connection) or like:
                fix = _did_you_mean(link, meant)
            yield link.problem(message, fix, "dead-link", mend=mend)
    to_no_pictures = (
        "JOIN sources t ON t.path = target AND t.kind = 'file'"
        " LEFT JOIN pictures p ON p.id = t.id"
        " WHERE links.kind IN ('file', 'root') AND image AND p.id IS NULL AND t.hash <> ''"
    )
    for link in link_rows(connection, now, to_no_pictures):
        message = f"“{link.written}” is not a picture that browsers can show"
        fix = "Use a PNG, JPEG, WebP, AVIF, GIF or SVG file, or link to it instead"
        if link.target.lower().endswith(".svg"):
            message = f"The drawing “{link.written}” does not say how large it is"
            fix = 'Give its <svg> tag a viewBox, such as viewBox="0 0 600 400"'
        yield link.problem(message, fix, "not-a-picture")


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
    for link in link_rows(connection, now, to_kept_back):
        if rules.may_be_carried(link.target):
            continue
        message = f"“{link.written}” could run programs on the site, so it is not published"
        fix = f'If it is safe, name it in site.toml, under [files]: trusted = ["{link.target}"]'
        yield link.problem(message, fix, "program")
