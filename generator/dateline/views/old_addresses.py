"""What leads on from old addresses beside pages: rules for hosts that read `_redirects`, and what
the script needs to know of addresses with a query, such as `/?p=123`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus, unquote

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.content.old_addresses import encoded, pairs_of, query_form
from dateline.hosts import HOSTS, REDIRECTS, Host
from dateline.page_paths import can_be_stored, without_slash
from dateline.urls import Urls, output_path
from dateline.views.archive import Archive
from dateline.views.kinds import MadeFile


@dataclass(slots=True, unsafe_hash=True)
class QueriesPart:
    """What leads from addresses with a query: where the list of them is, and the names, separated
    by spaces, that queries must have for the list to be worth fetching."""

    href: str
    names: str


def queries_part(url: str, archive: Archive) -> QueriesPart | None:
    """The part of the page at `url` that leads on from old addresses with a query; None if it has
    none."""
    queries = archive.catalogue.redirects.queries_at(url) if archive.site.edition.online else ()
    if not queries:
        return None
    names = sorted({encoded(name) for query in queries for name, _ in pairs_of(query)})
    return QueriesPart(archive.urls.href(archive.urls.old_addresses()), " ".join(names))


def looked_up(address: str) -> str:
    """The form in which the script looks an address up: without a slash at the end of its path, its
    query in order and written as browsers do."""
    path, _, query = address.partition("?")
    return f"{without_slash(unquote(path))}?{query_form(query)}"


class _OfOldAddresses(MadeFile):
    """A file that is made of old addresses."""

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        if any(article and _has_rules(article) for article in (before, after)):
            yield self._page(catalogue)


def _has_rules(article: Article) -> bool:
    return bool(article.aliases or article.withdrawal)


class OldAddressesView(_OfOldAddresses):
    """Where addresses with a query lead, for the script, as JSON."""

    name = "old-addresses"

    def address(self, urls: Urls) -> str:
        return urls.old_addresses()

    def wanted(self, catalogue: Catalogue) -> bool:
        return bool(catalogue.redirects.with_queries())

    def content(self, page: Page, archive: Archive) -> bytes:
        known = {
            looked_up(old.written): archive.urls.href(old.url)
            for old in archive.catalogue.redirects.with_queries()
        }
        return json.dumps(known, ensure_ascii=False, indent=0, sort_keys=True).encode()


class RedirectRulesView(_OfOldAddresses):
    """`_redirects`, for hosts that read it: the newsroom's own rules, then those for withdrawn
    articles, old addresses, and lists that have ended, as far as the host's limits allow, and last
    the newsroom's choice of pages for addresses at which nothing is.

    An old address has a rule only where it has a redirect, not where a page has its address, and so
    the file is made last.
    """

    name = "redirect-rules"
    comes_last = "the rules for old addresses"

    def address(self, urls: Urls) -> str:
        return f"/{REDIRECTS}"

    def wanted(self, catalogue: Catalogue) -> bool:
        if not HOSTS[catalogue.site.host].reads_redirects:
            return False
        gone = HOSTS[catalogue.site.host].tells_gone and catalogue.articles.locations("withdrawn")
        redirects = catalogue.redirects
        old = redirects.any_of_articles() or catalogue.ended_feeds.all()
        return bool(redirects.rules.all or gone or old) or any(redirects.of_lists())

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        # A term may lose its last article, or find one again.
        yield self._page(catalogue)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        yield self._page(catalogue)

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        if path == REDIRECTS:
            yield self._page(catalogue)

    def content(self, page: Page, archive: Archive) -> bytes:
        host, redirects = HOSTS[archive.site.host], archive.catalogue.redirects
        own = redirects.rules.all
        # Hosts obey the first that fits, and these would fit before every rule for one address.
        last = [rule for rule in own if rule.says_not_found and rule.is_dynamic]
        first = [rule.text for rule in own if rule not in last]
        static = sum(not rule.is_dynamic for rule in own)
        rules = list(_rules(archive, host))[: max(host.most_static - static, 0)]
        lines = [*first, *rules, *(rule.text for rule in last)]
        return "".join(f"{line}\n" for line in lines).encode()


def _rules(archive: Archive, host: Host) -> Iterator[str]:
    """The rules for withdrawn articles and for old addresses, those with a query before others:
    hosts obey the first that fits."""
    urls, redirects = archive.urls, archive.catalogue.redirects
    notices: dict[str, str] = {}
    if host.tells_gone:
        for gone in archive.catalogue.articles.locations("withdrawn"):
            notices[gone.url] = f"{urls.href('/' + output_path(gone.url))} 410!"
            yield f"{urls.href(gone.url)} {notices[gone.url]}"
    status = "301!" if host.forces_redirects else "301"
    if host.tells_queries:
        for old in redirects.with_queries():
            if not can_be_stored(old.page):
                continue  # its path would be a pattern
            path, _, query = old.written.partition("?")
            pairs = " ".join(
                f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs_of(query)
            )
            yield f"{urls.href(unquote(path))} {pairs} {urls.href(old.url)} {status}"
    for ended in archive.catalogue.ended_feeds.all():
        yield f"{urls.href(ended.url)} {urls.href(ended.feed)} {status}"
    for old in redirects.of_articles():
        if old.page in archive.redirects:
            there = notices.get(old.url, f"{urls.href(old.url)} {status}")
            yield f"{urls.href(unquote(old.written))} {there}"
    for url, target in redirects.of_lists():
        if url in archive.redirects:
            yield f"{urls.href(url)} {urls.href(target)} {status}"
