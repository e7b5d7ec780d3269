"""Addresses that were published, and that a build would no longer answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dateline.build.git_before import known_to_git
from dateline.build.lost import MOST, lost_article, lost_lists
from dateline.build.plan import Addresses
from dateline.build.state import State
from dateline.catalogue.homes import Homes, Known
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.store import connect_read_only, is_ours
from dateline.config import Site
from dateline.content.old_addresses import old_path
from dateline.page_paths import page_at
from dateline.problems import Problem, UsageProblem


def known_before(site: Site, now: str) -> Known:
    """What the last build of the archive published or, if there was none here, what git knows was
    public before."""
    return _of_last_build(site.root) or known_to_git(site, now)


def _of_last_build(root: Path) -> Known | None:
    from dateline.views import VIEWS

    file = State.of(root, root / "public", "").catalogue
    if not file.is_file():
        return None
    of_articles = [view for view in VIEWS if view.of_one_file]
    names = [view.name for view in of_articles if view.lasts(view.page("", (), ""))]
    try:
        with closing(connect_read_only(file)) as connection:
            return Known.read(connection, names) if is_ours(connection) else None
    except sqlite3.Error:
        return None


@dataclass(frozen=True)
class Published:
    """Compares what was published with what a build would: `addresses` are those of the site, and
    `unread` the beginnings of paths of which nothing is known."""

    catalogue: Catalogue
    addresses: Addresses
    before: Known
    unread: tuple[str, ...] = ()

    def lost_since(self) -> Iterator[Problem]:
        """The articles that the last build published, and whose addresses nothing answers now."""
        for url, path in self.before.articles.items():
            known = not path.startswith(self.unread)
            if known and not self._answers(url) and not self._homes.is_kept_back(path):
                home = self._homes.of(path)
                yield lost_article(url, path, home, self.catalogue.site)

    def missing(self, listed: Iterable[str], source: str) -> list[Problem]:
        """The addresses that a sitemap called `source` lists and that nothing answers, as errors.

        Raises `UsageProblem` if none of them is of this site.
        """
        site, others, found = self.catalogue.site, [], []
        paths = [old_path(address, site.home, query=True) for address in dict.fromkeys(listed)]
        if paths and not any(paths):
            raise UsageProblem(f"{source} lists no address of {site.url}.")
        for path in filter(None, paths):
            asked, _, query = path.partition("?")
            url = page_at(asked)
            if self._answers(url, path if query else ""):
                continue
            former = self.before.articles.get(url, "")
            home = self._homes.of(former) if former else None
            home = home or self._homes.named_like(url)
            if home or former:
                shown = path if query else url
                found.append(lost_article(shown, former, home, site).as_error())
            else:
                others.append(path if query else url)
        return [*found, *(problem.as_error() for problem in lost_lists(others, MOST))]

    def _answers(self, url: str, query: str = "") -> bool:
        if query:
            return query in self._queries or self.addresses.has_page(url)
        return (
            self.addresses.exists(url)
            or self.addresses.exists(url.rstrip("/"))
            or self.catalogue.redirects.rules.answer(url)
        )

    @cached_property
    def _queries(self) -> frozenset[str]:
        return frozenset(old.written for old in self.catalogue.redirects.with_queries())

    @cached_property
    def _homes(self) -> Homes:
        return Homes(self.catalogue.connection, self.before)
