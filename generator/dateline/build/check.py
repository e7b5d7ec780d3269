"""Check: find the problems that a build would find, without writing anything."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dateline.build.changes import Changes
from dateline.build.findings import Findings
from dateline.build.host_limits import Contents, contents_of, limit_problems
from dateline.build.instant import build_instant
from dateline.build.plan import make_plan
from dateline.build.render import theme_environment
from dateline.build.report import Reporter, Silent
from dateline.build.server_files import server_file_problems
from dateline.catalogue.checks import rivals_in_case
from dateline.catalogue.comments import count_awaiting
from dateline.catalogue.ledger import Ledger
from dateline.catalogue.public_files import WaitingFile, waiting_files
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.scan import scan
from dateline.catalogue.store import connect_in_memory
from dateline.config import load_site
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
    are not published, and how many comments await approval."""

    articles: int
    problems: list[Problem]
    contents: Contents | None
    waiting_files: list[WaitingFile]
    waiting_comments: int


def check(root: Path, report: Reporter | None = None, host: Host | None = None) -> Checked:
    """Read and validate the archive at `root`, and hold it to the limits of a `host` if one is
    given. Raises `ProblemsFound` for a faulty site.toml."""
    from dateline.views import VIEWS

    report = report or Silent()
    root = root.resolve()
    site = load_site(root, edition=EDITIONS[WEB])
    theme = Theme(site)
    with closing(connect_in_memory()) as connection:
        report.stage("Reading")
        jobs = os.cpu_count() or 1
        now = build_instant()
        scanned = scan(
            site, theme, connection, now=now, drafts=False, jobs=jobs, progress=report.progress
        )
        Ledger(connection).put_assets(theme.asset_digests)
        catalogue = Catalogue(connection, site, now)
        report.stage("Checking links")
        plan = make_plan(
            Changes(stale=dict.fromkeys((view.name for view in VIEWS), "check")), catalogue, VIEWS
        )
        addresses = {planned.page.url for planned in plan.write}
        pages = (planned.page for planned in plan.write)
        contents = contents_of(pages, root / PUBLIC) if host else None
        findings = Findings(connection, site, theme, scanned, now)
        rivals = [problem for _, problem in rivals_in_case(connection, now)]
        problems = findings.weigh(
            [
                *findings.of_files(),
                *theme.problems(),
                *_template_problems(catalogue, theme),
                *findings.of_archive(addresses.__contains__),
                *(rival.problem for rival in plan.rivals),
                *rivals,
                *server_file_problems(root, headers_of(catalogue)["Content-Security-Policy"]),
                *(limit_problems(host, contents) if host and contents else ()),
            ]
        )
        files = list(waiting_files(connection, site, now))
        awaiting = count_awaiting(connection)
        return Checked(catalogue.articles.count_read(), problems, contents, files, awaiting)


def _template_problems(catalogue: Catalogue, theme: Theme) -> list[Problem]:
    # Imported here, with Jinja, so that a faulty site.toml is told at once.
    from dateline.templating.checks import check_templates
    from dateline.views import VIEWS

    environment = theme_environment(Archive(catalogue, theme), catalogue.site.language, None)
    wanted = (view.template for view in VIEWS if isinstance(view, View))
    return list(check_templates(environment, wanted))
