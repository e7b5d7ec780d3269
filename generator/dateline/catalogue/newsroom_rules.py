"""The rules in content/_redirects, and which addresses they answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlsplit

from dateline.addresses import path_on_site
from dateline.config import Site
from dateline.content.redirect_rules import Rule, read_rules
from dateline.hosts import HOSTS
from dateline.page_paths import DateInPath, date_in, folded, page_at, without_slash

_MOST_STEPS = 10
"""Browsers follow twice as many redirects, and then give up."""


class Ending(Enum):
    """Where the rules that fit an address lead in the end."""

    ANSWERED = auto()
    """To something that the site has, or elsewhere."""
    GONE = auto()
    """They say that nothing is to be there."""
    NOWHERE = auto()
    """To nothing, or there are none."""
    CIRCLE = auto()
    """Back to themselves, again and again."""


class NewsroomRules:
    """The rules of a site. Addresses are from the site's root, unquoted."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def all(self) -> tuple[Rule, ...]:
        """All of them, in the order of the file."""
        return read_rules(self._site.content)[0]

    @cached_property
    def _ours(self) -> list[tuple[str, Rule]]:
        """The rules for this site, each with its address from the site's root."""
        base = self._site.base_path
        return [
            ("/" + rule.source.removeprefix(base), rule)
            for rule in self.all
            if rule.source.startswith(base)
        ]

    def follow(self, url: str, exists: Callable[[str], bool]) -> Ending:
        """Where the rules lead that the host obeys for everyone who asks for `url`, at which the
        site has nothing. `exists` says whether it has anything at an address."""
        passed = set[str]()
        for _ in range(_MOST_STEPS):
            asked = without_slash(url)
            if asked in passed:
                return Ending.CIRCLE
            passed.add(asked)
            found = self._first_for(asked)
            if not found:
                return Ending.NOWHERE
            source, rule = found
            if rule.says_gone:
                return Ending.GONE
            target = rule.target_of(source, asked)
            path = self.path_of(target)
            if not path or exists(path):
                return Ending.ANSWERED
            if rule.status == "200":  # the host shows what is there, and follows no other rule
                return Ending.NOWHERE
            url = unquote(path)
        return Ending.CIRCLE

    def path_of(self, target: str) -> str:
        """The path from the site's root to which a rule leads; empty if that is elsewhere, or
        something of the host's own, such as `/.netlify/functions/`."""
        url = self._site.url
        whole = f"//{urlsplit(url).netloc}{target}" if target.startswith("/") else target
        path = path_on_site(whole, url)
        return "" if path.startswith("/.") else path

    def _first_for(self, asked: str) -> tuple[str, Rule] | None:
        """The first rule that fits an address, which is the one that hosts obey, and its own."""
        single = self._singles.get(asked)
        for place, pattern, found in self._dynamic:
            if single and single[0] < place:
                break
            if pattern.fullmatch(asked):
                return found
        return single[1] if single else None

    @cached_property
    def _singles(self) -> dict[str, tuple[int, tuple[str, Rule]]]:
        found: dict[str, tuple[int, tuple[str, Rule]]] = {}
        for place, (source, rule) in enumerate(self._answering):
            if not (rule.is_dynamic or rule.conditions):
                found.setdefault(without_slash(page_at(source)), (place, (source, rule)))
        return found

    @cached_property
    def _dynamic(self) -> list[tuple[int, re.Pattern[str], tuple[str, Rule]]]:
        ends = HOSTS[self._site.host].ends_at_star
        return [
            (place, rule.sources(source), (source, rule))
            for place, (source, rule) in enumerate(self._answering)
            if rule.is_dynamic and not rule.conditions and not (ends and rule.goes_on_after_star)
        ]

    def answer(self, url: str) -> bool:
        """Whether a rule is for `url`, at which it has no page: because the host obeys it, or
        because it says that nothing is to be there."""
        asked = without_slash(url)
        return asked in self._answered or any(one.fullmatch(asked) for one in self._patterns)

    def target_of(self, url: str) -> str:
        """The address on the site to which the rule for this address alone leads; empty if none
        does."""
        rule = self.rule_for(url)
        return unquote(self.path_of(rule.target)) if rule and not rule.says_gone else ""

    def rule_for(self, url: str) -> Rule | None:
        """The rule for this address alone that holds for everyone who asks for it; None where a
        page must stand for a rule and none can."""
        return self._lone.get(without_slash(url))

    @cached_property
    def _lone(self) -> dict[str, Rule]:
        found: dict[str, Rule] = {}
        for source, rule in self._ours:
            holds = self._reads_them or rule.plain or rule.says_gone
            if holds and rule.is_unconditional and not (rule.is_dynamic or rule.says_not_found):
                found.setdefault(without_slash(page_at(source)), rule)
        return found

    def answer_query(self, url: str, query: str) -> bool:
        """Whether the host obeys a rule for `url` with this query."""
        host, asked = HOSTS[self._site.host], set(parse_qsl(query, keep_blank_values=True))
        return host.tells_queries and any(
            page_at(source) == url and set(parse_qsl("&".join(rule.query))) <= asked
            for source, rule in self._ours
            if rule.query and not rule.conditions
        )

    @cached_property
    def _reads_them(self) -> bool:
        return HOSTS[self._site.host].reads_redirects

    @cached_property
    def _answering(self) -> list[tuple[str, Rule]]:
        return [
            (source, rule)
            for source, rule in self._ours
            if not (rule.query or rule.says_not_found) and (self._reads_them or rule.says_gone)
        ]

    @cached_property
    def _answered(self) -> frozenset[str]:
        singles = (source for source, rule in self._answering if not rule.is_dynamic)
        return frozenset(without_slash(page_at(source)) for source in singles)

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [rule.sources(source) for source, rule in self._answering if rule.is_dynamic]

    @cached_property
    def pages(self) -> dict[str, str]:
        """Where the rules lead for which there are pages, by old address: those for single
        addresses, on hosts that do not read rules."""
        return {} if self._reads_them else self.targets

    def pages_like(self, form: str) -> list[str]:
        """The old addresses of `pages` that have this folded form."""
        return self._pages_by_form.get(form, [])

    @cached_property
    def _pages_by_form(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for url in self.pages:
            found.setdefault(folded(url), []).append(url)
        return found

    @cached_property
    def targets(self) -> dict[str, str]:
        """Where the rules for single addresses lead, by old address: from the root of the host, or
        at another one."""
        found: dict[str, str] = {}
        for source, rule in self._ours:
            if rule.plain and not rule.is_dynamic:
                found.setdefault(page_at(source), rule.target)
        return found

    @cached_property
    def dates(self) -> frozenset[DateInPath]:
        """The dates in the addresses that rules answer."""
        found = (date_in(page_at(source)) for source, rule in self._ours if not rule.is_dynamic)
        return frozenset(filter(None, found))
