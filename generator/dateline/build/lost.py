"""Addresses that were published and that nothing answers any more, with the line that mends it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from urllib.parse import quote

from dateline.build.lost_anchors import lost_anchors, told_anchors
from dateline.build.plan import Addresses, Plan, addresses_after
from dateline.catalogue.held import kept_off, lists_are_open
from dateline.catalogue.homes import Evidence, Home, Homes, Known, last_part
from dateline.catalogue.ledger import Losses, LostAddress
from dateline.catalogue.pending import Pending
from dateline.catalogue.queries import Catalogue
from dateline.config import Site
from dateline.content.fences import FrontMatterProblem, split
from dateline.content.file_names import known_languages, read_name
from dateline.content.front_matter import line_of
from dateline.content.redirect_rules import SHOWN
from dateline.problems import Problem
from dateline.urls import Urls
from dateline.views.base import Output


class Fate(Enum):
    """What became of what was at a lost address."""

    SETTLED = auto()
    """Told elsewhere, or nowhere: a rule of the newsroom answers, or the file has errors."""
    UNDECIDED = auto()
    """A list that may be there again once the errors of files are fixed."""
    MOVED = auto()
    """An article that is at another address."""
    RESEMBLED = auto()
    """Not known; there is an article with a like name."""
    KEPT_BACK = auto()
    """An article that is a draft or scheduled now."""
    ENDED = auto()
    """A list that has ended."""
    GONE = auto()
    """Not known."""


@dataclass(frozen=True, slots=True)
class Lost:
    """An address, from the site's root, that was published and that nothing answers any more.

    `path` is the file below content/ that it was made from, if that is known; `home` the article
    that was there, or that has a like name. For an address of a list, `nearest` is that to which it
    would best lead. `evidence` is why it is believed to have been published.
    """

    url: str
    fate: Fate
    path: str = ""
    home: Home | None = None
    nearest: str = ""
    evidence: Evidence = Evidence.BUILD

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        if self.home:
            return (
                f"{self.url} {self.evidence}, and nothing leads from there to this article,"
                f" now at {self.home.url}"
            )
        if self.fate is Fate.KEPT_BACK:
            return f"{self.url} {self.evidence}, and its article is a draft or scheduled now"
        return f"{self.url} {self.evidence}, and nothing is there any more"

    @property
    def is_told(self) -> bool:
        """Whether it is a problem."""
        return self.fate not in (Fate.SETTLED, Fate.UNDECIDED)

    @property
    def alias(self) -> str:
        """The address as an alias."""
        return re.sub(r"[\s#\\]", lambda found: quote(found[0]), self.url)

    def identifier(self, site: Site) -> str:
        """What feeds know the article by that was at the address, if it has no `id` of its own."""
        is_known = self.home is not None and self.home.is_known_by_address
        return Urls(site).absolute(self.url) if is_known and "?" not in self.url else ""

    def rule(self, site: Site) -> str:
        """The rule that leads from the address of a list to the nearest that there is; empty if it
        was no list's."""
        return _rule(self.url, self.nearest, site) if self.nearest else ""


@dataclass(frozen=True)
class Search:
    """Looks for what was lost: `addresses` are those of the site as a build leaves it, `before` is
    what was there, and `unread` the beginnings of paths of which nothing is known."""

    catalogue: Catalogue
    addresses: Addresses
    before: Known
    unread: tuple[str, ...] = ()

    def since(self) -> Iterator[Lost]:
        """The addresses of what was there before at which nothing is."""
        lists = ((url, "") for url in self.before.others)
        for url, path in (*self.before.articles.items(), *lists):
            if not ((path and path.startswith(self.unread)) or self.exists(url)):
                yield replace(self.lost(url, path), evidence=self.before.evidence)

    def exists(self, url: str) -> bool:
        """Whether the site has anything at the address of a page or file."""
        return self.addresses.exists(url) or self.addresses.exists(url.rstrip("/"))

    def lost(self, url: str, path: str = "") -> Lost:
        """What is known of the lost address `url`, at which content/`path` was."""
        if path in self._held or self.before.homes.get(path) in self._held:
            return Lost(url, Fate.SETTLED, path)
        home = self.homes.of(path) if path else None
        if "?" not in url and self.catalogue.redirects.rules.answer(url):
            return Lost(url, Fate.SETTLED, path, home)
        if path:
            kept_back = not home and self.homes.is_kept_back(path)
            fate = Fate.MOVED if home else Fate.KEPT_BACK if kept_back else Fate.GONE
            return Lost(url, fate, path, home)
        asked, nearest = url.partition("?")[0], self.catalogue.redirects.likely(url)
        is_list = nearest or url in self._others or last_part(asked) in self._held_names
        if is_list and self.lists_are_open:
            return Lost(url, Fate.UNDECIDED, nearest=nearest)
        if nearest:
            return Lost(url, Fate.ENDED, nearest=nearest)
        like = self.homes.named_like(asked)
        return Lost(url, Fate.RESEMBLED if like else Fate.GONE, home=like)

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
        return Homes(self.catalogue.connection, self.before)

    def remembered(self, lost: Lost) -> LostAddress:
        """What later builds are to know of an address."""
        text = self.before.texts.get(lost.path, "")
        home = lost.home.path if lost.home and lost.path else ""
        return LostAddress(lost.url, lost.path, text, home)


def lost_by(
    plan: Plan | None, catalogue: Catalogue, views: Sequence[Output], unread: tuple[str, ...]
) -> Search:
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
    texts, files = dict[str, str](), frozenset[str]()
    if articles or earlier.addresses:
        texts = Pending(catalogue.connection).gone_texts()
        names = [view.name for view in views if view.of_one_file]
        files = frozenset(ledger.files_of(names).values())
    anchors = Pending(catalogue.connection).anchors()
    before = Known(articles, others, texts, files, anchors=anchors).with_lost(earlier)
    addresses = addresses_after(plan or Plan((), ()), catalogue, views)
    return Search(catalogue, addresses, before, unread)


def still_lost(
    plan: Plan | None, catalogue: Catalogue, views: Sequence[Output], unread: tuple[str, ...]
) -> tuple[list[Problem], Losses]:
    """The warnings of what is lost once `plan` is carried out, and what later builds are to know of
    it."""
    search = lost_by(plan, catalogue, views, unread)
    lost = list(search.since())
    anchors = list(lost_anchors(search.before.anchors, catalogue))
    problems = [*told(lost, catalogue.site), *told_anchors(anchors)]
    addresses = [search.remembered(one) for one in lost]
    return problems, Losses(addresses, [anchor for _, anchor in anchors])


def told(lost: Iterable[Lost], site: Site) -> list[Problem]:
    """A warning of each lost address that is a problem."""
    return [_problem(one, site) for one in lost if one.is_told]


def _problem(lost: Lost, site: Site) -> Problem:
    if lost.home:
        path, line, fix = f"content/{lost.home.path}", 1, _lines(lost, lost.home, site)
    elif lost.path:
        path, line = f"content/{lost.path}", 0
        kept_back = lost.fate is Fate.KEPT_BACK
        begin = "Write into it" if kept_back else "Put the file back with a line that says"
        fix = (
            f"{begin} why it is gone, withdrawn: …, or write a rule"
            f" in {SHOWN}: {_rule(lost.url, '/new/address/', site)}"
        )
    else:
        path, line = SHOWN, 0
        fix = f"Write a rule there: {lost.rule(site) or _rule(lost.url, '/new/address/', site)}"
        if "?" in lost.url:
            fix = f"Write it into the aliases of the article that was there: {lost.alias}"
    return Problem(path, line, line, lost.message, fix, "warning", kind="lost-address")


def _rule(url: str, target: str, site: Site) -> str:
    urls = Urls(site)
    return f"{urls.href(url)} {urls.href(target)} 301"


def _lines(lost: Lost, home: Home, site: Site) -> str:
    """The lines of front matter that lead from a lost address to an article."""
    form = _form(site, home.path)
    if home.has_aliases:
        fix = f"Add {lost.alias} to its aliases"
    else:
        # As people write it: YAML would need no quotation marks.
        line = line_of(form, "aliases", [lost.alias])
        fix = f"Add to it: {f'aliases: [{lost.alias}]' if form == 'yaml' else line}"
    if identifier := lost.identifier(site):
        line = line_of(form, "id", identifier)
        fix += f", and {'the line ' * home.has_aliases}{line} (feeds know it by that)"
    return fix


def _form(site: Site, path: str) -> str:
    """The form of an article's front matter."""
    try:
        return split((site.content / path).read_text("utf-8-sig"), path=path).form
    except (OSError, UnicodeDecodeError, FrontMatterProblem):
        return "yaml"
