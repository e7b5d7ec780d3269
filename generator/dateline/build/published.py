"""What was published, as the last build knows it, or git, or a sitemap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from dateline.build.lost import Fate, LostAddress
from dateline.build.lost_addresses import LostFinder
from dateline.build.sitemap_reading import read_sitemap
from dateline.build.state import State
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.pending import Pending
from dateline.catalogue.published_before import (
    Evidence,
    PublishedBefore,
    digests_of,
    feed_ids_of,
    queries_of,
    shown_in_of,
    terms_of,
    texts_of,
)
from dateline.catalogue.store import connect_read_only, is_ours
from dateline.config import Site
from dateline.content.old_addresses import old_path
from dateline.history.git_before import committed, known_to_git
from dateline.page_paths import page_at
from dateline.problems import Problem, UsageProblem
from dateline.urls import SITEMAP
from dateline.views.base import Output

_MOST_NAMED = 3


def known_before(site: Site, now: str) -> PublishedBefore:
    """What the last build of the archive published or, if there was none here, what git knows was
    public before."""
    return _of_last_build(site.root) or known_to_git(site, now)


class Readership:
    """What readers may know of the articles of a site at the instant `now`."""

    def __init__(self, site: Site, now: str) -> None:
        self._site, self._now = site, now

    def may_know(self, path: str, url: str) -> bool:
        """Whether readers may know the article content/`path` by its address: the last build
        published it there, or git has it; or neither knows anything."""
        return not self._known or any(
            # What has not changed since a commit is not told one by one.
            url in known.articles or (path in known.files and path not in known.digests)
            for known in self._known
        )

    @cached_property
    def _known(self) -> list[PublishedBefore]:
        built, site, now = _of_last_build(self._site.root), self._site, self._now
        found = (built or PublishedBefore(), known_to_git(site, now), committed(site, now))
        return [known for known in found if known.files]


def _of_last_build(root: Path) -> PublishedBefore | None:
    from dateline.views import VIEWS

    file = State.of_public(root).catalogue
    if not file.is_file():
        return None
    lasting = [view for view in VIEWS if type(view).lasts is not Output.lasts]
    of_articles = [view.name for view in lasting if view.of_one_file]
    lists = [view for view in lasting if not view.of_one_file]
    try:
        with closing(connect_read_only(file)) as connection:
            if not is_ours(connection):
                return None
            ledger = Ledger(connection)
            articles = ledger.files_of(of_articles)
            others = [
                found.page.url
                for view in lists
                for found in ledger.pages_of(view.name)
                if view.lasts(found.page)
            ]
            pending = Pending(connection)
            known = PublishedBefore(
                {**articles, **queries_of(connection), **pending.former_queries()},
                others,
                {**pending.gone_texts(), **texts_of(connection)},
                {**pending.gone_digests(), **digests_of(connection)},
                frozenset(articles.values()),
                anchors=pending.anchors(),
                shown_in={**shown_in_of(connection), **pending.shown_in()},
                terms={**terms_of(connection), **pending.former_terms()},
                feed_ids={**feed_ids_of(connection), **pending.feed_ids()},
            )
            return known.with_lost(ledger.lost())
    except sqlite3.Error:
        return None


def unknown_before(known: PublishedBefore, listed: ListedAddresses | None) -> Iterator[Problem]:
    """The warning that it is not known what was published, if it was not `listed` either."""
    if known.is_cut_short and not (listed and listed.paths):
        message = (
            "The git repository was fetched without its history, so nobody knows which articles"
            " had other addresses before"
        )
        fix = "Run: git fetch --unshallow; or compare with the site: dateline check --published"
        yield Problem("site.toml", 0, 0, message, fix, "warning", kind="history")


@dataclass(frozen=True, slots=True)
class ListedAddresses:
    """The addresses that a sitemap called `source` lists: the paths of those that are of this site,
    and how many others it has. Where all are of one other site, from which the archive came, that
    is `former`. If it could not be read, `missing` says why."""

    source: str
    paths: tuple[str, ...] = ()
    others: int = 0
    former: str = ""
    missing: str = ""

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses without a query that it lists, as the site's pages have them."""
        return frozenset(page_at(path) for path in self.paths if "?" not in path)


def listed_at(source: str, site: Site) -> ListedAddresses:
    """What the sitemap at `source` lists, or that of the site if it is empty.

    Raises `UsageProblem` for one that was named and cannot be read, or that lists nothing of this
    site. That of the site itself may be missing or of no use: it is not there before the first
    deploy, and nothing that a server does may hold up a correction.
    """
    named = source or f"{site.url}{SITEMAP}"
    try:
        addresses = read_sitemap(named)
    except UsageProblem as problem:
        if source:
            raise
        return ListedAddresses(named, missing=str(problem))
    found = [old_path(address, site.home, query=True) for address in dict.fromkeys(addresses)]
    paths = tuple(path for path in found if path)
    if paths:
        return ListedAddresses(named, paths, len(found) - len(paths))
    homes = _homes(addresses)
    if source and len(homes) == 1 and Path(source).is_file():
        # The sitemap of the site that moved in, from another domain.
        (former,) = homes
        found = [old_path(address, former, query=True) for address in dict.fromkeys(addresses)]
        return ListedAddresses(named, tuple(path for path in found if path), former=former)
    nothing = f"{named} lists no address of {site.url}"
    if homes:
        more = " and others" if len(homes) > _MOST_NAMED else ""
        nothing += f", but of {', '.join(homes[:_MOST_NAMED])}{more}"
    if source:
        hint = " If the site was there before, save the sitemap and name the file." if homes else ""
        raise UsageProblem(f"{nothing}.{hint if len(homes) == 1 else ''}")
    # As after a move to another domain, until the first deploy there.
    return ListedAddresses(named, missing=f"{nothing}.")


def _homes(addresses: Iterable[str]) -> list[str]:
    """The addresses of the sites that some pages are on, each once however it is written."""
    found: dict[str, str] = {}
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.netloc:
            host = parts.netloc.casefold().removeprefix("www.")
            found.setdefault(host, f"{parts.scheme}://{parts.netloc}/")
    return list(found.values())


def known_feed_home(lost: LostFinder, listed: ListedAddresses | None) -> PublishedBefore:
    """What was published before, with what ids in feeds began with: those of the site that a
    sitemap lists, if that has an article at its own address here."""
    if listed and listed.former and any(lost.homes.at(url) for url in listed.addresses):
        return PublishedBefore(feed_home=listed.former, evidence=Evidence.LISTED)
    return lost.before


def missing(listed: ListedAddresses, lost: LostFinder) -> list[LostAddress]:
    """Those of the listed addresses that nothing answers."""
    found = (_missing(path, lost) for path in listed.paths)
    told = (one for one in found if one and one.fate is not Fate.SETTLED)
    is_other = listed.former not in ("", lost.catalogue.site.feed_home)
    return [replace(one, evidence=Evidence.LISTED, is_of_other_feeds=is_other) for one in told]


def _missing(path: str, lost: LostFinder) -> LostAddress | None:
    asked, _, query = path.partition("?")
    url, redirects = page_at(asked), lost.catalogue.redirects
    if query and lost.leads_on(path):
        return None
    # Of a front page, the query says what was meant: `/?p=123`.
    if query and (redirects.queries_at(url) or redirects.is_home(url)):
        return lost.at(path, lost.before.articles.get(path, ""))
    if lost.exists(url):
        return None
    return lost.at(path if query else url, lost.before.articles.get(url, ""))
