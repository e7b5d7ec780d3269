"""Addresses on the site of articles that have been withdrawn: links to them become words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from dateline.catalogue.articles import Articles
from dateline.catalogue.listed import Listed
from dateline.catalogue.loader import Loader
from dateline.catalogue.redirects import Redirects
from dateline.content.article import Article
from dateline.page_paths import page_at

_OWNERS = (
    "SELECT a.path, a.kind = 'withdrawn', is_former FROM ("
    "SELECT id, 0 AS is_former FROM articles WHERE address = ?1 AND url = ?2 UNION ALL"
    " SELECT article, 1 FROM aliases WHERE address = ?1 AND url = ?2 AND query = ''"
    ") o JOIN articles a ON a.id = o.id WHERE a.public"
)


class Withdrawals:
    """Queries about the addresses of public withdrawn articles, present and former ones."""

    def __init__(self, loader: Loader, articles: Articles, redirects: Redirects) -> None:
        self._loader, self._articles, self._redirects = loader, articles, redirects

    def at(self, path: str) -> str:
        """The path in content/ of the withdrawn article to which a link to `path` leads, which is
        from the site's root and may be quoted; empty if it leads elsewhere.

        This depends on nothing but the articles that have, or had, that address, so that few pages
        change with an article. So a former address does not count that may be a list's, or for
        which the newsroom has a rule that leads elsewhere.
        """
        url = page_at(path)
        query = f"{_OWNERS} ORDER BY is_former, a.path LIMIT 1"
        row = self._loader.connection.execute(query, _values(url)).fetchone()
        if row is None:
            return ""
        owner, is_withdrawn, is_former = row
        if not is_withdrawn or (is_former and self._leads_elsewhere(url)):
            return ""
        return str(owner)

    def _leads_elsewhere(self, former: str) -> bool:
        rule = self._redirects.rules.rule_for(former)
        return bool(rule and not rule.says_gone) or self._redirects.may_be_list(former)

    def linked_by(self, *versions: Article | None) -> list[Listed]:
        """The public articles and pages whose links by address may become words, or links again, if
        an article changes of which these are the versions."""
        urls = [url for article in versions if article for url in self._deciding(article)]
        return self._articles.linking_to_addresses(_written(urls)) if urls else []

    def linked_by_former(self) -> list[Listed]:
        """The public articles and pages whose links by address may become words, or links again, if
        the newsroom's rules change."""
        query = (
            "SELECT l.url FROM aliases l JOIN articles a ON a.id = l.article"
            " WHERE query = '' AND a.public AND a.kind = 'withdrawn'"
        )
        urls = [url for (url,) in self._loader.connection.execute(query)]
        return self._articles.linking_to_addresses(_written(urls)) if urls else []

    def _deciding(self, article: Article) -> Iterator[str]:
        """The addresses for which it matters what this article is."""
        former = (page_at(alias) for alias in article.aliases if "?" not in alias)
        query = f"{_OWNERS} AND a.kind = 'withdrawn' LIMIT 1"
        for url in (article.url, *former):
            if article.withdrawal or self._loader.any(query, _values(url)):
                yield url


def _values(url: str) -> tuple[str, str]:
    return url.casefold(), url


def _written(urls: Iterable[str]) -> list[str]:
    """How links may name these addresses, in the form of the table `links`."""
    found: list[str] = []
    for url in dict.fromkeys(urls):
        for form in ("NFC", "NFD"):
            target = unicodedata.normalize(form, url[1:])
            found.append(target)
            if target.endswith("/"):
                found += [target[:-1], f"{target}index.html"]
    return list(dict.fromkeys(found))
