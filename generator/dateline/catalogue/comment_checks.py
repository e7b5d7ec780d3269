"""What only the archive as a whole shows of comments: an article or a comment that is not there,
replies in a circle, and dates that cannot be right."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterator

from dateline.catalogue.records import load_comment
from dateline.content.advice import line_with
from dateline.content.comments import Comment, folder_of_comments
from dateline.content.sources import COMMENTS
from dateline.problems import Problem, ProblemKind, nearest

_LIKE = 0.85
"""How similar, from 0 to 1, the paths of an article before and after it was renamed must be."""


def check_comments(
    connection: sqlite3.Connection, now: str, unread: tuple[str, ...]
) -> Iterator[Problem]:
    """The problems of comments at the instant `now`. Articles whose paths begin with one of
    `unread`, which could not be read, are not missed."""
    yield from _without_article(connection, unread)
    yield from _on_pages(connection)
    yield from _answers_to_nothing(connection)
    yield from _answers_in_circles(connection)
    yield from _dated_in_the_future(connection, now)
    yield from _older_than_article(connection)


def _without_article(connection: sqlite3.Connection, unread: tuple[str, ...]) -> Iterator[Problem]:
    query = (
        "SELECT article, count(*) FROM comments c WHERE NOT EXISTS (SELECT 1 FROM sources s"
        " WHERE s.path = c.article AND s.kind = 'article') GROUP BY 1 ORDER BY 1"
    )
    rows = [row for row in connection.execute(query) if not row[0].startswith(unread)]
    if not rows:
        return
    query = "SELECT path FROM sources WHERE kind = 'article' ORDER BY path"
    paths = [path for (path,) in connection.execute(query)]
    known = set(paths)
    for article, number in rows:
        folder = article.removesuffix(".md")
        if not folder or any(path.startswith(f"{folder}/") for path in paths):
            yield from _in_no_folder(connection, article, known)
            continue
        whose = "Its comment is" if number == 1 else f"Its {number:,} comments are"
        message = f"There is no article content/{article}. {whose} not on the site"
        fix = "Name the folder after the article's file, without .md, or delete it"
        if (outer := posixpath.dirname(article) + ".md") in known:
            fix = f"Move the comments on content/{outer} to content/{folder_of_comments(outer)}"
        elif meant := _meant(article, paths):
            fix = (
                f"If it was content/{meant}, rename this folder content/{folder_of_comments(meant)}"
            )
        yield _warning(folder_of_comments(article), message, fix)


def _in_no_folder(
    connection: sqlite3.Connection, article: str, known: set[str]
) -> Iterator[Problem]:
    """Comments beside the folders of articles: these are not about any, and where they are, other
    articles have theirs."""
    query = "SELECT record FROM comments WHERE article = ? ORDER BY sort_key"
    for (record,) in connection.execute(query, (article,)).fetchall():
        path = load_comment(record).path
        message = "This comment is in the folder of no article, so it is not on the site"
        fix = "Move it into the folder with the comments on its article, or delete it"
        likely = path.removeprefix(f"{COMMENTS}/"), f"{article.removesuffix('.md')}/index.md"
        if meant := next((one for one in likely if one in known), None):
            fix = f"If it is on content/{meant}, move it to content/{folder_of_comments(meant)}/"
        yield _warning(path, message, fix)


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
        yield _warning(folder_of_comments(article), message, fix)


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
        yield _warning(comment.path, message, fix, comment.reply_place)


def _answers_in_circles(connection: sqlite3.Connection) -> Iterator[Problem]:
    # Every circle has a comment that answers itself or a later one.
    query = (
        "SELECT c.record FROM comments c JOIN comments o"
        " ON o.article = c.article AND o.key = c.reply_to AND o.sort_key >= c.sort_key"
        " WHERE c.reply_to <> '' ORDER BY c.article, c.sort_key"
    )
    told = set[str]()
    for (record,) in connection.execute(query).fetchall():
        comment = load_comment(record)
        circle = [] if comment.path in told else _circle_from(comment, connection)
        if not circle:
            continue
        told.update(each.path for each in circle)
        names = " → ".join(f"“{each.key}”" for each in (*circle, comment))
        message = f"These comments reply to each other in a circle: {names}"
        if len(circle) == 1:
            message = "The comment replies to itself"
        fix = "Write in “reply_to” which comment it answers, or delete the line"
        yield _warning(comment.path, message, fix, comment.reply_place)


def _circle_from(comment: Comment, connection: sqlite3.Connection) -> list[Comment]:
    """The comments in the circle that this one belongs to; empty if it is in none."""
    query = "SELECT record FROM comments WHERE article = ? AND key = ?"
    circle, seen = [comment], {comment.key}
    while row := connection.execute(query, (comment.article, circle[-1].reply_to)).fetchone():
        answered = load_comment(row[0])
        if answered.key == comment.key:
            return circle
        if answered.key in seen:
            break
        seen.add(answered.key)
        circle.append(answered)
    return []


def _dated_in_the_future(connection: sqlite3.Connection, now: str) -> Iterator[Problem]:
    query = "SELECT record FROM comments WHERE sort_key > ? ORDER BY article, sort_key"
    for (record,) in connection.execute(query, (f"{now} \U0010ffff",)).fetchall():
        comment = load_comment(record)
        message = f"The comment is dated {comment.date.iso[:10]}, which is in the future"
        yield _date_warning(comment, message)


def _older_than_article(connection: sqlite3.Connection) -> Iterator[Problem]:
    query = (
        "SELECT c.record, a.year, a.month, a.day FROM comments c JOIN articles a"
        " ON a.path = c.article WHERE a.kind = 'article' AND substr(c.sort_key, 1, 10)"
        " <= printf('%04d-%02d-%02d', a.year, max(a.month, 1), max(a.day, 1))"
        " ORDER BY c.article, c.sort_key"
    )
    for record, *written in connection.execute(query).fetchall():
        comment = load_comment(record)
        date = comment.date
        # As far as both are known: a comment of a month is not older than a story of that month.
        pairs = zip((date.year, date.month, date.day), written, strict=True)
        known = [pair for pair in pairs if all(pair)]
        if [mine for mine, _ in known] < [its for _, its in known]:
            message = f"The comment is dated {date.iso[:10]}, before the article that it is on"
            yield _date_warning(comment, message)


def _date_warning(comment: Comment, message: str) -> Problem:
    fix = f"Write when it was sent: {line_with('date', '2024-11-23T07:30')}"
    return _warning(comment.path, message, fix, comment.date_place, "date")


def _warning(
    path: str,
    message: str,
    fix: str,
    place: tuple[int, int] = (0, 0),
    kind: ProblemKind = "lost-comment",
) -> Problem:
    return Problem(f"content/{path}", *place, message, fix, "warning", kind=kind)
