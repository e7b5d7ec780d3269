"""What a build writes, and what it leaves alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dateline.problems import UsageProblem
from scratch import SETTINGS, ScratchSite, assert_same, urls

BROADSHEET = Path(__file__).parents[2] / "themes" / "broadsheet" / "templates"


@pytest.fixture
def archive(site: ScratchSite) -> ScratchSite:
    """A few articles over thirty years, built."""
    for year in range(1985, 2015):
        site.article(
            f"{year}/storm.md", title=f"Storm of {year}", date=f"{year}-02-03", tags=["Storm"]
        )
    site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Port"])
    site.article("2014/quay.md", "See [the port](port.md).", date="2014-05-09", location="Galle")
    site.write("content/notes.txt", "Notes.")
    site.build()
    return site


def rebuilt(site: ScratchSite) -> set[str]:
    """Build, check against a clean build, and say what was written."""
    summary = site.build()
    assert_same(site.snapshot(), site.clean_snapshot())
    assert all(reason for _, reason in (*summary.written, *summary.deleted))
    return urls(summary)


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
    assert rebuilt(archive) == {"/notes.txt"}


def test_an_empty_archive_builds(site: ScratchSite) -> None:
    site.build()
    assert "The first article will stand here." in site.page("/")
    assert rebuilt(site) == set()


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
        next((volume / "fragment").iterdir()),
    ):
        path.write_text("changed")
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


@pytest.mark.parametrize("jobs", [1, 2])
def test_as_many_processes_as_wanted(site: ScratchSite, jobs: int) -> None:
    for number in range(320):
        site.article(f"a{number}.md", date=f"2014-01-{number % 28 + 1:02}", tags=[f"t{number % 7}"])
    site.build(jobs=jobs)
    if jobs > 1:
        assert_same(site.snapshot(), site.clean_snapshot(jobs=1))


# One edit, a handful of pages


def test_an_article_in_a_year_long_past(archive: ScratchSite) -> None:
    archive.article("1990/find.md", title="A find", date="1990-07-01", tags=["Port"])
    written = rebuilt(archive)
    assert written == {
        "/1990/07/01/find/",
        "/1990/02/03/storm/",  # its neighbours in time
        "/1991/02/03/storm/",
        "/2014/05/06/port/",  # offers it among more articles
        *("/1990/", "/1990/07/", "/1990/07/01/", "/archive/"),
        *("/1990/02/", "/1991/02/"),  # months whose neighbours it changes
        *("/1990/02/03/", "/1991/02/03/"),
        *("/tags/", "/tags/port/", "/tags/port/feed.xml"),
        *("/", "/sitemaps/en-all.xml", "/sitemaps/pages.xml"),
    }


def test_a_corrected_typo(archive: ScratchSite) -> None:
    keys = {"title": "Storm of 1990", "date": "1990-02-03", "tags": ["Storm"]}
    archive.article("1990/storm.md", "A typo.", **keys)
    archive.build()
    archive.article("1990/storm.md", "No typo.", **keys)
    written = rebuilt(archive)
    assert "/1990/02/03/storm/" in written
    assert len(written) < 10


Edit = Callable[[ScratchSite], object]


def edit_title(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The harbour", date="2014-05-06", tags=["Port"])


def edit_tags(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Quay", "Storm"])


def edit_date(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="1999-12-31", tags=["Port"])


def edit_slug(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Port"], slug="harbour")


def edit_draft(site: ScratchSite) -> None:
    site.article("2014/port.md", title="The port", date="2014-05-06", tags=["Port"], draft=True)


def delete(site: ScratchSite) -> None:
    site.delete("2014/quay.md")


def rename(site: ScratchSite) -> None:
    site.rename("1990/storm.md", "1990/gale.md")


def settle(site: ScratchSite) -> None:
    site.write("content/places.toml", '["Galle"]\ncountry = "Sri Lanka"\nlat = 6.03\nlon = 80.2\n')


def merge_tags(site: ScratchSite) -> None:
    site.write("content/tags.toml", '["Weather"]\naliases = ["Storm"]\ndescription = "Wind"\n')


def configure(site: ScratchSite) -> None:
    site.settings(SETTINGS + 'description = "News"\n[extra]\nmotto = "All of it"\n')


def add_taxonomy(site: ScratchSite) -> None:
    site.article("2014/people.md", people=["Ann"])
    site.settings(SETTINGS + '[taxonomies]\npeople = "people"\nseries = false\n')


def add_page(site: ScratchSite) -> None:
    site.article("about.md", "[Notes](/notes.txt)", kind="page", date=None)


@pytest.mark.parametrize(
    ("edit", "there", "gone"),
    [
        (edit_title, "/2014/05/06/port/", ""),
        (edit_tags, "/tags/quay/", "/tags/port/"),
        (edit_date, "/1999/12/31/port/", "/2014/05/06/"),
        (edit_slug, "/2014/05/06/harbour/", "/2014/05/06/port/"),
        (edit_draft, "/2014/", "/2014/05/06/port/"),
        (delete, "/2014/", "/places/galle/"),
        (rename, "/1990/02/03/gale/", "/1990/02/03/storm/"),
        (settle, "/places/galle/", ""),
        (merge_tags, "/tags/weather/", "/tags/storm/"),
        (configure, "/", ""),
        (add_taxonomy, "/people/ann/", "/series/"),
        (add_page, "/about/", ""),
    ],
)
def test_after_any_edit_it_is_as_if_built_anew(
    archive: ScratchSite, edit: Edit, there: str, gone: str
) -> None:
    before = archive.snapshot()
    edit(archive)
    rebuilt(archive)
    assert archive.snapshot() != before
    assert archive.has(there)
    assert not gone or not archive.has(gone)


def test_one_changed_title_writes_its_page_and_those_that_name_it(archive: ScratchSite) -> None:
    edit_title(archive)
    summary = archive.build()
    reasons = dict(summary.written)
    assert reasons["/2014/05/06/port/"] == "content/2014/port.md changed: title"
    assert "/2014/05/09/quay/" in reasons
    assert not any("1990" in url for url in reasons)


def test_a_place_with_new_coordinates_writes_the_pages_that_show_them(
    archive: ScratchSite,
) -> None:
    settle(archive)
    written = rebuilt(archive)
    assert {"/places/galle/", "/2014/05/09/quay/"} <= written
    assert "/2014/05/06/port/" not in written
    assert "Sri Lanka" in archive.page("/places/galle/")


def test_a_picture_of_another_size(archive: ScratchSite) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="60"/>'
    archive.write("content/2014/p.svg", picture.format(80))
    archive.article("2014/seen.md", "![A](p.svg)", date="2014-06-01", image="p.svg")
    archive.build()
    archive.write("content/2014/p.svg", picture.format(90))
    assert rebuilt(archive) == {
        "/2014/p.svg",
        "/2014/06/01/seen/",
        *("/", "/feed.xml", "/feed.json"),
    }
    assert 'width="90"' in archive.page("/2014/06/01/seen/")


def test_a_translation_comes_and_goes(archive: ScratchSite) -> None:
    before = archive.snapshot()
    archive.article("2014/port.fr.md", title="Le port", date="2014-05-06", tags=["Port"])
    written = rebuilt(archive)
    assert {"/2014/05/06/port/", "/fr/2014/05/06/port/", "/fr/", "/", "/tags/port/"} <= written
    assert "/2014/05/09/quay/" not in written
    archive.delete("2014/port.fr.md")
    rebuilt(archive)
    assert_same(archive.snapshot(), before)


def test_a_language_that_only_a_page_has(archive: ScratchSite) -> None:
    before = archive.snapshot()
    archive.article("about.fr.md", kind="page", date=None)
    rebuilt(archive)
    assert archive.has("/fr/archive/") and archive.has("/fr/tags/")
    archive.delete("about.fr.md")
    rebuilt(archive)
    assert_same(archive.snapshot(), before)


def test_time_makes_an_article_public(archive: ScratchSite) -> None:
    archive.article("2025/ahead.md", date="2025-01-02T06:00")
    assert rebuilt(archive) == set()
    archive.now = "2025-01-02T06:00:00"
    assert "/2025/01/02/ahead/" in rebuilt(archive)


def test_own_theme_overrides_one_template(archive: ScratchSite) -> None:
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings(SETTINGS + 'theme = "own"\n')
    assert rebuilt(archive) == set()
    archive.write(
        "themes/own/templates/term.html",
        '{% extends "base.html" %}{% block main %}{% include "_more.html" %}{% endblock %}',
    )
    archive.write("themes/own/templates/_more.html", "<p>{{ page.name }}</p>")
    written = rebuilt(archive)
    assert written == {"/tags/port/", "/tags/storm/", "/places/galle/"}
    archive.write("themes/own/templates/_more.html", "<b>{{ page.name }}</b>")
    assert rebuilt(archive) == written
    archive.write("themes/own/assets/css/50-own.css", "p { color: red }")
    assert rebuilt(archive) == {"/assets/dateline.css"}
    archive.write("themes/own/assets/js/main/50-own.js", "const own = 1;")
    assert rebuilt(archive) == {"/assets/main.js"}
    script = archive.page("/assets/main.js")
    assert script.startswith('(() => {\n"use strict";')
    assert script.endswith("const own = 1;\n})();\n")


def test_a_template_that_others_import_in_turn(archive: ScratchSite) -> None:
    folio = (BROADSHEET / "_folio.html").read_text("utf-8")
    archive.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    archive.settings(SETTINGS + 'theme = "own"\n')
    archive.build()
    archive.write("themes/own/templates/_folio.html", folio.replace("<time ", '<time class="own" '))
    written = rebuilt(archive)
    assert {"/", "/1990/", "/tags/storm/", "/1990/02/03/storm/"} <= written


def test_a_register_becomes_a_file_with_the_settings(archive: ScratchSite) -> None:
    archive.write("content/people.toml", '["Ann"]\ndescription = "A writer"\n')
    archive.age()
    archive.build()
    archive.build()
    assert archive.has("/people.toml")
    archive.article("2014/ann.md", people=["Ann"])
    archive.settings(SETTINGS + '[taxonomies]\npeople = "people"\n')
    rebuilt(archive)
    assert "A writer" in archive.page("/people/ann/")
    assert not archive.has("/people.toml")
    archive.settings(SETTINGS)
    rebuilt(archive)
    assert archive.has("/people.toml")
