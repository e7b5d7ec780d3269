"""Addresses on the site, in articles, registers, site.toml and the theme, that lead nowhere or only
to where an article was."""

from __future__ import annotations

import posixpath
import re
import sqlite3
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

from dateline.addresses import site_in
from dateline.catalogue.files_meant import FilesMeant, mend_of_case
from dateline.catalogue.link_checks import article_meant, is_misspelling
from dateline.catalogue.links import LinkRow, link_rows, mentioned_links, withdrawn_link
from dateline.problems import Problem, ProblemKind, nearest

_FILE = re.compile(r"\.(?!html?$|md$)[A-Za-z][A-Za-z0-9]{1,4}$")
_LIKENESS = 0.75
"""How similar, from 0 to 1, an address must be to that of a page to be meant for it."""


def check_addresses(
    connection: sqlite3.Connection,
    now: str,
    exists: Callable[[str], bool],
    has_page: Callable[[str], bool],
    withdrawn_at: Callable[[str], str],
    has_rule: Callable[[str], bool],
) -> Iterator[Problem]:
    """Root-relative links and pictures in articles, registers, site.toml and the theme that lead
    nowhere, or only to where an article was. `exists` says whether the site answers at an address,
    `has_page` whether with more than a redirect, `withdrawn_at` which withdrawn article was at a
    quoted one, `has_rule` whether the newsroom has a rule for an address alone."""
    to_no_file = (
        "LEFT JOIN sources t ON t.path = target AND t.kind = 'file'"
        " WHERE links.kind IN ('root', 'canonical') AND t.id IS NULL"
    )
    links = [*link_rows(connection, now, to_no_file), *mentioned_links(connection)]
    former: dict[str, tuple[str, str]] | None = None
    files = FilesMeant(connection)
    for link in sorted(links):
        address, image = f"/{link.target}", link.is_image
        if not image and withdrawn_at(quote(address)):
            yield withdrawn_link(link)
            continue
        if any(has_page(form) for form in _forms(address)):
            continue
        if former is None:
            former = _former_addresses(connection)
        is_former = not image and not has_rule(address)
        if is_former and (article := former.get(address.rstrip("/"))):
            yield _old_address(link, *article)
            continue
        if any(exists(form) for form in _forms(address)):
            continue
        what = "picture" if image else "page or file"
        message = f"The site has no {what} at “{link.written}”"
        if image:
            fix = f"Put the file at content{posixpath.normpath(address)}"
        else:
            fix = _advice(link, connection, has_page)
        is_file = image or _FILE.search(link.target)
        like = files.like(link.target, picture=image) if is_file else ""
        if like and not fix.startswith("Did"):
            fix = f"Did you mean “{_in_place_of(link, f'/{like}')}”?"
        kind: ProblemKind = "missing-picture" if image else "dead-link"
        mend = mend_of_case(link, like) if link.path.endswith(".md") else None
        yield link.problem(message, fix, kind, mend=mend)


def _advice(
    link: LinkRow,
    connection: sqlite3.Connection,
    has_page: Callable[[str], bool],
) -> str:
    """What to write in place of an address that leads nowhere."""
    target = link.target
    if link.may_name_file and (article := article_meant(target, connection)):
        return f"Did you mean “/{article}”?"
    address = f"/{target}"
    meant = _in_other_case(address, connection, has_page) or _like_page(address, connection)
    meant = meant or _like_article(address, connection)
    if meant:
        return f"Did you mean “{_in_place_of(link, meant)}”?"
    if _FILE.search(target):
        return (
            f"Put the file at content{posixpath.normpath(f'/{target}')}, or write another address"
        )
    if link.may_name_file:
        return "Link to the article's .md file, or write the address of a page of the site"
    return "Write the address of a page on the site, such as /archive/, or a full address"


def _in_place_of(link: LinkRow, meant: str) -> str:
    """The address `meant`, from the site's root, in the way in which that of a link is written."""
    return site_in(link.address, f"/{link.target}") + quote(meant)


def _in_other_case(
    address: str, connection: sqlite3.Connection, has_page: Callable[[str], bool]
) -> str:
    """The address of a page from which this one differs only in upper and lower case; empty if
    there is none."""
    forms = _forms(address)
    query = "SELECT url FROM articles WHERE address IN (?, ?, ?) AND public ORDER BY url"
    row = connection.execute(query, [form.casefold() for form in forms]).fetchone()
    return row[0] if row else next(filter(has_page, map(str.lower, forms)), "")


def _like_page(address: str, connection: sqlite3.Connection) -> str:
    """The address of the page without a date that is most like this one; empty if none is."""
    query = "SELECT url FROM articles WHERE public AND kind = 'page' ORDER BY url"
    pages = [url for (url,) in connection.execute(query)]
    return nearest(address, pages, _LIKENESS) or ""


def _like_article(address: str, connection: sqlite3.Connection) -> str:
    """The address of the article that differs from this one only by a slip in its last part; empty
    if there is none."""
    start, _, last = address.rstrip("/").casefold().rpartition("/")
    if not start:
        return ""
    query = "SELECT url FROM articles WHERE address > ? AND address < ? AND public ORDER BY url"
    beside = {
        url.rstrip("/").rpartition("/")[2].casefold(): url
        for (url,) in connection.execute(query, (f"{start}/", f"{start}0"))
        if url.rstrip("/").count("/") == address.rstrip("/").count("/")
    }
    near = nearest(last, beside, _LIKENESS)
    return beside[near] if near and is_misspelling(last, near) else ""


def _former_addresses(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """The aliases of public articles, without slashes at their ends, with the path of the article
    and its address."""
    query = (
        "SELECT l.written, a.path, a.url FROM aliases l JOIN articles a ON a.id = l.article"
        " WHERE a.public ORDER BY a.path DESC"
    )
    rows = connection.execute(query).fetchall()
    return {unquote(alias).rstrip("/"): (path, url) for alias, path, url in rows}


def _old_address(link: LinkRow, article: str, url: str) -> Problem:
    """The problem of a link to what was once the address of an article."""
    message = f"“{link.written}” is a former address of content/{article}"
    meant = _in_place_of(link, url)
    fix = f"Write {meant}"
    if link.may_name_file:
        fix += f", or link to its file: {link.path_to(article)}"
    mend = link.mend(meant) if link.path.endswith(".md") else None
    return link.problem(message, fix, "old-address", mend=mend)


def _forms(address: str) -> tuple[str, ...]:
    return (address, address.rstrip("/") + "/", address.removesuffix("index.html"))
