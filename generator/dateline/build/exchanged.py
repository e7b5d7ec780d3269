"""Published addresses that lead to another article now, since two have exchanged names or slugs."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.build.lost_addresses import LostFinder
from dateline.catalogue.homes import Home
from dateline.problems import Problem


def exchange_problems(lost: LostFinder) -> Iterator[Problem]:
    """A warning for each such address, at the article that was there."""
    before, homes = lost.before, lost.homes
    for url, path in before.articles.items():
        home = homes.exchanged_with(path)
        other = homes.at(url) if home and home.url != url else None
        if home and other and other.path != home.path and other.path in before.files:
            yield _problem(url, home, other, lost)


def _problem(url: str, home: Home, other: Home, lost: LostFinder) -> Problem:
    message = (
        f"{url} {lost.before.evidence}, with the text of this article, which is now at {home.url};"
        f" content/{other.path} is there instead, so links lead to another story"
    )
    fix = "Give both files the names, and both articles the slugs, that they had"
    return Problem(f"content/{home.path}", 0, 0, message, fix, "warning", kind="lost-address")
