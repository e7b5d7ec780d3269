"""What is wrong in an archive, gathered from all that look for it, and what of it stops a build."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dateline.catalogue.checks import check_addresses, check_archive, check_files
from dateline.catalogue.held import unplaced
from dateline.catalogue.scan import Scanned
from dateline.config import Site
from dateline.config_warnings import site_warnings
from dateline.problems import Problem, ProblemsFound, weigh
from dateline.theme import Theme
from dateline.theme_blocks import unused_blocks


@dataclass(frozen=True, slots=True)
class Findings:
    """Looks at one archive as it was scanned, at the instant `now`."""

    connection: sqlite3.Connection
    site: Site
    theme: Theme
    scanned: Scanned
    now: str

    def of_files(self) -> list[Problem]:
        """What is wrong with each file and folder by itself, with the settings and the theme."""
        return [
            *site_warnings(self.site),
            *unused_blocks(self.theme),
            *check_files(self.connection, self.now),
            *self.scanned.problems.values(),
        ]

    def of_archive(self, exists: Callable[[str], bool]) -> list[Problem]:
        """What is wrong in the archive as a whole; `exists` knows what addresses do."""
        return [
            *check_archive(self.connection, self.now, self.site.files, self.scanned.unread),
            *check_addresses(self.connection, self.now, exists),
        ]

    def weigh(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems as the publisher lets them count, in order.

        What keeps a file off the site counts as it is, whatever the publisher says: nothing may
        leave the site in silence.
        """
        weights, exempt = self.site.problems, set[str]()
        if weights:
            exempt = {f"content/{path}" for path, _ in unplaced(self.connection, self.now)}
        return weigh(problems, weights, as_they_are=exempt)

    def settle(
        self, problems: Iterable[Problem], *, strict: bool = False, keep_going: bool = False
    ) -> list[Problem]:
        """The problems that are to be told of a build that goes on; `strict` warnings are errors.

        Raises `ProblemsFound` with all of them if there is one that stops it.
        """
        weighed = self.weigh(problems)
        if strict:
            weighed = sorted(problem.as_error() for problem in weighed)
        if any(self.stops(problem, keep_going=keep_going) for problem in weighed):
            raise ProblemsFound(weighed)
        return weighed

    def stops(self, problem: Problem, *, keep_going: bool) -> bool:
        """Whether a build cannot go on. What stands in a folder that cannot be read is not known,
        so nothing of it may go."""
        if problem.severity != "error" or not keep_going:
            return problem.severity == "error"
        closed = {f"content/{path}".rstrip("/") for path in self.scanned.closed}
        return not problem.path.startswith("content") or problem.path in closed
