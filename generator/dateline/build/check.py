"""Check: find the problems that a build would find, without writing anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.build.changes import Changes
from dateline.build.exchanged import exchange_problems
from dateline.build.findings import Findings
from dateline.build.history import history_problem
from dateline.build.host_limits import Contents, contents_of, limit_problems
from dateline.build.instant import build_instant
from dateline.build.lost import Fate, LostAddress, problems_of
from dateline.build.lost_addresses import LostFinder
from dateline.build.lost_anchors import anchor_problems, anchors_since, lost_anchors
from dateline.build.lost_ids import feed_home_problems, lost_ids
from dateline.build.opening import open_site
from dateline.build.plan import Plan, addresses_after, make_plan
from dateline.build.published import (
    ListedAddresses,
    known_before,
    known_feed_home,
    listed_at,
    missing,
    unknown_before,
)
from dateline.build.render import theme_environment
from dateline.build.report import Reporter, Silent
from dateline.build.server_files import server_file_problems
from dateline.catalogue.comments import count_awaiting
from dateline.catalogue.due import Waiting, waiting
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.public_files import WaitingFile, waiting_files
from dateline.catalogue.published_before import Evidence, PublishedBefore
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.rivals_in_case import rivals_in_case
from dateline.catalogue.scan import scanned_in_memory
from dateline.content.sources import is_article
from dateline.editions import EDITIONS, WEB
from dateline.hosts import HOSTS, Host
from dateline.own_folders import PUBLIC_FOLDER
from dateline.problems import Problem
from dateline.theme import Theme
from dateline.views.archive import Archive
from dateline.views.base import View
from dateline.views.headers import headers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many articles were read, every problem found, what the site consists of, the files that
    are not published, how many comments await approval, and the scheduled articles and
    corrections. `lost` are the addresses that nothing answers any more, `certain` those of them
    that can be answered without doubt, and `evidence` is what tells of lost anchors; where they
    were compared with a sitemap, `listed` is what it lists, and `missing` how many of its addresses
    are lost. With `lists_are_open`, files have errors, so that lost addresses of lists are not
    told."""

    articles: int
    problems: list[Problem]
    contents: Contents | None
    waiting_files: list[WaitingFile]
    waiting_comments: int
    waiting: tuple[Waiting, ...]
    lost: list[LostAddress]
    certain: list[LostAddress]
    evidence: Evidence
    listed: ListedAddresses | None
    missing: int
    lists_are_open: bool


def check(
    root: Path,
    report: Reporter | None = None,
    *,
    host: Host | None = None,
    published: str | None = None,
) -> Checked:
    """Read and validate the archive at `root`; hold it to the limits of a `host` if one is given,
    and to what was `published`: a sitemap, by its web address or the path of its file, or if empty
    that of the site, should it be there.

    Raises `ProblemsFound` for a faulty site.toml, and `UsageProblem` for a sitemap that cannot be
    read.
    """
    report = report or Silent()
    root = root.resolve()
    site = open_site(root, edition=EDITIONS[WEB])
    theme = Theme(site)
    listed = None if published is None else listed_at(published, site)
    now = build_instant()
    report.stage("Reading")
    with scanned_in_memory(site, theme, now=now, drafts=False, progress=report.progress) as (
        connection,
        scanned,
    ):
        Ledger(connection).put_assets(theme.asset_digests)
        scanned = replace(scanned, history=history_problem(site))
        report.stage("Checking links")
        return _checked(Findings(connection, site, theme, scanned, now), host, listed)


def _checked(findings: Findings, host: Host | None, listed: ListedAddresses | None) -> Checked:
    from dateline.views import VIEWS

    connection, site, now = findings.connection, findings.site, findings.now
    catalogue = Catalogue(connection, site, now)
    stale = dict.fromkeys((view.name for view in VIEWS), "check")
    plan = make_plan(Changes(stale=stale), catalogue, VIEWS)
    pages = (planned.page for planned in plan.write)
    contents = contents_of(pages, site.root / PUBLIC_FOLDER) if host else None
    addresses = addresses_after(plan, catalogue, VIEWS)
    before, unread = known_before(site, now), findings.scanned.unread
    published = listed.addresses if listed else frozenset[str]()
    lost = LostFinder(catalogue, addresses, before, unread, published)
    wanted = missing(listed, lost) if listed else []
    known = {one.url for one in wanted}
    others = [one for one in lost.since() if one.url not in known]
    problems = [
        *_problems_of_site(findings, catalogue, plan, host),
        *(limit_problems(host, contents, HOSTS[site.host]) if host and contents else ()),
        *(
            problem.as_error() if problem.about in known else problem
            for problem in problems_of([*wanted, *others], site)
        ),
        *_problems_of_history(lost, listed),
    ]
    mendable = [*wanted, *_surely_public(others, lost.before, listed)]
    return Checked(
        articles=catalogue.articles.count_read(),
        problems=findings.weigh(problems),
        contents=contents,
        waiting_files=list(waiting_files(connection, site, now)),
        waiting_comments=count_awaiting(connection),
        waiting=waiting(connection, now, site.zone),
        lost=[*wanted, *others],
        certain=[
            one
            for one in mendable
            if one.is_certain(site) and not (one.fate is Fate.ENDED and lost.lists_are_open)
        ],
        evidence=lost.before.evidence,
        listed=listed,
        missing=sum(one.is_problem for one in wanted),
        lists_are_open=lost.lists_are_open,
    )


def _surely_public(
    found: list[LostAddress], before: PublishedBefore, listed: ListedAddresses | None
) -> list[LostAddress]:
    """Those of the addresses that are sure to have been on the web. Where a sitemap says what was,
    what only a build here or another branch had may not have been, apart from the files of
    articles that it lists: sitemaps list no files."""
    if not (listed and listed.paths):
        return found
    known = {path for url, path in before.articles.items() if url in listed.addresses}
    return [
        one
        for one in found
        if one.path and not is_article(one.path) and known & {*before.shown_in.get(one.path, ())}
    ]


def _problems_of_site(
    findings: Findings, catalogue: Catalogue, plan: Plan, host: Host | None
) -> Iterator[Problem]:
    """The problems of the site as it is now, with what exceeds a limit of `host` as an error if
    that is its own host."""
    from dateline.views import VIEWS

    site, is_own_host = findings.site, host == HOSTS[findings.site.host]
    yield from findings.of_files()
    yield from findings.theme.problems()
    yield from _template_problems(catalogue, findings.theme)
    for problem in findings.of_archive(plan, catalogue, VIEWS):
        yield problem.as_error() if is_own_host and problem.kind == "host-limit" else problem
    yield from (rival.problem for rival in plan.rivals)
    yield from (problem for _, problem in rivals_in_case(findings.connection, findings.now))
    yield from server_file_problems(site.root, headers_of(catalogue)["Content-Security-Policy"])


def _problems_of_history(lost: LostFinder, listed: ListedAddresses | None) -> Iterator[Problem]:
    """What is lost of what was published at addresses that are still there, and whether it is known
    what was published."""
    yield from unknown_before(lost.before, listed)
    yield from exchange_problems(lost)
    anchors = lost_anchors(anchors_since(lost.before, lost.catalogue), lost.catalogue)
    yield from anchor_problems(anchors, lost.before.evidence)
    yield from (problem for problem, _ in lost_ids(lost.before.articles, lost))
    yield from feed_home_problems(known_feed_home(lost, listed), lost.catalogue.site)


def _template_problems(catalogue: Catalogue, theme: Theme) -> list[Problem]:
    if theme.is_shipped:  # what comes with Dateline was checked when it was made
        return []
    # Imported here, with Jinja, so that a faulty site.toml is told at once.
    from dateline.templating.checks import check_templates
    from dateline.views import VIEWS

    environment = theme_environment(Archive(catalogue, theme), catalogue.site.language, None)
    wanted = (view.template for view in VIEWS if isinstance(view, View))
    return list(check_templates(environment, wanted))
