"""What all stages of a build work with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from dateline.build.changes import Changes
from dateline.build.output import OutputFolder
from dateline.build.replacement import Made, Replacement
from dateline.build.report import Reporter
from dateline.build.workers import Workers
from dateline.catalogue.ledger import VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.editions.base import BuiltEdition
from dateline.packs.pack import Index
from dateline.packs.packing import Indexed
from dateline.staging import Standing

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """The archive as it is now, the existing files, and a staging area for new ones."""

    edition: BuiltEdition
    catalogue: Catalogue
    changes: Changes
    workers: Workers
    standing: Standing
    output: OutputFolder
    report: Reporter

    def indexes(self, before: Replacement) -> Iterator[tuple[VolumeName, Indexed]]:
        """Every search index and engine as it will be after this build."""
        staged = {files.volume.key: files.folder for files in before.volumes}
        for volume in before.volumes_after(self.catalogue.published):
            folder = staged.get(volume.key, self.output.volume(volume.key))
            url = self.catalogue.urls.volume(*volume.key)
            yield volume.key, Indexed(Index(folder, url, volume.tag), volume.first, volume.last)

    def made(self, page: Page, data: bytes, reason: str) -> Made:
        """Stage a page that is assembled from finished ones."""
        return Made(page, self.output.pages.keep(self.standing.job(page), data), reason)

    def each(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results, reporting how many there are so far."""
        for done, result in enumerate(results, 1):
            self.report.progress(done)
            yield result
