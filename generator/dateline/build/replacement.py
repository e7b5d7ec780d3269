"""What a build changes in the output: the parts that its stages give, and all of them as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.catalogue.ledger import Ledger, PublishedPage, Volume, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import Pending
from dateline.search.volumes import VolumeFiles
from dateline.staging import Outcome


class Made(NamedTuple):
    """A page as made, how it turned out, and why it was looked at."""

    page: Page
    outcome: Outcome
    reason: str


class Deleted(NamedTuple):
    """A page whose file goes, and the reason."""

    page: Page
    reason: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a stage of a build changes in the output, or all of them together."""

    made: tuple[Made, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    volumes: tuple[VolumeFiles, ...] = ()
    gone_volumes: tuple[VolumeName, ...] = ()

    @classmethod
    def joined(cls, parts: Sequence[Replacement]) -> Replacement:
        """Those of several stages as one."""
        return cls(
            tuple(made for part in parts for made in part.made),
            tuple(deleted for part in parts for deleted in part.deleted),
            tuple(files for part in parts for files in part.volumes),
            tuple(name for part in parts for name in part.gone_volumes),
        )

    @property
    def changed(self) -> Iterator[Made]:
        """The pages whose files are replaced."""
        return (made for made in self.made if made.outcome.staged)

    def volumes_after(self, ledger: Ledger) -> list[Volume]:
        """Every search volume that stands afterwards, by language and name."""
        volumes = {volume.key: volume for volume in ledger.volumes()}
        volumes |= {files.volume.key: files.volume for files in self.volumes}
        return [volumes[name] for name in sorted(volumes.keys() - set(self.gone_volumes))]

    def begin(self, pending: Pending) -> None:
        """Note everything whose files are about to change."""
        made = [files.volume.key for files in self.volumes]
        pending.begin(
            [
                *(made.page for made in self.changed),
                *(deleted.page for deleted in self.deleted),
            ],
            [*made, *self.gone_volumes],
        )

    def record(self, ledger: Ledger) -> None:
        """Enter what stands now."""
        pages = [PublishedPage(made.page, made.outcome.hash) for made in self.made]
        ledger.put_pages(pages, [deleted.page for deleted in self.deleted])
        ledger.put_volumes([files.volume for files in self.volumes], self.gone_volumes)
