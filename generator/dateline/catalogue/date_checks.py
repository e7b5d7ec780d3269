"""Articles that say they changed, or were withdrawn, on a day that is still to come."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.catalogue.records import load_article
from dateline.problems import Problem

_CHANGED_LATER = (
    # As the indexes of the two say.
    "SELECT record FROM articles WHERE changes_last <> '' AND changes_last > :now AND public"
    " UNION SELECT record FROM articles"
    " WHERE changes_next <> '' AND changes_next > :now AND public"
)
_WITHDRAWN = "SELECT record FROM articles WHERE kind = 'withdrawn' AND public ORDER BY path"


def check_dates(connection: sqlite3.Connection, now: str) -> Iterator[Problem]:
    """A warning for each public article that was updated or withdrawn after the instant `now`."""
    yield from _updated_later(connection, now)
    yield from _withdrawn_later(connection, now)


def _updated_later(connection: sqlite3.Connection, now: str) -> Iterator[Problem]:
    for (record,) in connection.execute(_CHANGED_LATER, {"now": now}).fetchall():
        article = load_article(record)
        updated = article.updated or article.updated_later
        if updated and updated.instant > now:
            day = updated.iso.partition("T")[0]
            message = f"The article says that it was updated on {day}, which is in the future"
            fix = "Write the day on which readers last saw it change; until then, it is not shown"
            place = f"content/{article.path}", *(article.updated_place or (1, 1))
            yield Problem(*place, message, fix, "warning", kind="date")


def _withdrawn_later(connection: sqlite3.Connection, now: str) -> Iterator[Problem]:
    for (record,) in connection.execute(_WITHDRAWN).fetchall():
        article = load_article(record)
        withdrawal = article.withdrawal
        if withdrawal and withdrawal.date and withdrawal.date.instant > now:
            day = withdrawal.date.iso.partition("T")[0]
            message = f"The article says that it was withdrawn on {day}, which is in the future"
            fix = "It is withdrawn already: write the day on which it was, or delete the date"
            place = f"content/{article.path}", *(withdrawal.date_place or (1, 1))
            yield Problem(*place, message, fix, "warning", kind="date")
