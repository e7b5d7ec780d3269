"""The terms that an archive has, for whoever writes: to complete, to suggest, to correct."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.catalogue.records import load_entry
from dateline.content.registers import RegisterEntry
from dateline.content.slugs import slugify


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term, by the name to write, the number of public articles that have it, and the slugs of
    its other names in its register."""

    slug: str
    name: str
    count: int
    others: frozenset[str] = frozenset()

    def is_called(self, written: str) -> bool:
        """Whether `written` is one of its names."""
        slug = slugify(written)
        return slug == self.slug or slug in self.others


KnownTerms = Mapping[str, tuple[KnownTerm, ...]]
"""The terms of each taxonomy, the most used first."""


def known_terms(connection: sqlite3.Connection, taxonomies: Iterable[str]) -> KnownTerms:
    """The terms of public articles and of registers, in all languages."""
    return {taxonomy: _terms(connection, taxonomy) for taxonomy in taxonomies}


def _terms(connection: sqlite3.Connection, taxonomy: str) -> tuple[KnownTerm, ...]:
    # The commonest spelling of a term comes first.
    spellings = connection.execute(
        "SELECT slug, written, sum(count) FROM spellings WHERE taxonomy = ? GROUP BY 1, 2"
        " ORDER BY 3 DESC, 2",
        (taxonomy,),
    )
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for slug, written, count in spellings:
        names.setdefault(slug, written)
        counts[slug] = counts.get(slug, 0) + count
    query = "SELECT slug, entry FROM register_entries WHERE taxonomy = ?"
    entries = connection.execute(query, (taxonomy,))
    others = {}
    for slug, record in entries:
        entry = load_entry(record)
        names[slug], others[slug] = entry.name, _other_names(entry)
    return _in_order(
        KnownTerm(slug, name, counts.get(slug, 0), others.get(slug, frozenset()))
        for slug, name in names.items()
    )


def registered_terms(entries: Mapping[str, RegisterEntry]) -> tuple[KnownTerm, ...]:
    """The terms of a register, where no more is known."""
    return _in_order(
        KnownTerm(slug, entry.name, 0, _other_names(entry)) for slug, entry in entries.items()
    )


def _other_names(entry: RegisterEntry) -> frozenset[str]:
    return frozenset(map(slugify, (entry.name, *entry.names.values(), *entry.aliases)))


def _in_order(terms: Iterable[KnownTerm]) -> tuple[KnownTerm, ...]:
    """The most used first, those used alike by name."""
    return tuple(sorted(terms, key=lambda term: (-term.count, term.name)))
