"""The problems of an archive, gathered from all checks, and which of them stop a build."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dateline.advertisements import advertisement_problems
from dateline.catalogue.address_checks import check_addresses
from dateline.catalogue.alias_checks import check_aliases
from dateline.catalogue.anchor_checks import check_anchors
from dateline.catalogue.comment_checks import check_comments
from dateline.catalogue.date_checks import check_dates
from dateline.catalogue.emptied_checks import check_emptied
from dateline.catalogue.file_checks import check_files
from dateline.catalogue.held import has_files_below, unplaced
from dateline.catalogue.id_checks import check_ids
from dateline.catalogue.link_checks import (
    check_article_links,
    check_file_links,
    check_programs,
)
from dateline.catalogue.newsroom_rules import Ending
from dateline.catalogue.preview_checks import check_preview_links
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.rule_checks import check_rules
from dateline.catalogue.scan import Scanned
from dateline.catalogue.term_checks import check_terms
from dateline.config import Site
from dateline.config_warnings import site_warnings
from dateline.content.advice import with_advice_for_file
from dateline.content.header_rules import load_header_rules
from dateline.history.renames import renamed
from dateline.problems import Problem, ProblemsFound, weigh
from dateline.theme import Theme

if TYPE_CHECKING:
    from dateline.build.plan import Plan
    from dateline.views.base import Output


@dataclass(frozen=True, slots=True)
class Findings:
    """Finds the problems of a scanned archive at the instant `now`."""

    connection: sqlite3.Connection
    site: Site
    theme: Theme
    scanned: Scanned
    now: str

    def of_files(self, before: int = 0) -> list[Problem]:
        """The problems of single files and folders, of the settings and of the theme, and whether
        all articles are gone from a site that had several `before`."""
        return [
            *check_emptied(self.connection, self.now, before),
            *site_warnings(self.site),
            *advertisement_problems(self.site, self.theme),
            *self._of_theme(),
            *load_header_rules(self.site)[1],
            *check_files(self.connection, self.now),
            *self.scanned.problems.values(),
            *((self.scanned.history,) if self.scanned.history else ()),
        ]

    def _of_theme(self) -> Iterable[Problem]:
        if self.theme.is_shipped:
            return ()
        # Imported here, since most sites have no theme of their own.
        from dateline.theme_blocks import unused_blocks

        return unused_blocks(self.theme)

    def of_archive(
        self, plan: Plan | None, catalogue: Catalogue, views: Sequence[Output]
    ) -> list[Problem]:
        """The problems of the archive as a whole, once `plan` is carried out; without one, as it
        was published."""
        from dateline.build.plan import Plan, addresses_after

        addresses = addresses_after(plan or Plan((), ()), catalogue, views)
        exists, has_page = addresses.exists, addresses.has_page
        rules = catalogue.redirects.rules

        def is_answered(url: str) -> bool:
            return exists(url) or rules.follow(url, exists) is Ending.ANSWERED

        connection, now, unread = self.connection, self.now, self.scanned.unread
        return [
            *check_article_links(connection, now, unread, partial(renamed, self.site.root)),
            *check_file_links(connection, now, unread),
            *check_programs(connection, now, self.site),
            *check_addresses(
                connection,
                now,
                is_answered,
                has_page,
                catalogue.withdrawals.at,
                lambda url: rules.rule_for(url) is not None,
            ),
            *check_preview_links(connection, now, has_page),
            *check_anchors(connection, now),
            *check_terms(connection),
            *check_comments(connection, now, unread),
            *check_dates(connection, now),
            *check_ids(connection, now, catalogue.urls),
            *check_aliases(connection, now, catalogue.redirects, exists, has_page),
            *check_rules(catalogue, addresses),
        ]

    def weigh(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, in order, with the severities that `[problems]` in site.toml gives them.

        Problems that keep a file off the site keep their own severity, whatever the settings say:
        no file may disappear from the site without an error.
        """
        problems = [with_advice_for_file(problem, self.site.root) for problem in problems]
        weights, exempt = self.site.problems, set[str]()
        if weights:
            exempt = {f"content/{path}" for path, _ in unplaced(self.connection, self.now)}
        return weigh(problems, weights, as_they_are=exempt)

    def settle(
        self, problems: Iterable[Problem], *, strict: bool = False, keep_going: bool = False
    ) -> list[Problem]:
        """The weighed problems of a build that goes on. With `strict`, warnings are errors.

        Raises `ProblemsFound` with all of them if any of them stops the build.
        """
        weighed = self.weigh(problems)
        if strict:
            weighed = sorted(problem.as_error() for problem in weighed)
        if any(self.stops(problem, keep_going=keep_going) for problem in weighed):
            raise ProblemsFound(weighed)
        return weighed

    def stops(self, problem: Problem, *, keep_going: bool) -> bool:
        """Whether a problem stops the build.

        A folder that cannot be read always does: its files are unknown, and none of them may
        disappear from the site. So does a site without articles that had several. A link to a
        folder elsewhere is held back like one to a file, unless it is where files of the archive
        were.
        """
        if problem.severity != "error" or not keep_going:
            return problem.severity == "error"
        closed = {f"content/{path}".rstrip("/") for path in self.scanned.closed}
        if problem.kind == "no-articles":
            return True
        if problem.path not in closed:
            return not problem.path.startswith("content")
        folder = problem.path.removeprefix("content").removeprefix("/")
        return problem.kind != "foreign-file" or has_files_below(self.connection, folder)
