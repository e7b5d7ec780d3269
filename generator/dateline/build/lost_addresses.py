"""Addresses that were published and that nothing answers any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.build.lost import Fate, LostAddress
from dateline.build.plan import Addresses
from dateline.catalogue.held import Faulty, faulty, in_conflict, kept_off
from dateline.catalogue.homes import Home, Homes, last_part
from dateline.catalogue.lost_rows import LostAddressRow
from dateline.catalogue.newsroom_rules import Ending
from dateline.catalogue.published_before import PublishedBefore
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.renamed_terms import RenamedTerm, renamed_term, term_named
from dateline.content.file_names import known_languages, read_name
from dateline.content.sources import is_article
from dateline.page_paths import page_at
from dateline.views.old_addresses import looked_up

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
            answered = self.leads_on(url) if "?" in url else self.exists(url)
            if not ((path and path.startswith(self.unread)) or answered):
                yield replace(self.at(url, path), evidence=self.before.evidence)

    def leads_on(self, address: str) -> bool:
        """Whether anything leads on from an `address` with a query, or its page reads that."""
        asked, _, query = address.partition("?")
        url, redirects = page_at(asked), self.catalogue.redirects
        return (
            looked_up(address) in self._queries
            or redirects.rules.answer_query(url, query)
            or redirects.is_read(url, query)
        )

    @cached_property
    def _queries(self) -> Set[str]:
        return {looked_up(old.written) for old in self.catalogue.redirects.with_queries()}

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
            return self._lost_article(url, path, home)
        asked, nearest = url.partition("?")[0], self.catalogue.redirects.likely(url)
        is_list = nearest or url in self._others or last_part(asked) in self._held_names
        term = self._renamed(url)
        if is_list and self._is_open(url):
            return LostAddress(url, Fate.UNDECIDED, nearest=nearest, term=term)
        if term:
            return LostAddress(url, Fate.RENAMED, term=term)
        if nearest:
            return LostAddress(url, Fate.ENDED, nearest=nearest)
        if home := self.homes.made_into(asked):
            return LostAddress(url, Fate.MOVED, home=home)
        like = self.homes.named_like(asked)
        return LostAddress(url, Fate.RESEMBLED if like else Fate.GONE, home=like)

    def _lost_article(self, url: str, path: str, home: Home | None) -> LostAddress:
        """What is known of the lost address `url` of the article content/`path`, now at `home`."""
        if home:
            return LostAddress(url, Fate.MOVED, path, home)
        fate = self._fate_of(path)
        like = self.homes.much_like(path) if fate is Fate.GONE else None
        if fate is Fate.GONE and not like and self._has_new_conflict:
            return LostAddress(url, Fate.SETTLED, path)
        return LostAddress(url, Fate.RESEMBLED if like else fate, path, like)

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
        if user := self._followed(url, path):
            return LostAddress(url, Fate.FOLLOWED, path, followed=user)
        if homes.is_kept_back(path):
            return LostAddress(url, Fate.UNSHOWN, path)
        urls, same, like = self.catalogue.urls, homes.file_of(path), homes.file_named_like(path)
        if same:
            return LostAddress(url, Fate.RELOCATED, path, nearest=urls.file(same))
        fate = Fate.GONE if homes.is_shown(path) else Fate.DROPPED
        return LostAddress(url, fate, path, nearest=urls.file(like) if like else "")

    def _followed(self, url: str, path: str) -> str:
        """The article that is withdrawn or kept back and with which content/`path`, which was at
        `url`, left the site; empty if there is none. A file that a rule leads to may have done so
        in place of it."""
        homes, known = self.homes, self.before.articles
        moved = self.catalogue.redirects.rules.target_of(url)
        for one in (path, known.get(moved, "")):
            before = self.before.homes.get(one, "")
            for user in filter(is_article, (*self.before.shown_in.get(one, ()), before)):
                if homes.is_withdrawn(user) or homes.is_kept_back(user) or user in self._held:
                    return user
        return ""

    @property
    def lists_are_open(self) -> bool:
        """Whether files have errors, or published articles have been taken back, perhaps by a
        mistaken date, so that it is not known of all lists whether they will be there."""
        return self._any_list_is_open or bool(self._unsettled)

    def _is_open(self, url: str) -> bool:
        """Whether it is not known whether there will be a list at an address again."""
        found = self.catalogue.redirects.term_at(url)
        if self._any_list_is_open or not found:
            return self.lists_are_open
        # Of an article that was not there before, nobody knows the terms.
        terms = (self.before.terms.get(path, {found[1:]}) for path in self._unsettled)
        return any(found[1:] in of_it for of_it in terms)

    @cached_property
    def _any_list_is_open(self) -> bool:
        """Whether registers have errors, or it is not known which articles there are."""
        return bool(self.unread) or not all(is_article(file.path) for file in self._faulty)

    @cached_property
    def _unsettled(self) -> Set[str]:
        """The articles that may be in more lists, or in others, once they are as they should be."""
        published = set(self.before.articles.values())
        taken_back = set(filter(self._is_taken_back, published))
        return taken_back | {file.path for file in self._faulty if not self._was_faulty(file)}

    @cached_property
    def _faulty(self) -> Collection[Faulty]:
        catalogue = self.catalogue
        return list(faulty(catalogue.connection, catalogue.now, catalogue.site.problems))

    def _was_faulty(self, file: Faulty) -> bool:
        """Whether an article had its errors before as well, and so gave the lists that it gives
        now."""
        before, path = self.before, file.path
        if file.is_held and path in before.articles.values():
            return False
        if path in before.digests:
            return before.digests[path] == file.digest
        # Of what git knows, only files that have changed since have a digest.
        return path in before.files

    def _is_taken_back(self, path: str) -> bool:
        """Whether content/`path` was a public article, and is a draft or scheduled now."""
        kept_back = is_article(path) and self.homes.of(path) is None
        return kept_back and self._fate_of(path) is not Fate.GONE

    @cached_property
    def _has_new_conflict(self) -> bool:
        """Whether git left two versions in a file that was not published before: it may be that of
        an article that was renamed in one of them, and is told as it is."""
        return bool(in_conflict(self.catalogue.connection) - self.before.files)

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
        found = lost.home.path if lost.home and lost.path else ""
        home, likely = ("", found) if lost.fate is Fate.RESEMBLED else (found, "")
        home = lost.term.slug if lost.term else home
        if lost.path and not is_article(lost.path):
            home = lost.followed or self.homes.file_of(lost.path)
            likely = self.homes.file_named_like(lost.path)
        feed_id = lost.feed_id
        if lost.home and lost.is_back:
            feed_id = feed_id or self.catalogue.urls.feed_id(lost.home.url)
        return LostAddressRow(lost.url, lost.path, text, home, feed_id, likely)
