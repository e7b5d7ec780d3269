"""The changes that a build makes to the output: those of each stage, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.catalogue.ledger import Ledger, PublishedPage, Volume, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.pending import Pending
from dateline.catalogue.stored_words import StoredWords
from dateline.search.volumes import VolumeFiles
from dateline.search.word_maps import SuggestedChange
from dateline.staging import Outcome


class Made(NamedTuple):
    """A page that was made, the outcome, and the reason why it was made."""

    page: Page
    outcome: Outcome
    reason: str


class Deleted(NamedTuple):
    """A page whose file is deleted, and the reason."""

    page: Page
    reason: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """The changes that one stage makes to the output, or all stages together."""

    made: tuple[Made, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    volumes: tuple[VolumeFiles, ...] = ()
    gone_volumes: tuple[VolumeName, ...] = ()
    suggested: tuple[SuggestedChange, ...] = ()

    @classmethod
    def joined(cls, parts: Sequence[Replacement]) -> Replacement:
        """The replacements of several stages as one."""
        return cls(
            tuple(made for part in parts for made in part.made),
            tuple(deleted for part in parts for deleted in part.deleted),
            tuple(files for part in parts for files in part.volumes),
            tuple(name for part in parts for name in part.gone_volumes),
            tuple(change for part in parts for change in part.suggested),
        )

    @property
    def changed(self) -> Iterator[Made]:
        """The pages whose files are replaced."""
        return (made for made in self.made if made.outcome.staged)

    def volumes_after(self, ledger: Ledger) -> list[Volume]:
        """Every search volume and engine that exists afterwards, by language and name."""
        volumes = {volume.key: volume for volume in ledger.volumes()}
        volumes |= {files.volume.key: files.volume for files in self.volumes}
        return [volumes[name] for name in sorted(volumes.keys() - set(self.gone_volumes))]

    def begin(self, pending: Pending) -> None:
        """Note the pages and volumes whose files are about to change."""
        made = [files.volume.key for files in self.volumes]
        pending.begin(
            [
                *(made.page for made in self.changed),
                *(deleted.page for deleted in self.deleted),
            ],
            [*made, *self.gone_volumes],
        )

    def record(self, ledger: Ledger) -> None:
        """Record the new state of the output."""
        pages = [PublishedPage(made.page, made.outcome.hash) for made in self.made]
        ledger.put_pages(pages, [deleted.page for deleted in self.deleted])
        volumes = [files.volume for files in self.volumes]
        ledger.put_volumes(volumes, self.gone_volumes)
        words = StoredWords(ledger.connection)
        words.forget_unpublished(volumes, self.gone_volumes)
        for change in self.suggested:
            words.put_suggested(*change)
