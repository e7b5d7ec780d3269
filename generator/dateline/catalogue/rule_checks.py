"""What is wrong with the rules in content/_redirects, as far as other rules and pages show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol
from urllib.parse import quote, unquote

from dateline.addresses import before_query, site_in
from dateline.anchors import anchor_advice, anchor_of, anchors_in, lasting_anchors
from dateline.catalogue.anchor_checks import body_at
from dateline.catalogue.newsroom_rules import Ending, NewsroomRules
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.redirect import ByQuery, ByRule, ToTerm
from dateline.config import Site
from dateline.content.old_addresses import query_form
from dateline.content.redirect_rules import SHOWN, Rule, read_rules
from dateline.hosts import HOSTS, Host
from dateline.page_paths import page_at, without_slash
from dateline.problems import Problem, nearest

_Answers = Callable[[str], bool]


class SiteAddresses(Protocol):
    """What the site has: whether it has an address, and more than a redirect there; and the
    addresses that begin in the same way and have more, or no more."""

    @property
    def exists(self) -> _Answers: ...
    @property
    def has_page(self) -> _Answers: ...
    @property
    def beginning(self) -> Callable[[str], list[str]]: ...
    @property
    def old_beginning(self) -> Callable[[str], list[str]]: ...


def check_rules(catalogue: Catalogue, addresses: SiteAddresses) -> Iterator[Problem]:
    """The problems of the newsroom's rules, on the site with these `addresses`."""
    rules, faulty = read_rules(catalogue.site.content)
    yield from faulty
    if any(problem.kind == "merge-conflict" for problem in faulty):
        return
    host = HOSTS[catalogue.site.host]
    leads = _leads(rules)
    seen: dict[str, int] = {}
    ours = catalogue.redirects.rules
    for rule in rules:
        fault = _form(rule, host)
        if rule.plain:
            fault = fault or _twice(rule, seen) or _circle(rule, leads, ours, addresses)
            fault = (
                fault
                or _of_page(rule, host, ours, addresses)
                or _of_target(rule, catalogue, addresses)
            )
            fault = fault or _of_anchor(rule, ours, catalogue) or _of_term(rule, catalogue)
        fault = fault or _hides(rule, catalogue.site, addresses)
        if fault is None and not host.reads_redirects:
            fault = _unread(rule, host) or _pageless(rule, ours, addresses)
        if fault:
            yield Problem(SHOWN, rule.line, 1, *fault, "warning", kind="redirect")
    yield from _beyond_limits(rules, catalogue, host)


def _leads(rules: tuple[Rule, ...]) -> dict[str, str]:
    """Where the rules for single addresses lead, by address; of several, hosts obey the first."""
    leads: dict[str, str] = {}
    for rule in rules:
        if rule.plain and not rule.is_dynamic:
            leads.setdefault(page_at(rule.source), rule.target)
    return leads


def _twice(rule: Rule, seen: dict[str, int]) -> tuple[str, str] | None:
    first = seen.setdefault(rule.source, rule.line)
    if first == rule.line:
        return None
    return f"“{rule.source}” has a rule on line {first} already", "Keep one of them"


def _form(rule: Rule, host: Host) -> tuple[str, str] | None:
    """Whether something in a rule has no meaning for the host."""
    path, mark, query = rule.source.partition("?")
    if mark:
        asked = query_form(query).replace("&", " ")
        fix = f"Write {path} {asked} {rule.target}" if asked else "Delete it"
        return f"“{rule.source}” has a query, and hosts look only at the path", fix
    if host.ends_at_star and rule.goes_on_after_star:
        fix = "Write :name for a part that may be anything: /news/:day/story"
        return f"“{rule.source}” goes on after “*”, and {host.title} looks no further", fix
    for name in rule.unknown_names:
        message = f"“:{name}” stands for nothing in “{rule.source}”"
        meant = nearest(name, rule.names) or next(iter(rule.names), "")
        return message, f"Write :{meant}" if meant else "Write the whole address where it leads"
    return None


def _circle(
    rule: Rule, leads: dict[str, str], ours: NewsroomRules, addresses: SiteAddresses
) -> tuple[str, str] | None:
    """Whether a rule leads to the address of another rule, or back to its own. Into a circle of
    others, it leads by no fault of its own."""
    if rule.is_dynamic:
        asked = ours.path_of(rule.example)
        if not asked or ours.follow(asked, addresses.exists) is not Ending.CIRCLE:
            return None
        return f"“{rule.source}” leads back to itself", "Write where it should lead"
    own = page_at(rule.source)
    target, passed = rule.target, set[str]()
    while (address := _page_of(target)) in leads and address != own:
        if address in passed:
            return None
        passed.add(address)
        target = leads[address]
    if address == own:
        return f"“{rule.source}” leads back to itself", "Write where it should lead"
    if target != rule.target:
        return (
            f"“{rule.target}” is redirected once more, to “{target}”",
            f"Write {rule.source} {target}",
        )
    return None


def _page_of(target: str) -> str:
    path = before_query(target)
    return page_at(path) if path.startswith("/") else path


def _of_page(
    rule: Rule, host: Host, ours: NewsroomRules, addresses: SiteAddresses
) -> tuple[str, str] | None:
    """Whether a rule is for the address of a page: one of the two comes first."""
    path = "" if rule.is_dynamic else ours.path_of(rule.source)
    if not path or not addresses.has_page(page_at(path)):
        return None
    message = f"“{rule.source}” is the address of a page"
    if _is_obeyed(rule, host):
        fix = "Delete the rule, or give the page another address"
        return f"{message}, which readers can no longer reach", fix
    return f"{message}, which comes first: the rule does nothing", "Delete it"


def _of_target(
    rule: Rule, catalogue: Catalogue, addresses: SiteAddresses
) -> tuple[str, str] | None:
    """Whether a rule leads to nothing, or to where something was."""
    redirects = catalogue.redirects
    ours = redirects.rules
    path = ours.path_of(rule.target)
    if not path:
        return None
    if rule.has_names:
        start = unquote(path).partition(":")[0]
        if start == "/" or ours.answer(f"{start}x") or addresses.beginning(start):
            return None
        if old := addresses.old_beginning(start):
            message = f"“{start}” begins only old addresses, such as {old[0]}, which lead on"
            fix = "Write where those lead, or write its addresses into their articles' aliases"
            return message, fix
        fix = "Write where its pages are on the site, or a full address"
        return f"The site has no page that begins with “{start}”", fix
    forms = unquote(path), page_at(path)
    if not any(map(addresses.exists, forms)):
        if catalogue.files.is_kept_back(forms[0].removeprefix("/")):
            return None
        fix = "Write the address of a page on the site, or a full address"
        return f"The site has no page or file at “{rule.target}”", fix
    if not any(map(addresses.has_page, forms)):
        message, there = f"“{rule.target}” is itself an old address", redirects.at(page_at(path))
        if there is None or isinstance(there, ByRule | ByQuery):
            return message, "Write where that leads"
        before = site_in(before_query(rule.target), page_at(path))
        return message, f"Write where that leads: {before}{quote(there.url)}"
    return None


def _of_anchor(rule: Rule, ours: NewsroomRules, catalogue: Catalogue) -> tuple[str, str] | None:
    """Whether a rule leads to a place that an article does not have."""
    anchor, path = anchor_of(rule.target), ours.path_of(rule.target)
    there = body_at(page_at(path), catalogue.connection) if anchor and path else None
    if not there or anchor in anchors_in(there.html):
        return None
    message = f"“{rule.target}” leads to an article that has no place named “#{anchor}”"
    return message, anchor_advice(anchor, lasting_anchors(there.html))


def _of_term(rule: Rule, catalogue: Catalogue) -> tuple[str, str] | None:
    """Whether a rule is for the address of a spelling that a register merges into a term, and leads
    elsewhere."""
    redirects = catalogue.redirects
    path = "" if rule.is_dynamic else redirects.rules.path_of(rule.source)
    leads = redirects.of_term_at(page_at(path)) if path else None
    if not isinstance(leads, ToTerm) or leads.url == page_at(redirects.rules.path_of(rule.target)):
        return None
    register = f"content/{leads.taxonomy}.toml"
    message = f"“{rule.source}” leads to {leads.url} by {register}, but the rule comes first"
    return message, "Delete the rule"


def _is_obeyed(rule: Rule, host: Host) -> bool:
    """Whether the host obeys a rule where there is a page."""
    return host.reads_redirects and (rule.is_forced or not host.forces_redirects)


def _hides(rule: Rule, site: Site, addresses: SiteAddresses) -> tuple[str, str] | None:
    """Whether a rule for many addresses hides pages, since the host obeys it in place of them."""
    host, base = HOSTS[site.host], site.base_path
    obeyed = _is_obeyed(rule, host)
    if (rule.says_gone or rule.says_not_found) and not host.tells_gone:
        obeyed = False
    if not (obeyed and rule.is_dynamic and rule.is_unconditional and rule.source.startswith(base)):
        return None
    source = f"/{rule.source.removeprefix(base)}"
    pattern = rule.sources(source)
    hidden = [
        url
        for url in addresses.beginning(rule.start(source))
        if pattern.fullmatch(without_slash(url)) and url[1:] not in host.made_files
    ]
    if not hidden:
        return None
    others = f" and {len(hidden) - 1:,} more" if len(hidden) > 1 else ""
    message = f"“{rule.source}” hides {hidden[0]}{others}, which readers can no longer reach"
    if host.forces_redirects:
        return message, "Delete the “!”: the rule then applies only where there is no page"
    return (
        message,
        f"Write rules that match no page: {host.title} applies them before it looks for one",
    )


def _unread(rule: Rule, host: Host) -> tuple[str, str] | None:
    """Whether a rule has no effect where the host does not read rules, and no page can stand for
    it."""
    if (rule.plain and not rule.is_dynamic) or rule.says_gone:
        return None
    fix = 'Name the host that reads it in site.toml, such as host = "netlify", or delete the rule'
    return f"No page can stand for this rule, and {host.ignores}", fix


def _pageless(rule: Rule, ours: NewsroomRules, addresses: SiteAddresses) -> tuple[str, str] | None:
    """Whether no page stands for a rule on a host that does not read rules."""
    path = ours.path_of(rule.source) if rule.plain and not rule.is_dynamic else ""
    if not path or addresses.exists(page_at(path)):
        return None
    message = f"“{rule.source}” can have no page: not every computer can store it beside the others"
    return message, "Delete the rule"


def rules_beyond_limits(static: int, dynamic: int, host: Host) -> Iterator[Problem]:
    """Warnings that there are more rules than a host reads: for single addresses, and for many."""
    for count, most, what in (
        (static, host.most_static, "for single addresses"),
        (dynamic, host.most_dynamic, "with * or :name"),
    ):
        if most and count > most:
            message = f"There are {count:,} rules {what}; {host.title} reads only {most:,}"
            fix = "Replace several with one that has *, and delete those that nobody uses any more"
            yield Problem(SHOWN, 0, 0, message, fix, "warning", kind="host-limit")


def _beyond_limits(rules: tuple[Rule, ...], catalogue: Catalogue, host: Host) -> Iterator[Problem]:
    if not host.reads_redirects:
        return
    dynamic = sum(rule.is_dynamic for rule in rules)
    static = len(rules) - dynamic
    yield from rules_beyond_limits(static, dynamic, host)
    redirects = catalogue.redirects
    wanted = len(redirects.of_articles()) + len(catalogue.ended_feeds.all())
    wanted += sum(1 for _ in redirects.of_lists())
    wanted += len(redirects.with_queries()) if host.tells_queries else 0
    wanted += len(list(catalogue.articles.locations("withdrawn"))) if host.tells_gone else 0
    if (left := max(host.most_static - static, 0)) < wanted:
        message = (
            f"Of {wanted:,} addresses of aliases, withdrawn articles, ended lists and feeds,"
            f" {wanted - left:,} have no rule: {host.title} reads only {host.most_static:,} rules"
        )
        fix = "What is there still leads readers on; search engines notice later"
        yield Problem("site.toml", 0, 0, message, fix, "warning", kind="redirect")
