"""Staging: new files are kept apart from those they will replace until the whole build is ready."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dateline.catalogue.ledger import Ledger
from dateline.catalogue.page import Page
from dateline.digests import digest_of
from dateline.files import write_file
from dateline.own_files import copy_own
from dateline.urls import output_path


class Job(NamedTuple):
    """A page to make.

    `hash` is that of the existing file; it is empty if the page must be written in any case.
    """

    page: Page
    hash: str


class Outcome(NamedTuple):
    """The digest of a page that was made, and whether its file was staged because it differs."""

    hash: str
    staged: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The existing files, except those at the addresses `untrusted`."""

    ledger: Ledger
    untrusted: Set[str]

    def job(self, page: Page) -> Job:
        """The job of making a page."""
        untrusted = page.url in self.untrusted
        return Job(page, "" if untrusted else self.ledger.hash_of(page.url))

    def may_stand(self, page: Page) -> bool:
        """Whether there is, or may be, a file at the page's address."""
        return page.url in self.untrusted or bool(self.ledger.hash_of(page.url))


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder `waiting` for the new files of pages, laid out like the folder `output`."""

    output: Path
    waiting: Path

    def keep(self, job: Job, data: bytes) -> Outcome:
        """Stage the bytes of a page if they differ from the existing file."""
        found = digest_of(data)
        if found != job.hash:
            write_file(f"{self.waiting}/{output_path(job.page.url)}", data)
        return Outcome(found, staged=found != job.hash)

    def copy(self, job: Job, home: Path, path: str) -> Outcome:
        """Stage a copy of the file `path` of the folder `home`, which may be of any size."""
        return Outcome(copy_own(home, path, self.new(job.page.url)), staged=True)

    def intact(self, job: Job) -> bytes | None:
        """The existing file of a page, if it is as it was published."""
        try:
            data = self.old(job.page.url).read_bytes()
        except OSError:
            return None
        return data if digest_of(data) == job.hash else None

    def new(self, url: str) -> Path:
        """The path of the staged file for an address, which need not exist."""
        return self.waiting / output_path(url)

    def old(self, url: str) -> Path:
        """The path of the existing file at an address, which need not exist."""
        return self.output / output_path(url)

    def coming(self, url: str) -> Path:
        """The file that will be at an address: the staged one if there is one, else the existing
        one."""
        new = self.new(url)
        return new if new.is_file() else self.old(url)
