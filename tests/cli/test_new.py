"""`dateline new`: what it knows, what it says of new names, and what the shell completes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline import cli
from dateline.build.check import check
from dateline.config import load_site
from dateline.content.schema import KNOWN_KEYS
from scratch import ScratchSite

SETTINGS = """\
title = "The Meridian"
url = "https://meridian.example/"
timezone = "Indian/Mauritius"
languages.fr = {}
taxonomies.people = "people"
"""


@pytest.fixture
def paper(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    """An archive that has been built, of an author whom git knows."""
    site.settings(SETTINGS)
    site.write("content/places.toml", '["Port Louis"]\naliases = ["P. Louis"]\n["Goodlands"]\n')
    for number in range(2):
        site.article(f"{number}.md", tags=["rain", "elections"], section="News", author="Jane Doe")
    site.article("other.md", tags=["C'est l'été"])
    site.search = False
    site.build()
    monkeypatch.setenv("HOME", str(site.root))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    site.write(".gitconfig", "[user]\nname = jane doe\n")
    return site


def new(site: ScratchSite, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(site.root), "new", *arguments])


def text_of(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return Path(done.stdout.strip()).read_text("utf-8")


def test_the_file_has_what_every_story_needs_and_names_the_rest(paper: ScratchSite) -> None:
    done = new(
        paper,
        'Flood: the "day" after',
        *("--date", "2013-03-31", "--location", "port louis", "--section", "NEWS"),
        *("--tag", "Rain", "--tag", "ships, boats"),
    )
    assert done.stdout.strip().endswith(str(Path("content/2013/03/31-flood-the-day-after.md")))
    assert done.stderr == ""
    rest = [
        key
        for key in ("people", *KNOWN_KEYS)
        if key
        not in {"title", "summary", "date", "section", "location", "authors", "tags", "draft"}
    ]
    assert text_of(done) == (
        '---\ntitle: "Flood: the \\"day\\" after"\nsummary:\ndate: 2013-03-31\nsection: News\n'
        'location: Port Louis\nauthors: [Jane Doe]\ntags: [rain, "ships, boats"]\n'
        f"# Other keys, if you need them: {', '.join(rest)}\n"
        "# A draft stays off the site. To publish the article, delete the next line.\n"
        "draft: true\n---\n\nWrite the story here.\n"
    )
    assert [problem.kind for problem in check(paper.root).problems] == ["placeholder-text"]


def test_what_is_not_known_is_left_to_be_written(paper: ScratchSite) -> None:
    paper.write(".gitconfig", "[user]\nname = Somebody Else\n")
    paper.settings(SETTINGS + "taxonomies.sections = false\n")
    text = text_of(new(paper, "Flood", "--date", "2013"))
    assert "\nlocation:\nauthors: []\ntags: []\n# Other" in text and "section" not in text
    # Empty keys count as missing.
    kinds = {problem.kind for problem in check(paper.root).problems}
    assert kinds == {"placeholder-text", "lost-address"}  # that of the sections


def test_the_date_is_now_in_the_zone_of_the_site(paper: ScratchSite) -> None:
    (line,) = [one for one in text_of(new(paper, "Now")).splitlines() if one.startswith("date:")]
    assert line.endswith("+04:00")


def test_an_author_given_is_the_author(paper: ScratchSite) -> None:
    text = text_of(new(paper, "Flood", "--author", "Jane Doe", "--author", "A. N. Other"))
    assert "\nauthors: [Jane Doe, A. N. Other]\n" in text


@pytest.mark.parametrize(
    ("option", "name", "note"),
    [
        ("--tag", "electoins", "“electoins” is a new tag. Did you mean “elections”?\n"),
        ("--location", "Port Luis", "“Port Luis” is a new place. Did you mean “Port Louis”?\n"),
        ("--section", "Sport", "“Sport” is a new section. There are: “News”.\n"),
    ],
)
def test_a_new_name_is_taken_with_a_note(
    paper: ScratchSite, option: str, name: str, note: str
) -> None:
    done = new(paper, "Flood", "--date", "2013-03-31", option, name)
    assert done.stderr == note
    assert name in text_of(done)


def test_a_known_name_is_written_as_the_archive_does(paper: ScratchSite) -> None:
    done = new(paper, "Flood", "--location", "P. Louis", "--tag", "Elections")
    assert done.stderr == ""
    text = text_of(done)
    assert "\nlocation: Port Louis\n" in text and "\ntags: [elections]\n" in text


def test_a_file_that_is_there_is_left_alone(paper: ScratchSite) -> None:
    path = Path(new(paper, "Flood", "--date", "2013-03-31").stdout.strip())
    path.write_text("mine", "utf-8")
    again = new(paper, "Flood", "--date", "2013-03-31")
    assert again.exit_code == 2 and "already exists" in again.output
    assert path.read_text("utf-8") == "mine"


def test_a_full_disk_leaves_no_article_without_text(paper: ScratchSite) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        done = new(paper, "Flood", "--date", "2013-03-31")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert done.exit_code != 0
    assert not [*(paper.root / "content" / "2013").rglob("*.md")]


@pytest.mark.parametrize("place", ["2024", "2024/11"])
def test_nothing_is_written_through_a_link_out_of_the_archive(
    paper: ScratchSite, tmp_path: Path, place: str
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    link = paper.root / "content" / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(theirs)
    done = new(paper, "Rain", "--date", "2024-11-23")
    assert done.exit_code == 2 and not any(theirs.iterdir())
    assert f"content/{place} is a symbolic link that leads out of" in done.stderr
    link.unlink()
    link.symlink_to(theirs / "nothing")
    assert new(paper, "Rain", "--date", "2024-11-23").exit_code == 2


def test_without_git_or_a_build_the_registers_are_known(
    site: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.settings(SETTINGS)
    site.write("content/places.toml", '["Port Louis"]\n')
    monkeypatch.setenv("PATH", "")
    done = new(site, "Flood", "--location", "Port Luis")
    assert "Did you mean “Port Louis”?" in done.stderr
    assert "\nauthors: []\n" in text_of(done)
    assert load_site(site.root)


def completed(site: ScratchSite, shell: str, *words: str) -> str:
    """What the program tells a shell that is asked to complete the last of the words."""
    done = subprocess.run(
        [sys.executable, "-m", "dateline"],
        cwd=site.root,
        env={
            **os.environ,
            "_DATELINE_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": "\n".join(["dateline", *words]),
            "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def in_bash(site: ScratchSite, *words: str) -> list[str]:
    """What bash itself would put into the line."""
    program = site.write("bin/dateline", f'#!/bin/sh\nexec "{sys.executable}" -m dateline "$@"\n')
    program.chmod(0o755)
    script = """
        eval "$(_DATELINE_COMPLETE=bash_source dateline)"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _dateline_completion dateline
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", "dateline", *words],
        cwd=site.root,
        env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


def test_bash_completes_the_names_that_the_archive_has(paper: ScratchSite) -> None:
    assert in_bash(paper, "new", "Flood", "--location", "p") == ["Port\\ Louis"]
    assert in_bash(paper, "new", "Flood", "--location", '"Port L') == ["Port Louis"]
    assert in_bash(paper, "new", "Flood", "--tag", "c") == ["C\\'est\\ l\\'été"]
    assert in_bash(paper, "new", "Flood", "--author", "") == ["Jane\\ Doe"]
    assert in_bash(paper, "new", "--lang", "") == ["en", "fr"]
    assert in_bash(paper, "chec") == ["check"]
    assert in_bash(paper, "check", "--format", "g") == ["github"]
    assert in_bash(paper, "schema", "s") == ["site", "snippets"]


def test_other_shells_are_given_names_as_they_are(paper: ScratchSite) -> None:
    assert "Port Louis" in completed(paper, "zsh", "new", "Flood", "--location", "p")
    assert "plain,Port Louis" in completed(paper, "fish", "new", "Flood", "--location", "p")


def test_where_nothing_can_be_read_nothing_is_completed(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "other")
    site.settings("title = ")
    assert completed(site, "bash", "new", "Flood", "--location", "p") == ""
    (site.root / "site.toml").unlink()
    assert completed(site, "bash", "new", "Flood", "--location", "p") == ""
