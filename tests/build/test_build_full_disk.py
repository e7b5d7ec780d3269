"""Disks that are full or may not be written: a clear message, no page broken, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands import run
from disks import fill, mount, mounted
from scratch import SETTINGS, ScratchSite, Snapshot, assert_same

NOW = "1735689600"
LONG = "DATELINE_LONG" in os.environ
STAGING = ".dateline-staging/"


def dateline(site: ScratchSite, *arguments: str, **environment: str) -> tuple[int, str]:
    """The exit code of `dateline build` in a process of its own, and what it said."""
    done = run("build", *arguments, cwd=site.root, SOURCE_DATE_EPOCH=NOW, **environment)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


def whole(found: Snapshot, *known: Snapshot) -> None:
    """Assert that no file that lasts is missing, and that each is as in one of the states."""
    found = {path: data for path, data in found.items() if not path.startswith(STAGING)}
    assert set.intersection(*(set(state) for state in known)) <= found.keys()
    for path, data in found.items():
        assert any(data == state.get(path) for state in known), path


@pytest.fixture
def archive(tmp_path: Path, compiled: Path) -> ScratchSite:
    site = ScratchSite(tmp_path / "site", SETTINGS + "[search]\nvolume = 10\n", search=True)
    site.keep_compiled(compiled)
    for number in range(12):
        site.article(f"a{number}.md", "Rain. " * 50, date=f"201{number % 3}-04-0{number % 9 + 1}")
    return site


def edit(site: ScratchSite) -> None:
    for number in range(12, 24):
        site.article(f"a{number}.md", "Snow. " * 90, date=f"201{number % 3}-05-0{number % 9 + 1}")
    site.article("a1.md", "Hail.", date="2011-04-02", tags=["Hail"])
    site.delete("a2.md")


@pytest.mark.parametrize("left", [0, 120_000, 30_000, 300_000][: 4 if LONG else 2])
def test_a_full_output_disk(archive: ScratchSite, left: int) -> None:
    with mounted(archive.public, "20m"):
        archive.build()
        before = archive.snapshot()
        edit(archive)
        expected = archive.clean_snapshot()
        ballast = fill(archive.public, left)
        code, said = dateline(archive)
        ballast.unlink()
        assert (code, "no space left" in said.lower()) == (1, True), said
        assert "the next one will finish what it began" in said
        whole(archive.snapshot(), before, expected)
        code, said = dateline(archive)
        assert code == 0, said
        assert_same(archive.snapshot(), expected)


@pytest.mark.parametrize("left", [50_000, 0, 200_000][: 3 if LONG else 1])
def test_a_full_disk_below_the_catalogue(archive: ScratchSite, left: int) -> None:
    state = archive.root / ".dateline"
    with mounted(state, "20m"):
        archive.build()
        before = archive.snapshot()
        edit(archive)
        expected = archive.clean_snapshot()
        ballast = fill(state, left)
        code, said = dateline(archive)
        ballast.unlink()
        assert (code, "no space left" in said.lower()) == (1, True), said
        whole(archive.snapshot(), before, expected)
        assert dateline(archive)[0] == 0
        assert_same(archive.snapshot(), expected)


def test_the_folder_for_temporary_files_is_not_needed(archive: ScratchSite, tmp_path: Path) -> None:
    with mounted(tmp_path / "temporary", "64k"):
        fill(tmp_path / "temporary", 0)
        code, said = dateline(archive, TMPDIR=str(tmp_path / "temporary"))
        assert code == 0, said
    assert_same(archive.snapshot(), archive.clean_snapshot())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_file_that_may_not_grow(archive: ScratchSite) -> None:
    """The same without a file system of our own: no file may be longer than so many bytes."""
    archive.build()
    before = archive.snapshot()
    archive.write("content/scan.pdf", b"\0" * 30_000_000)
    archive.article("scan.md", "[The scan](scan.pdf).")
    command = 'ulimit -f 20000 2>/dev/null; exec "$0" -m dateline build'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable],
        cwd=archive.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": NOW},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "no space left" in done.stderr) == (1, True), done.stderr
    assert_same(archive.snapshot(), before)
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


# What may not be written


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """No one may write to `folder` (or a file), even root; skips the test where that cannot be."""
    if os.geteuid():
        mode = folder.stat().st_mode
        folder.chmod(mode & 0o555)
        yield
        folder.chmod(mode)
        return
    for options in (["--bind"], ["-o", "remount,ro,bind"]):
        mount(*options, str(folder), str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def unchangeable(file: Path) -> Iterator[None]:
    """No one may replace or delete `file`; skips the test where that cannot be."""
    if os.geteuid():
        with read_only(file.parent):
            yield
        return
    mount("--bind", str(file), str(file))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(file)], check=True)


@pytest.mark.parametrize("name", ["public", ".dateline"])
def test_a_folder_that_may_not_be_written(archive: ScratchSite, name: str) -> None:
    archive.build()
    before = archive.snapshot()
    edit(archive)
    with read_only(archive.root / name):
        code, said = dateline(archive)
    reasons = ("cannot be written",) if name == ".dateline" else ("ead-only", "denied")
    assert code == 2 and name in said and any(reason in said for reason in reasons), said
    assert_same(archive.snapshot(), before)
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


@pytest.mark.parametrize("name", ["catalogue.sqlite", ""])
def test_what_is_remembered_may_only_be_read(archive: ScratchSite, name: str) -> None:
    """Even where there is nothing to do: what is new could not be remembered."""
    archive.build()
    with read_only(archive.root / ".dateline" / name):
        code, said = dateline(archive)
    assert (code, said.count("\n")) == (2, 1), said
    assert f"{archive.root / '.dateline'} cannot be written" in said and "writable" in said
    assert dateline(archive)[0] == 0


@pytest.mark.parametrize("name", ["2011/04/02/a1/index.html", "2012/04/03/a2/index.html"])
def test_a_page_that_may_not_be_replaced(archive: ScratchSite, name: str) -> None:
    """Neither an edited nor a deleted one; the message names it, and not the file that waits."""
    archive.build()
    edit(archive)
    with unchangeable(archive.public / name):
        code, said = dateline(archive)
    assert code == 2 and f"{archive.public / name} cannot be replaced or deleted" in said, said
    assert ".dateline-staging" not in said
    assert "the next build will finish the work" in said
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_articles_that_may_only_be_read(archive: ScratchSite) -> None:
    with read_only(archive.root / "content"):
        assert dateline(archive)[0] == 0
    assert_same(archive.snapshot(), archive.clean_snapshot())
