"""A scratch archive: write articles, build, and examine the output."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.build.options import Options
from dateline.build.report import Summary
from dateline.build.run import build
from dateline.problems import Problem, ProblemsFound

SETTINGS = """\
title = "The Meridian"
url = "https://meridian.example/"
languages = { fr = { title = "Le Méridien" } }
"""
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="60"/>'
DEFAULT_NOW = "2025-01-01T00:00:00"
Snapshot = dict[str, bytes]


class ScratchSite:
    """An archive at `root`. It is built without search unless `search` is set, to save time."""

    def __init__(self, root: Path, settings: str = SETTINGS, *, search: bool = False) -> None:
        self.root, self.search, self.now = root, search, DEFAULT_NOW
        (root / "content").mkdir(parents=True)
        self.settings(settings)

    @classmethod
    def at(cls, root: Path, *, search: bool = False) -> ScratchSite:
        """The existing archive at `root`."""
        site = object.__new__(cls)
        site.root, site.search, site.now = root, search, DEFAULT_NOW
        return site

    @property
    def public(self) -> Path:
        """The output folder of a build without options."""
        return self.root / "public"

    def keep_compiled(self, compiled: Path) -> None:
        """Take over what another archive has compiled."""
        shutil.copytree(compiled, self.root / ".dateline" / "compiled")

    def settings(self, text: str) -> None:
        """Write site.toml."""
        self.write("site.toml", text)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the archive; `path` is relative to its root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def article(self, path: str, body: str = "Some text.", **keys: Any) -> Path:
        """Write content/`path` with `keys` as front matter; title and date have defaults."""
        keys = {"title": Path(path).stem.capitalize(), "date": "2014-03-05", **keys}
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in keys.items()
            if value is not None
        ]
        return self.write(f"content/{path}", "\n".join(["---", *lines, "---", "", body, ""]))

    def comment(self, path: str, text: str = "Well said.", **keys: Any) -> Path:
        """Write content/_comments/`path`, with `keys` as front matter; approved by default."""
        keys = {"name": "Ann", "date": "2014-03-06", "approved": True, **keys}
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in keys.items()
            if value is not None
        ]
        return self.write(
            f"content/_comments/{path}", "\n".join(["---", *lines, "---", "", text, ""])
        )

    def delete(self, path: str) -> None:
        """Delete content/`path`."""
        (self.root / "content" / path).unlink()

    def rename(self, old: str, new: str) -> None:
        """Rename content/`old` to content/`new`."""
        target = self.root / "content" / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.root / "content" / old).rename(target)

    def sources(self) -> Snapshot:
        """The bytes of every file that an editor or publisher wrote, by path from the root."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for place in ("content", "themes", "site.toml")
            for path in (self.root / place, *(self.root / place).rglob("*"))
            if path.is_file()
        }

    def surroundings(self) -> Snapshot:
        """All that is in the archive and around it, apart from what builds may write: the bytes of
        each file, by path from the folder above; paths of folders end in a slash."""
        top, ours = self.root.parent, (self.public, self.root / ".dateline")
        return {
            path.relative_to(top).as_posix() + "/" * path.is_dir(): (
                path.read_bytes() if path.is_file() else b""
            )
            for path in top.rglob("*")
            if not any(map(path.is_relative_to, ours))
        }

    def age(self, seconds: int = 3_600) -> None:
        """Make every source look as if it was written a while ago."""
        for name in self.sources():
            status = (self.root / name).stat()
            os.utime(self.root / name, (status.st_atime - seconds, status.st_mtime - seconds))

    def build(self, **options: Any) -> Summary:
        """Build in this process, at the instant `now`."""
        with clock(self.now):
            return build(self.root, Options(**{"search": self.search, "jobs": 1, **options}))

    def rebuilt(self) -> set[str]:
        """Build, compare with a clean build, and return the addresses that were written."""
        summary = self.build()
        assert_same(self.snapshot(), self.clean_snapshot())
        assert all(reason for _, reason in (*summary.written, *summary.deleted))
        return urls(summary)

    def problems(self, **options: Any) -> list[Problem]:
        """The problems that stop a build; none if it succeeds."""
        try:
            self.build(**options)
        except ProblemsFound as found:
            return list(found.problems)
        return []

    def page(self, url: str) -> str:
        """The text of the file at `url` (without the site's path)."""
        path = url.removeprefix("/")
        file = self.public / (f"{path}index.html" if path.endswith("/") or not path else path)
        return file.read_text("utf-8")

    def has(self, url: str) -> bool:
        """Whether there is a file at `url`."""
        try:
            self.page(url)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def snapshot(self, folder: Path | None = None) -> Snapshot:
        """The bytes of every file in the output, by relative path."""
        folder = folder or self.public
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def times(self) -> dict[str, int]:
        """The modification time of each file in the output."""
        return {
            path.relative_to(self.public).as_posix(): path.stat().st_mtime_ns
            for path in self.public.rglob("*")
        }

    @contextmanager
    def copy(self) -> Iterator[ScratchSite]:
        """A copy of the archive that has never been built."""
        with tempfile.TemporaryDirectory(dir=self.root.parent) as folder:
            root = Path(folder) / "site"
            shutil.copytree(
                self.root, root, ignore=shutil.ignore_patterns(".dateline", "public", "public-*")
            )
            other = ScratchSite.at(root, search=self.search)
            other.now = self.now
            yield other

    def clean_snapshot(self, **options: Any) -> Snapshot:
        """The output of a clean build of the same archive."""
        with self.copy() as other:
            other.build(**options)
            return other.snapshot()


def urls(summary: Summary) -> set[str]:
    """The addresses that a build wrote."""
    return {url for url, _ in summary.written}


def assert_same(found: Snapshot, expected: Snapshot) -> None:
    """Compare two outputs, and name the files that differ."""
    missing, surplus = expected.keys() - found.keys(), found.keys() - expected.keys()
    assert not (missing or surplus), f"missing: {sorted(missing)}, surplus: {sorted(surplus)}"
    differing = [path for path, data in expected.items() if found[path] != data]
    assert not differing, (
        f"{differing}: {found[differing[0]].decode(errors='replace')}"
        f"\n≠\n{expected[differing[0]].decode(errors='replace')}"
    )


def git(folder: Path, *arguments: str, moment: str = "2020-01-01T12:00:00") -> None:
    """Run git in a folder, by the clock `moment` in UTC and as a journalist, whatever is set up on
    this machine."""
    # git reads no later year than 2099 in any other form.
    seconds = f"@{int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())} +0000"
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": seconds,
        "GIT_AUTHOR_NAME": "Ann Lee",
        "GIT_AUTHOR_EMAIL": "ann@example.org",
        "GIT_COMMITTER_DATE": seconds,
        "GIT_COMMITTER_NAME": "Bo",
        "GIT_COMMITTER_EMAIL": "bo@example.org",
    }
    command = ["git", "-C", str(folder), "-c", "gc.auto=0", *arguments]
    subprocess.run(command, env=environment, check=True)


def make_unreadable(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let no one list a folder, not even root."""
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path == str(folder):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    patch.setattr("dateline.content.sources.os.scandir", refuse)


@contextmanager
def clock(now: str) -> Iterator[None]:
    """Set the clock of builds to `now`, in UTC."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
