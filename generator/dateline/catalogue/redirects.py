"""Queries about redirects: addresses at which something was before, and where they lead now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from dateline.catalogue.loader import Loader
from dateline.content.article import Article
from dateline.content.redirect_rules import Rule, read_rules
from dateline.hosts import HOSTS
from dateline.page_paths import can_be_stored, page_at
from dateline.urls import Urls, is_reserved

_ALIASES = "aliases l JOIN articles a ON a.id = l.article WHERE query = '' AND a.public"
_FREE = (
    # Some file systems ignore case, and no name is both a file's and a folder's.
    "NOT EXISTS (SELECT 1 FROM articles o WHERE o.address = :address AND o.public)"
    " AND NOT EXISTS (SELECT 1 FROM aliases b JOIN articles o ON o.id = b.article"
    " WHERE b.address > :below AND b.address < :last AND o.public)"
)
_LAST = "\U0010ffff"
"""Sorts after every character with which a longer address may continue."""


class Redirect(NamedTuple):
    """Where an old address leads: to an article, with its path in content/, to a term of a
    taxonomy or, if the term has no articles, to the index of the taxonomy; to where a rule says; or
    to the front page, if nothing but a query tells more."""

    kind: Literal["article", "term", "taxonomy", "rule", "home"]
    lang: str
    url: str
    name: str
    slug: str = ""


class OldAddress(NamedTuple):
    """An old address as written, from the site's root, the address of the article it leads to, and
    that of the page that answers at it."""

    written: str
    url: str
    page: str


class Redirects:
    """Queries about old addresses. Only public articles count. Addresses are those of the published
    site, unquoted."""

    def __init__(self, loader: Loader, urls: Urls) -> None:
        self._loader, self._urls = loader, urls

    def at(self, url: str) -> Redirect | None:
        """Where the old address `url` leads; None if it is none, or can have no page."""
        if is_reserved(url) or not can_be_stored(url):
            return None
        return (
            self._of_rule(url) or self._of_alias(url) or self._of_term(url) or self._of_query(url)
        )

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the newsroom."""
        return read_rules(self._loader.site.content)[0]

    def obeyed_at(self, url: str) -> bool:
        """Whether the host answers `url` by a rule of the newsroom, for which there is no page."""
        return any(pattern.fullmatch(url.rstrip("/") or "/") for pattern in self._obeyed)

    @cached_property
    def _obeyed(self) -> list[re.Pattern[str]]:
        if not HOSTS[self._loader.site.host].reads_redirects:
            return []
        base = self._loader.site.base_path
        return [
            rule.sources("/" + rule.source.removeprefix(base))
            for rule in self.rules
            if rule.source.startswith(base)
        ]

    @cached_property
    def _plain_rules(self) -> dict[str, str]:
        """Where the newsroom's rules lead for which there are pages, by old address."""
        if HOSTS[self._loader.site.host].reads_redirects:
            return {}
        base, found = self._loader.site.base_path, dict[str, str]()
        for rule in self.rules:
            if rule.plain and not rule.is_dynamic and rule.source.startswith(base):
                found.setdefault(page_at("/" + rule.source.removeprefix(base)), rule.target)
        return found

    def _of_rule(self, url: str) -> Redirect | None:
        target = self._plain_rules.get(url)
        return Redirect("rule", self._loader.site.language, target, target) if target else None

    def _of_query(self, url: str) -> Redirect | None:
        lang = self._loader.site.language
        return Redirect("home", lang, self._urls.home(lang), "") if self.queries_at(url) else None

    def queries_at(self, url: str) -> list[str]:
        """The queries with which `url` is an old address, in order."""
        query = (
            "SELECT DISTINCT query FROM aliases l JOIN articles a ON a.id = l.article"
            " WHERE l.address = ? AND l.url = ? AND query <> '' AND a.public ORDER BY query"
        )
        rows = self._loader.connection.execute(query, (url.casefold(), url))
        return [one for (one,) in rows]

    def with_queries(self) -> list[OldAddress]:
        """The old addresses with a query, in order, and the addresses of their articles."""
        query = (
            "SELECT written, a.url, l.url, min(a.path) FROM aliases l"
            " JOIN articles a ON a.id = l.article"
            " WHERE query <> '' AND a.public GROUP BY l.url, query ORDER BY written"
        )
        rows = self._loader.connection.execute(query).fetchall()
        return [OldAddress(*row[:3]) for row in rows]

    def of_articles(self) -> list[OldAddress]:
        """The old addresses without a query, in order, and the addresses of their articles."""
        query = (
            f"SELECT written, a.url, l.url, min(a.path) FROM {_ALIASES}"
            " GROUP BY written ORDER BY written"
        )
        rows = self._loader.connection.execute(query).fetchall()
        return [OldAddress(*row[:3]) for row in rows]

    def any_of_articles(self) -> bool:
        """Whether an article has an old address."""
        query = "SELECT 1 FROM aliases l JOIN articles a ON a.id = l.article WHERE a.public LIMIT 1"
        return self._loader.any(query)

    def _of_alias(self, url: str) -> Redirect | None:
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
        return Redirect("article", *row) if row else None

    def _of_term(self, url: str) -> Redirect | None:
        for lang in self._loader.languages:
            prefix = self._urls.prefix(lang)
            parts = url.removeprefix(prefix).split("/") if url.startswith(prefix) else []
            if len(parts) == 3 and not parts[2] and parts[0] in self._loader.site.taxonomies:
                return self._to_term(lang, parts[0], parts[1])
        return None

    def _to_term(self, lang: str, taxonomy: str, spelling: str) -> Redirect | None:
        """Where the address of a spelling leads: to its term, if that has articles."""
        query = (
            "SELECT slug, EXISTS (SELECT 1 FROM spellings s WHERE s.taxonomy = t.taxonomy"
            " AND s.lang = ?3 AND s.slug = t.slug), EXISTS (SELECT 1 FROM spellings s"
            " WHERE s.taxonomy = t.taxonomy AND s.lang = ?3) FROM"
            " (SELECT taxonomy, slug, slug AS spelling FROM terms UNION ALL"
            " SELECT taxonomy, slug, spelling FROM term_spellings) t"
            " WHERE taxonomy = ?1 AND spelling = ?2"
        )
        row = self._loader.connection.execute(query, (taxonomy, spelling, lang)).fetchone()
        if row is None:
            return None
        slug, has_articles, has_index = row
        if has_articles and slug != spelling:
            url = self._urls.term(lang, taxonomy, slug)
            return Redirect("term", lang, url, taxonomy, slug)
        if has_index and not has_articles:
            return Redirect("taxonomy", lang, self._urls.taxonomy(lang, taxonomy), taxonomy)
        return None

    def addresses(self) -> Iterator[str]:
        """The old addresses that may lead somewhere, each at least once."""
        yield from self._plain_rules
        query = (
            "SELECT DISTINCT l.url FROM aliases l JOIN articles a ON a.id = l.article"
            " WHERE a.public ORDER BY 1"
        )
        for (url,) in self._loader.connection.execute(query).fetchall():
            yield url
        for taxonomy in self._loader.site.taxonomies:
            query = "SELECT slug FROM terms WHERE taxonomy = ? ORDER BY slug"
            for (slug,) in self._loader.connection.execute(query, (taxonomy,)).fetchall():
                yield from self.of_term(taxonomy, slug)

    def of_article(self, article: Article) -> Iterator[str]:
        """The old addresses that an article may answer at, and those of its terms."""
        for alias in article.aliases:
            yield page_at(alias.partition("?")[0])
        for term in article.terms:
            yield from self.of_term(term.taxonomy, term.slug)

    def of_term(self, taxonomy: str, slug: str) -> Iterator[str]:
        """The old addresses of a term: those of its spellings, its own included."""
        if taxonomy not in self._loader.site.taxonomies:
            return
        query = "SELECT spelling FROM term_spellings WHERE taxonomy = ? AND slug = ? ORDER BY 1"
        rows = self._loader.connection.execute(query, (taxonomy, slug)).fetchall()
        for spelling in (slug, *(spelling for (spelling,) in rows)):
            for lang in self._loader.languages:
                yield self._urls.term(lang, taxonomy, spelling)

    def depending_on(self, url: str) -> Iterator[str]:
        """The old addresses whose pages depend on whether there is a page at `url`: the same one,
        and those of which one would be a file and the other a folder of that name."""
        address = url.casefold()
        folder = address.rpartition("/")[0]
        same = [address]
        while folder:
            same.append(folder)
            folder = folder.rpartition("/")[0]
        query = "SELECT DISTINCT url FROM aliases WHERE address = ?"
        for one in same:
            yield from (old for (old,) in self._loader.connection.execute(query, (one,)).fetchall())
        if not address.endswith("/"):
            query = "SELECT DISTINCT url FROM aliases WHERE address > ? AND address < ?"
            values = (f"{address}/", f"{address}/{_LAST}")
            yield from (old for (old,) in self._loader.connection.execute(query, values).fetchall())
        if self._of_term(url) or self._of_rule(url):
            yield url
