"""Links to the preview that `dateline serve` shows, which no reader can follow."""

from __future__ import annotations

import posixpath
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote

from dateline.addresses import is_of_preview
from dateline.catalogue.links import link_rows
from dateline.problems import Mend, Problem, problem_of


def check_preview_links(
    connection: sqlite3.Connection, now: str, has_page: Callable[[str], bool]
) -> Iterator[Problem]:
    """Links and pictures in articles whose addresses are those of the preview. An address on some
    other port of this computer or network is one only if the site has a page like it.

    `has_page` says whether the site has more than a redirect at an address.
    """
    for row in link_rows(connection, now, "WHERE links.kind = 'preview'"):
        path, line, column, written, target, _, image, unfinished, _ = row
        url = next(filter(has_page, (target, f"{target.rstrip('/')}/")), "")
        if url in ("", "/") and not is_of_preview(written):
            continue
        message = f"“{written}” is an address of the preview, which no reader can follow"
        fix, mend = "Write the address that the page has on the site, such as /archive/", None
        if image:
            fix = "Write the path from this file to the picture"
        if url:
            address, meant = re.sub(r"[?#].*", "", written), quote(url)
            fix = f"Write {meant}"
            mend = Mend(line, column, column + len(address), meant, address)
            query = "SELECT path FROM articles WHERE address = ? AND url = ? AND public"
            if found := connection.execute(query, (url.casefold(), url)).fetchone():
                folder = posixpath.dirname(path.removeprefix("content/")) or "."
                fix += f", or link to its file: {posixpath.relpath(found[0], folder)}"
        place = path, line, column
        problem = problem_of(*place, message, fix, "warning", "address", unfinished)
        yield replace(problem, mend=mend)
