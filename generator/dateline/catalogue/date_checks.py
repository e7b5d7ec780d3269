"""Articles that say they changed on a day that is still to come."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.catalogue.records import load_article
from dateline.problems import Problem

_CHANGED_LATER = (
    "SELECT record FROM articles WHERE changes_last > :now AND public"
    " UNION SELECT record FROM articles WHERE changes_next > :now AND public"
)


def check_dates(connection: sqlite3.Connection, now: str) -> Iterator[Problem]:
    """A warning for each public article with an `updated` after the instant `now`."""
    for (record,) in connection.execute(_CHANGED_LATER, {"now": now}).fetchall():
        article = load_article(record)
        updated = article.updated or article.updated_later
        if updated and updated.instant > now:
            day = updated.iso.partition("T")[0]
            message = f"The article says that it was updated on {day}, which is in the future"
            fix = "Write the day on which readers last saw it change; until then, it is not shown"
            place = f"content/{article.path}", *(article.updated_place or (1, 1))
            yield Problem(*place, message, fix, "warning", kind="date")
