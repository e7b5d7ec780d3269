"""The lists that pages load as fragments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dateline.catalogue.articles import Articles
from dateline.catalogue.listed import Listed


class FragmentList(NamedTuple):
    """Its title, to be translated; its articles, given a language and how many at most; and
    whether the pages of a language have a place for it."""

    title: str
    articles: Callable[[Articles, str, int], list[Listed]]
    has_place: Callable[[Articles, str], bool]


LISTS: Mapping[str, FragmentList] = {
    "latest": FragmentList("Latest articles", Articles.newest, lambda articles, lang: True),
    "must-reads": FragmentList("Must-reads", Articles.must_reads, Articles.any_must_read),
}
"""By name, which is part of the address."""
