"""Where one old address leads."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Redirect(NamedTuple):
    """Where an old address leads: to an article, with its path in content/ as its `name`, to a term
    of a taxonomy, or to the index of one; to a day, month or year, whose parts `name` has with
    spaces between them, or if it has none to the index of years; to the index of days of all years;
    to where a rule says; or to a front page. At `query` it is the query of the address that tells
    where it leads, and the front page is for those who have none."""

    kind: Literal["article", "term", "taxonomy", "calendar", "any-year", "rule", "home", "query"]
    lang: str
    url: str
    name: str = ""
    slug: str = ""
