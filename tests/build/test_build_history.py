"""The history of articles, from a git repository into pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dateline.build.check import check
from scratch import SETTINGS, ScratchSite, assert_same, git

ON = SETTINGS + "[history]\non = true\n"
WITH_AUTHORS = ON + "authors = true\n"
PAGE = "/2014/03/05/flood/history/"


class Newsroom:
    """An archive in a git repository, whose clock goes on by a day with each commit."""

    def __init__(self, site: ScratchSite, top: Path) -> None:
        self.site, self.top, self.days = site, top, 1
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        git(self.top, *arguments, moment=f"2020-01-{self.days:02}T12:00:00")

    def commit(self, subject: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        self.days += 1

    def revisions(self, url: str = PAGE) -> list[tuple[str, str]]:
        """Day and subject of each revision shown, the newest first."""
        page = self.site.page(url)
        found = re.findall(r'<li>\n\s*<p class="revision-date">.*?</li>', page, re.DOTALL)
        days = [re.findall(r'datetime="([^"T]*)', item)[0] for item in found]
        subjects = [re.findall(r'revision-subject">([^<]*)<', item) for item in found]
        return [(day, "".join(words)) for day, words in zip(days, subjects, strict=True)]


@pytest.fixture
def room(site: ScratchSite) -> Newsroom:
    site.settings(ON)
    site.write(".gitignore", ".dateline/\npublic/\n")
    return Newsroom(site, site.root)


@pytest.mark.parametrize("moment", ["5138-11-16T00:00:00", "1970-01-02T00:00:00"])
def test_a_commit_that_claims_an_impossible_date_has_that_of_the_one_before(
    room: Newsroom, moment: str
) -> None:
    site = room.site
    site.article("flood.md")
    room.commit("Publish the flood")
    site.article("flood.md", "More text.")
    room.git("add", "-A")
    git(site.root, "commit", "-q", "-m", "Add what was missing", moment=moment)
    room.days += 1
    site.rebuilt()
    first = ("2020-01-01", "Publish the flood")
    assert room.revisions() == [("2020-01-01", "Add what was missing"), first]
    site.article("flood.md", "Yet more text.")
    room.commit("Add more")
    site.rebuilt()
    assert room.revisions()[0] == ("2020-01-03", "Add more")


def test_the_date_of_a_commit_holds_once_it_has_come(room: Newsroom) -> None:
    site = room.site
    site.article("flood.md")
    room.commit("Publish the flood")
    site.article("flood.md", "More text.")
    room.git("add", "-A")
    git(site.root, "commit", "-q", "-m", "More", moment="2025-06-01T00:00:00")
    for now, shown in (
        ("2025-01", "2020-01-01"),
        ("2025-07", "2025-06-01"),
        ("2025-05", "2020-01-01"),
    ):
        site.now = f"{now}-01T00:00:00"
        site.rebuilt()
        assert room.revisions()[0][0] == shown


def test_it_says_when_an_article_changed_and_what_the_change_was_called(room: Newsroom) -> None:
    site = room.site
    site.article("flood.md")
    site.article("other.md", date="2013")
    room.commit("Publish the flood")
    site.build()
    assert not site.has(PAGE) and "History" not in site.page("/2014/03/05/flood/")
    site.article("flood.md", "More text.")
    room.commit("Add what the <b>harbour</b> master said\n\nNot for readers.")
    assert site.rebuilt() >= {PAGE, "/2014/03/05/flood/"}
    assert room.revisions() == [
        ("2020-01-02", "Add what the &lt;b&gt;harbour&lt;/b&gt; master said"),
        ("2020-01-01", "Publish the flood"),
    ]
    assert f'<a href="{PAGE}">1 change</a>' in site.page("/2014/03/05/flood/")
    assert "Ann" not in site.page(PAGE) and "Not for readers" not in site.page(PAGE)
    site.settings(WITH_AUTHORS)
    site.rebuilt()
    assert "Ann Lee" in site.page(PAGE) and 'example.org"' not in site.page(PAGE)
    site.settings(SETTINGS)
    site.rebuilt()
    assert not site.has(PAGE) and "History" not in site.page("/2014/03/05/flood/")


def test_nothing_of_the_time_before_publication(room: Newsroom) -> None:
    site = room.site
    site.article("flood.md", draft=True)
    room.commit("Do not name Mr X")
    site.article("flood.md", "Named.", publish_at="2020-01-04")
    room.commit("Name Mr X on the fourth")
    site.article("flood.md", "Named, spelled rightly.", publish_at="2020-01-04")
    room.commit("Spell Mr X")
    room.days = 9
    site.article("flood.md", "Not named.", publish_at="2020-01-04")
    room.commit("Take out a name")
    site.article("flood.md", "Not named.", withdrawn="Sued.")
    room.commit("Sued by Mr X")
    site.article("flood.md", "Named again.", publish_at="2020-01-04")
    room.commit("Won")
    site.build()
    assert room.revisions() == [
        ("2020-01-11", "Won"), ("2020-01-09", "Take out a name"), ("2020-01-04", ""),
    ]  # fmt: skip
    assert not any(b"Mr X" in data for data in site.snapshot().values())


def test_nothing_of_drafts_and_withdrawn_articles(room: Newsroom) -> None:
    site = room.site
    hidden: tuple[dict[str, Any], ...] = ({"draft": True}, {"withdrawn": "No."}, {"date": "2030"})
    for number, keys in enumerate(hidden):
        site.article(f"n{number}.md")
        room.commit("Publish the secret")
        site.article(f"n{number}.md", "Secret.", **keys)
        room.commit("Hide the secret")
    site.build()
    assert not any(b"ecret" in data for data in site.snapshot().values())


def test_a_renamed_article_keeps_its_history(room: Newsroom) -> None:
    site = room.site
    site.article("rain.md", "\n\n".join(f"Line {number}." for number in range(30)))
    room.commit("Publish")
    site.rename("rain.md", "2014/flood.md")
    room.commit("File it by year")
    text = (site.root / "content/2014/flood.md").read_text("utf-8")
    site.write("content/2014/flood.md", text.replace("Line 3.", "Line three."))
    room.commit("Spell out a number")
    site.build()
    assert [subject for _, subject in room.revisions()] == [
        "Spell out a number", "File it by year", "Publish",
    ]  # fmt: skip


def test_of_a_branch_readers_see_the_merge(room: Newsroom) -> None:
    site = room.site
    site.article("flood.md")
    room.commit("Publish")
    room.git("checkout", "-q", "-b", "desk")
    for words in ("One", "Two"):
        site.article("flood.md", words)
        room.commit(f"Try {words}")
    room.git("checkout", "-q", "main")
    room.git("merge", "-q", "--no-ff", "desk", "-m", "Merge branch desk\n\nAdd two words")
    site.build()
    assert room.revisions() == [("2020-01-04", "Add two words"), ("2020-01-01", "Publish")]
    room.git("reset", "-q", "--hard", "HEAD~1")
    site.rebuilt()
    assert not site.has(PAGE)
    room.git("merge", "-q", "--ff-only", "desk")
    site.rebuilt()
    assert [subject for _, subject in room.revisions()] == ["Try Two", "Try One", "Publish"]


def test_an_archive_below_the_top_of_a_repository_and_in_another_worktree(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "top" / "papers" / "meridian", ON)
    site.write(".gitignore", ".dateline/\npublic/\n")
    room = Newsroom(site, tmp_path / "top")
    for words in ("One", "Two"):
        site.article("flood.md", words)
        room.commit(words)
    site.build()
    assert [subject for _, subject in room.revisions()] == ["Two", "One"]
    room.git("worktree", "add", "-q", str(tmp_path / "other"))
    other = ScratchSite.at(tmp_path / "other" / "papers" / "meridian")
    other.build()
    assert_same(other.snapshot(), site.snapshot())


def test_what_is_wrong_names_the_command(site: ScratchSite, tmp_path: Path) -> None:
    site.article("flood.md")
    site.settings(ON)
    (alone,) = site.problems()
    assert (alone.place, alone.kind) == ("site.toml:5:1", "history")
    assert "not in a git repository" in alone.message and "git init" in alone.fix
    room = Newsroom(site, site.root)
    assert not site.problems()  # nothing is committed yet
    for words in ("One", "Two"):
        site.article("flood.md", words)
        room.commit(words)
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{site.root}", str(clone)], check=True
    )
    shallow = ScratchSite.at(clone)
    (told,) = shallow.problems()
    assert told.fix == "Run: git fetch --unshallow" and check(clone).problems == [told]
    subprocess.run(["git", "-C", str(clone), "fetch", "-q", "--unshallow"], check=True)
    assert not shallow.problems() and not check(clone).problems
    assert shallow.has(PAGE)


def test_without_git(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.site.article("flood.md")
    monkeypatch.setenv("PATH", str(room.top))
    (told,) = room.site.problems()
    assert told.fix == "Install git, or write on = false under [history] in site.toml"


@pytest.mark.parametrize(
    "stops", ['case "$*" in *--batch*) exit 1; esac', 'case "$*" in *" log "*) exec sleep 60; esac']
)
def test_git_that_stops_or_hangs(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops: str
) -> None:
    for words in ("One", "Two"):
        room.site.article("flood.md", words)
        room.commit(words)
    script = tmp_path / "bin" / "git"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\n{stops}\nexec {shutil.which("git")} "$@"\n', "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("dateline.history.repository.SECONDS_TO_READ", 5)
    (told,) = room.site.problems()
    assert told.message.startswith("git stopped")


def test_git_is_asked_once_for_each_commit(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, program = tmp_path / "calls", shutil.which("git")
    script = tmp_path / "bin" / "git"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\necho "$*" >> {calls}\nexec {program} "$@"\n', "utf-8")
    script.chmod(0o755)
    for number in range(5):
        room.site.article("flood.md", f"Text {number}.")
        room.commit(f"Change {number}")
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")

    def asked(**options: object) -> list[str]:
        calls.write_text("", "utf-8")
        room.site.build(**options)
        words = ("rev-parse", "cat-file --batch", "cat-file -e", " log ")
        lines = calls.read_text("utf-8").splitlines()
        return [word.strip() for line in lines for word in words if word in line]

    assert asked() == ["rev-parse", "log", "cat-file --batch"]
    assert asked() == ["rev-parse"]
    assert asked(clean=True) == ["rev-parse"]
    room.site.article("flood.md", "Text 5.")
    assert asked() == ["rev-parse"]
    room.commit("Change 5")
    assert asked() == ["rev-parse", "cat-file -e", "log", "cat-file --batch"]
    assert len(room.revisions()) == 6


def test_a_damaged_memory_is_read_again(room: Newsroom) -> None:
    site = room.site
    for words in ("One", "Two", "Three"):
        site.article("flood.md", words)
        room.commit(words)
        site.build()
        memory = site.root / ".dateline" / "history"
        memory.write_bytes(memory.read_bytes().replace(b"flood.md", b"flood.xx"))
    assert [subject for _, subject in room.revisions()] == ["Three", "Two", "One"]


def test_hostile_commits(room: Newsroom) -> None:
    site = room.site
    for subject in ("\x1b[2JClear", "\x01a\x02:100644 100644 x y M", "x" * 5_000, "\u202eturned"):
        site.article("flood.md", repr(subject))
        room.commit(subject)
    site.build()
    (_, turned), (_, long), (_, faked), (_, clear) = room.revisions()
    assert "\u202e" not in turned and len(long) == 200 and long.endswith("…")
    assert "\x1b" not in clear and "M" in faked and "\x01" not in faked
