"""Aliases that lead nowhere: addresses that are another's, an article's own, or none at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from dateline.catalogue.newsroom_rules import NewsroomRules
from dateline.catalogue.redirects import Redirects
from dateline.content.advice import line_with
from dateline.content.redirect_rules import SHOWN
from dateline.page_paths import choosing_fault, folded, page_at
from dateline.problems import Problem, Severity, problem_of
from dateline.urls import is_reserved

_WRITTEN = (
    "SELECT a.path, a.url, l.url, l.written, l.query, l.line, l.position, s.due > :now,"
    " (SELECT min(o.path) FROM articles o WHERE o.address = l.address AND o.public)"
    " FROM aliases l JOIN articles a ON a.id = l.article JOIN sources s ON s.id = a.id"
    " ORDER BY a.path, l.line, l.position"
)


def check_aliases(
    connection: sqlite3.Connection,
    now: str,
    redirects: Redirects,
    exists: Callable[[str], bool],
    has_page: Callable[[str], bool],
) -> Iterator[Problem]:
    """The aliases of articles at which no redirect can be. `exists` says whether the site has
    anything at an address, `has_page` whether it has more than a redirect."""
    seen = set[tuple[str, str]]()
    for row in connection.execute(_WRITTEN, {"now": now}).fetchall():
        path, own, url, written, query, line, column, unfinished, other = row
        first, fault = redirects.owner(url, query), None
        severity: Severity = "warning"
        if (path, written) in seen:
            fault = f"“{written}” is an alias of this article twice", "Delete one"
        elif first and first != path:
            fault = f"“{written}” is an alias of content/{first} too", "Keep it in one of them"
        elif query and redirects.is_read(url, query):
            message = f"“{written}” cannot lead here, because the page there reads such queries"
            fault, severity = (message, "Delete it"), "error"
        elif query and has_page(url) and not redirects.asks_at(url):
            message = f"“{written}” leads nowhere: the page at {url} does not look at queries"
            fault = message, "Delete it, or make the redirect on the server, if you have your own"
        elif not query:
            fault = _fault(path, own, url, written, other, has_page) or _ruled(
                own, url, written, redirects.rules
            )
            needs_page = first and not fault and not redirects.rules.rule_for(url)
            if needs_page and not redirects.at(url):
                message = f"“{written}” can have no page beside another alias that is like it"
                fix = "Delete one: they differ only in case, or one is a folder named as the other"
                fault = message, fix
            elif needs_page and not exists(url):
                fault = _unlike(url, written, has_page), "Delete it"
        seen.add((path, written))
        if fault:
            place = f"content/{path}", line, column
            yield problem_of(place, *fault, kind="alias", severity=severity, unfinished=unfinished)


def _unlike(url: str, written: str, has_page: Callable[[str], bool]) -> str:
    """The message for an alias that gives way to a page at another address."""
    form = folded(url)
    near = next(filter(has_page, (form, form.rstrip("/"), url.rstrip("/"))), "")
    if near == form:
        return (
            f"“{written}” differs from {near}, the address of another page, only in upper and lower"
            " case, which some computers ignore"
        )
    beside = near or "another page"
    return (
        f"“{written}” can have no page beside {beside}: on some computers, a file or folder there"
        " would have the same name"
    )


def _ruled(own: str, url: str, written: str, rules: NewsroomRules) -> tuple[str, str] | None:
    """Whether the newsroom has a rule for an alias that leads elsewhere."""
    rule = rules.rule_for(url)
    if not rule or (rule.plain and page_at(rules.path_of(rule.target)) == own):
        return None
    does = "says that nothing is there" if rule.says_gone else f"leads to “{rule.target}”"
    message = f"“{written}” does not lead here, because line {rule.line} of {SHOWN} {does}"
    return message, "Delete either the alias or the rule"


def _fault(
    path: str, own: str, url: str, written: str, other: str, has_page: Callable[[str], bool]
) -> tuple[str, str] | None:
    """What is wrong with one alias; `other` is the article that has its address, if any does."""
    if url == own:
        return f"“{written}” is the article's own address", "Delete it"
    if is_reserved(url):
        return f"Dateline reserves the address {url} for itself", "Delete it"
    if fault := choosing_fault(url):
        message = f"“{written}” cannot be an address everywhere: {fault}"
        return message, "Delete it, or write a rule for it in content/_redirects instead"
    if has_page(url):
        whose = f"that of content/{other}" if other else "that of another page"
        fix = "Delete it, or give that page another address"
        return f"“{written}” cannot lead here, because it is {whose}", fix
    if other == path:
        message = f"“{written}” differs from its own address only in upper and lower case"
        own = line_with("permalink", written)
        fix = f"If that is the address that readers have, write {own} instead"
        return message, f"{fix}; if not, delete it: some computers cannot tell them apart"
    if other:
        message = f"“{written}” differs from that of content/{other} only in upper and lower case"
        return message, "Delete it: some computers cannot tell them apart"
    return None
