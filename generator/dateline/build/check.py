"""Check: find the problems that a build would find, without writing anything."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.build.changes import Changes
from dateline.build.findings import Findings
from dateline.build.history import history_problem
from dateline.build.host_limits import Contents, contents_of, limit_problems
from dateline.build.instant import build_instant
from dateline.build.lost import Lost, told
from dateline.build.lost_anchors import anchors_since, lost_anchors, told_anchors
from dateline.build.lost_search import Search
from dateline.build.opening import open_site
from dateline.build.plan import addresses_after, make_plan
from dateline.build.published import Listed, known_before, listed_at, missing, unknown_before
from dateline.build.render import theme_environment
from dateline.build.report import Reporter, Silent
from dateline.build.server_files import server_file_problems
from dateline.catalogue.checks import rivals_in_case
from dateline.catalogue.comments import count_awaiting
from dateline.catalogue.due import Waiting, waiting
from dateline.catalogue.homes import Evidence
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.public_files import WaitingFile, waiting_files
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect_in_memory
from dateline.editions import EDITIONS, WEB
from dateline.editions.base import PUBLIC
from dateline.hosts import Host
from dateline.problems import Problem
from dateline.theme import Theme
from dateline.views.archive import Archive
from dateline.views.base import View
from dateline.views.headers import headers_of


@dataclass(frozen=True, slots=True)
class Checked:
    """How many articles were read, every problem found, what the site consists of, the files that
    are not published, how many comments await approval, and the scheduled articles and
    corrections. `lost` are the addresses that nothing answers any more, and
    `evidence` is what tells of lost anchors; where they were compared
    with a sitemap, `listed` is what it lists, and `missing` how many of its addresses are lost.
    With `lists_are_open`, files have errors, so that lost addresses of lists are not told."""

    articles: int
    problems: list[Problem]
    contents: Contents | None
    waiting_files: list[WaitingFile]
    waiting_comments: int
    waiting: tuple[Waiting, ...]
    lost: list[Lost]
    evidence: Evidence
    listed: Listed | None
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
    from dateline.views import VIEWS

    report = report or Silent()
    root = root.resolve()
    site = open_site(root, edition=EDITIONS[WEB])
    theme = Theme(site)
    listed = None if published is None else listed_at(published, site)
    with closing(connect_in_memory()) as connection:
        report.stage("Reading")
        jobs = os.cpu_count() or 1
        now = build_instant()
        scanned = scan(
            site, theme, connection, now=now, drafts=False, jobs=jobs, progress=report.progress
        )
        scanned = replace(scanned, history=history_problem(site))
        Ledger(connection).put_assets(theme.asset_digests)
        catalogue = Catalogue(connection, site, now)
        report.stage("Checking links")
        plan = make_plan(
            Changes(stale=dict.fromkeys((view.name for view in VIEWS), "check")), catalogue, VIEWS
        )
        addresses = addresses_after(plan, catalogue, VIEWS)
        pages = (planned.page for planned in plan.write)
        contents = contents_of(pages, root / PUBLIC) if host else None
        findings = Findings(connection, site, theme, scanned, now)
        search = Search(catalogue, addresses, known_before(site, now), scanned.unread)
        wanted = missing(listed.paths, search) if listed else []
        known = {one.url for one in wanted}
        others = [one for one in search.since() if one.url not in known]
        rivals = [problem for _, problem in rivals_in_case(connection, now)]
        problems = findings.weigh(
            [
                *findings.of_files(),
                *theme.problems(),
                *_template_problems(catalogue, theme),
                *findings.of_archive(plan, catalogue, VIEWS),
                *(rival.problem for rival in plan.rivals),
                *rivals,
                *server_file_problems(root, headers_of(catalogue)["Content-Security-Policy"]),
                *(limit_problems(host, contents) if host and contents else ()),
                *(problem.as_error() for problem in told(wanted, site)),
                *told(others, site),
                *unknown_before(search.before, listed),
                *told_anchors(
                    lost_anchors(anchors_since(search.before, catalogue), catalogue),
                    search.before.evidence,
                ),
            ]
        )
        files = list(waiting_files(connection, site, now))
        awaiting = count_awaiting(connection)
        articles, scheduled = catalogue.articles.count_read(), waiting(connection, now, site.zone)
        return Checked(
            articles,
            problems,
            contents,
            files,
            awaiting,
            scheduled,
            [*wanted, *others],
            search.before.evidence,
            listed,
            sum(one.is_told for one in wanted),
            search.lists_are_open,
        )


def _template_problems(catalogue: Catalogue, theme: Theme) -> list[Problem]:
    if theme.is_shipped:  # what comes with Dateline was checked when it was made
        return []
    # Imported here, with Jinja, so that a faulty site.toml is told at once.
    from dateline.templating.checks import check_templates
    from dateline.views import VIEWS

    environment = theme_environment(Archive(catalogue, theme), catalogue.site.language, None)
    wanted = (view.template for view in VIEWS if isinstance(view, View))
    return list(check_templates(environment, wanted))
