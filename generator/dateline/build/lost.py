"""Addresses that were published and that nothing answers any more, with the line that mends it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote

from dateline.catalogue.homes import Home, last_part
from dateline.catalogue.published_before import Evidence
from dateline.catalogue.renamed_terms import RenamedTerm
from dateline.config import Site
from dateline.content.advice import item, line_with
from dateline.content.redirect_rules import SHOWN
from dateline.content.slugs import is_cut, slugify
from dateline.content.sources import is_article
from dateline.hosts import HOSTS
from dateline.problems import Problem
from dateline.urls import Urls

_ANYTHING = re.compile(r"/:[A-Za-z]\w*|\*")
"""What stands for anything in the address of a rule."""


class Fate(Enum):
    """What became of what was at a lost address."""

    SETTLED = auto()
    """Told elsewhere, or nowhere: a rule of the newsroom answers, or the file has errors."""
    UNDECIDED = auto()
    """A list that may be there again once the errors of files are fixed."""
    MOVED = auto()
    """An article that is at another address."""
    RESEMBLED = auto()
    """Not known; there is an article with a like name, or with much of the text."""
    DRAFT = auto()
    """An article that is a draft now."""
    SCHEDULED = auto()
    """An article that is to become public later."""
    FOLLOWED = auto()
    """A file that left the site with an article of which all is told."""
    UNSHOWN = auto()
    """A file that is still there, and to which nothing published refers any more."""
    DROPPED = auto()
    """A file that has gone, and to which nothing published refers."""
    RELOCATED = auto()
    """A file that has another name, with the same content."""
    ENDED = auto()
    """A list that has ended."""
    RENAMED = auto()
    """A list of a term whose articles have another one now."""
    GONE = auto()
    """Not known."""


_WITHDRAWN = 'withdrawn: … (in TOML, withdrawn = "…")'
"""The line for a file that has gone, so that nobody knows the form of its front matter."""
_BEGINNINGS = {
    Fate.DRAFT: f"Delete {line_with('draft', 'true')} and write into it",
    Fate.SCHEDULED: "Keep the date it had, without publish_at; to take it off the site, write",
}
"""What to do with articles that are kept back, up to “why it is gone”: there would be no notice of
a draft, or of what is to become public."""


@dataclass(frozen=True, slots=True)
class LostAddress:
    """An address, from the site's root, that was published and that nothing answers any more.

    `path` is the file below content/ that it was made from, if that is known; `home` the article
    that was there, or that resembles it. For an address of a list, `nearest` is that to which it
    would best lead. `evidence` is why it is believed to have been published. `feed_id` is the `id`
    that the article had there, if it had one; `is_back` says that it is at an address again at
    which feeds know it. `term` is what the term of a list is called now. `followed` is
    the article with which a file left the site. `is_of_other_feeds` says that
    its ids in feeds had another form, which nobody knows, since it was on another site.
    """

    url: str
    fate: Fate
    path: str = ""
    home: Home | None = None
    nearest: str = ""
    evidence: Evidence = Evidence.BUILD
    feed_id: str = ""
    is_back: bool = False
    term: RenamedTerm | None = None
    followed: str = ""
    is_of_other_feeds: bool = False

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        if self.home and self.fate is Fate.RESEMBLED:
            what = "much of the same text" if self.path else "the same name"
            return (
                f"{self.url} {self.evidence}, and nothing leads on from there; this article, now at"
                f" {self.home.url}, has {what}"
            )
        if self.home:
            return (
                f"{self.url} {self.evidence}, and nothing leads from there to this article,"
                f" now at {self.home.url}"
            )
        if self.term:
            return f"{self.url} {self.evidence}, and its articles have “{self.term.written}” now"
        if self.fate in _BEGINNINGS:
            state = "a draft" if self.fate is Fate.DRAFT else "scheduled"
            return f"{self.url} {self.evidence}, and its article is {state} now"
        if self.fate is Fate.UNSHOWN:
            return (
                f"{self.url} {self.evidence}, and no published article refers to the file any more"
            )
        return f"{self.url} {self.evidence}, and nothing is there any more"

    @property
    def is_problem(self) -> bool:
        """Whether it is a problem."""
        return self.fate not in (Fate.SETTLED, Fate.UNDECIDED, Fate.FOLLOWED)

    @property
    def alias(self) -> str:
        """The address as an alias."""
        return re.sub(r"[\s#\\]", lambda found: quote(found[0]), self.url)

    @property
    def is_in_other_case(self) -> bool:
        """Whether it differs from the address of the article only in upper and lower case. Some
        computers cannot tell the two apart, so it must be the article's own."""
        return self.home is not None and self.home.url.casefold() == self.url.casefold()

    @property
    def is_own(self) -> bool:
        """Whether it is to be the article's own address: the same in another case, or the whole
        name of its file, of which its address has only the beginning, since that is long."""
        if self.home is None or self.is_in_other_case:
            return self.home is not None
        name, has_another = last_part(self.url), self.home.has_permalink or self.is_back
        is_whole = is_cut(name) and last_part(self.home.url) == slugify(name)
        return is_whole and not (self.path or has_another)

    def identifier(self, site: Site) -> str:
        """What feeds know the article by that was at the address, if that is neither an `id` of its
        own nor its address now."""
        home, urls = self.home, Urls(site)
        if not (home and home.is_known_by_address) or self.is_own or self.is_back:
            return ""
        known = self.feed_id
        if not (known or self.is_of_other_feeds or "?" in self.url):
            known = urls.feed_id(self.url)
        if not known:
            return ""
        return known if known != urls.feed_id(home.url) else ""

    def is_certain(self, site: Site) -> bool:
        """Whether it is beyond doubt what answers it."""
        if self.rule(site):
            return True
        home = self.home if self.fate is Fate.MOVED else None
        # Which of two spellings that were published is the right one, only the newsroom knows.
        may_choose = home is not None and not (home.has_permalink or self.is_back)
        return home is not None and (may_choose or not self.is_in_other_case)

    def rule(self, site: Site) -> str:
        """The rule that certainly answers it: from the address of a list to the nearest that there
        is, of a file to where it is now, or from one of two spellings that were published to the
        other, where the host reads rules. Empty if there is none."""
        if self.home and self.is_in_other_case and self.is_back:
            reads = HOSTS[site.host].reads_redirects
            reads = reads and not self.no_rule
            return _rule(self.url, self.home.url, site) if reads else ""
        leads_on = self.fate in (Fate.ENDED, Fate.RELOCATED) and not self.no_rule
        return _rule(self.url, self.nearest, site) if leads_on else ""

    @property
    def no_rule(self) -> str:
        """Why no rule can be for this address alone; empty if one can."""
        if "\ufffd" in self.url:
            return "it is not in UTF-8, so no rule can name it"
        if found := _ANYTHING.search(self.url):
            sign = found[0].lstrip("/")
            return (
                f"in a rule, “{sign}” stands for anything, so no rule can be for this address alone"
            )
        return ""


def problems_of(lost: Iterable[LostAddress], site: Site) -> list[Problem]:
    """A warning of each lost address that is a problem."""
    told = [one for one in lost if one.is_problem]
    formers = defaultdict[tuple[str, str], set[str]](set)
    for term in (one.term for one in told if one.term):
        formers[term.taxonomy, term.slug].add(term.former)
    return [_problem(one, site, formers) for one in told]


def _problem(
    lost: LostAddress, site: Site, formers: Mapping[tuple[str, str], Iterable[str]]
) -> Problem:
    if lost.home:
        path, line, fix = f"content/{lost.home.path}", 1, _lines(lost, lost.home, site)
        if lost.fate is Fate.RESEMBLED:
            fix = f"If this is what was there: {fix[:1].lower()}{fix[1:]}"
            if lost.path:
                why = f"a line that says why it is gone, {_WITHDRAWN}"
                fix += f"; if not, put content/{lost.path} back with {why}"
    elif lost.term:
        path, line = lost.term.register, 0
        fix = lost.term.advice(sorted(formers[lost.term.taxonomy, lost.term.slug]))
    elif lost.path and not is_article(lost.path):
        path, line, fix = f"content/{lost.path}", 0, _file_fix(lost, site)
    elif lost.path:
        path, line = f"content/{lost.path}", 0
        begin, line_of_it = "Put the file back with a line that says", _WITHDRAWN
        if lost.fate in _BEGINNINGS:
            begin, line_of_it = _BEGINNINGS[lost.fate], line_with("withdrawn", "…")
        other = f"a rule in {SHOWN}: {_rule(lost.url, '/new/address/', site)}"
        if "?" in lost.url:
            other = f"this into the aliases of another article: {lost.alias}"
        fix = f"{begin} why it is gone, {line_of_it}, or write {other}"
    else:
        path, line = SHOWN, 0
        fix = f"Write a rule there: {lost.rule(site) or _rule(lost.url, '/new/address/', site)}"
        if why := lost.no_rule:
            fix = f"Leave it: {why}"
        if "?" in lost.url:
            fix = f"Write it into the aliases of the article that was there: {lost.alias}"
    return Problem(
        path, line, line, lost.message, fix, "warning", kind="lost-address", about=lost.url
    )


def _file_fix(lost: LostAddress, site: Site) -> str:
    other = f"write a rule in {SHOWN}"
    always = f"always = [{json.dumps(lost.path, ensure_ascii=False)}]"
    listed = f"write into site.toml, below a line [files] (or add it to the list there): {always}"
    fix = {
        Fate.UNSHOWN: f"To keep it on the site, {listed}; or {other}",
        Fate.DROPPED: f"To have it on the site again, put it back, and {listed}; or {other}",
        Fate.RELOCATED: f"{other[:1].upper()}{other[1:]}",
    }.get(lost.fate, f"Put the file back, or {other}")
    return f"{fix}: {_rule(lost.url, lost.nearest or '/new/address/', site)}"


def _rule(url: str, target: str, site: Site) -> str:
    urls = Urls(site)
    return f"{urls.href(url)} {urls.href(target)} 301"


def _lines(lost: LostAddress, home: Home, site: Site) -> str:
    """The lines of front matter that lead from a lost address to an article."""
    if lost.is_own:
        line = line_with("permalink", lost.alias)
        fix = f"Add to it: {line}"
        if home.has_permalink or lost.is_back:
            fix = (
                f"Some hosts and computers can have only one of the two. To choose this: {line};"
                f" to keep both, write a rule in {SHOWN}: {_rule(lost.url, home.url, site)}"
            )
    elif home.has_aliases:
        fix = f"Add {lost.alias} to its aliases"
    else:
        fix = f"Add to it: {line_with('aliases', f'[{item(lost.alias)}]')}"
    if identifier := lost.identifier(site):
        line = line_with("id", identifier)
        fix += f", and {'the line ' * home.has_aliases}{line} (feeds know it by that)"
    return fix
