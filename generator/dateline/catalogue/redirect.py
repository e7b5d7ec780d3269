"""Where one old address leads."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Redirect(NamedTuple):
    """Where an old address leads.

    To an article, with its path in content/ as its `name`; to a term of a taxonomy, or to the index
    of one; to a day, month or year, whose parts `name` has with spaces between them, or without a
    name to the index of years; to the index of days of all years; to the log of corrections; to
    where a rule says; or to a front page. At a `query`, what follows the address tells where it
    leads, and the front page is for those who ask without it.
    """

    kind: Literal[
        "article",
        "term",
        "taxonomy",
        "calendar",
        "any-year",
        "corrections",
        "rule",
        "home",
        "query",
    ]
    lang: str
    url: str
    name: str = ""
    slug: str = ""
