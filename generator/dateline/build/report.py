"""What a build tells while it works, and when it has ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dateline.catalogue.due import Waiting
from dateline.catalogue.held import Held
from dateline.catalogue.public_files import WaitingFile
from dateline.problems import Problem

if TYPE_CHECKING:
    from dateline.build.replacement import Replacement


class Reporter(Protocol):
    """Is told of each stage and how far it is; the command line shows it."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins; `total` is how many steps it has, 0 where that is not known."""

    def doing(self, what: str) -> None:
        """A step of the stage that may take long is waited for."""

    def progress(self, done: int, total: int = 0) -> None:
        """So many steps of the stage are done; `total` where it has only now become known."""


class Silent:
    """Tells nobody."""

    def stage(self, name: str, total: int = 0) -> None:
        """Nothing."""

    def doing(self, what: str) -> None:
        """Nothing."""

    def progress(self, done: int, total: int = 0) -> None:
        """Nothing."""


@dataclass(slots=True)
class Summary:
    """What a build did.

    `written` and `deleted` are (address, reason); `volumes` the search volumes indexed; `changed`
    the content paths whose warnings are news; `renewed` says why the catalogue was made anew.
    `strangers` are the files deleted that were no part of the site, where it was asked to look;
    `waiting` says which articles wait for their date, `waiting_files` which files are not on the
    site and why. `problems` are all that were found; where there are errors among them, the
    build was asked to keep going, and `held` are the files that it went on without; `gone` are path
    and address of the articles that had been on the site and whose files are no longer there.
    """

    output: Path
    articles: int = 0
    pages: int = 0
    planned: int = 0
    written: list[tuple[str, str]] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    changed: frozenset[str] = frozenset()
    renewed: str = ""
    strangers: list[str] = field(default_factory=list)
    waiting: Waiting | None = None
    waiting_files: list[WaitingFile] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, replacement: Replacement) -> None:
        """Tell what a build changed in the output."""
        self.written = [(made.page.url, made.reason) for made in replacement.changed]
        self.deleted = [(gone.page.url, gone.reason) for gone in replacement.deleted]
        names = (files.volume.key for files in replacement.volumes)
        self.volumes = [f"{name.lang}/{name.name}" for name in names if not name.is_engine]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that stop no build."""
        return [problem for problem in self.problems if problem.severity == "warning"]

    @property
    def errors(self) -> list[Problem]:
        """The problems in spite of which this build went on."""
        return [problem for problem in self.problems if problem.severity == "error"]
