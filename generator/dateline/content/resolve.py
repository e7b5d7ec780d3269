"""Registers applied to articles: what places.toml, tags.toml and so on make of authors' words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dateline.content.article import Article, Place, Term
from dateline.content.registers import Register

Registers = Mapping[str, Register]

_NO_REGISTER = Register()


def resolve(article: Article, registers: Registers) -> Article:
    """`article` with its terms and place as the registers say them."""
    terms, words = resolve_terms(article.words or article.terms, article.lang, registers)
    place = article.place and resolve_place(article.place, article.lang, registers)
    return replace(article, terms=terms, words=words, place=place)


def resolve_terms(
    written: Iterable[Term], language: str, registers: Registers
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The `terms` and `words` of an article in `language` with these words."""
    words = [_resolve_term(term, language, registers) for term in written]
    unique: dict[tuple[str, str], Term] = {}
    for term in words:
        unique.setdefault((term.taxonomy, term.slug), term)
    return tuple(unique.values()), tuple(words) if len(unique) < len(words) else ()


def _resolve_term(term: Term, language: str, registers: Registers) -> Term:
    slug, entry = registers.get(term.taxonomy, _NO_REGISTER).find(term.written)
    name = entry.name_in(language) if entry else term.written
    if slug == term.slug and name == term.name:
        return term
    return Term(term.taxonomy, slug, name, term.written, term.line, term.column)


def resolve_place(place: Place, language: str, registers: Registers) -> Place:
    """`place` as the register says it in `language`."""
    _, entry = registers.get("places", _NO_REGISTER).find(place.written)
    if entry is None:
        return Place.from_author(place.written, place.own_country, place.own_lat, place.own_lon)
    own = place.own_lat is not None and place.own_lon is not None
    return replace(
        place,
        name=entry.name_in(language),
        country=place.own_country or entry.country_in(language),
        lat=place.own_lat if own else entry.lat,
        lon=place.own_lon if own else entry.lon,
    )
