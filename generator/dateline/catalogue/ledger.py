"""The record of what was last published: pages, search volumes, and what shaped them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from dateline.catalogue.lost_rows import LostRows, read_lost, write_lost
from dateline.catalogue.page import KeyPart, Page
from dateline.catalogue.store import transaction

_LAST = "\U0010ffff"
"""Sorts after every character with which a longer text may continue."""
_SWEEP = "sweep"
_WEIGHTS = "problems count as"
_VIEW = "view:"
_ARTICLES, _PAGES = "published articles", "published pages"
_RECENT = "recent articles since"
"""Keys of the table `meta`."""


class PublishedPage(NamedTuple):
    """A page and the hash of its file."""

    page: Page
    hash: str


_ENGINE = "engine"


class VolumeName(NamedTuple):
    """The name of a search volume, or of a search engine, which has its language as its `name`."""

    lang: str
    name: str

    @classmethod
    def of_engine(cls, lang: str) -> VolumeName:
        """The name of the engine that searches a language."""
        return cls(_ENGINE, lang)

    @property
    def is_engine(self) -> bool:
        """Whether this names an engine rather than a volume."""
        return self.lang == _ENGINE


class Volume(NamedTuple):
    """A search volume: the fingerprint of what was indexed, the digest and number of its files, its
    number of articles, the first and last day of these, and the size of its lines of the map."""

    lang: str
    name: str
    fingerprint: str
    digest: str
    files: int
    articles: int
    first: str
    last: str
    words: int

    @property
    def key(self) -> VolumeName:
        """The name of the volume."""
        return VolumeName(self.lang, self.name)

    @property
    def tag(self) -> str:
        """A short form of the digest, by which browsers notice a new version."""
        return self.digest[:8]


class PublishedCounts(NamedTuple):
    """How many articles and pages are published."""

    articles: int
    pages: int


class Ledger:
    """The record of the output over one connection. Write to it only inside `transaction`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything that is written inside, or, after an exception, nothing."""
        with transaction(self.connection):
            yield

    # Pages

    def has_pages(self) -> bool:
        """Whether anything was published."""
        return self._any("pages")

    def addresses(self) -> list[str]:
        """The address of every page, in order."""
        return [url for (url,) in self.connection.execute("SELECT url FROM pages ORDER BY url")]

    def hashes(self) -> dict[str, str]:
        """The hash of the file of every page, by address."""
        return dict(self.connection.execute("SELECT url, hash FROM pages").fetchall())

    def hash_of(self, url: str) -> str:
        """The hash of the file at an address; empty if there is none."""
        row = self.connection.execute("SELECT hash FROM pages WHERE url = ?", (url,)).fetchone()
        return str(row[0]) if row else ""

    def pages_of(
        self, view: str, lang: str = "", key: tuple[KeyPart, ...] = ()
    ) -> list[PublishedPage]:
        """The pages of a view, ordered by key: all, or those whose key starts with `lang` and
        `key`."""
        prefix = Page(view, lang, key, "").stored_key.removesuffix("]") if lang or key else ""
        query = (
            "SELECT view, key, url, hash FROM pages WHERE view = ? AND key >= ? AND key < ?"
            " ORDER BY key"
        )
        rows = self.connection.execute(query, (view, prefix, prefix + _LAST))
        return [PublishedPage(Page.from_stored(*page), digest) for *page, digest in rows]

    def page_at(self, url: str) -> Page | None:
        """The page at an address; None if there is none."""
        query = "SELECT view, key, url FROM pages WHERE url = ?"
        row = self.connection.execute(query, (url,)).fetchone()
        return Page.from_stored(*row) if row else None

    def pages_at(self, urls: Iterable[str]) -> dict[str, Page]:
        """The pages at these addresses, by address; addresses without a page are left out."""
        return {url: page for url in urls if (page := self.page_at(url))}

    def pages_below(self, folder: str) -> list[Page]:
        """The pages whose addresses start with `folder`, ordered by address."""
        query = "SELECT view, key, url FROM pages WHERE url >= ? AND url < ? ORDER BY url"
        rows = self.connection.execute(query, (folder, folder + _LAST))
        return [Page.from_stored(*row) for row in rows]

    def files_of(self, views: Collection[str]) -> dict[str, str]:
        """For each page of `views`, whose keys are paths, its address and the file below content/
        that it is made from."""
        marks = ", ".join("?" * len(views))
        query = f"SELECT url, json_extract(key, '$[1]') FROM pages WHERE view IN ({marks})"
        return dict(self.connection.execute(query, tuple(views)).fetchall())

    def put_pages(self, made: Collection[PublishedPage], deleted: Collection[Page]) -> None:
        """Record the pages that were made, and remove those that were deleted."""
        # Counting all pages takes time, so only the differences are counted.
        new = sum(not self._is_published(page) for page, _ in made)
        gone = sum(map(self._is_published, deleted))
        self._put(_PAGES, self.counts().pages + new - gone)
        self.connection.executemany(
            "DELETE FROM pages WHERE url = ?", [(page.url,) for page in deleted]
        )
        self.connection.executemany(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)",
            [(page.url, page.view, page.stored_key, digest) for page, digest in made],
        )

    def _is_published(self, page: Page) -> bool:
        query = "SELECT 1 FROM pages WHERE url = ?"
        return self.connection.execute(query, (page.url,)).fetchone() is not None

    # What was lost

    def lost(self) -> LostRows:
        """What earlier builds have lost, in order."""
        return read_lost(self.connection)

    def put_lost(self, lost: LostRows) -> None:
        """Record what is lost now."""
        write_lost(self.connection, lost)

    def forget_lost(self) -> None:
        """Record that nothing is lost."""
        self.put_lost(LostRows())

    # Search volumes

    def has_volumes(self) -> bool:
        """Whether the site can be searched."""
        return self._any("volumes")

    def volumes(self) -> list[Volume]:
        """Every volume and engine, ordered by language and name."""
        return [Volume(*row) for row in self.connection.execute("SELECT * FROM volumes")]

    def put_volumes(self, made: Iterable[Volume], deleted: Iterable[VolumeName]) -> None:
        """Record the volumes that were made, and remove those that were deleted."""
        self.connection.executemany("DELETE FROM volumes WHERE lang = ? AND name = ?", deleted)
        self.connection.executemany(
            "INSERT OR REPLACE INTO volumes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", made
        )

    # The output as a whole

    def counts(self) -> PublishedCounts:
        """How many articles and pages are published, as last recorded."""
        return PublishedCounts(int(self._get(_ARTICLES) or 0), int(self._get(_PAGES) or 0))

    def count_articles(self) -> None:
        """Count the public articles, and record the number."""
        self.connection.execute(
            "INSERT OR REPLACE INTO meta SELECT ?, count(*) FROM articles"
            " INDEXED BY articles_by_day WHERE public AND kind = 'article'",
            (_ARTICLES,),
        )

    def recent_since(self) -> str:
        """When the oldest of the recent articles became public, as last recorded."""
        return self._get(_RECENT) or ""

    def put_recent_since(self, instant: str) -> None:
        """Record when the oldest of the recent articles became public."""
        self._put(_RECENT, instant)

    def needs_sweep(self) -> bool:
        """Whether the output may hold files that belong to no page."""
        return self._get(_SWEEP) is not None

    def begin_sweep(self) -> None:
        """Record that the output may hold files that belong to no page."""
        self._put(_SWEEP, "")

    def finish_sweep(self) -> None:
        """Record that the output no longer holds such files."""
        self.connection.execute("DELETE FROM meta WHERE key = ?", (_SWEEP,))

    def is_checked(self, weights: Mapping[str, str]) -> bool:
        """Whether the published site was checked with these `weights` and had no errors."""
        return self._get(_WEIGHTS) == json.dumps(dict(weights))

    def put_check(self, weights: Mapping[str, str] | None) -> None:
        """Record that a check with these `weights` found no errors; with None, that the site was
        published in spite of errors."""
        self._put(_WEIGHTS, "" if weights is None else json.dumps(dict(weights)))

    # What shapes pages

    def views(self) -> dict[str, str]:
        """What shaped the pages of each view, as `put_views` recorded it."""
        query = "SELECT key, value FROM meta WHERE key LIKE ? || '%'"
        rows = self.connection.execute(query, (_VIEW,))
        return {key.removeprefix(_VIEW): value for key, value in rows}

    def put_views(self, shapes: Mapping[str, str]) -> None:
        """Record what shapes the pages of each view now, and remove all other views."""
        for name in self.views().keys() - shapes.keys():
            self.connection.execute("DELETE FROM meta WHERE key = ?", (_VIEW + name,))
        for name, shape in shapes.items():
            self._put(_VIEW + name, shape)

    def put_assets(self, digests: Mapping[str, str]) -> None:
        """Replace the theme's assets with these `digests`, by path."""
        self.connection.execute("DELETE FROM assets")
        self.connection.executemany("INSERT INTO assets VALUES (?, ?)", digests.items())

    def _any(self, table: str) -> bool:
        return self.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    def _get(self, key: str) -> str | None:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _put(self, key: str, value: str | int) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
