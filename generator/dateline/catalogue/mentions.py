"""The files and addresses that site.toml and the theme name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.config import Site
from dateline.config_values import FILE_NAME
from dateline.content.snippets import read_snippet, snippet_paths
from dateline.digests import digest_of
from dateline.theme import Theme

if TYPE_CHECKING:
    from dateline.markdown import Reference

_KEY = "mentions"
_SEARCHED_SUFFIXES = (".html", ".css", ".js", ".xml", ".txt", ".json", ".webmanifest", ".toml")


def mentions_key(site: Site, theme: Theme) -> str:
    """A digest of everything that affects the mentions and which files they make public."""
    snippets = [read_snippet(site, path) for path in snippet_paths(site)]
    return digest_of(
        repr([site.published_files, site.document.data, theme.digest, snippets]).encode()
    )


def has_mentions(connection: sqlite3.Connection, key: str) -> bool:
    """Whether the mentions in the catalogue are those of this key."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return bool(row == (key,))


def put_mentions(connection: sqlite3.Connection, site: Site, theme: Theme, key: str) -> None:
    """Replace the mentions with those that site.toml and the theme have now."""
    # Imported here, since most builds do not need Markdown.
    from dateline.catalogue.rows import link_rows

    connection.execute("DELETE FROM mentions")
    connection.executemany(
        "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
        [
            (path, line, column, target, kind == "root", written)
            for path, references in _all(site, theme)
            for kind, target, line, column, _, written in link_rows(references)
        ],
    )
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY, key))


def _all(site: Site, theme: Theme) -> Iterator[tuple[str, Iterable[Reference]]]:
    from dateline.content.mentions import references_in_template, references_in_toml
    from dateline.markdown import clean_snippet

    yield FILE_NAME, list(references_in_toml(site.document, site.url))
    for shown in snippet_paths(site):
        found = clean_snippet(read_snippet(site, shown), shown, site.url)
        yield f"content/{shown}", found.references
    for path in sorted({*theme.files.values(), *theme.templates_in_use.values()}):
        if path.name.endswith(_SEARCHED_SUFFIXES):
            text = theme.contents.text(path)
            yield theme.shown(path), references_in_template(text, site.url)
