"""The scan, on real files: what it takes in, and what it remembers of the site as published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from newsroom import NOW, Newsroom

from dateline.catalogue.held import unplaced
from dateline.problems import UsageProblem
from scratch import ScratchSite, make_unreadable

DAY = 86_400


def test_a_second_scan_finds_nothing(room: Newsroom) -> None:
    room.write("flood.md", "tags: rain")
    room.write("images/flood.txt", text="x")
    room.write("tags.toml", text="[rain]\n")
    assert room.scan().changed == {"flood.md", "images/flood.txt"}
    room.publish()
    assert room.scan().changed == frozenset()
    assert room.changes() == {}


def test_files_and_folders_that_begin_with_a_dot_or_underscore_are_passed_over(
    room: Newsroom,
) -> None:
    for path in (
        *("_drafts/a.md", ".git/a.md", "_a.md", ".a.md", "b/_headers", "b/.well-known/x"),
        *("_redirects", ".well-known/security.txt"),
    ):
        room.write(path, text="---\ntitle: x\ndate: 2014\n---\n")
    room.scan()
    assert room.paths() == [".well-known/security.txt", "_redirects"]


def test_a_new_time_alone_changes_nothing(room: Newsroom) -> None:
    room.write("flood.md")
    room.scan()
    room.publish()
    os.utime(room.content / "flood.md", (DAY, DAY))
    assert room.scan().changed == frozenset()
    assert room.changes() == {}


def test_an_edit_of_one_size_within_one_tick_is_seen(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood")
    status = (room.content / "flood.md").stat()
    room.scan()
    room.write("flood.md", "title: Blood")
    os.utime(room.content / "flood.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert room.scan().changed == {"flood.md"}


def test_an_edit_keeps_the_article_as_last_published(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood")
    room.scan()
    room.publish()
    for title in ("Blood", "Mud"):
        room.write("flood.md", f"title: {title}")
        room.scan()
    assert room.changes() == {"flood.md": ("Flood", "Mud")}


def test_an_edit_undone_is_still_told_until_published(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood")
    room.scan()
    room.publish()
    room.write("flood.md", "title: Mud")
    room.scan()
    room.write("flood.md", "title: Flood")
    room.scan()
    assert room.changes() == {"flood.md": ("Flood", "Flood")}


def test_a_deletion(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood", body="[x](rain.md) ![y](a.png)")
    room.write("rain.md", "title: Rain")
    room.scan()
    room.publish()
    (room.content / "flood.md").unlink()
    assert room.scan().changed == {"flood.md"}
    assert room.changes() == {"flood.md": ("Flood", None)}
    for table in ("articles", "bodies", "links", "article_terms", "problems"):
        assert room.count(table) == (1 if table in ("articles", "bodies") else 0)


def test_a_deletion_of_what_was_never_published(room: Newsroom) -> None:
    room.write("flood.md", "draft: true")
    room.scan()
    (room.content / "flood.md").unlink()
    room.scan()
    assert room.changes() == {}


def test_a_renamed_file_is_one_gone_and_one_new(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood")
    room.scan()
    room.publish()
    (room.content / "flood.md").rename(room.content / "mud.md")
    room.scan()
    assert room.changes() == {"flood.md": ("Flood", None), "mud.md": (None, "Flood")}


def test_a_file_that_changes_and_goes(room: Newsroom) -> None:
    room.write("a.csv", text="1")
    room.write("a.md", body="[a](a.csv)")
    room.scan()
    assert room.changed_files() == ["a.csv"]
    room.publish()
    room.write("a.csv", text="2")
    room.scan()
    assert room.changed_files() == ["a.csv"]
    room.publish()
    (room.content / "a.csv").unlink()
    room.scan()
    assert room.changed_files() == ["a.csv"]


# Drafts and time


def test_a_draft_is_known_but_not_public(room: Newsroom) -> None:
    room.write("flood.md", "draft: true\ntags: rain")
    room.scan()
    assert room.public() == [] and room.count("article_terms") == 0
    assert room.changes() == {}
    room.write("flood.md", "draft: false\ntags: rain")
    room.scan()
    assert room.public() == ["flood.md"] and room.count("article_terms") == 1
    assert room.changes() == {"flood.md": (None, "A title")}


def test_drafts_are_public_where_they_are_asked_for(room: Newsroom) -> None:
    room.write("flood.md", "draft: true")
    room.scan(drafts=True)
    assert room.public() == ["flood.md"]


def test_an_article_withdrawn_becomes_a_draft(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood")
    room.scan()
    room.publish()
    room.write("flood.md", "title: Flood\ndraft: true")
    room.scan()
    assert room.changes() == {"flood.md": ("Flood", None)}


def test_an_article_of_tomorrow_waits_for_its_hour(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood\ndate: 2024-06-01T08:00:00+04:00\ntags: rain")
    room.scan(now="2024-06-01T03:59:59")
    assert room.public() == [] and room.changes() == {}
    assert room.scan(now="2024-06-01T04:00:00").changed == frozenset()
    assert room.public() == ["flood.md"] and room.count("article_terms") == 1
    assert room.changes() == {"flood.md": (None, "Flood")}


def test_a_day_begins_in_the_sites_own_time_zone(room: Newsroom) -> None:
    room.write("flood.md", "date: 2024-06-01")
    room.scan(now="2024-05-31T19:59:59")
    assert room.public() == []
    room.scan(now="2024-05-31T20:00:00")
    assert room.public() == ["flood.md"]


def test_a_clock_set_back_takes_an_article_back(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood\ndate: 2024-06-01")
    room.scan(now="2024-06-02T00:00:00")
    room.publish()
    room.scan(now="2024-05-01T00:00:00")
    assert room.public() == [] and room.changes() == {"flood.md": ("Flood", None)}


def test_a_draft_of_the_future_stays_a_draft(room: Newsroom) -> None:
    room.write("flood.md", "date: 2024-06-01\ndraft: true")
    room.scan(now="2024-01-01T00:00:00")
    room.scan(now="2025-01-01T00:00:00")
    assert room.public() == []


# What cannot be read


def test_an_article_that_cannot_be_read_is_not_public(room: Newsroom) -> None:
    room.write("flood.md", "title: Flood")
    room.scan()
    room.publish()
    room.write("flood.md", "title: [")
    for changed in ({"flood.md"}, set()):
        assert room.scan().changed == changed
        assert [problem.path for problem in room.problems()] == ["content/flood.md"]
        assert room.public() == [] and room.changes() == {"flood.md": ("Flood", None)}
    room.write("flood.md", "title: Flood")
    room.scan()
    assert room.problems() == [] and room.changes() == {"flood.md": ("Flood", "Flood")}


@pytest.mark.parametrize("name", ["story.md", "a.mp3"])
def test_a_link_to_nothing_is_told_until_mended(room: Newsroom, name: str) -> None:
    (room.content / name).symlink_to("nowhere")
    for _ in range(2):
        room.scan()
        (problem,) = room.problems()
        assert problem.place == f"content/{name}"
        assert problem.message == "This is a symbolic link to “nowhere”, where there is nothing"
        assert problem.fix == "Put the file itself here, or delete the link"
    (room.content / name).unlink()
    room.write(name, text="---\ntitle: x\ndate: 2014\n---\n")
    room.scan()
    assert room.problems() == []


def test_a_link_to_itself(room: Newsroom) -> None:
    (room.content / "a.md").symlink_to("a.md")
    room.scan()
    (problem,) = room.problems()
    assert problem.place == "content/a.md"
    assert problem.message == "This is a symbolic link to “a.md”, which leads back to itself"


def test_links_to_articles_and_to_folders_are_not_followed(room: Newsroom) -> None:
    for path in ("a/flood.md", "_e/notes.md", "_comments/a/flood/one.md"):
        room.write(path)
    for name, target in (
        ("again.md", "a/flood.md"), ("notes.md", "_e/notes.md"),
        ("_comments/a/flood/two.md", "one.md"),
        ("b", "a"), ("c", "."), ("d", "_e"), ("_f", "a"),
    ):  # fmt: skip
        (room.content / name).symlink_to(target)
    found = room.scan().problems.values()
    assert room.paths() == ["_comments/a/flood/one.md", "a/flood.md"]
    replace = "Put the file itself here, or delete the link"
    put = "Put the folder itself here, or delete the link"
    delete = "Delete the link: what is in that folder is read there"
    assert {one.severity for one in found} == {"warning"}
    assert [(one.place, one.message.split(",")[0], one.fix) for one in sorted(found)] == [
        (
            "content/_comments/a/flood/two.md",
            "This is a symbolic link to content/_comments/a/flood/one.md",
            replace,
        ),
        ("content/again.md", "This is a symbolic link to content/a/flood.md", replace),
        ("content/b", "This is a symbolic link to content/a/", delete),
        ("content/c", "This is a symbolic link to content/", delete),
        ("content/d", "This is a symbolic link to content/_e/", put),
        ("content/notes.md", "This is a symbolic link to content/_e/notes.md", replace),
    ]


def test_a_link_to_a_folder_elsewhere_stops_a_build_and_takes_nothing_away(
    site: ScratchSite,
) -> None:
    site.article("2013/flood.md")
    site.article("storm.md", "[The flood](2013/flood.md)")
    site.build()
    before = site.snapshot()
    (site.root / "content/2013").rename(site.root / "away")
    (site.root / "content/2013").symlink_to("../away")
    for options in ({}, {"keep_going": True}, {"clean": True}):
        (problem,) = site.problems(**options)
        assert (problem.place, problem.severity) == ("content/2013", "error")
        assert problem.message.startswith("This symbolic link leads to a folder outside content/")
        assert site.snapshot() == before


def test_a_new_link_to_a_folder_elsewhere_is_held_back(site: ScratchSite, tmp_path: Path) -> None:
    site.article("storm.md")
    (tmp_path / "away").mkdir()
    (tmp_path / "away/flood.md").write_text("---\ntitle: A\ndate: 2014-01-01\n---\n", "utf-8")
    site.build()
    before = site.snapshot()
    (site.root / "content/2013").symlink_to(tmp_path / "away")
    assert [problem.place for problem in site.problems()] == ["content/2013"]
    for options in ({}, {"clean": True}):
        summary = site.build(keep_going=True, **options)
        assert [(held.path, held.problem.kind) for held in summary.held] == [
            ("2013", "foreign-file")
        ]
        assert site.snapshot() == before
    site.article("rain.md")
    site.build(keep_going=True)
    after = site.snapshot()
    site.build(keep_going=True, clean=True)
    assert site.snapshot() == after != before
    (site.root / "content/2013").unlink()
    assert not site.build().problems


def test_a_file_that_cannot_be_placed_is_told_once_with_the_first_of_its_problems(
    room: Newsroom,
) -> None:
    room.write("flood.md", "title: ''\nslug: a b\ndate: soon")
    room.write("storm.md", "slug: a b")
    room.scan()
    assert [(path, one.line, one.kind) for path, one in unplaced(room.connection, NOW)] == [
        ("flood.md", 2, "no-title"),
        ("storm.md", 4, "value"),
    ]


def test_links_to_folders_of_comments_are_told(room: Newsroom) -> None:
    room.write("flood.md")
    (room.content / "_comments").mkdir()
    (room.root / "outside").mkdir()
    (room.content / "_comments/flood").symlink_to(room.root / "outside")
    (room.content / "_comments/storm").symlink_to("flood2")
    (room.content / "_comments/flood2").mkdir()
    found = room.scan().problems.values()
    assert [(one.place, one.severity, one.kind) for one in found] == [
        ("content/_comments/flood", "error", "foreign-file"),
        ("content/_comments/storm", "warning", "no-file"),
    ]
    (room.content / "_comments").rename(room.root / "elsewhere")
    (room.content / "_comments").symlink_to(room.root / "elsewhere")
    assert [one.place for one in room.scan().problems.values()] == ["content/_comments"]


def test_faults_of_comments_are_told_in_their_own_words(room: Newsroom) -> None:
    room.write("flood.md")
    room.write("_comments/flood/one.md/two.md", text="---\nname: A\ndate: 2014-03-13\n---\nHm.")
    room.write("_comments/flood/long.md", text="word " * 20_001)
    (folder,) = room.scan().problems.values()
    (long,) = (one for one in room.problems() if one.path.endswith("long.md"))
    assert "a folder, but its name is that of a comment" in folder.message
    assert folder.fix.startswith("Give it the name of the article's file")
    assert (long.kind, long.fix) == ("too-long", "Shorten it, or delete the file")


def test_no_folder_at_all_leaves_the_catalogue_as_it_was(room: Newsroom) -> None:
    room.write("flood.md")
    room.scan()
    room.publish()
    room.content.rename(room.root / "contents")
    with pytest.raises(UsageProblem, match="There is no folder"):
        room.scan()
    assert room.public() == ["flood.md"] and room.changes() == {}


def test_names_in_another_encoding_are_all_told(room: Newsroom) -> None:
    folder = os.fsencode(room.content)
    try:
        for name in (b"\xe9t\xe9.md", b"\xe9.png"):
            Path(os.fsdecode(folder + b"/" + name)).write_bytes(b"")
    except OSError:
        pytest.skip("this file system has no such names")
    told = room.scan().problems.values()
    assert {problem.path for problem in told} == {"content/?t?.md", "content/?.png"}


def test_nothing_is_dropped_because_it_cannot_be_read(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("a/flood.md", "a/b/rain.md", "ab.md", "c.md"):
        room.write(path)
    room.scan()
    room.publish()
    (room.content / "c.md").unlink()
    room.settings = ('permalink = "/:year/:slug/"',)
    with monkeypatch.context() as patch:
        make_unreadable(room.content / "a", patch)
        scanned = room.scan()
    assert scanned.unread == ("a/",)
    assert room.public() == ["a/b/rain.md", "a/flood.md", "ab.md"]
    assert room.article("a/flood.md").url == "/2014/03/12/flood/"
    assert room.scan().unread == ()
    assert room.article("a/flood.md").url == "/2014/flood/"


def test_a_scan_that_dies_leaves_nothing_half_done(room: Newsroom) -> None:
    room.write("a.md")
    room.scan()
    room.publish()
    room.write("a.md", "title: Other")
    room.write("b.md")

    class Killed(BaseException):
        pass

    def die(done: int, total: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        room.scan(progress=die)
    assert room.changes() == {} and room.paths() == ["a.md"]
    room.scan()
    assert set(room.changes()) == {"a.md", "b.md"}


# Settings and processes


@pytest.mark.parametrize(
    "setting",
    ['permalink = "/:year/:slug/"', 'language = "mfe"', 'timezone = "UTC"'],
)
def test_settings_that_decide_what_is_read_read_all_anew(room: Newsroom, setting: str) -> None:
    room.write("a.md")
    room.scan()
    room.publish()
    room.settings = (setting,)
    room.scan()
    assert set(room.changes()) == {"a.md"}


def test_settings_that_do_not_read_nothing(room: Newsroom) -> None:
    room.write("a.md")
    room.scan()
    room.publish()
    room.settings = ('description = "News"',)
    assert room.scan().changed == frozenset() and room.changes() == {}


def test_many_processes_read_what_one_reads(tmp_path: Path) -> None:
    rooms = [Newsroom(tmp_path / name) for name in ("one", "many")]
    for room in rooms:
        for number in range(210):
            room.write(f"{number}.md", f"title: Story {number}\ntags: [t{number % 7}]")
        room.write("broken.md", "title: [")
    rooms[0].scan(jobs=1)
    rooms[1].scan(jobs=3)
    for table in ("sources", "articles", "bodies", "article_terms", "links", "problems"):
        query = f"SELECT * FROM {table} ORDER BY 1, 2"
        one, many = (room.connection.execute(query).fetchall() for room in rooms)
        if table == "sources":
            one, many = ([row[:3] + row[5:] for row in rows] for rows in (one, many))
        assert one == many and (one or table == "links")
