"""Queries about redirects: addresses at which something was before, and where they lead now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.catalogue.ended import Ended
from dateline.catalogue.loader import Loader
from dateline.catalogue.redirect import (
    ByQuery,
    ByRule,
    Redirect,
    ToArticle,
    ToTaxonomy,
    ToTerm,
)
from dateline.catalogue.terms import Terms
from dateline.content.article import Article
from dateline.content.old_addresses import pairs_of
from dateline.hosts import HOSTS
from dateline.page_paths import can_be_stored, choosing_fault, folded, page_at
from dateline.slips import Slips
from dateline.urls import Urls, is_reserved

_ALIASES = "aliases l JOIN articles a ON a.id = l.article WHERE query = '' AND a.public"
_FREE = (
    # Some file systems ignore case, and no name is both a file's and a folder's.
    "NOT EXISTS (SELECT 1 FROM articles o WHERE o.address = :address AND o.public)"
    " AND NOT EXISTS (SELECT 1 FROM aliases b JOIN articles o ON o.id = b.article"
    " WHERE b.address >= :below AND b.address < :last AND o.public)"
)
_NO_DIGIT = re.compile(r"\D+")
_LAST = "\U0010ffff"
"""Sorts after every character with which a longer address may continue."""


class OldAddress(NamedTuple):
    """An old address as written, from the site's root, the address of the article it leads to, and
    that of the page that answers at it."""

    written: str
    url: str
    page: str


class Redirects:
    """Queries about old addresses. Only public articles count. Addresses are those of the published
    site, unquoted."""

    def __init__(self, loader: Loader, urls: Urls, ended: Ended, terms: Terms) -> None:
        self._loader, self._urls, self._ended, self._terms = loader, urls, ended, terms
        self.rules = ended.rules

    def at(self, url: str) -> Redirect | None:
        """Where the old address `url` leads; None if it is none, or can have no page."""
        if is_reserved(url) or not can_be_stored(url):
            return None
        return (
            self._of_rule(url) or self._of_alias(url) or self._of_list(url) or self._of_query(url)
        )

    def _of_rule(self, url: str) -> Redirect | None:
        target = self.rules.pages.get(url)
        return ByRule(self._loader.site.language, target) if target else None

    def _of_query(self, url: str) -> Redirect | None:
        lang = self._loader.site.language
        return ByQuery(lang, self._urls.home(lang)) if self.queries_at(url) else None

    def _of_list(self, url: str) -> Redirect | None:
        found = self.of_term_at(url) or self._ended.at(url)
        # Some hosts would show the page and not obey the rule.
        return None if found is None or self.rules.answer(url) else found

    def likely(self, url: str) -> str:
        """The address to which `url` would best lead if it was that of a list: for a day, the month
        or what is above it; for a term, the one it may be a slip of or else the index. Empty if it
        was no list's."""
        if found := self.term_at(url):
            lang, taxonomy, slug = found
            digits = _NO_DIGIT.sub("", slug)  # elections-2022 is no slip of elections-2026
            if not self._terms.has_any(taxonomy, lang):
                return self._ended.archive(lang).url
            terms = Slips(term.slug for term in self._terms.all(taxonomy, lang))
            near = [one for one in terms.of(slug) if _NO_DIGIT.sub("", one) == digits]
            return (
                self._urls.term(lang, taxonomy, near[0])
                if len(near) == 1
                else (self._urls.taxonomy(lang, taxonomy))
            )
        above = self._ended.above(url)
        return above.url if above and above.url != url else ""

    def may_be_list(self, url: str) -> bool:
        """Whether an address has the form of a list's, whether or not such a list exists."""
        return bool(self.term_at(url) or self._ended.above(url))

    def is_home(self, url: str) -> bool:
        """Whether `url` is that of a front page."""
        return any(url == self._urls.home(lang) for lang in self._loader.languages)

    def is_read(self, url: str, query: str) -> bool:
        """Whether the page at `url` reads a query of that kind itself: what is asked of the search,
        or the words that an article is to highlight."""
        if any(url == self._urls.search(lang) for lang in self._loader.languages):
            return True
        return any(name == "highlight" for name, _ in pairs_of(query)) and self._loader.any(
            "SELECT 1 FROM articles WHERE address = ? AND url = ? AND public",
            (url.casefold(), url),
        )

    def asks_at(self, url: str) -> bool:
        """Whether an old address with a query leads on from the page at `url`: a front page has the
        script, and some hosts look themselves."""
        return self.is_home(url) or HOSTS[self._loader.site.host].tells_queries

    def owner(self, url: str, query: str = "") -> str:
        """The path of the article that an old address leads to: the first of those that have it as
        an alias; empty if none has."""
        return self._loader.text(
            "SELECT a.path FROM aliases l JOIN articles a ON a.id = l.article"
            " WHERE l.address = ? AND l.url = ? AND query = ? AND a.public ORDER BY a.path LIMIT 1",
            (url.casefold(), url, query),
        )

    def queries_at(self, url: str) -> list[str]:
        """The queries with which `url` is an old address, in order, without those that its page
        reads."""
        query = (
            "SELECT DISTINCT query FROM aliases l JOIN articles a ON a.id = l.article"
            " WHERE l.address = ? AND l.url = ? AND query <> '' AND a.public ORDER BY query"
        )
        rows = self._loader.connection.execute(query, (url.casefold(), url))
        return [one for (one,) in rows if not self.is_read(url, one)]

    def with_queries(self) -> list[OldAddress]:
        """The old addresses with a query, in order, and the addresses of their articles, without
        queries that the page there reads."""
        query = (
            "SELECT written, a.url, l.url, query, min(a.path) FROM aliases l"
            " JOIN articles a ON a.id = l.article"
            " WHERE query <> '' AND a.public GROUP BY l.url, query ORDER BY written"
        )
        rows = self._loader.connection.execute(query).fetchall()
        return [OldAddress(*row[:3]) for row in rows if not self.is_read(row[2], row[3])]

    def of_articles(self) -> list[OldAddress]:
        """The old addresses without a query, in order, and the addresses of their articles."""
        query = (
            f"SELECT written, a.url, l.url, min(a.path) FROM {_ALIASES}"
            " GROUP BY written ORDER BY written"
        )
        rows = self._loader.connection.execute(query).fetchall()
        return [OldAddress(*row[:3]) for row in rows]

    def of_lists(self) -> Iterator[tuple[str, str]]:
        """The addresses of lists that have ended or been merged, in order, and those to which they
        lead."""
        for url in sorted({*self.addresses()}):
            if is_reserved(url) or self._of_rule(url) or not (found := self._of_list(url)):
                continue
            if not self._of_alias(url):
                yield url, found.url

    def any_of_articles(self) -> bool:
        """Whether an article has an old address."""
        query = "SELECT 1 FROM aliases l JOIN articles a ON a.id = l.article WHERE a.public LIMIT 1"
        return self._loader.any(query)

    def _of_alias(self, url: str) -> Redirect | None:
        if self.rules.rule_for(url) or choosing_fault(url):
            return None
        query = (
            f"SELECT a.lang, a.url, a.path FROM {_ALIASES} AND l.address = :address"
            # Of addresses that differ only in case, one has the page.
            f" AND l.url = (SELECT min(l.url) FROM {_ALIASES} AND l.address = :address)"
            f" AND l.url = :url AND {_FREE} ORDER BY a.path LIMIT 1"
        )
        values = {"url": url, "address": url.casefold(), "below": "", "last": ""}
        if not url.endswith("/"):
            below = f"{url.casefold()}/"
            values |= {"below": below, "last": below + _LAST}
        row = self._loader.connection.execute(query, values).fetchone()
        return ToArticle(*row) if row else None

    def of_term_at(self, url: str) -> Redirect | None:
        """Where the address of a term leads that is merged into another or has ended; None for
        other addresses."""
        found = self.term_at(url)
        return self._to_term(*found) if found else None

    def term_at(self, url: str) -> tuple[str, str, str] | None:
        """The language, the taxonomy and the slug of the term that may be at an address."""
        lang, rest = self._ended.divided(url)
        taxonomy, *parts = rest.split("/")
        if len(parts) == 2 and not parts[1] and taxonomy in self._loader.site.taxonomies:
            return lang, taxonomy, parts[0]
        return None

    def _to_term(self, lang: str, taxonomy: str, spelling: str) -> Redirect | None:
        """Where the address of a spelling leads: to its term, if that has articles."""
        registered = self._slug_of(taxonomy, spelling)
        slug = registered or spelling
        if self._terms.find(taxonomy, lang, slug):
            url = self._urls.term(lang, taxonomy, slug)
            return ToTerm(lang, url, taxonomy, slug) if slug != spelling else None
        spellings = spelling, *self._spellings(taxonomy, slug)
        was_there = self._ended.was_listed(lang, taxonomy, *spellings)
        if not (registered or was_there):
            return None
        if self._terms.has_any(taxonomy, lang):
            return ToTaxonomy(lang, self._urls.taxonomy(lang, taxonomy), taxonomy)
        return self._ended.archive(lang) if was_there else None

    def _slug_of(self, taxonomy: str, spelling: str) -> str:
        """The slug of the term that a register has for a spelling; empty if it has none."""
        query = (
            "SELECT slug FROM (SELECT taxonomy, slug, slug AS spelling FROM register_entries"
            " UNION ALL"
            " SELECT taxonomy, slug, spelling FROM term_spellings)"
            " WHERE taxonomy = ? AND spelling = ?"
        )
        return self._loader.text(query, (taxonomy, spelling))

    def _spellings(self, taxonomy: str, slug: str) -> list[str]:
        """The other spellings of a term, as slugs, in order."""
        query = "SELECT spelling FROM term_spellings WHERE taxonomy = ? AND slug = ? ORDER BY 1"
        rows = self._loader.connection.execute(query, (taxonomy, slug))
        return [spelling for (spelling,) in rows]

    def addresses(self) -> Iterator[str]:
        """The old addresses that may lead somewhere, each at least once."""
        yield from self.rules.pages
        yield from self._ended.addresses()
        query = (
            "SELECT DISTINCT l.url FROM aliases l JOIN articles a ON a.id = l.article"
            " WHERE a.public ORDER BY 1"
        )
        for (url,) in self._loader.connection.execute(query).fetchall():
            yield url
        for taxonomy in self._loader.site.taxonomies:
            query = "SELECT slug FROM register_entries WHERE taxonomy = ? ORDER BY slug"
            for (slug,) in self._loader.connection.execute(query, (taxonomy,)).fetchall():
                yield from self.of_term(taxonomy, slug)
            query = "SELECT DISTINCT slug FROM former_lists WHERE taxonomy = ? ORDER BY slug"
            for (slug,) in self._loader.connection.execute(query, (taxonomy,)).fetchall():
                yield from self.of_term(taxonomy, slug)

    def of_article(self, article: Article) -> Iterator[str]:
        """The old addresses that an article may answer at, and those of its terms and former
        lists."""
        for alias in article.aliases:
            yield page_at(alias.partition("?")[0])
        yield from self._ended.of_article(article)
        terms = [(term.taxonomy, term.slug) for term in article.terms]
        for taxonomy, slug in (*terms, *(article.withdrawal.lists if article.withdrawal else ())):
            yield from self.of_term(taxonomy, slug)

    def of_term(self, taxonomy: str, spelling: str) -> Iterator[str]:
        """The old addresses of the term with this slug or spelling: those of all its spellings, its
        slug included."""
        if taxonomy not in self._loader.site.taxonomies:
            return
        slug = self._slug_of(taxonomy, spelling) or spelling
        for one in dict.fromkeys((spelling, slug, *self._spellings(taxonomy, slug))):
            for lang in self._loader.languages:
                yield self._urls.term(lang, taxonomy, one)

    def depending_on(self, url: str) -> Iterator[str]:
        """The old addresses whose pages depend on whether there is a page at `url`: the same one,
        those of which one would be a file and the other a folder of that name, and those in another
        case."""
        address = url.casefold()
        folder = address.rpartition("/")[0]
        same, folders = [address], []
        if address.endswith("/"):
            same.append(f"{address}index.html")
        while folder:
            same.append(folder)
            folders.append(f"{folder}/")
            folder = folder.rpartition("/")[0]
        query = "SELECT DISTINCT url FROM aliases WHERE address = ?"
        for one in same:
            yield from (old for (old,) in self._loader.connection.execute(query, (one,)).fetchall())
        for one in folders:
            rows = self._loader.connection.execute(query, (one,)).fetchall()
            yield from (old for (old,) in rows if old != one)
        for form in {*map(folded, same), *folders}:
            yield from self.rules.pages_like(form)
        if not address.endswith("/"):
            query = "SELECT DISTINCT url FROM aliases WHERE address > ? AND address < ?"
            values = (f"{address}/", f"{address}/{_LAST}")
            yield from (old for (old,) in self._loader.connection.execute(query, values).fetchall())
        if self.of_term_at(url) or self._of_rule(url):
            yield url
        yield from self._ended.depending_on(url)
