"""Where new files wait, beside those that they are to replace, until all of a build is ready."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dateline.catalogue.ledger import Ledger
from dateline.catalogue.page import Page
from dateline.digests import digest_of
from dateline.files import write_file
from dateline.urls import output_path


class Job(NamedTuple):
    """One page to make.

    `hash` is that of the file that stands, empty where it must be written in any case.
    """

    page: Page
    hash: str


class Outcome(NamedTuple):
    """The digest of a page as made; whether its file waits to replace the one that stands."""

    hash: str
    staged: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The files that stand, as far as they can be trusted; `untrusted` are addresses."""

    ledger: Ledger
    untrusted: Set[str]

    def job(self, page: Page) -> Job:
        """The work of making a page, unless it comes out as it stands."""
        untrusted = page.url in self.untrusted
        return Job(page, "" if untrusted else self.ledger.hash_of(page.url))

    def may_stand(self, page: Page) -> bool:
        """Whether there is a file at the page's address, or may be one."""
        return page.url in self.untrusted or bool(self.ledger.hash_of(page.url))


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder `waiting`, laid out as the folder `output`, for new files of pages."""

    output: Path
    waiting: Path

    def keep(self, job: Job, data: bytes) -> Outcome:
        """Let the bytes of a page wait, if they are not those that stand."""
        found = digest_of(data)
        if found != job.hash:
            write_file(f"{self.waiting}/{output_path(job.page.url)}", data)
        return Outcome(found, staged=found != job.hash)

    def new(self, url: str) -> Path:
        """Where the new file for an address waits, if there is one."""
        return self.waiting / output_path(url)

    def old(self, url: str) -> Path:
        """The file that stands at an address, if there is one."""
        return self.output / output_path(url)

    def coming(self, url: str) -> Path:
        """The file that an address will have: a new one, or the one that stands."""
        new = self.new(url)
        return new if new.is_file() else self.old(url)
