"""Articles that feeds cannot tell apart: two with one id."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.catalogue.records import load_article
from dateline.content.advice import line_with
from dateline.content.article import Article
from dateline.problems import Problem, problem_of
from dateline.urls import Urls

_BOTH = "a.kind = 'article' AND b.kind = 'article' AND a.lang = b.lang"
"""Feeds have the articles of one language, so translations may share an id."""
_PAIRS = (
    # One has the id that another has too, or the address of one that is known by its address.
    "SELECT a.record, b.record, max(a.due, b.due) > :now FROM articles a"
    " JOIN articles b ON b.feed_id = a.feed_id AND b.feed_id <> '' AND b.id > a.id"
    f" WHERE a.feed_id <> '' AND {_BOTH}"
    " UNION ALL SELECT a.record, b.record, max(a.due, b.due) > :now FROM articles a"
    " JOIN articles b ON b.address = a.feed_id AND b.feed_id = '' AND b.id <> a.id"
    f" WHERE a.feed_id <> '' AND {_BOTH}"
)


def check_ids(connection: sqlite3.Connection, now: str, urls: Urls) -> Iterator[Problem]:
    """The articles with the id of another, or with the address by which another was known."""
    for *records, unfinished in connection.execute(_PAIRS, {"now": now}).fetchall():
        articles = [load_article(record) for record in records]
        one, other = ((article.id or urls.feed_id(article.url)) for article in articles)
        if one == other:
            yield _taken(articles, one, unfinished, urls)


def _taken(articles: list[Article], identifier: str, unfinished: bool, urls: Urls) -> Problem:
    first, second = sorted(articles, key=lambda article: _age(article, identifier, urls))
    message = f"Feeds know this article and content/{first.path} by one id, {identifier}"
    fix = (
        "Readers of feeds would take it for the other: give it an id of its own, such as "
        + line_with("id", f"{second.slug}-{second.day}")
    )
    if second.id and not first.id:
        fix = f"Delete it: it is the address of content/{first.path}, by which feeds know that"
    place = f"content/{second.path}", *(second.id_place or (1, 1))
    return problem_of(place, message, fix, kind="id-taken", unfinished=unfinished)


def _age(article: Article, identifier: str, urls: Urls) -> tuple[bool, bool, str]:
    """What orders two articles: one that moved away from the address that is its id was there
    before, and one that has no id of its own did not take that of the other."""
    has_moved = any(urls.feed_id(urls.named(alias)) == identifier for alias in article.aliases)
    return not (article.id and has_moved), bool(article.id), article.sort_key
