"""The output folder: what stands in it, and how new files take their places.

New files are staged inside the folder, so that each takes its place by one rename. Before the first
does, the catalogue notes which addresses are about to change; after the last, the notes go together
with the new rows. A build killed in between is repaired by the next.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.build.changes import published_counts
from dateline.build.marker import MARKER, STAGING, Marker
from dateline.catalogue.page import Page
from dateline.catalogue.store import transaction
from dateline.digests import digest_of, folder_digest
from dateline.files import exchange
from dateline.problems import OUT_OF_SPACE, UsageProblem
from dateline.urls import SEARCH_DATA, output_path

if TYPE_CHECKING:
    from dateline.search.volumes import VolumeFiles

_PAGES = "pages"
_SWEEP = "sweep"
"""Stands in the catalogue while the folder may hold files that are nobody's."""
_SEARCH = SEARCH_DATA.strip("/")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as rendered, the digest of its bytes, and whether its new file waits."""

    page: Page
    hash: str
    staged: bool


@dataclass(slots=True)
class Replacement:
    """Everything that one build changes in the output."""

    rendered: list[Rendered] = field(default_factory=list)
    deleted: list[Page] = field(default_factory=list)
    volumes: list[VolumeFiles] = field(default_factory=list)
    gone_volumes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        """Every address that is about to change; a volume's is its folder."""
        made = [(volume.lang, volume.name) for volume in self.volumes]
        return [
            *(page.page.url for page in self.changed),
            *(page.url for page in self.deleted),
            *(f"{SEARCH_DATA}{lang}/{name}/" for lang, name in (*made, *self.gone_volumes)),
        ]

    @property
    def changed(self) -> list[Rendered]:
        """The pages whose files are replaced."""
        return [page for page in self.rendered if page.staged]


class OutputFolder:
    """One folder of built files; `options` names the set of options that it is built with."""

    def __init__(self, path: Path, options: str) -> None:
        self.path = path
        self.marker = Marker(path, options)
        self._staged = 0

    @property
    def staging(self) -> Path:
        """Where new files wait."""
        return self.path / STAGING

    def prepare(self) -> None:
        """Make the folder, and clear what a killed build left waiting."""
        self.path.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(exist_ok=True)

    @property
    def staged_pages(self) -> Path:
        """Where the new files of pages wait, in the output's own layout."""
        return self.staging / _PAGES

    def stage_folder(self) -> Path:
        """A new path for a folder to wait at, or for an old one to be put away."""
        self._staged += 1
        folders = self.staging / "folders"
        folders.mkdir(exist_ok=True)
        return folders / f"{self._staged}"

    def is_empty(self) -> bool:
        """Whether there is nothing in the folder, or no folder."""
        return not self.path.is_dir() or all(item.name == STAGING for item in self.path.iterdir())

    def is_swept(self, connection: sqlite3.Connection) -> bool:
        """Whether every file of the folder is known, as far as the catalogue was told."""
        query = "SELECT 1 FROM meta WHERE key = ?"
        return connection.execute(query, (_SWEEP,)).fetchone() is None

    def differing(self, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
        """The addresses, of (address, hash), whose files are not there or not what was recorded."""
        for url, recorded in rows:
            path = self.path / output_path(url)
            try:
                found = digest_of(path.read_bytes())
            except OSError:
                found = ""
            if found != recorded:
                yield url

    def differing_volumes(self, rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
        """The addresses of the volumes, of (language, name, digest), that are not as recorded."""
        for lang, name, digest in rows:
            if folder_digest(self._volume(lang, name)) != digest:
                yield f"{SEARCH_DATA}{lang}/{name}/"

    def strangers(self, known: set[str]) -> Iterator[Path]:
        """Files of the folder that are not at a known path (relative, with forward slashes)."""
        for folder, folders, names in os.walk(self.path):
            here = Path(folder).relative_to(self.path).as_posix()
            prefix = "" if here == "." else f"{here}/"
            folders[:] = [
                name
                for name in folders
                if not f"{prefix}{name}".startswith((STAGING, f"{_SEARCH}/"))
            ]
            for name in names:
                if prefix + name not in known and prefix + name != MARKER:
                    yield Path(folder) / name

    def stray_volumes(self, known: set[tuple[str, str]]) -> Iterator[Path]:
        """Folders of search volumes that are not known."""
        for folder in (self.path / _SEARCH).glob("*/*"):
            if (folder.parent.name, folder.name) not in known:
                yield folder

    def discard_staging(self) -> None:
        """Forget what waits; a folder that holds nothing else goes too."""
        shutil.rmtree(self.staging, ignore_errors=True)
        with suppress(OSError):
            self.path.rmdir()

    def commit(
        self,
        replacement: Replacement,
        connection: sqlite3.Connection,
        record: Callable[[int], None],
        *,
        sweep: bool,
    ) -> list[str]:
        """Put everything in its place, then `record` it in the catalogue, in one transaction.

        `record` is told how many pages there are now.

        With `sweep`, files that belong to no page go too. Returns the paths of these.
        """
        with transaction(connection):
            connection.executemany(
                "INSERT OR IGNORE INTO unfinished VALUES (?)",
                [(url,) for url in replacement.urls],
            )
            if sweep:
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '')", (_SWEEP,))
        # From here on the catalogue's notes are what is to be trusted.
        self.marker.write()
        with self._naming_what_stays():
            for volume in replacement.volumes:
                self._swap(volume.folder, self._volume(volume.lang, volume.name))
            if self.staged_pages.is_dir():
                self._merge(self.staged_pages, self.path)
            emptied = self._delete(replacement)
            self._prune(emptied)
        with transaction(connection):
            pages = _pages_after(replacement, connection)
            self._write_rows(replacement, connection)
            record(pages)
        with self._naming_what_stays():
            swept = self._sweep(connection) if sweep else []
        self.discard_staging()
        return swept

    @contextmanager
    def _naming_what_stays(self) -> Iterator[None]:
        """Raise `UsageProblem` for a file that may not be replaced: the system's own error would
        name the new one, which nobody knows and which is about to be deleted."""
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

    def _sweep(self, connection: sqlite3.Connection) -> list[str]:
        known = {output_path(url) for (url,) in connection.execute("SELECT url FROM pages")}
        volumes = {
            (lang, name) for lang, name in connection.execute("SELECT lang, name FROM volumes")
        }
        files, folders = list(self.strangers(known)), list(self.stray_volumes(volumes))
        for path in files:
            path.unlink()
        for path in folders:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._prune({path.parent for path in files + folders})
        connection.execute("DELETE FROM meta WHERE key = ?", (_SWEEP,))
        return [path.relative_to(self.path).as_posix() for path in files + folders]

    def _merge(self, staged: Path, target: Path) -> None:
        """Move what waits in the folder `staged` into `target`; new folders move as a whole."""
        for item in list(os.scandir(staged)):
            place = target / item.name
            if not item.is_dir():
                if place.is_dir():
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
        for page in replacement.deleted:
            path = self.path / output_path(page.url)
            if path.is_file():
                path.unlink()
            emptied.add(path.parent)
        for lang, name in replacement.gone_volumes:
            folder = self._volume(lang, name)
            shutil.rmtree(folder, ignore_errors=True)
            emptied.add(folder.parent)
        return emptied

    def _volume(self, lang: str, name: str) -> Path:
        return self.path / _SEARCH / lang / name

    def _swap(self, new: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            if exchange(new, target):
                return
            # Killed between these two, the build leaves this volume missing until the next.
            target.rename(self.stage_folder())
        new.rename(target)

    def _prune(self, folders: set[Path]) -> None:
        for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
            while folder != self.path and not (folder.is_dir() and any(folder.iterdir())):
                if folder.is_dir():
                    folder.rmdir()
                folder = folder.parent

    def _write_rows(self, replacement: Replacement, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "DELETE FROM pages WHERE url = ?", [(page.url,) for page in replacement.deleted]
        )
        connection.executemany(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)",
            [
                (page.page.url, page.page.view, page.page.stored_key, page.hash)
                for page in replacement.rendered
            ],
        )
        connection.executemany(
            "DELETE FROM volumes WHERE lang = ? AND name = ?", replacement.gone_volumes
        )
        connection.executemany(
            "INSERT OR REPLACE INTO volumes VALUES (?, ?, ?, ?, ?, ?, ?)",
            [volume.row for volume in replacement.volumes],
        )


def _pages_after(replacement: Replacement, connection: sqlite3.Connection) -> int:
    """How many pages there will be. Counting them all takes time, so only the differences are."""
    query = "SELECT 1 FROM pages WHERE url = ?"

    def is_built(page: Page) -> bool:
        return connection.execute(query, (page.url,)).fetchone() is not None

    new = sum(not is_built(rendered.page) for rendered in replacement.rendered)
    return published_counts(connection)[1] + new - sum(map(is_built, replacement.deleted))
