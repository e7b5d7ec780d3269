"""Terms that were given another name: the articles that had the one have the other now."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from dateline.catalogue.published_before import PublishedBefore
from dateline.catalogue.records import load_entry
from dateline.content.registers import RegisterEntry

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class RenamedTerm(NamedTuple):
    """A term that has another name: its taxonomy, its former slug, its slug now, how articles write
    that, and its entry in the register, if it has one."""

    taxonomy: str
    former: str
    slug: str
    written: str
    entry: RegisterEntry | None

    @property
    def register(self) -> str:
        """The register of its taxonomy, from the root of the archive."""
        return f"content/{self.taxonomy}.toml"

    def advice(self, formers: Iterable[str]) -> str:
        """What to write into the register, so that all these former names lead to the term."""
        name = self.entry.name if self.entry else self.written
        heading = name if _BARE.fullmatch(name) else _quoted(name)
        names = [_quoted(former) for former in formers]
        if self.entry and self.entry.aliases:
            return f"Add {' and '.join(names)} to the aliases of [{heading}]"
        begin = "Write" if self.entry else f"Write there [{heading}], and"
        below = f"below [{heading}]" if self.entry else "on the line below"
        return f"{begin} {below}: aliases = [{', '.join(names)}]"


def renamed_term(
    taxonomy: str, lang: str, slug: str, before: PublishedBefore, connection: sqlite3.Connection
) -> RenamedTerm | None:
    """What the term of a language, whose articles are known from `before`, is called now: the only
    term that all its articles have that are on the site, and did not all have. None if there is no
    such term, or more."""
    term = taxonomy, slug
    users = {path: terms for path, terms in before.terms.items() if term in terms}
    now = {path: found for path in users if (found := _terms_of(path, lang, connection))}
    if not now:
        return None
    shared = _shared(now.values()) - _shared(users[path] for path in now)
    new = [name for owner, name in shared if owner == taxonomy]
    return term_named(taxonomy, slug, new[0], lang, connection) if len(new) == 1 else None


def term_named(
    taxonomy: str, former: str, slug: str, lang: str, connection: sqlite3.Connection
) -> RenamedTerm | None:
    """The term with this `slug` as what one that was called `former` has become; None if no public
    article of the language has it."""
    query = "SELECT min(written) FROM spellings WHERE taxonomy = ? AND lang = ? AND slug = ?"
    (written,) = connection.execute(query, (taxonomy, lang, slug)).fetchone()
    if written is None:
        return None
    query = "SELECT entry FROM register_entries WHERE taxonomy = ? AND slug = ?"
    row = connection.execute(query, (taxonomy, slug)).fetchone()
    return RenamedTerm(taxonomy, former, slug, written, load_entry(row[0]) if row else None)


def _terms_of(path: str, lang: str, connection: sqlite3.Connection) -> set[tuple[str, str]]:
    query = (
        "SELECT taxonomy, slug FROM article_terms JOIN sources ON id = article"
        " WHERE path = ? AND lang = ?"
    )
    return set(connection.execute(query, (path, lang)).fetchall())


def _shared(terms: Iterable[Iterable[tuple[str, str]]]) -> set[tuple[str, str]]:
    return set.intersection(*map(set, terms))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
