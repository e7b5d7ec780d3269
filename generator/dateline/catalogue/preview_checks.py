"""Links to the preview that `dateline serve` shows, which no reader can follow."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from urllib.parse import quote

from dateline.addresses import is_of_preview
from dateline.catalogue.links import link_rows
from dateline.problems import Problem


def check_preview_links(
    connection: sqlite3.Connection, now: str, has_page: Callable[[str], bool]
) -> Iterator[Problem]:
    """Links and pictures in articles whose addresses are those of the preview. An address on some
    other port of this computer or network is one only if the site has a page like it.

    `has_page` says whether the site has more than a redirect at an address.
    """
    for link in link_rows(connection, now, "WHERE links.kind = 'preview'"):
        url = next(filter(has_page, (link.target, f"{link.target.rstrip('/')}/")), "")
        if url in ("", "/") and not is_of_preview(link.written):
            continue
        message = f"“{link.written}” is an address of the preview, which no reader can follow"
        fix, mend = "Write the address that the page has on the site, such as /archive/", None
        if link.is_image:
            fix = "Write the path from this file to the picture"
        if url:
            meant = quote(url)
            fix, mend = f"Write {meant}", link.mend(meant)
            query = "SELECT path FROM articles WHERE address = ? AND url = ? AND public"
            if found := connection.execute(query, (url.casefold(), url)).fetchone():
                fix += f", or link to its file: {link.path_to(found[0])}"
        yield link.problem(message, fix, "address", mend=mend)
