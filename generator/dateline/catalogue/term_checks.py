"""Checks of terms over the whole archive: spellings, slips, places that are not in the register."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from dateline.content.advice import item, line_with
from dateline.problems import Problem
from dateline.slips import Slips

_COMMON = 5
"""As many articles as a tag must have for another one to be a slip of it."""
_COMMON_PLACE = 2
"""As many articles as a place must have: names of places are rarely one letter apart."""
_SHORTEST = 5
"""Letters: shorter tags are often one letter from each other."""


def check_terms(connection: sqlite3.Connection) -> Iterator[Problem]:
    """The problems of terms of public articles."""
    yield from _spellings(connection)
    yield from _similar_tags(connection)
    yield from _similar_places(connection)
    yield from _unknown_places(connection)


def _spellings(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Rarer spellings of a term: two spellings with the same slug in a language are one term."""
    query = (
        "SELECT taxonomy, lang, slug, written, count FROM spellings s WHERE NOT EXISTS"
        " (SELECT 1 FROM register_entries t WHERE t.taxonomy = s.taxonomy AND t.slug = s.slug)"
        " AND (taxonomy, lang, slug) IN (SELECT taxonomy, lang, slug FROM spellings"
        " GROUP BY 1, 2, 3 HAVING count(*) > 1) ORDER BY 1, 2, 3, 5 DESC, 4"
    )
    usual: dict[tuple[str, str, str], str] = {}
    for taxonomy, lang, slug, written, count in connection.execute(query).fetchall():
        common = usual.setdefault((taxonomy, lang, slug), written)
        if common == written:
            continue
        path = connection.execute(
            "SELECT path FROM article_terms JOIN articles ON id = article WHERE taxonomy = ?"
            " AND article_terms.lang = ? AND slug = ? AND written = ? ORDER BY path LIMIT 1",
            (taxonomy, lang, slug, written),
        ).fetchone()[0]
        line, column = _place_of_term(connection, path, taxonomy, slug)
        more = f", here and in {count - 1} more," if count > 1 else ""
        message = (
            f"“{written}”{more} is written “{common}” elsewhere; both are the same term in"
            f" {taxonomy}"
        )
        fix = f"Write “{common}”, or list the spellings as aliases in content/{taxonomy}.toml"
        yield Problem(f"content/{path}", line, column, message, fix, "warning", kind="spelling")


def _similar_tags(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Tags of a single article that are one letter from one of many, unless tags.toml has them."""
    for found in _similar(connection, "tags", _COMMON):
        path = _first_path(connection, "tags", found.lang, found.slug)
        line, column = _place_of_term(connection, path, "tags", found.slug)
        written, name = found.written, found.common
        message = f"Only this article has the tag “{written}”, and {found.articles} have “{name}”"
        fix = (
            f"Write “{name}”, or, if it is another tag, give “{written}” a table in"
            " content/tags.toml"
        )
        yield Problem(f"content/{path}", line, column, message, fix, "warning", kind="similar-tag")


def _similar_places(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Places of a single article that are one letter from a common place, and do not say where they
    are. Nothing where there is a places.toml, which names the places there are."""
    query = "SELECT 1 FROM register_entries WHERE taxonomy = 'places' LIMIT 1"
    if connection.execute(query).fetchone():
        return
    for found in _similar(connection, "places", _COMMON_PLACE):
        path = _unplaced_path(connection, found.slug)
        if not path:
            continue
        line, column = _place_of_term(connection, path, "places", found.slug)
        written, name = found.written, found.common
        message = f"Only this article has the place “{written}”, and {found.articles} have “{name}”"
        fix = f"Write “{name}”, or, if it is another place, say where: " + line_with(
            "location", f"{{name: {item(written)}, lat: …, lon: …}}"
        )
        yield Problem(
            f"content/{path}", line, column, message, fix, "warning", kind="similar-place"
        )


class _Similar(NamedTuple):
    """A term of one article, and the `common` one that may be meant, with its number of
    `articles`."""

    lang: str
    slug: str
    written: str
    common: str
    articles: int


def _similar(connection: sqlite3.Connection, taxonomy: str, common: int) -> Iterator[_Similar]:
    """Terms of a single article that are one letter from one of as many as are `common`, unless the
    register has them."""
    query = (
        "SELECT lang, slug, min(written), sum(count) FROM spellings s WHERE taxonomy = ?"
        " AND length(slug) >= ? GROUP BY 1, 2 ORDER BY 1, 4 DESC, 2"
    )
    terms: dict[str, dict[str, tuple[str, int]]] = {}
    for lang, slug, written, count in connection.execute(query, (taxonomy, _SHORTEST)).fetchall():
        terms.setdefault(lang, {})[slug] = written, count
    query = "SELECT slug FROM register_entries WHERE taxonomy = ?"
    registered = {slug for (slug,) in connection.execute(query, (taxonomy,)).fetchall()}
    for lang, counts in terms.items():
        slips = Slips(slug for slug, (_, count) in counts.items() if count >= common)
        for slug, (written, count) in counts.items():
            if count > 1 or slug in registered:
                continue
            near = next((one for one in slips.of(slug) if _differ_in_letters(slug, one)), "")
            if near:
                yield _Similar(lang, slug, written, *counts[near])


def _differ_in_letters(one: str, other: str) -> bool:
    """Whether the words have the same digits: those of years and numbers are often one apart."""
    return [*filter(str.isdigit, one)] == [*filter(str.isdigit, other)]


def _unknown_places(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Places that places.toml does not have, if there is one, and whose articles do not say where
    they are: each once."""
    query = (
        "SELECT slug, json_extract(entry, '$.name') FROM register_entries WHERE taxonomy = 'places'"
    )
    known = dict(connection.execute(query).fetchall())
    if not known:
        return
    query = (
        "SELECT slug, min(written), sum(count) FROM spellings s WHERE taxonomy = 'places'"
        " AND NOT EXISTS"
        " (SELECT 1 FROM register_entries t WHERE t.taxonomy = 'places' AND t.slug = s.slug)"
        " GROUP BY 1 ORDER BY 1"
    )
    slips = Slips(known)
    for slug, written, count in connection.execute(query).fetchall():
        if not (path := _unplaced_path(connection, slug)):
            continue
        more = f", here and in {count - 1} more," if count > 1 else ""
        message = f"“{written}”{more} is not one of the places in content/places.toml"
        fix = f'Add it there, with a line ["{written}"] and its country, lat and lon'
        if near := slips.of(slug):
            fix = f'Did you mean “{known[near[0]]}”? If not, add a table ["{written}"] there'
        line, column = _place_of_term(connection, path, "places", slug)
        yield Problem(
            f"content/{path}", line, column, message, fix, "warning", kind="unknown-place"
        )


def _unplaced_path(connection: sqlite3.Connection, slug: str) -> str:
    """The first article of a place that does not say where that is; empty if there is none."""
    query = (
        "SELECT path FROM article_terms JOIN articles ON id = article WHERE taxonomy = 'places'"
        " AND slug = ? AND json_extract(record, '$.place.lat') IS NULL ORDER BY path LIMIT 1"
    )
    row = connection.execute(query, (slug,)).fetchone()
    return str(row[0]) if row else ""


def _first_path(connection: sqlite3.Connection, taxonomy: str, lang: str, slug: str) -> str:
    query = (
        "SELECT path FROM article_terms JOIN articles ON id = article WHERE taxonomy = ?"
        " AND article_terms.lang = ? AND slug = ? ORDER BY path LIMIT 1"
    )
    return str(connection.execute(query, (taxonomy, lang, slug)).fetchone()[0])


def _place_of_term(
    connection: sqlite3.Connection, path: str, taxonomy: str, slug: str
) -> tuple[int, int]:
    from dateline.catalogue.records import load_article

    record = connection.execute("SELECT record FROM articles WHERE path = ?", (path,)).fetchone()[0]
    for term in load_article(record).terms_of(taxonomy):
        if term.slug == slug:
            return term.line, term.column
    return 1, 1
