"""The output folder: checking its files, and putting new ones in place.

New files are staged inside the folder, so that a rename is enough to put each in place. Before the
first rename, the catalogue notes which addresses are about to change; after the last, the notes are
deleted in the transaction that writes the new rows. A build that is killed in between is repaired
by the next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dateline.build.marker import MARKER, STAGING, Marker
from dateline.build.output_links import links_above, links_met, links_to_folders, refuse
from dateline.catalogue.ledger import Ledger, Volume, VolumeName
from dateline.catalogue.pending import Pending
from dateline.digests import digest_of_file, folder_digest
from dateline.files import exchange
from dateline.problems import OUT_OF_SPACE, UsageProblem
from dateline.urls import SEARCH_DATA, WORDS, output_path

if TYPE_CHECKING:
    from dateline.build.replacement import Replacement
    from dateline.staging import Staging

_PAGES = "pages"
_SEARCH = SEARCH_DATA.strip("/")
_WORDS = f"{_SEARCH}/{WORDS}/"


class Swept(NamedTuple):
    """A file, or the folder of a search volume, that was deleted because it belonged to no page,
    and the number of its files."""

    path: str
    files: int


class OutputFolder:
    """A folder of built files; `options` describes the options that it is built with."""

    def __init__(self, path: Path, options: str) -> None:
        self.path = path
        self.marker = Marker(path, options)
        self._staged = 0

    @property
    def staging(self) -> Path:
        """The staging folder."""
        return self.path / STAGING

    def prepare(self) -> None:
        """Create the folder, and empty the staging folder that a killed build may have left."""
        self.path.mkdir(parents=True, exist_ok=True)
        if self.staging.is_symlink():
            self.staging.unlink()
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(exist_ok=True)

    @property
    def pages(self) -> Staging:
        """The staging area for pages, laid out like the output."""
        # Imported here, since a build with nothing to do does not need it.
        from dateline.staging import Staging

        return Staging(self.path, self.staging / _PAGES)

    def stage_folder(self) -> Path:
        """A new path in the staging folder, for a new folder or for one that is replaced."""
        self._staged += 1
        folders = self.staging / "folders"
        folders.mkdir(exist_ok=True)
        return folders / f"{self._staged}"

    def is_empty(self) -> bool:
        """Whether the folder is empty or does not exist."""
        return not self.path.is_dir() or all(item.name == STAGING for item in self.path.iterdir())

    def differing(self, hashes: Mapping[str, str]) -> Iterator[str]:
        """The addresses whose files are missing or do not have the recorded hash."""
        for url, recorded in hashes.items():
            path = self.path / output_path(url)
            try:
                found = digest_of_file(path)
            except OSError:
                found = ""
            if found != recorded:
                yield url

    def differing_volumes(self, volumes: Iterable[Volume]) -> Iterator[VolumeName]:
        """The names of the volumes whose files do not have the recorded digest."""
        for volume in volumes:
            if folder_digest(self.volume(volume.key)) != volume.digest:
                yield volume.key

    def strangers(self, known: set[str]) -> Iterator[Path]:
        """The files whose path (relative, with forward slashes) is not among `known`."""
        for folder, folders, names in os.walk(self.path):
            here = Path(folder).relative_to(self.path).as_posix()
            prefix = "" if here == "." else f"{here}/"
            folders[:] = [
                name
                for name in folders
                if not f"{prefix}{name}".startswith((STAGING, f"{_SEARCH}/"))
                or f"{prefix}{name}/".startswith(_WORDS)
            ]
            for name in names:
                if prefix + name not in known and prefix + name != MARKER:
                    yield Path(folder) / name

    def stray_volumes(self, known: set[VolumeName]) -> Iterator[Path]:
        """The folders of search volumes that are not among `known`."""
        for folder in (self.path / _SEARCH).glob("*/*"):
            if (
                folder.parent != self.path / _WORDS
                and VolumeName(folder.parent.name, folder.name) not in known
            ):
                yield folder

    def discard_staging(self) -> None:
        """Delete the staging folder, and the output folder itself if it is then empty."""
        shutil.rmtree(self.staging, ignore_errors=True)
        with suppress(OSError):
            self.path.rmdir()

    def commit(
        self,
        replacement: Replacement,
        ledger: Ledger,
        pending: Pending,
        record: Callable[[], None],
        *,
        sweep: bool,
    ) -> list[Swept]:
        """Put all new files in place, then record them in the catalogue and call `record` in one
        transaction.

        With `sweep`, also delete files that belong to no page, and return these. Raises
        `UsageProblem` if a link in the folder would lead out of it.
        """
        self._refuse_links(replacement, ledger if sweep else None)
        with ledger.transaction():
            replacement.begin(pending)
            if sweep:
                ledger.begin_sweep()
        # From here on, the catalogue's notes say which files cannot be trusted.
        self.marker.write()
        with self._naming_what_stays():
            for files in replacement.volumes:
                self._swap(files.folder, self.volume(files.volume.key))
            if self.pages.waiting.is_dir():
                self._merge(self.pages.waiting, self.path)
            emptied = self._delete(replacement)
            self._prune(emptied)
        with ledger.transaction():
            replacement.record(ledger)
            record()
        with self._naming_what_stays():
            swept = self._sweep(ledger) if sweep else []
        self.discard_staging()
        return swept

    def _refuse_links(self, replacement: Replacement, swept: Ledger | None) -> None:
        """Refuse to write or delete through a link to a folder; nor does a sweep delete a link
        through which pages are found."""
        links = set(links_met(self.pages.waiting, self.path))
        gone = [self.path / output_path(deleted.page.url) for deleted in replacement.deleted]
        volumes = [files.volume.key for files in replacement.volumes]
        gone += [self.volume(name) for name in (*volumes, *replacement.gone_volumes)]
        links |= set(links_above(self.path, gone))
        if swept and (found := set(links_to_folders(self.path))):
            pages = [self.path / output_path(url) for url in swept.addresses()]
            kept = [self.volume(volume.key) for volume in swept.volumes()]
            links |= found & {*kept, *links_above(self.path, [*pages, *kept])}
        refuse(links, self.path)

    @contextmanager
    def _naming_what_stays(self) -> Iterator[None]:
        """Raise `UsageProblem` for a file that cannot be replaced.

        The system's own error would name the staged file, which means nothing to the user and is
        about to be deleted.
        """
        try:
            yield
        except OSError as error:
            if error.errno is None or error.errno in OUT_OF_SPACE:
                raise
            named = [Path(name) for name in (error.filename2, error.filename) if name]
            stays = next((path for path in named if self.staging not in path.parents), self.path)
            raise UsageProblem(
                f"{stays} cannot be replaced or deleted: {error.strerror}. Make it and its "
                "folder writable, then build again. Some pages are new and others still old; the "
                "next build will finish the work."
            ) from error

    def _sweep(self, ledger: Ledger) -> list[Swept]:
        known = {output_path(url) for url in ledger.addresses()}
        volumes = {volume.key for volume in ledger.volumes()}
        links = list(links_to_folders(self.path))
        linked = [self._delete_stranger(path) for path in links]
        files, folders = list(self.strangers(known)), list(self.stray_volumes(volumes))
        swept = linked + [self._delete_stranger(path) for path in files + folders]
        self._prune({path.parent for path in links + files + folders})
        ledger.finish_sweep()
        return swept

    def _delete_stranger(self, path: Path) -> Swept:
        name = path.relative_to(self.path).as_posix()
        if path.is_symlink() or not path.is_dir():
            path.unlink()
            return Swept(name, 1)
        files = sum(found.is_file() for found in path.rglob("*"))
        shutil.rmtree(path)
        return Swept(name, files)

    def _merge(self, staged: Path, target: Path) -> None:
        """Move the contents of the folder `staged` into `target`, new folders as a whole."""
        for item in list(os.scandir(staged)):
            place = target / item.name
            if not item.is_dir():
                if place.is_dir() and not place.is_symlink():
                    shutil.rmtree(place)
                Path(item.path).replace(place)
            elif place.is_dir():
                self._merge(Path(item.path), place)
            else:
                # A page that ended in a name has become a folder of pages.
                place.unlink(missing_ok=True)
                Path(item.path).rename(place)

    def _delete(self, replacement: Replacement) -> set[Path]:
        emptied: set[Path] = set()
        for page, _ in replacement.deleted:
            path = self.path / output_path(page.url)
            if path.is_file():
                path.unlink()
            emptied.add(path.parent)
        for name in replacement.gone_volumes:
            folder = self.volume(name)
            shutil.rmtree(folder, ignore_errors=True)
            emptied.add(folder.parent)
        return emptied

    def volume(self, name: VolumeName) -> Path:
        """The folder of a search volume."""
        return self.path / _SEARCH / name.lang / name.name

    def _swap(self, new: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            if exchange(new, target):
                return
            # A build killed between these two renames leaves the volume missing until the next.
            target.rename(self.stage_folder())
        new.rename(target)

    def _prune(self, folders: set[Path]) -> None:
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            while folder != self.path and not (folder.is_dir() and any(folder.iterdir())):
                if folder.is_dir():
                    folder.rmdir()
                folder = folder.parent
