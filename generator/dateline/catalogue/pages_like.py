"""Published pages whose addresses differ from another only in upper and lower case."""

from __future__ import annotations

import sqlite3

from dateline.catalogue.page import Page
from dateline.page_paths import folded

_QUERY = (
    "SELECT view, key, url FROM pages WHERE url IN (?1, ?2) AND url <> ?3"
    " UNION SELECT view, key, url FROM pages WHERE lower(url) IN (?1, ?2)"
    " AND url <> lower(url) AND url <> ?3 ORDER BY url"
)


def pages_like(connection: sqlite3.Connection, url: str) -> list[Page]:
    """The published pages whose addresses some computers cannot tell from `url`, in order.

    Of other letters than A to Z, only those in lower case are found.
    """
    form = folded(url)
    index = f"{form}index.html" if form.endswith("/") else form
    return [Page.from_stored(*row) for row in connection.execute(_QUERY, (form, index, url))]
