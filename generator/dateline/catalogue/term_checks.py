"""Checks of terms over the whole archive: spellings, slips, places that are not in the register."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.problems import Problem
from dateline.slips import Slips

_COMMON = 5
"""As many articles as a tag must have for another one to be a slip of it."""
_SHORTEST = 5
"""Letters: shorter tags are often one letter from each other."""


def check_terms(connection: sqlite3.Connection) -> Iterator[Problem]:
    """The problems of terms of public articles."""
    yield from _spellings(connection)
    yield from _similar_tags(connection)
    yield from _unknown_places(connection)


def _spellings(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Rarer spellings of a term: two spellings with the same slug in a language are one term."""
    query = (
        "SELECT taxonomy, lang, slug, written, count FROM spellings s WHERE NOT EXISTS"
        " (SELECT 1 FROM terms t WHERE t.taxonomy = s.taxonomy AND t.slug = s.slug)"
        " AND (taxonomy, lang, slug) IN (SELECT taxonomy, lang, slug FROM spellings"
        " GROUP BY 1, 2, 3 HAVING count(*) > 1) ORDER BY 1, 2, 3, 5 DESC, 4"
    )
    usual: dict[tuple[str, str, str], str] = {}
    for taxonomy, lang, slug, written, count in connection.execute(query).fetchall():
        common = usual.setdefault((taxonomy, lang, slug), written)
        if common == written:
            continue
        path = connection.execute(
            "SELECT path FROM entries JOIN articles ON id = article WHERE taxonomy = ?"
            " AND entries.lang = ? AND slug = ? AND written = ? ORDER BY path LIMIT 1",
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
    query = (
        "SELECT lang, slug, min(written), sum(count) FROM spellings s WHERE taxonomy = 'tags'"
        " AND length(slug) >= ? GROUP BY 1, 2 ORDER BY 1, 4 DESC, 2"
    )
    tags: dict[str, dict[str, tuple[str, int]]] = {}
    for lang, slug, written, count in connection.execute(query, (_SHORTEST,)).fetchall():
        tags.setdefault(lang, {})[slug] = written, count
    query = "SELECT slug FROM terms WHERE taxonomy = 'tags'"
    registered = {slug for (slug,) in connection.execute(query).fetchall()}
    for lang, counts in tags.items():
        slips = Slips(slug for slug, (_, count) in counts.items() if count >= _COMMON)
        for slug, (written, count) in counts.items():
            if count > 1 or slug in registered:
                continue
            common = next((one for one in slips.of(slug) if _differ_in_letters(slug, one)), "")
            if common:
                yield _similar_tag(connection, lang, slug, written, counts[common])


def _differ_in_letters(one: str, other: str) -> bool:
    """Whether the words have the same digits: those of years and numbers are often one apart."""
    return [*filter(str.isdigit, one)] == [*filter(str.isdigit, other)]


def _similar_tag(
    connection: sqlite3.Connection, lang: str, slug: str, written: str, common: tuple[str, int]
) -> Problem:
    name, count = common
    path = _first_path(connection, "tags", lang, slug)
    line, column = _place_of_term(connection, path, "tags", slug)
    message = f"Only this article has the tag “{written}”, and {count} have “{name}”"
    fix = f"Write “{name}”, or, if it is another tag, give “{written}” a table in content/tags.toml"
    return Problem(f"content/{path}", line, column, message, fix, "warning", kind="similar-tag")


def _unknown_places(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Places that places.toml does not have, if there is one, and whose articles do not say where
    they are: each once."""
    query = "SELECT slug, json_extract(entry, '$.name') FROM terms WHERE taxonomy = 'places'"
    known = dict(connection.execute(query).fetchall())
    if not known:
        return
    query = (
        "SELECT slug, min(written), sum(count) FROM spellings s WHERE taxonomy = 'places'"
        " AND NOT EXISTS (SELECT 1 FROM terms t WHERE t.taxonomy = 'places' AND t.slug = s.slug)"
        " GROUP BY 1 ORDER BY 1"
    )
    slips = Slips(known)
    for slug, written, count in connection.execute(query).fetchall():
        query = (
            "SELECT path FROM entries JOIN articles ON id = article WHERE taxonomy = 'places'"
            " AND slug = ? AND json_extract(record, '$.place.lat') IS NULL ORDER BY path LIMIT 1"
        )
        if not (row := connection.execute(query, (slug,)).fetchone()):
            continue
        more = f", here and in {count - 1} more," if count > 1 else ""
        message = f"“{written}”{more} is not one of the places in content/places.toml"
        fix = f'Add it there, with a line ["{written}"] and its country, lat and lon'
        if near := slips.of(slug):
            fix = f'Did you mean “{known[near[0]]}”? If not, add a table ["{written}"] there'
        line, column = _place_of_term(connection, row[0], "places", slug)
        yield Problem(
            f"content/{row[0]}", line, column, message, fix, "warning", kind="unknown-place"
        )


def _first_path(connection: sqlite3.Connection, taxonomy: str, lang: str, slug: str) -> str:
    query = (
        "SELECT path FROM entries JOIN articles ON id = article WHERE taxonomy = ?"
        " AND entries.lang = ? AND slug = ? ORDER BY path LIMIT 1"
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
