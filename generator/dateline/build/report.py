"""What a build reports while it runs and when it has finished."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dateline.catalogue.due import Waiting
from dateline.catalogue.held import Held
from dateline.catalogue.losses import Losses
from dateline.catalogue.public_files import WaitingFile
from dateline.catalogue.undrawn import Undrawn
from dateline.catalogue.unfinished import Unfinished
from dateline.problems import Problem

if TYPE_CHECKING:
    from dateline.build.replacement import Replacement
    from dateline.build.upload import Upload


class Reporter(Protocol):
    """Receives the progress of a build; the command line shows it."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins; `total` is its number of steps, 0 if unknown."""

    def doing(self, what: str) -> None:
        """The stage is waiting for a step that may take long."""

    def progress(self, done: int, total: int = 0) -> None:
        """This many steps of the stage are done; `total` is passed if only now known."""


class Silent:
    """A reporter that shows nothing."""

    def stage(self, name: str, total: int = 0) -> None:
        """Nothing."""

    def doing(self, what: str) -> None:
        """Nothing."""

    def progress(self, done: int, total: int = 0) -> None:
        """Nothing."""


@dataclass(slots=True)
class Summary:
    """What a build did.

    `articles` and `files` are how many the output has, files of search volumes included.
    `written` and `deleted` are pairs of address and reason, `volumes` the search volumes indexed,
    `changed` the content paths whose warnings are new. `renewed` says why the catalogue was created
    again, if it was. `strangers` are the files that `--verify` deleted because they were not part
    of the site. `waiting` are the scheduled articles and corrections,
    `waiting_files` the files that are not on the site, with the reasons, `waiting_comments` how
    many comments await approval. `gone_files` are the addresses of files that went with the last
    article that showed them.
    `undrawn` are the articles of which no picture to share could be drawn, `upload` is what
    publishing the output uploads, if anything was made for a server. `lost` are the addresses and
    anchors that were published and that nothing answers any more.
    `unfinished` are the articles that only a preview may show.
    `problems` are all that were found; if there are errors among them, the build was told to keep
    going, and `held` are the files it left out. `postponed` says whether a later build has to bring
    search and packs up to date.
    """

    output: Path
    articles: int = 0
    files: int = 0
    planned: int = 0
    written: list[tuple[str, str]] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)
    gone_files: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    changed: frozenset[str] = frozenset()
    renewed: str = ""
    postponed: bool = False
    strangers: list[str] = field(default_factory=list)
    unfinished: Unfinished = field(default_factory=Unfinished)
    waiting: tuple[Waiting, ...] = ()
    waiting_files: list[WaitingFile] = field(default_factory=list)
    waiting_comments: int = 0
    undrawn: Undrawn | None = None
    upload: Upload | None = None
    lost: Losses = field(default_factory=Losses)
    seconds: float = 0.0

    def add(self, replacement: Replacement) -> None:
        """Add the changes that the build made to the output."""
        # Imported here, since most builds find nothing to do.
        from dateline.views import BY_NAME

        self.written = [(made.page.url, made.reason) for made in replacement.changed]
        self.deleted = [(gone.page.url, gone.reason) for gone in replacement.deleted]
        self.gone_files = [
            gone.page.url
            for gone in replacement.deleted
            if gone.page.view in BY_NAME and BY_NAME[gone.page.view].goes_with_articles
        ]
        names = (files.volume.key for files in replacement.volumes)
        self.volumes = [f"{name.lang}/{name.name}" for name in names if not name.is_engine]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that are warnings."""
        return [problem for problem in self.problems if problem.severity == "warning"]

    @property
    def errors(self) -> list[Problem]:
        """The problems that are errors, in spite of which the build kept going."""
        return [problem for problem in self.problems if problem.severity == "error"]
