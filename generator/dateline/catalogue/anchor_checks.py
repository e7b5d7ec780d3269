"""Links to anchors that the articles they lead to do not have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from dateline.anchors import anchor_advice, anchor_of, anchors_in, lasting_anchors
from dateline.catalogue.links import link_rows, mentioned_links
from dateline.problems import Problem

_TO_ANCHORS = "WHERE instr(written, '#') AND NOT image AND links.kind IN ('article', 'root')"
_BODY = (
    "SELECT a.path, html FROM articles a JOIN bodies b ON b.id = a.id"
    " WHERE a.kind <> 'withdrawn' AND"
)


class ArticleBody(NamedTuple):
    """An article, by its path, and its body."""

    path: str
    html: str


def check_anchors(connection: sqlite3.Connection, now: str) -> Iterator[Problem]:
    """Links in articles, registers, site.toml and the theme to anchors that the article there does
    not have."""
    bodies: dict[tuple[str, str], ArticleBody | None] = {}
    links = [*link_rows(connection, now, _TO_ANCHORS), *mentioned_links(connection)]
    for link in sorted(links):
        anchor, target = anchor_of(link.written), link.target
        if not anchor:
            continue
        if (link.kind, target) not in bodies:
            is_file = link.kind == "article"
            found = body_of(target, connection) if is_file else body_at(f"/{target}", connection)
            bodies[link.kind, target] = found
        there = bodies[link.kind, target]
        if there and anchor not in anchors_in(there.html):
            message = f"“{link.written}” leads to an article that has no place named “#{anchor}”"
            fix = anchor_advice(anchor, lasting_anchors(there.html))
            yield link.problem(message, fix, "dead-anchor")


def body_at(url: str, connection: sqlite3.Connection) -> ArticleBody | None:
    """The public article at an address and its body; None if there is none, or a withdrawn one."""
    # The address of a folder may be written without the slash at its end.
    urls = url, f"{url.rstrip('/')}/"
    query = f"{_BODY} a.address IN (?, ?) AND a.url IN (?, ?) AND a.public"
    row = connection.execute(query, (*map(str.casefold, urls), *urls)).fetchone()
    return ArticleBody(*row) if row else None


def body_of(path: str, connection: sqlite3.Connection) -> ArticleBody | None:
    """The article content/`path`, public or not, and its body; None if there is none, or it is
    withdrawn."""
    row = connection.execute(f"{_BODY} a.path = ?", (path,)).fetchone()
    return ArticleBody(*row) if row else None
