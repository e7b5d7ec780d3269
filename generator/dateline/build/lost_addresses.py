"""Addresses that were published and that nothing answers any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.build.lost import Fate, LostAddress, problems_of
from dateline.build.lost_anchors import anchor_problems, lost_anchors
from dateline.build.plan import Addresses, Plan, addresses_after
from dateline.catalogue.held import kept_off, lists_are_open
from dateline.catalogue.homes import Homes, last_part
from dateline.catalogue.lost_rows import LostAddressRow, LostRows
from dateline.catalogue.newsroom_rules import Ending
from dateline.catalogue.pending import Pending
from dateline.catalogue.published_before import PublishedBefore
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.renamed_terms import RenamedTerm, renamed_term, term_named
from dateline.content.file_names import known_languages, read_name
from dateline.content.sources import is_article
from dateline.page_paths import page_at
from dateline.problems import Problem
from dateline.views.base import Output

_ANSWERED = {Ending.ANSWERED, Ending.GONE}


@dataclass(frozen=True)
class LostFinder:
    """Finds what was lost: `addresses` are those of the site as a build leaves it, `before` is
    what was there, `unread` the beginnings of paths of which nothing is known, and `listed` the
    addresses that a sitemap lists."""

    catalogue: Catalogue
    addresses: Addresses
    before: PublishedBefore
    unread: tuple[str, ...] = ()
    listed: Set[str] = frozenset()

    def since(self) -> Iterator[LostAddress]:
        """The addresses of what was there before at which nothing is."""
        lists = ((url, "") for url in self.before.others)
        for url, path in (*self.before.articles.items(), *lists):
            if not ((path and path.startswith(self.unread)) or self.exists(url)):
                yield replace(self.at(url, path), evidence=self.before.evidence)

    def exists(self, url: str) -> bool:
        """Whether the site has anything at the address of a page or file."""
        forms = url, url.rstrip("/"), page_at(url)
        return any(map(self.addresses.exists, forms))

    def at(self, url: str, path: str = "") -> LostAddress:
        """What is known of the lost address `url`, at which content/`path` was."""
        lost = self._at(url, path)
        home = lost.home
        is_back = home is not None and (home.url in self.listed or home.path in self.before.homes)
        return replace(lost, feed_id=self.before.feed_ids.get(url, ""), is_back=is_back)

    def _at(self, url: str, path: str) -> LostAddress:
        if path in self._held or self.before.homes.get(path) in self._held:
            return LostAddress(url, Fate.SETTLED, path)
        home = self.homes.of(path) if path else None
        rules = self.catalogue.redirects.rules
        if "?" not in url and rules.follow(url, self.exists) in _ANSWERED:
            return LostAddress(url, Fate.SETTLED, path, home)
        if path and not is_article(path):
            return self._lost_file(url, path)
        if path:
            return LostAddress(url, Fate.MOVED if home else self._fate_of(path), path, home)
        asked, nearest = url.partition("?")[0], self.catalogue.redirects.likely(url)
        is_list = nearest or url in self._others or last_part(asked) in self._held_names
        if is_list and self.lists_are_open:
            return LostAddress(url, Fate.UNDECIDED, nearest=nearest)
        if term := self._renamed(url):
            return LostAddress(url, Fate.RENAMED, term=term)
        if nearest:
            return LostAddress(url, Fate.ENDED, nearest=nearest)
        if home := self.homes.made_into(asked):
            return LostAddress(url, Fate.MOVED, home=home)
        like = self.homes.named_like(asked)
        return LostAddress(url, Fate.RESEMBLED if like else Fate.GONE, home=like)

    def _renamed(self, url: str) -> RenamedTerm | None:
        """What the term at a lost address is called now."""
        connection, found = self.catalogue.connection, self.catalogue.redirects.term_at(url)
        if not found:
            return None
        lang, taxonomy, slug = found
        if known := self.before.renamed.get(url):
            return term_named(taxonomy, slug, known, lang, connection)
        return renamed_term(taxonomy, lang, slug, self.before, connection)

    def _fate_of(self, path: str) -> Fate:
        """What became of an article that is not public."""
        if not self.homes.is_kept_back(path):
            return Fate.GONE
        return Fate.DRAFT if self.homes.is_draft(path) else Fate.SCHEDULED

    def _lost_file(self, url: str, path: str) -> LostAddress:
        """What is known of the lost address `url` of content/`path`, a file that is no article."""
        homes = self.homes
        users = self.before.shown_in.get(path, ())
        if any(
            homes.is_withdrawn(user) or homes.is_kept_back(user) or user in self._held
            for user in users
        ):
            return LostAddress(url, Fate.FOLLOWED, path)
        if homes.is_kept_back(path):
            return LostAddress(url, Fate.UNSHOWN, path)
        like = homes.file_of(path)
        return LostAddress(
            url, Fate.GONE, path, nearest=self.catalogue.urls.file(like) if like else ""
        )

    @cached_property
    def lists_are_open(self) -> bool:
        """Whether files have errors, so that it is not known which lists there will be."""
        catalogue = self.catalogue
        weights = catalogue.site.problems
        return bool(self.unread) or lists_are_open(catalogue.connection, catalogue.now, weights)

    @cached_property
    def _held(self) -> Collection[str]:
        """The files that are kept off the site for their errors."""
        return kept_off(self.catalogue.connection, self.catalogue.now)

    @cached_property
    def _held_names(self) -> Set[str]:
        """What the addresses of these files may end with."""
        languages = known_languages(self.catalogue.site)
        return {read_name(path, languages).slug for path in self._held}

    @cached_property
    def _others(self) -> Set[str]:
        return frozenset(self.before.others)

    @cached_property
    def homes(self) -> Homes:
        """Where articles are now."""
        return Homes(self.catalogue.connection, self.catalogue.site, self.before)

    def remembered(self, lost: LostAddress) -> LostAddressRow:
        """What later builds are to know of an address."""
        text = self.before.texts.get(lost.path, "")
        home = lost.home.path if lost.home and lost.path else ""
        home = lost.term.slug if lost.term else home
        if lost.path and not is_article(lost.path):
            home = self.homes.file_of(lost.path)
        feed_id = lost.feed_id
        if lost.home and lost.is_back:
            feed_id = feed_id or self.catalogue.urls.absolute(lost.home.url)
        return LostAddressRow(lost.url, lost.path, text, home, feed_id)


def lost_by(
    plan: Plan | None, catalogue: Catalogue, views: Sequence[Output], unread: tuple[str, ...]
) -> LostFinder:
    """What a build that carries out `plan` may lose, and what earlier ones have lost; without a
    plan, that alone. `unread` are the paths that could not be read."""
    ledger, known = catalogue.published, {view.name: view for view in views}
    articles: dict[str, str] = {}
    others: list[str] = []
    for page in (planned.page for planned in plan.delete) if plan else ():
        view = known.get(page.view)
        if view and view.lasts(page):
            if path := view.source(page):
                articles[page.url] = path
            else:
                others.append(page.url)
    earlier = ledger.lost()
    texts, digests, files = dict[str, str](), dict[str, str](), frozenset[str]()
    if articles or earlier.addresses:
        texts = Pending(catalogue.connection).gone_texts()
        digests = Pending(catalogue.connection).gone_digests()
        gone = {path: url for url, path in articles.items() if not is_article(path)}
        digests |= {path: ledger.hash_of(url) for path, url in gone.items()}
        names = [view.name for view in views if view.of_one_file]
        files = frozenset(ledger.files_of(names).values())
    anchors = Pending(catalogue.connection).anchors()
    shown_in = Pending(catalogue.connection).shown_in()
    before = PublishedBefore(
        articles,
        others,
        texts,
        digests,
        files,
        anchors=anchors,
        shown_in=shown_in,
        feed_ids=Pending(catalogue.connection).feed_ids() if articles else {},
        terms=Pending(catalogue.connection).former_terms() if others else {},
    )
    before = before.with_lost(earlier)
    addresses = addresses_after(plan or Plan((), ()), catalogue, views)
    return LostFinder(catalogue, addresses, before, unread)


def still_lost(
    plan: Plan | None, catalogue: Catalogue, views: Sequence[Output], unread: tuple[str, ...]
) -> tuple[list[Problem], LostRows]:
    """The warnings of what is lost once `plan` is carried out, and what later builds are to know of
    it."""
    lost = lost_by(plan, catalogue, views, unread)
    found = list(lost.since())
    anchors = list(lost_anchors(lost.before.known_anchors, catalogue))
    problems = [
        *problems_of(found, catalogue.site),
        *anchor_problems(anchors, lost.before.evidence),
    ]
    addresses = [lost.remembered(one) for one in found if one.fate is not Fate.FOLLOWED]
    return problems, LostRows(addresses, [anchor for _, anchor in anchors])
