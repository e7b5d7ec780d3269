"""What was published before, as far as it may be lost, and what tells so."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dateline.anchors import lasting_anchors
from dateline.catalogue.lost_rows import LostRows
from dateline.urls import Urls


class Evidence(StrEnum):
    """Why an address is believed to be public, as what follows it in a sentence: this machine built
    it, git has it, or a sitemap lists it, which alone is certain."""

    BUILD = "was in an earlier build"
    COMMIT = "was public in an earlier commit"
    LISTED = "was published"


@dataclass(frozen=True, slots=True)
class PublishedBefore:
    """What was published before, as far as it may be lost. Files are named by their paths below
    content/."""

    articles: Mapping[str, str] = field(default_factory=dict)
    """The file of each article, by its address and by its aliases that have a query."""
    others: Collection[str] = ()
    """The addresses of lists and other pages of no single file."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of each article, by its file."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """The digest of each file."""
    files: Set[str] = frozenset()
    """All files that were published."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """Of articles that had gone, the file that had their text then, by their own file."""
    anchors: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The anchors of articles that have changed, by the article's address."""
    shown_in: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The files of the articles that referred to each file."""
    feed_ids: Mapping[str, str] = field(default_factory=dict)
    """The `id` of each article that had one, by its address."""
    terms: Mapping[str, Set[tuple[str, str]]] = field(default_factory=dict)
    """The taxonomy and slug of the terms of each article, by its file."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """The slug of the term that the articles of a list had when it was lost, by its address."""
    lost_anchors: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The anchors that were lost before, by the article's address."""
    evidence: Evidence = Evidence.BUILD
    """What tells so."""
    is_cut_short: bool = False
    """Whether git has too few commits."""
    lost_ids: Mapping[str, str] = field(default_factory=dict)
    """What feeds know articles by that have had other ids since, by their addresses."""
    feed_home: str = ""
    """What all ids in feeds began with."""
    likely: Mapping[str, str] = field(default_factory=dict)
    """Of articles that had gone, the file that had much of their text then, by their own file."""

    @property
    def known_anchors(self) -> dict[str, list[str]]:
        """The anchors of articles that have changed, and those that were lost before, by their
        addresses."""
        addresses = (*self.anchors, *self.lost_anchors)
        return {
            url: [*self.anchors.get(url, ()), *self.lost_anchors.get(url, ())] for url in addresses
        }

    def and_later(self, later: PublishedBefore, urls: Urls) -> PublishedBefore:
        """The same, with what was published `later`: the newest text of each article, all anchors
        and terms that it ever had, and its first id in feeds."""
        articles = {url: path for url, path in self.articles.items() if "?" not in url}
        own = self.feed_ids
        ids = {path: own.get(url, urls.feed_id(url)) for url, path in articles.items()}
        moved = {url: ids[path] for url, path in later.articles.items() if path in ids}
        moved = {url: known for url, known in moved.items() if url not in self.articles}
        return replace(
            self,
            articles={**self.articles, **later.articles},
            shown_in={**self.shown_in, **later.shown_in},
            texts={**self.texts, **later.texts},
            digests={**self.digests, **later.digests},
            feed_ids={**later.feed_ids, **moved, **self.feed_ids},
            terms={
                path: frozenset((*self.terms.get(path, ()), *later.terms.get(path, ())))
                for path in (*self.terms, *later.terms)
            },
            lost_anchors={
                url: lasting_anchors(self.texts[path])
                for url, path in self.articles.items()
                if path in later.texts
            },
        )

    def with_lost(self, lost: LostRows) -> PublishedBefore:
        """The same, with what was lost before that and has not been answered."""
        rows = lost.addresses
        lost_anchors = {url: list(names) for url, names in self.lost_anchors.items()}
        for url, anchor in lost.anchors:
            lost_anchors.setdefault(url, []).append(anchor)
        return replace(
            self,
            articles={**self.articles, **{row.url: row.path for row in rows if row.path}},
            others=[*self.others, *(row.url for row in rows if not row.path)],
            texts={**{row.path: row.text for row in rows if row.text}, **self.texts},
            homes={**self.homes, **{row.path: row.home for row in rows if row.path and row.home}},
            likely={row.path: row.likely for row in rows if row.likely},
            lost_anchors=lost_anchors,
            renamed={row.url: row.home for row in rows if row.home and not row.path},
            feed_ids={**{row.url: row.feed_id for row in rows if row.feed_id}, **self.feed_ids},
            lost_ids={row.url: row.feed_id for row in lost.ids},
            feed_home=lost.feed_home or self.feed_home,
        )


def queries_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The file of each public article that is as it was published, by its aliases that have a
    query."""
    query = (
        "SELECT written, a.path FROM aliases l JOIN articles a ON a.id = l.article"
        " WHERE query <> '' AND a.public AND a.path NOT IN (SELECT path FROM changed_articles)"
    )
    return dict(connection.execute(query).fetchall())


def texts_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The bodies of all articles, by their files."""
    query = "SELECT path, html FROM bodies JOIN sources USING (id) WHERE html <> ''"
    return dict(connection.execute(query).fetchall())


def digests_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The digests of all files that may be published, by their paths."""
    query = "SELECT path, hash FROM sources WHERE kind IN ('article', 'file') AND hash <> ''"
    return dict(connection.execute(query).fetchall())


def feed_ids_of(connection: sqlite3.Connection) -> dict[str, str]:
    """The `id` of each article that has one, by its address."""
    query = "SELECT url, json_extract(record, '$.id') FROM articles WHERE public"
    return dict(connection.execute(f"{query} AND json_extract(record, '$.id') <> ''").fetchall())


def terms_of(connection: sqlite3.Connection) -> dict[str, frozenset[tuple[str, str]]]:
    """The taxonomy and slug of each term of all public articles, by their files."""
    query = (
        "SELECT path, json_group_array(json_array(taxonomy, slug)) FROM article_terms"
        " JOIN sources ON id = article GROUP BY article"
    )
    return {
        path: frozenset((taxonomy, slug) for taxonomy, slug in json.loads(terms))
        for path, terms in connection.execute(query)
    }


def shown_in_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The files of the articles that refer to each file that is no article."""
    found: dict[str, list[str]] = {}
    query = (
        "SELECT target, path FROM links JOIN sources ON id = source WHERE links.kind <> 'article'"
        " ORDER BY 1, 2"
    )
    for target, path in connection.execute(query):
        found.setdefault(target, []).append(path)
    return found
