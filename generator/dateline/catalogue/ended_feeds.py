"""Feeds of terms that are merged into others or have ended: where they go on.

A feed has ended where the address of its term leads elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.catalogue.loader import Loader
from dateline.catalogue.redirect import ToTerm
from dateline.catalogue.redirects import Redirects
from dateline.catalogue.terms import Terms
from dateline.content.article import Article
from dateline.page_paths import page_at
from dateline.urls import FEED, Urls


class EndedFeed(NamedTuple):
    """A feed that has ended: its address, the language of the feed in which it goes on, the address
    of that, and of the page that that feed is of."""

    url: str
    lang: str
    feed: str
    home: str


class EndedFeeds:
    """Queries about such feeds, by the address of the page of their term. Addresses are from the
    site's root, unquoted."""

    def __init__(self, loader: Loader, urls: Urls, redirects: Redirects, terms: Terms) -> None:
        self._loader, self._urls, self._redirects, self._terms = loader, urls, redirects, terms

    def all(self) -> list[EndedFeed]:
        """All of them, in order."""
        addresses = {*self._redirects.addresses(), *self.of_rules()}
        return [found for found in map(self.at, sorted(addresses)) if found]

    def of_rules(self) -> Iterator[str]:
        """The addresses of terms from which rules of the newsroom lead elsewhere."""
        return (url for url in self._redirects.rules.targets if self._redirects.term_at(url))

    def of_article(self, article: Article) -> Iterator[str]:
        """The addresses of terms whose feed may end, or begin again, with an article."""
        return filter(self._redirects.term_at, self._redirects.of_article(article))

    def at(self, url: str) -> EndedFeed | None:
        """The feed that has ended with the term at `url`; None if none has, or if a rule of the
        newsroom says where it leads."""
        term, rules = self._redirects.term_at(url), self._redirects.rules
        if term is None or self._has_feed(*term):
            return None
        feed = url + FEED
        if rules.answer(feed) or page_at(feed) in rules.targets:
            return None
        if target := rules.targets.get(url):
            return self._after_rule(feed, term[0], target)
        leads = self._redirects.of_term_at(url) or self._redirects.at(url)
        if isinstance(leads, ToTerm):
            return self._in_term(feed, leads.lang, leads.taxonomy, leads.slug)
        return self._in_all(feed, leads.lang) if leads else None

    def _after_rule(self, feed: str, lang: str, target: str) -> EndedFeed:
        address = page_at("/" + target.removeprefix(self._loader.site.base_path))
        found = self._redirects.term_at(address)
        if found and self._has_feed(*found):
            return self._in_term(feed, *found)
        return self._in_all(feed, lang)

    def _has_feed(self, lang: str, taxonomy: str, slug: str) -> bool:
        return self._terms.find(taxonomy, lang, slug) is not None

    def _in_term(self, feed: str, lang: str, taxonomy: str, slug: str) -> EndedFeed:
        urls = self._urls
        there = urls.term_feed(lang, taxonomy, slug), urls.term(lang, taxonomy, slug)
        return EndedFeed(feed, lang, *there)

    def _in_all(self, feed: str, lang: str) -> EndedFeed:
        lang = lang if lang in self._loader.languages else self._loader.site.language
        return EndedFeed(feed, lang, self._urls.feed(lang), self._urls.home(lang))
