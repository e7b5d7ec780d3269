"""A build that dies while it puts files in their places: the next one makes all of it good."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from dying_build import die_building

from commands import started
from dateline.build.output import OutputFolder
from scratch import ScratchSite, assert_same


def build_and_die(site: ScratchSite, after: int) -> bool:
    """Build in another process that is killed after so many steps; says whether it was."""
    process = started(die_building, site.root, after, SOURCE_DATE_EPOCH="1735689600")
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


@pytest.fixture
def archive(tmp_path: Path, compiled: Path) -> ScratchSite:
    site = ScratchSite(tmp_path / "site", search=True)
    site.keep_compiled(compiled)
    for number in range(6):
        site.article(f"a{number}.md", date=f"2014-0{number + 1}-01", tags=["Port", f"t{number}"])
    site.write("content/notes", "A file that becomes a folder.")
    return site


def edit(site: ScratchSite) -> None:
    site.article("a0.md", date="2013-01-01", tags=["Quay"])
    site.delete("a1.md")
    site.article("a9.fr.md", title="Neuf", date="2014-09-09", tags=["Port"])
    site.delete("notes")
    site.article("notes/old.md", kind="page", date=None)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("after", [0, 1, 7, 20, 35, 50])
def test_a_killed_build_is_repaired(archive: ScratchSite, after: int) -> None:
    archive.build()
    edit(archive)
    assert build_and_die(archive, after)
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())
    assert archive.build().written == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_changes_after_the_kill_is_made_good_too(archive: ScratchSite) -> None:
    archive.build()
    edit(archive)
    assert build_and_die(archive, 20)
    archive.delete("a9.fr.md")
    archive.article("a1.md", date="2014-02-01", tags=["Port", "t1"])
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("after", [0, 3, 20])
def test_a_killed_first_build(archive: ScratchSite, after: int) -> None:
    assert build_and_die(archive, after)
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_a_system_that_cannot_exchange_folders(
    archive: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.build()
    edit(archive)
    monkeypatch.setattr("dateline.build.output.exchange", lambda *_: False)
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_a_sweep_that_was_cut_short_is_done_by_the_next_build(
    archive: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.build()
    (archive.root / ".dateline/catalogue.sqlite").unlink()
    archive.write("public/stranger.html", "old")

    def fail(*_: object) -> int:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(OutputFolder, "_sweep", fail)
        with pytest.raises(OSError, match="no space"):
            archive.build()
    assert [url for url, _ in archive.build().deleted] == ["/stranger.html"]
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_what_a_killed_build_left_waiting_goes_even_if_nothing_is_to_be_done(
    site: ScratchSite,
) -> None:
    site.build()
    site.write("public/.dateline-staging/pages/plan/index.html", "not for readers yet")
    assert site.build().planned == 0
    assert not (site.public / ".dateline-staging").exists()


def test_a_build_that_fails_while_rendering_leaves_an_empty_folder_usable(
    site: ScratchSite,
) -> None:
    site.write("public/.dateline-staging/0/1", "left by a killed build")
    site.build()
    assert_same(site.snapshot(), site.clean_snapshot())
