"""Addresses that were published and that nothing answers any more, with the line that mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.build.plan import Plan
from dateline.catalogue.homes import Home, home_of, is_kept_back
from dateline.catalogue.queries import Catalogue
from dateline.config import Site
from dateline.problems import Problem
from dateline.urls import Urls
from dateline.views.base import Output

MOST, _NAMED = 50, 5


def lost_addresses(plan: Plan, catalogue: Catalogue, views: Sequence[Output]) -> Iterator[Problem]:
    """Warnings of the pages that a plan deletes, and at which no rule of the newsroom answers.

    Articles that are drafts again, or kept off the site by their errors, are told elsewhere. Pages
    of no single file, such as days and terms, are told all at once.
    """
    connection, others = catalogue.connection, list[str]()
    told = 0
    known = {view.name: view for view in views}
    for page in (planned.page for planned in plan.delete):
        view = known.get(page.view)
        if view is None or not view.lasts(page) or catalogue.redirects.rules.answer(page.url):
            continue
        path = view.source(page)
        if not path:
            others.append(page.url)
        elif not is_kept_back(connection, path):
            told += 1
            if told <= MOST:
                yield lost_article(page.url, path, home_of(connection, path), catalogue.site)
            else:
                others.append(page.url)
    yield from lost_lists(others)


def lost_article(url: str, path: str, home: Home | None, site: Site) -> Problem:
    """The warning of an article that was published at `url` from the file content/`path`; `home` is
    where it is now, if that is known."""
    if home is None:
        message = f"{url} was published, and nothing is there any more"
        fix = (
            "Put the file back with a line that says why it is gone, withdrawn: …, or write a rule"
            f" in content/_redirects: {url} /new/address/ 301"
        )
        return _problem(f"content/{path}".rstrip("/"), 0, message, fix)
    message = (
        f"{url} was published, and nothing leads from there to this article, now at {home.url}"
    )
    return _problem(
        f"content/{home.path}", 1, message, f"Add to it: {alias_lines(url, home, site)}"
    )


def alias_lines(url: str, home: Home, site: Site) -> str:
    """The lines of front matter that lead from `url` to an article."""
    lines = f"aliases: [{url}]"
    if home.is_known_by_address:
        lines += f", and id: {Urls(site).absolute(url)} (feeds know it by that)"
    return lines


def lost_lists(urls: list[str], most: int = _NAMED) -> Iterator[Problem]:
    """One warning of all these addresses, if there are any, at which no article was, as far as is
    known. It names at most `most` of them."""
    if not urls:
        return
    named = ", ".join(urls[:most]) + (" …" if len(urls) > most else "")
    if len(urls) == 1:
        message = f"{named} was published, and nothing is there any more"
    else:
        message = f"{len(urls):,} addresses were published, and nothing is there any more: {named}"
    fix = f"Write rules for those that matter in content/_redirects: {urls[0]} /new/address/ 301"
    yield _problem("content", 0, message, fix)


def _problem(path: str, line: int, message: str, fix: str) -> Problem:
    return Problem(path, line, line, message, fix, "warning", kind="lost-address")
