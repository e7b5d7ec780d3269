"""Errors stop a build before anything is written, all of them at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archives import Built
from dateline.build.check import check
from dateline.problems import ProblemsFound, UsageProblem
from scratch import SETTINGS, ScratchSite, assert_same, make_unreadable


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    def write(site: ScratchSite) -> None:
        site.article("2014/port.md", date="2014-05-06", tags=["Port"])
        site.article("2014/quay.md", date="2014-05-07", tags=["Port"])

    return built("port-and-quay", write)


Edit = Callable[[ScratchSite], object]


def no_title(site: ScratchSite) -> str:
    site.article("2014/port.md", title="", date="2014-05-06")
    return "content/2014/port.md:2"


def broken_link(site: ScratchSite) -> str:
    site.article("2014/port.md", "See [it](kay.md).", date="2014-05-06")
    return "content/2014/port.md:6"


def missing_target(site: ScratchSite) -> str:
    site.article("2014/port.md", "See [it](quay.md).", date="2014-05-06")
    site.build()
    site.delete("2014/quay.md")
    return "content/2014/port.md:6"


def bad_register(site: ScratchSite) -> str:
    site.write("content/places.toml", '["Galle"]\nlat = 200\n')
    return "content/places.toml:2"


def unmerged(name: str, rules: tuple[str, str]) -> Edit:
    def write(site: ScratchSite) -> str:
        ours, theirs = rules
        text = f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> desk\n"
        site.write(f"content/{name}", text)
        return f"content/{name}:1:1"

    return write


def bad_settings(site: ScratchSite) -> str:
    site.settings(SETTINGS + "titel = 1\n")
    return "site.toml:4"


def no_theme(site: ScratchSite) -> str:
    site.settings(SETTINGS + 'theme = "broadshet"\n')
    return "site.toml:"


def template_name(site: ScratchSite) -> str:
    return own_template(site, "\n\n{{ page.nothing }}") + "3"


def template_syntax(site: ScratchSite) -> str:
    return own_template(site, "\n{% block %}") + "2"


def own_template(site: ScratchSite, text: str) -> str:
    site.settings(SETTINGS + 'theme = "own"\n')
    site.write("themes/own/theme.toml", 'inherits = "broadsheet"\n')
    site.write("themes/own/templates/term.html", text)
    return "themes/own/templates/term.html:"


@pytest.mark.parametrize(
    "edit",
    [
        *(no_title, broken_link, missing_target, bad_register, bad_settings, no_theme),
        *(template_name, template_syntax),
        unmerged("_redirects", ("/a/ /2014/05/06/port/ 301", "/a/ /2014/05/07/quay/ 301")),
        unmerged("_headers", ("/*\n  X-One: 1", "/*\n  X-One: 2")),
    ],
)
def test_an_error_leaves_the_output_as_it_was(
    archive: ScratchSite, edit: Callable[[ScratchSite], str]
) -> None:
    archive.article("2014/more.md", date="2014-05-08")
    place = edit(archive)
    before, times = archive.snapshot(), archive.times()
    problems = archive.problems()
    assert any(problem.place.startswith(place) for problem in problems), problems
    assert all(problem.fix for problem in problems)
    assert_same(archive.snapshot(), before)
    assert archive.times() == times
    assert archive.problems() == problems


def test_all_problems_at_once(archive: ScratchSite) -> None:
    no_title(archive)
    bad_register(archive)
    archive.article("2014/bad.md", date="1987-13-01")
    archive.article("2014/far.md", "[no](nowhere.md) ![no](no.png)", date="2014-01-01")
    archive.article("2014/far2.md", slug="far", date="2014-01-01")
    assert {problem.path for problem in archive.problems()} == {
        "content/2014/port.md",
        "content/places.toml",
        "content/2014/bad.md",
        "content/2014/far.md",
        "content/2014/far2.md",
    }


def test_a_mended_error_lets_everything_through(archive: ScratchSite) -> None:
    archive.article("2014/more.md", date="2014-05-08")
    no_title(archive)
    assert archive.problems()
    archive.article("2014/port.md", title="Mended", date="2014-05-06", tags=["Port"])
    archive.build()
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_warnings_are_told_and_stop_only_a_strict_build(archive: ScratchSite) -> None:
    archive.article("2014/port.md", "[no](/nowhere/)", tags=["port"], wether="fine")
    warnings = [one for one in archive.build().warnings if one.kind != "lost-address"]
    messages = [problem.message for problem in warnings]
    assert len(messages) == 3
    assert any("wether" in message for message in messages)
    before = archive.snapshot()
    for problems in (archive.problems(strict=True), archive.problems(strict=True)):
        told = [problem.message for problem in problems if problem.kind != "lost-address"]
        assert sorted(told) == sorted(messages)
        assert {problem.severity for problem in problems} == {"error"}
    assert_same(archive.snapshot(), before)


def test_faults_of_drafts_are_told_each_time(archive: ScratchSite) -> None:
    archive.article("2014/plan.md", "[no](nowhere.md)", draft=True)
    for _ in range(2):
        assert [problem.severity for problem in archive.build(strict=True).problems] == ["warning"]
    archive.delete("2014/plan.md")
    assert archive.build().problems == []


# Addresses taken twice


def two_articles(site: ScratchSite) -> tuple[str, str]:
    site.article("2014/harbour.md", slug="port", date="2014-05-06")
    return "content/2014/harbour.md", "content/2014/port.md"


def article_and_day(site: ScratchSite) -> tuple[str, str]:
    site.settings(SETTINGS + 'permalink = "/:year/:month/:slug/"\n')
    site.article("2014/sixth.md", slug="06", date="2014-05-10")
    return "content/2014/sixth.md", "the calendar page"


def page_and_file(site: ScratchSite) -> tuple[str, str]:
    site.article("about.md", kind="page", date=None)
    site.settings(SETTINGS + '[files]\nalways = "about"\ntrusted = "about"\n')
    site.write("content/about/index.html", "<p>About</p>")
    return "content/about.md", "content/about/index.html"


def page_and_home(site: ScratchSite) -> tuple[str, str]:
    site.article("index.md", kind="page", date=None)
    return "content/index.md", "the home page"


def page_and_taxonomy(site: ScratchSite) -> tuple[str, str]:
    site.article("tags.md", kind="page", date=None)
    return "content/tags.md", "the taxonomy page"


def file_and_sitemap(site: ScratchSite) -> tuple[str, str]:
    site.settings(SETTINGS + '[files]\nalways = "sitemap.xml"\ntrusted = "sitemap.xml"\n')
    site.write("content/sitemap.xml", "<urlset/>")
    return "content/sitemap.xml", "the sitemap-index page"


def file_and_folder(site: ScratchSite) -> tuple[str, str]:
    site.settings(SETTINGS + '[files]\nalways = "tags"\ntrusted = "tags"\n')
    site.write("content/tags", "Not a folder.")
    return "content/tags", "the taxonomy page"


def folder_and_file(site: ScratchSite) -> tuple[str, str]:
    site.settings(SETTINGS + '[files]\nalways = "fr"\ntrusted = "fr"\n')
    site.write("content/fr", "Notes.")
    site.build()
    site.article("about.fr.md", kind="page", date=None)
    return "content/fr", "the home page"


@pytest.mark.parametrize(
    "edit",
    [
        *(two_articles, article_and_day, page_and_file, page_and_home, page_and_taxonomy),
        *(file_and_sitemap, file_and_folder, folder_and_file),
    ],
)
def test_an_address_taken_twice_names_both(
    archive: ScratchSite, edit: Callable[[ScratchSite], tuple[str, str]]
) -> None:
    named = edit(archive)
    before = archive.snapshot()
    told = archive.problems()
    assert len(told) == 1
    assert all(name in told[0].message for name in named), told[0].message
    assert_same(archive.snapshot(), before)
    with archive.copy() as anew:
        assert anew.problems() == told


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("search/data/en/zz/a.md", {}),
        ("offline/packs/en/a.md", {}),
        ("offline/packs/en/all.pack", None),
        ("search/data/manifest.json", None),
        ("x.md", {"slug": "index.html"}),
        ("Index.HTML/x.md", {}),
        ("search/index.html/x.txt", None),
    ],
)
def test_names_that_dateline_keeps_for_itself(
    archive: ScratchSite, path: str, keys: dict[str, str] | None
) -> None:
    archive.settings(SETTINGS + '[files]\nalways = ["search", "offline"]\ntrusted = "offline"\n')
    archive.build()
    before = archive.snapshot()
    if keys is None:
        archive.write(f"content/{path}", "Mine.")
    else:
        archive.article(path, kind="page", date=None, **keys)
    (problem,) = [one for one in archive.problems() if one.severity == "error"]
    assert problem.path == f"content/{path}" and "Dateline reserves the address" in problem.message
    assert_same(archive.snapshot(), before)
    assert [held.path for held in archive.build(keep_going=True).held] == [path]
    archive.delete(path)
    for options in ({}, {"verify": True}, {"clean": True}):
        archive.build(**options)
        assert_same(archive.snapshot(), before)


def test_an_address_changes_hands(archive: ScratchSite) -> None:
    archive.rename("2014/port.md", "2014/haven.md")
    archive.article("2014/haven.md", title="Haven", slug="port", date="2014-05-06")
    archive.build()
    assert "Haven" in archive.page("/2014/05/06/port/")
    assert_same(archive.snapshot(), archive.clean_snapshot())


@pytest.mark.parametrize("first", ["file", "folder"])
def test_a_file_becomes_a_folder_and_back(site: ScratchSite, first: str) -> None:
    site.settings(SETTINGS + '[files]\nalways = "notes"\ntrusted = "notes"\n')

    def file() -> None:
        site.write("content/notes", "Notes.")

    def folder() -> None:
        site.article("notes/old.md", kind="page", date=None)

    (file if first == "file" else folder)()
    site.build()
    for make, unmake in ((folder, "notes"), (file, "notes/old.md")):
        if not (site.root / "content" / unmake).is_file():
            continue
        site.delete(unmake)
        if unmake == "notes/old.md":
            (site.root / "content/notes").rmdir()
        make()
        site.build()
        assert_same(site.snapshot(), site.clean_snapshot())


def test_problems_found_is_one_exception(archive: ScratchSite) -> None:
    no_title(archive)
    with pytest.raises(ProblemsFound):
        archive.build()


def test_what_is_wrong_in_the_text_is_told_with_what_is_wrong_above_it(site: ScratchSite) -> None:
    site.write(
        "content/a.md", "---\ntitle: A\ndate: 2014-02-30\n---\n[x](nope.md) ![y](no.png) {{ z }}\n"
    )
    told = [(problem.line, problem.severity) for problem in site.problems()]
    assert told == [(3, "error"), (5, "error"), (5, "error"), (5, "warning")]


def test_a_link_out_of_the_archive_is_not_followed(site: ScratchSite, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for readers", "utf-8")
    (site.root / "content" / "mine.txt").symlink_to(secret)
    (problem,) = site.problems()
    assert problem.path == "content/mine.txt" and "outside content/" in problem.message


def test_what_cannot_be_read_is_told_with_everything_else(
    archive: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links to it may be right; and nothing of it leaves the site."""
    archive.article("2015/rain.md", "[q](../2014/quay.md) [z](../2014/zz.md) [no](nowhere.md)")
    archive.article("2016/bad.md", title="")
    (archive.root / "content/mine.txt").symlink_to("/etc/hostname")
    before = archive.snapshot()
    places = [
        *("content/2014", "content/2015/rain.md:6:46", "content/2016/bad.md:2:1"),
        "content/mine.txt:1:1",
    ]
    make_unreadable(archive.root / "content/2014", monkeypatch)
    assert [problem.place for problem in archive.problems()] == places
    assert [problem.place for problem in archive.problems(clean=True)] == places
    assert [problem.place for problem in check(archive.root).problems] == places
    assert_same(archive.snapshot(), before)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_is_passed_over_is_told(archive: ScratchSite) -> None:
    archive.article("notes.md/index.md", title="Notes")
    content = archive.root / "content"
    (content / "_aside.md").mkdir()
    os.mkfifo(content / "2014/pipe")
    (content / "2014/alias.md").symlink_to("pipe")
    (content / "years").symlink_to("2014")
    for _ in range(2):
        summary = archive.build()
        assert [(problem.path, problem.severity) for problem in summary.warnings] == [
            ("content/2014/alias.md", "warning"),
            ("content/2014/pipe", "warning"),
            ("content/notes.md", "warning"),
            ("content/years", "warning"),
        ]
        assert {"2014/alias.md", "2014/pipe", "notes.md", "years"} <= summary.changed
        assert archive.has("/2014/03/05/notes-md/")
    archive.delete("notes.md/index.md")
    archive.build()
    assert not archive.has("/2014/03/05/notes-md/")


@pytest.mark.parametrize(
    "name", ["story.MD", "story.markdown", "story.md.bak", "story.md~", "story.md.md"]
)
def test_what_looks_like_an_article_is_not_published_as_it_is(site: ScratchSite, name: str) -> None:
    """Not even where something refers to it."""
    site.settings(SETTINGS + f'[files]\nalways = "{name}"\ntrusted = "{name}"\n')
    site.write(f"content/{name}", "---\ntitle: A draft\ndraft: true\n---\n")
    (problem,) = site.build().problems
    assert problem.path == f"content/{name}" and "Rename it" in problem.fix
    assert ("does not end in .md" in problem.message) is not name.endswith(".md")
    assert not site.has(f"/{name}")


@pytest.mark.parametrize("start", ["---\n", "---\r\n", "\ufeff--- \n"])
def test_an_article_with_the_wrong_ending_is_told(site: ScratchSite, start: str) -> None:
    site.write("content/2014/storm.txt", f"{start}title: Storm\n---\nText.\n")
    site.write("content/2014/rules.txt", "---\nNot a key\n---\n")
    site.settings(SETTINGS + '[files]\nalways = "2014"\n')
    for _ in range(2):
        (problem,) = site.build().warnings
        assert problem.path == "content/2014/storm.txt" and problem.severity == "warning"
        assert problem.fix.startswith("If it is one, rename it storm.md; if not,")
        assert not site.has("/2014/storm.txt") and site.has("/2014/rules.txt")
    site.write("content/2014/storm.txt", "Only text.")
    assert site.build().warnings == [] and site.has("/2014/storm.txt")


def test_a_clean_build_that_fails_forgets_nothing(archive: ScratchSite) -> None:
    archive.article("2014/bad.md", title="", date="2014-05-08")
    assert archive.problems(clean=True)
    archive.delete("2014/bad.md")
    assert archive.build().written == []


@pytest.mark.parametrize("folder", ["content/site", ".", "..", "content"])
def test_a_build_does_not_go_into_the_archive_itself(archive: ScratchSite, folder: str) -> None:
    before = archive.sources()
    with pytest.raises(UsageProblem):
        archive.build(output=archive.root / folder)
    assert archive.sources() == before


def test_what_a_sweep_deletes_is_named(archive: ScratchSite) -> None:
    (archive.public / "stray.txt").write_text("x", "utf-8")
    summary = archive.build(verify=True)
    assert summary.deleted == [("/stray.txt", "it belongs to no page")]
