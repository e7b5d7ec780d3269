"""The articles of a term that come before an article."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from typing import NamedTuple

Earlier = tuple[str, int]
"""An article before another: its sort key and its id."""
_Term = tuple[str, str, str]

_AHEAD = 64
"""This many of the articles that follow are read as well. With each more, fewer queries are made in
a build of everything, but more is read in one of a few pages."""
_MOST_KEPT = 2_048


class _Window(NamedTuple):
    """Successive articles of a term, oldest first, and whether the first and the last of the term
    are among them."""

    entries: list[Earlier]
    has_first: bool
    has_last: bool

    def before(self, sort_key: str, limit: int) -> list[Earlier] | None:
        """The last `limit` articles before a sort key; None if they are not known to be here."""
        end = bisect_left(self.entries, (sort_key,))
        if (end >= limit or self.has_first) and (end < len(self.entries) or self.has_last):
            return self.entries[max(0, end - limit) : end]
        return None


class EarlierArticles:
    """Finds the last articles of a term before an article.

    Pages are made in order of time, more or less, so what is read for one article is kept for those
    that follow it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._windows: dict[_Term, _Window] = {}

    def before(self, term: _Term, sort_key: str, limit: int) -> list[Earlier]:
        """Up to `limit` articles of a term (taxonomy, language, slug) before a sort key, oldest
        first."""
        window = self._windows.get(term)
        found = window and window.before(sort_key, limit)
        if found is None:
            if len(self._windows) >= _MOST_KEPT:
                self._windows.clear()
            found, self._windows[term] = self._read(term, sort_key, limit)
        return found

    def _read(self, term: _Term, sort_key: str, limit: int) -> tuple[list[Earlier], _Window]:
        of_term = (
            "SELECT sort_key, article FROM article_terms"
            " WHERE taxonomy = ? AND lang = ? AND slug = ?"
        )
        earlier = self._connection.execute(
            f"{of_term} AND sort_key < ? ORDER BY sort_key DESC LIMIT ?", (*term, sort_key, limit)
        ).fetchall()
        later = self._connection.execute(
            f"{of_term} AND sort_key >= ? ORDER BY sort_key LIMIT ?", (*term, sort_key, _AHEAD)
        ).fetchall()
        earlier.reverse()
        return earlier, _Window(earlier + later, len(earlier) < limit, len(later) < _AHEAD)
