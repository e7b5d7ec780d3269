"""With `keep_going`, an error costs no more than it must; without, nothing is published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from archives import Built
from dateline.problems import ProblemsFound, UsageProblem
from scratch import SETTINGS, ScratchSite, assert_same, make_unreadable


@pytest.fixture
def archive(built: Built) -> ScratchSite:
    def write(site: ScratchSite) -> None:
        site.article("2014/port.md", "See [the quay](quay.md).", date="2014-05-06", tags=["Port"])
        site.article("2014/quay.md", date="2014-05-07", tags=["Port"])
        site.article("2014/takedown.md", "A name that must go.", date="2014-05-08")

    return built("takedown", write)


def go_on(site: ScratchSite) -> list[str]:
    """Build in spite of errors, check against a clean build, and say what is held back."""
    summary = site.build(keep_going=True)
    assert_same(site.snapshot(), site.clean_snapshot(keep_going=True))
    again = site.build(keep_going=True)
    assert again.written == again.deleted == []
    assert again.problems == summary.problems
    assert [held.path for held in again.held] == sorted(held.path for held in summary.held)
    return [held.path for held in summary.held]


def test_a_takedown_goes_out_beside_a_broken_file(archive: ScratchSite) -> None:
    archive.delete("2014/takedown.md")
    archive.write("content/2014/new.md", "---\ntitle: [\n")
    before = archive.snapshot()
    assert archive.problems()
    assert_same(archive.snapshot(), before)
    assert go_on(archive) == ["2014/new.md"]
    assert not archive.has("/2014/05/08/takedown/")
    assert archive.has("/2014/05/06/port/")


HOLDING: dict[str, str | bytes] = {
    "front matter": "---\ntitle: [\n---\n",
    "no front matter": "Only text.",
    "no title": "---\ndate: 2014-05-06\n---\n",
    "no date": "---\ntitle: Port\n---\n",
    "a date that is none": "---\ntitle: Port\ndate: 2014-13-06\n---\n",
    "a slug that is none": "---\ntitle: Port\ndate: 2014-05-06\nslug: a b\n---\n",
    "a draft or not": "---\ntitle: Port\ndate: 2014-05-06\ndraft: perhaps\n---\n",
    "another encoding": b"---\ntitle: \xff\ndate: 2014-05-06\n---\n",
    "a reserved address": "---\ntitle: Port\nkind: page\nslug: .dateline\n---\n",
}


@pytest.mark.parametrize("fault", HOLDING)
def test_what_cannot_be_read_or_placed_is_held_back(archive: ScratchSite, fault: str) -> None:
    path = "2014/port.md" if fault != "a reserved address" else "port.md"
    if path == "port.md":
        archive.rename("2014/port.md", path)
    archive.write(f"content/{path}", HOLDING[fault])
    summary = archive.build(keep_going=True)
    (held,) = summary.held
    assert held.path == path and held.problem.path == f"content/{path}"
    if path == "2014/port.md":
        assert held.left and held.url == "/2014/05/06/port/"
    assert not archive.has("/2014/05/06/port/")
    assert "Port" not in archive.page("/2014/05/")
    go_on(archive)
    archive.article("2014/port.md", date="2014-05-06", tags=["Port"])
    if path == "port.md":
        archive.delete("port.md")
    assert archive.build().held == [] and archive.has("/2014/05/06/port/")
    assert_same(archive.snapshot(), archive.clean_snapshot())


LESSER: dict[str, tuple[dict[str, Any], str, str]] = {
    "a dead link": ({}, "To [the pier](pier.md).", "To the pier."),
    "a missing picture": ({}, "Rain.\n\n![A pier](pier.png)\n\nWind.", "Wind."),
    "a missing lead picture": ({"image": "pier.png"}, "Rain.", "Rain."),
    "a place that is none": ({"location": {"name": "Galle", "lat": 99}}, "Rain.", "Rain."),
    "an alias of another site": ({"aliases": ["//x"]}, "Rain.", "Rain."),
    "a path out of content": ({}, "To [it](../../../x.md).", "To it."),
}


@pytest.mark.parametrize("fault", LESSER)
def test_what_is_published_lacks_only_what_is_wrong(archive: ScratchSite, fault: str) -> None:
    keys, body, words = LESSER[fault]
    archive.article("2014/port.md", body, date="2014-05-06", tags=["Port"], **keys)
    assert archive.problems()
    assert go_on(archive) == []
    page = archive.page("/2014/05/06/port/")
    assert words in page and "pier.png" not in page and "pier.md" not in page
    (problem,) = archive.build(keep_going=True).errors
    assert problem.path == "content/2014/port.md"


def test_a_register_counts_as_far_as_it_can_be_read(archive: ScratchSite) -> None:
    text = '["Port"]\ndescription = "Ships"\n["Quay"]\nlat = 200\n'
    archive.write("content/tags.toml", text)
    assert go_on(archive) == []
    assert "Ships" in archive.page("/tags/port/")


Edit = Callable[[ScratchSite], object]


@pytest.mark.parametrize(
    ("first", "second", "loser"),
    [
        ("2014/a.md", "2014/b.md", "2014/b.md"),
        ("2014/b.md", "2014/a.md", "2014/b.md"),
    ],
)
def test_of_two_with_one_address_one_stays(
    archive: ScratchSite, first: str, second: str, loser: str
) -> None:
    """Which of them does not depend on which was there first."""
    for path in (first, second):
        archive.article(path, title=path, slug="same", date="2014-06-01")
        archive.build(keep_going=True)
    assert go_on(archive) == [loser]
    assert "2014/a.md" in archive.page("/2014/06/01/same/")
    archive.delete("2014/a.md")
    assert go_on(archive) == []
    assert "2014/b.md" in archive.page("/2014/06/01/same/")


def test_a_page_of_the_archive_itself_goes_before_a_file(archive: ScratchSite) -> None:
    archive.article("tags.md", kind="page", date=None)
    assert go_on(archive) == ["tags.md"]
    assert "Port" in archive.page("/tags/")


def test_what_was_in_the_way_lets_go(archive: ScratchSite) -> None:
    archive.article("2015.md", title="The year", kind="page", date=None)
    assert go_on(archive) == []
    archive.article("rain.md", date="2015-01-02")
    assert go_on(archive) == ["2015.md"]
    archive.delete("rain.md")
    assert go_on(archive) == []
    assert "The year" in archive.page("/2015/")


def test_the_page_for_editing_comes_back(archive: ScratchSite) -> None:
    archive.settings(f"{SETTINGS}[cms]\non = true\n")
    archive.write("content/admin/index.html", "<!doctype html><title>Desk</title>")
    assert go_on(archive) == []
    archive.article("admin.md", title="Who runs the paper", kind="page", date=None)
    assert go_on(archive) == ["admin/index.html"]
    archive.delete("admin.md")
    assert go_on(archive) == []
    assert "Desk" in archive.page("/admin/")


def test_addresses_that_differ_in_case_alone(archive: ScratchSite) -> None:
    archive.article("2014/b.md", slug="Port", date="2014-05-06")
    assert go_on(archive) == ["2014/port.md"]


def test_a_file_gives_way_to_a_page(archive: ScratchSite) -> None:
    archive.settings(
        SETTINGS + '[files]\nalways = "2014/index.html"\ntrusted = "2014/index.html"\n'
    )
    archive.write("content/2014/index.html", "<p>Mine</p>")
    assert go_on(archive) == ["2014/index.html"]
    assert "Mine" not in archive.page("/2014/")


def test_without_the_option_it_is_all_or_nothing_again(archive: ScratchSite) -> None:
    archive.article("2014/b.md", slug="port", date="2014-05-06")
    archive.build(keep_going=True)
    before = archive.snapshot()
    (problem,) = archive.problems()
    assert "used twice" in problem.message
    assert_same(archive.snapshot(), before)


def test_a_broken_draft_stops_nothing_and_is_told(archive: ScratchSite) -> None:
    archive.article("2014/plan.md", "![no](no.png)", draft=True, date="soon", aliases=["//x"])
    archive.article("2014/later.md", "[no](nowhere.md)", date="2030-01-01", image="to-come.jpg")
    for options in ({}, {"strict": True}, {"keep_going": True}):
        summary = archive.build(**options)
        assert {problem.severity for problem in summary.problems} == {"warning"}
        assert all(problem.unfinished for problem in summary.problems)
        assert {problem.path for problem in summary.problems} == {
            "content/2014/plan.md",
            "content/2014/later.md",
        }
        assert summary.held == []


def test_an_error_counts_from_the_day_that_its_story_is_due(archive: ScratchSite) -> None:
    archive.article("2014/later.md", "[no](nowhere.md)", date="2030-01-01")
    archive.build()
    archive.now = "2031-01-01T00:00:00"
    (problem,) = archive.problems()
    assert problem.severity == "error"
    assert go_on(archive) == []
    assert archive.has("/2030/01/01/later/")


def test_drafts_are_shown_as_far_as_they_can_be(archive: ScratchSite) -> None:
    archive.article("2014/plan.md", "[no](nowhere.md)", draft=True, date="2014-05-09")
    archive.article("2014/port2.md", "Rival.", slug="port", draft=True, date="2014-05-06")
    archive.article("2014/undated.md", draft=True, date=None)
    summary = archive.build(drafts=True, output=archive.root / "trial")
    assert {problem.severity for problem in summary.problems} == {"warning"}
    assert (archive.root / "trial/2014/05/09/plan/index.html").is_file()
    page = (archive.root / "trial/2014/05/06/port/index.html").read_text("utf-8")
    assert "Rival." not in page


def test_settings_and_closed_folders_stop_every_build(
    archive: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = archive.snapshot()
    with monkeypatch.context() as patch:
        make_unreadable(archive.root / "content/2014", patch)
        with pytest.raises(ProblemsFound):
            archive.build(keep_going=True)
    archive.settings(SETTINGS + "titel = 1\n")
    with pytest.raises(ProblemsFound):
        archive.build(keep_going=True)
    assert_same(archive.snapshot(), before)


def test_strict_and_keep_going_contradict_each_other(archive: ScratchSite) -> None:
    with pytest.raises(UsageProblem, match="--keep-going"):
        archive.build(strict=True, keep_going=True)


def test_a_publisher_says_how_kinds_of_problem_count(archive: ScratchSite) -> None:
    archive.article("2014/port.md", "[no](nowhere.md)", date="2014-05-06", titel="x")
    archive.settings(SETTINGS + '[problems]\ndead-link = "warning"\nunknown-key = "off"\n')
    (problem,) = archive.build().problems
    assert (problem.kind, problem.severity) == ("dead-link", "warning")
    archive.settings(SETTINGS + '[problems]\nunknown-key = "error"\n')
    assert {problem.kind for problem in archive.problems()} == {"dead-link", "unknown-key"}


@pytest.mark.parametrize("weight", ["off", "warning"])
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "---\ntitle: Port\ndate: 2014-13-06\n---\n"),
        ("value", "---\ntitle: Port\ndate: 2014-05-06\ndraft: perhaps\n---\n"),
        ("front-matter", "---\ntitle: [\n---\n"),
    ],
)
def test_nothing_leaves_the_site_in_silence(
    archive: ScratchSite, kind: str, text: str, weight: str
) -> None:
    """What keeps a file off the site is an error, whatever a publisher says of its kind."""
    archive.settings(SETTINGS + f'[problems]\n{kind} = "{weight}"\n')
    archive.build()
    before = archive.snapshot()
    archive.write("content/2014/port.md", text)
    assert kind in {problem.kind for problem in archive.problems()}
    assert_same(archive.snapshot(), before)
    (held,) = archive.build(keep_going=True).held
    assert held.left and held.url == "/2014/05/06/port/"


def test_a_taxonomy_with_the_address_of_another_page_stops_every_build(
    archive: ScratchSite,
) -> None:
    archive.settings(SETTINGS + '[taxonomies]\narchive = "topic"\n')
    archive.article("2014/port.md", date="2014-05-06", topic="x")
    for options in ({}, {"keep_going": True}):
        assert {problem.path for problem in archive.problems(**options)} == {"site.toml"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('ded-link = "off"', "Did you mean “dead-link”?"),
        ('no-title = "off"', "are always errors"),
        ('address-taken = "warning"', "are always errors"),
        ('register = "off"', "are always errors"),
        ('toml = "warning"', "are always errors"),
        ('setting = "warning"', "are always errors"),
        ('dead-link = "maybe"', 'Write "off", "warning" or "error"'),
    ],
)
def test_weights_that_cannot_be(archive: ScratchSite, line: str, said: str) -> None:
    archive.settings(SETTINGS + f"[problems]\n{line}\n")
    (problem,) = archive.problems()
    assert problem.line == 5 and said in f"{problem.message} {problem.fix}"


def test_the_menu_knows_what_is_held_back(archive: ScratchSite) -> None:
    archive.article("2014/b.md", slug="port", date="2014-05-06", series="Storms")
    assert go_on(archive) == ["2014/port.md"]
    assert 'href="/series/"' in archive.page("/2014/05/07/quay/")
    archive.rename("2014/b.md", "2014/z.md")
    assert go_on(archive) == ["2014/z.md"]
    assert 'href="/series/"' not in archive.page("/2014/05/07/quay/")


def test_what_is_told_is_true_of_what_is_there_now(archive: ScratchSite) -> None:
    """A collision that is over is not told, and an address that was lost is named."""
    archive.article("2014/b.md", date="2014-05-06")
    archive.build()
    archive.article("2014/b.md", date="2014-05-06", slug="a")
    archive.article("2014/a.md", date="2014-05-06")
    (held,) = archive.build(keep_going=True).held
    assert (held.path, held.url, held.left) == ("2014/b.md", "/2014/05/06/b/", True)
    archive.article("2014/b.md", date="2x")
    summary = archive.build(keep_going=True)
    assert [problem.kind for problem in summary.errors] == ["date"]
    with archive.copy() as anew:
        assert anew.build(keep_going=True).problems == summary.problems


def test_a_renamed_file_that_is_broken_too_is_told_to_have_left(archive: ScratchSite) -> None:
    archive.delete("2014/port.md")
    archive.article("2014/haven.md", date="2x")
    summary = archive.build(keep_going=True)
    lost = [found.place for found in summary.problems if found.kind == "lost-address"]
    assert lost == ["content/2014/port.md"]  # its lists may be there again
    assert [held.path for held in summary.held] == ["2014/haven.md"]


def test_a_build_without_the_option_tells_all_that_was_passed_over(archive: ScratchSite) -> None:
    archive.article("2014/port.md", "[no](nowhere.md) ![no](no.png)", date="2014-05-06")
    archive.article("2014/bad.md", date="2x")
    all_of_them = archive.problems()
    archive.build(keep_going=True)
    assert archive.problems() == all_of_them
    with archive.copy() as anew:
        assert anew.problems() == all_of_them


def test_a_link_to_what_is_held_back_is_told(archive: ScratchSite) -> None:
    archive.article("2014/bad.md", draft=True, date=None)
    archive.article("2014/port.md", "[so](bad.md)", date="2014-05-06")
    (link,) = [one for one in archive.build().problems if one.path == "content/2014/port.md"]
    assert link.kind == "unpublished-link"


def test_a_link_from_one_unfinished_article_to_another_does_not_stop_a_strict_build(
    archive: ScratchSite,
) -> None:
    archive.article("2014/quay.md", draft=True)
    archive.article("2014/port.md", "[so](quay.md)", date="2099-05-06")
    built = archive.build(future=True, strict=True)
    (link,) = [one for one in built.problems if one.kind == "unpublished-link"]
    assert link.severity == "warning"


def test_all_weights_that_cannot_be_are_told_at_once(archive: ScratchSite) -> None:
    archive.settings(SETTINGS + '[problems]\nno-title = "off"\nspeling = "off"\nmarkup = "warn"\n')
    assert [problem.line for problem in archive.problems()] == [5, 6, 7]
    assert 'Write "off", "warning" or "error"' in archive.problems()[2].fix


def test_a_setting_that_names_no_file_is_told(archive: ScratchSite) -> None:
    archive.settings(SETTINGS + '[files]\nalways = ["downloads",\n"downlods"]\n')
    archive.write("content/downloads/a.txt", "A")
    (problem,) = archive.build().problems
    assert (problem.place, problem.kind) == ("site.toml:6:1", "missing-file")
