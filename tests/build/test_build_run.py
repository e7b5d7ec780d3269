"""What a build writes, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dateline.problems import UsageProblem
from scratch import SETTINGS, ScratchSite, assert_same, urls

BROADSHEET = Path(__file__).parents[2] / "themes" / "broadsheet" / "templates"


# Nothing to do


def test_a_second_build_writes_nothing(archive: ScratchSite) -> None:
    before = archive.times()
    summary = archive.build()
    assert (summary.written, summary.deleted, summary.planned) == ([], [], 0)
    assert archive.times() == before


def test_new_times_alone_write_nothing(archive: ScratchSite) -> None:
    archive.age()
    archive.build()
    for path in (archive.root / "content").rglob("*.*"):
        path.touch()
    before = archive.times()
    summary = archive.build()
    assert (summary.written, summary.planned, summary.changed) == ([], 0, frozenset())
    assert archive.times() == before


def test_an_edit_within_one_tick_and_of_equal_size_is_seen(archive: ScratchSite) -> None:
    path = archive.root / "content/notes.txt"
    stamp = path.stat().st_mtime_ns
    path.write_text("Seton.")

    os.utime(path, ns=(stamp, stamp))
    assert archive.rebuilt() == {"/notes.txt"}


def test_an_empty_archive_builds(site: ScratchSite) -> None:
    site.build()
    assert "The first article will appear here." in site.page("/")
    assert site.rebuilt() == set()


# The catalogue is a cache, the output is ours


def test_without_its_catalogue_a_build_makes_the_same_and_sweeps(archive: ScratchSite) -> None:
    before = archive.snapshot()
    shutil.rmtree(archive.root / ".dateline")
    (archive.public / "left/over").mkdir(parents=True)
    (archive.public / "left/over/page.html").write_text("old")
    (archive.public / "search/data/fr/1999").mkdir(parents=True)
    (archive.public / "search/data/fr/1999/x.pf_meta").write_text("old")
    summary = archive.build()
    assert_same(archive.snapshot(), before)
    assert len(summary.deleted) == 2
    assert not (archive.public / "left").exists()


def test_a_damaged_catalogue_is_made_anew(archive: ScratchSite) -> None:
    before = archive.snapshot()
    (archive.root / ".dateline/catalogue.sqlite").write_bytes(b"no database" * 1_000)
    archive.build()
    assert_same(archive.snapshot(), before)


def test_a_deleted_output_is_rebuilt(archive: ScratchSite) -> None:
    before = archive.snapshot()
    shutil.rmtree(archive.public)
    archive.build()
    assert_same(archive.snapshot(), before)


def test_clean_builds_everything_anew(archive: ScratchSite) -> None:
    before = archive.snapshot()
    (archive.public / "index.html").write_text("changed")
    (archive.public / "stranger.html").write_text("stranger")
    summary = archive.build(clean=True)
    assert_same(archive.snapshot(), before)
    assert summary.deleted == [("/stranger.html", "it belongs to no page")]


def test_verify_mends_what_differs(archive: ScratchSite) -> None:
    archive.search = True
    archive.build()
    before = archive.snapshot()
    volume = archive.public / "search/data/en/all"
    for path in (
        archive.public / "2014/02/03/storm/index.html",
        archive.public / "search/data/manifest.json",
        archive.public / "search/data/words/en/0.dl",
        volume / "articles/0.dl",
    ):
        path.write_text("changed")
    (archive.public / "search/data/words/en/stranger.dl").write_text("stranger")
    (archive.public / "notes.txt").unlink()
    (archive.public / "2014/stranger.html").write_text("stranger")
    (volume / "stranger.json").write_text("stranger")
    assert archive.build().written == []
    summary = archive.build(verify=True)
    assert_same(archive.snapshot(), before)
    assert urls(summary) == {
        "/2014/02/03/storm/",
        "/notes.txt",
        "/search/data/manifest.json",
        "/search/data/words/en/0.dl",
    }
    assert summary.volumes == ["en/all"]
    assert archive.build(verify=True).written == []


def test_someone_elses_folder_is_refused_and_left_alone(archive: ScratchSite) -> None:
    theirs = archive.write("theirs/essay.txt", "Years of work").parent
    with pytest.raises(UsageProblem, match="did not make"):
        archive.build(output=theirs)
    assert archive.snapshot(theirs) == {"essay.txt": b"Years of work"}
    file = archive.write("file", "")
    with pytest.raises(UsageProblem, match="is a file"):
        archive.build(output=file)


def test_another_archive_is_someone_elses_folder(archive: ScratchSite, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / ".dateline").mkdir(parents=True)
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / ".dateline").write_bytes(b"\xff")
    for folder in (other, damaged):
        with pytest.raises(UsageProblem, match="did not make"):
            archive.build(output=folder)
        assert (folder / ".dateline").exists()


def test_a_site_among_articles_is_refused(archive: ScratchSite) -> None:
    with pytest.raises(UsageProblem, match="is where articles are"):
        archive.build(output=archive.root / "content" / "site")


def test_an_empty_folder_is_taken(archive: ScratchSite, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    archive.build(output=tmp_path / "empty")
    assert_same(archive.snapshot(tmp_path / "empty"), archive.snapshot())


def test_two_builds_at_once_are_kept_apart(archive: ScratchSite) -> None:
    with closing(sqlite3.connect(archive.root / ".dateline/output.lock")) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        for options in ({}, {"drafts": True}):
            with pytest.raises(UsageProblem, match="Another build"):
                archive.build(**options)


# Options share a folder without sharing a state


def test_two_sets_of_options_in_one_folder(archive: ScratchSite) -> None:
    archive.article("2014/plan.md", draft=True)
    archive.build()
    plain = archive.snapshot()
    archive.build(drafts=True)
    assert archive.has("/2014/03/05/plan/")
    archive.build()
    assert_same(archive.snapshot(), plain)
    archive.build(base_url="https://preview.example/branch/")
    assert 'href="/branch/2014/' in archive.page("/")
    archive.build()
    assert_same(archive.snapshot(), plain)
    assert archive.build().written == []


def test_a_failed_build_of_other_options_does_not_claim_the_folder(archive: ScratchSite) -> None:
    archive.article("2014/plan.md", draft=True)
    archive.build()
    plain = archive.snapshot()
    archive.build(drafts=True)
    archive.settings(SETTINGS + 'theme = "own"\n')
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"')
    template = archive.write("themes/own/templates/404.html", "{{ nothing }}")
    assert archive.problems()
    template.unlink()
    archive.settings(SETTINGS)
    archive.build()
    assert_same(archive.snapshot(), plain)


def test_two_processes_build_what_one_does(site: ScratchSite) -> None:
    for number in range(320):
        site.article(f"a{number}.md", date=f"2014-01-{number % 28 + 1:02}", tags=[f"t{number % 7}"])
    site.build(jobs=2)
    assert_same(site.snapshot(), site.clean_snapshot(jobs=1))


def test_no_number_of_jobs_starts_more_processes_than_the_cores_are_worth(
    site: ScratchSite,
) -> None:
    started = []
    os.register_at_fork(after_in_parent=lambda: started.append(1))
    for number in range(4):
        site.article(f"a{number}.md")
    site.build(jobs=60)
    assert 0 < len(started) <= 4 * (os.cpu_count() or 1)
