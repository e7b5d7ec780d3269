"""A build that would take every article off the site stops, unless told to forget the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import main
from dateline.problems import Problem
from scratch import ScratchSite


@pytest.fixture
def paper(site: ScratchSite) -> ScratchSite:
    """An archive that was built with two articles and a page."""
    site.article("rain.md")
    site.article("wind.md")
    site.article("about.md", kind="page", date=None)
    site.build()
    return site


def told(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems if problem.kind == "no-articles"]


def test_a_folder_without_files_leaves_the_site_as_it_is(paper: ScratchSite) -> None:
    before = paper.snapshot()
    for name in ("rain.md", "wind.md", "about.md"):
        paper.delete(name)
    for options in ({}, {}, {"keep_going": True}, {"verify": True}):
        assert len(told(paper.problems(**options))) == 1
        assert paper.snapshot() == before
    assert paper.build(clean=True).articles == 0
    assert "rain/index.html" not in " ".join(paper.snapshot())
    assert not paper.problems()


def test_a_wrong_clock_leaves_the_site_as_it_is(paper: ScratchSite) -> None:
    before, now = paper.snapshot(), paper.now
    paper.now = "1970-01-01T00:00:00"
    (message,) = told(paper.problems())
    assert message == ("This build, at 1970-01-01, would take all 2 articles off the site")
    assert paper.snapshot() == before
    paper.now = now
    assert not paper.build().written


def test_the_command_says_how_to_insist(
    paper: ScratchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    run = CliRunner().invoke(main, ["--root", str(paper.root), "build", "--keep-going"])
    assert run.exit_code == 1
    assert "If nothing is to be left, build with --clean." in run.output
    assert "The site is unchanged." in run.output


def test_the_last_article_may_go(paper: ScratchSite) -> None:
    paper.delete("rain.md")
    assert not paper.problems()
    paper.delete("wind.md")
    assert not paper.problems()


def test_withdrawn_articles_are_not_gone(paper: ScratchSite) -> None:
    for name in ("rain.md", "wind.md"):
        paper.article(name, withdrawn="It was forged.")
    assert not paper.problems()


def test_a_preview_may_be_empty(paper: ScratchSite, tmp_path: Path) -> None:
    options = {"drafts": True, "output": tmp_path / "preview"}
    paper.build(**options)
    for name in ("rain.md", "wind.md"):
        paper.delete(name)
    assert not paper.problems(**options)
