"""What only the archive as a whole shows of comments: an article or a comment that is not there."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterator

from dateline.catalogue.records import load_comment
from dateline.content.comments import folder_of
from dateline.problems import Problem, nearest

_LIKE = 0.85
"""How similar, from 0 to 1, the paths of an article before and after it was renamed must be."""


def check_comments(connection: sqlite3.Connection, unread: tuple[str, ...]) -> Iterator[Problem]:
    """The problems of comments. Articles whose paths begin with one of `unread`, which could not be
    read, are not missed."""
    yield from _without_article(connection, unread)
    yield from _on_pages(connection)
    yield from _answers_to_nothing(connection)


def _without_article(connection: sqlite3.Connection, unread: tuple[str, ...]) -> Iterator[Problem]:
    query = (
        "SELECT article, count(*) FROM comments c WHERE NOT EXISTS (SELECT 1 FROM sources s"
        " WHERE s.path = c.article AND s.kind = 'article') GROUP BY 1 ORDER BY 1"
    )
    rows = [row for row in connection.execute(query) if not row[0].startswith(unread)]
    if not rows:
        return
    known = "SELECT path FROM sources WHERE kind = 'article' ORDER BY path"
    paths = [path for (path,) in connection.execute(known)]
    for article, number in rows:
        whose = "Its comment is" if number == 1 else f"Its {number:,} comments are"
        message = f"There is no article content/{article}. {whose} not on the site"
        meant = _meant(article, paths)
        fix = (
            f"If it was content/{meant}, rename this folder content/{folder_of(meant)}"
            if meant
            else "Name the folder after the article's file, without .md, or delete it"
        )
        yield _warning(folder_of(article), message, fix)


def _meant(article: str, paths: list[str]) -> str | None:
    """The article that comments may be about: it may have been moved, or renamed slightly. An
    article in another language is another."""
    name = posixpath.basename(article)
    moved = [path for path in paths if posixpath.basename(path) == name]
    alike = [path for path in paths if path.count(".") == article.count(".")]
    return nearest(article, moved, 0.0) or nearest(article, alike, _LIKE)


def _on_pages(connection: sqlite3.Connection) -> Iterator[Problem]:
    query = (
        "SELECT DISTINCT article FROM comments JOIN articles a ON a.path = article"
        " WHERE a.kind = 'page' ORDER BY 1"
    )
    for (article,) in connection.execute(query).fetchall():
        message = f"content/{article} is a page. Only articles have comments"
        fix = "Move these to an article's folder, or delete them"
        yield _warning(folder_of(article), message, fix)


def _answers_to_nothing(connection: sqlite3.Connection) -> Iterator[Problem]:
    query = (
        "SELECT record FROM comments c WHERE reply_to <> '' AND NOT EXISTS"
        " (SELECT 1 FROM comments o WHERE o.article = c.article AND o.key = c.reply_to)"
        " ORDER BY article, sort_key"
    )
    for (record,) in connection.execute(query).fetchall():
        comment = load_comment(record)
        keys = connection.execute(
            "SELECT key FROM comments WHERE article = ? ORDER BY sort_key", (comment.article,)
        )
        near = nearest(comment.reply_to, [key for (key,) in keys if key != comment.key])
        fix = (
            f"Did you mean “{near}”?"
            if near
            else "Write the name of the other comment's file without .md, or delete the line"
        )
        message = f"There is no comment “{comment.reply_to}” on this article to reply to"
        yield _warning(comment.path, message, fix, (comment.reply_line, comment.reply_column))


def _warning(path: str, message: str, fix: str, place: tuple[int, int] = (0, 0)) -> Problem:
    return Problem(f"content/{path}", *place, message, fix, "warning", kind="lost-comment")
