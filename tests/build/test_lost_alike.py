"""An article that was renamed and edited at once is told with its likely new home."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from published_before import ROOT, lost, two_articles

from dateline.build.check import check
from dateline.cli import main
from scratch import ScratchSite

OLD = "/2014/03/05/rain/"
ADVICE = (
    f"If this is what was there: add to it: aliases: [{OLD}], and id: {ROOT}{OLD} (feeds know it"
    " by that); if not, put content/rain.md back with a line that says why it is gone,"
    ' withdrawn: … (in TOML, withdrawn = "…")'
)


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    site = two_articles(tmp_path)
    site.build()
    site.delete("rain.md")
    site.article("storm.md", "It rained hard.", tags=["Sea"])
    return site


def test_an_article_renamed_and_edited_is_told_with_what_to_add(site: ScratchSite) -> None:
    told = [("content/storm.md:1:1", ADVICE)]
    (problem,) = check(site.root).problems
    assert problem.message == (
        f"{OLD} was in an earlier build, and nothing leads on from there; this article, now at"
        " /2014/03/05/storm/, has much of the same text"
    )
    assert lost(site) == told
    # The next build knows the new article as published.
    for _ in range(2):
        (problem,) = site.build().problems
        assert [(problem.place, problem.fix)] == told == lost(site)
    CliRunner().invoke(main, ["--root", str(site.root), "check", "--fix"])
    assert lost(site) == told
    site.article("storm.md", "It rained hard.", tags=["Sea"], aliases=[OLD], id=f"{ROOT}{OLD}")
    assert not lost(site)
    assert not site.build().problems


def test_one_that_was_published_before_or_is_the_same_as_another_is_not(site: ScratchSite) -> None:
    site.article("gale.md", "It blew.", tags=["Sea"])
    site.delete("wind.md")
    places = [place for place, _ in lost(site)]
    assert places == ["content/gale.md:1:1", "content/storm.md:1:1"]
    site.article("wind.md", "It rained hard.", tags=["Sea"])
    site.delete("storm.md")
    assert ("content/rain.md", True) in [(place, "withdrawn" in fix) for place, fix in lost(site)]


def test_one_that_was_renamed_and_has_a_merge_conflict_is_not_lost(site: ScratchSite) -> None:
    conflict = "<<<<<<< HEAD\nIt poured.\n=======\nIt rained hard.\n>>>>>>> main"
    site.article("storm.md", conflict, tags=["Sea"])
    assert [one.kind for one in check(site.root).problems] == ["merge-conflict"]
    summary = site.build(keep_going=True)
    assert [one.kind for one in summary.problems] == ["merge-conflict"]
    site.article("storm.md", "It rained hard.", tags=["Sea"])
    assert lost(site) == [("content/storm.md:1:1", ADVICE)]


def test_of_rules_in_two_versions_only_the_conflict_is_told(tmp_path: Path) -> None:
    site = two_articles(tmp_path)
    site.build()
    site.delete("rain.md")
    rules = "/x /wind 301\n<<<<<<< HEAD\n/2014/03/05/rain / 301\n||||||| b\n/x /y\n=======\n"
    file = site.write("content/_redirects", f"{rules}/x /\n>>>>>>> main\n")
    (problem,) = check(site.root).problems
    assert (problem.place, problem.kind) == ("content/_redirects:2:1", "merge-conflict")
    assert problem.fix == (
        "Keep what either version has, of two lines for the same thing only one, and delete the"
        " lines with markers"
    )
    # What neither version answers is told, and nothing is written between markers.
    site.delete("wind.md")
    site.article("sun.md", "It shone.")
    before = file.read_text()
    CliRunner().invoke(main, ["--root", str(site.root), "check", "--fix"])
    told = {problem.about for problem in check(site.root).problems}
    assert "/2014/03/05/wind/" in told and "/2014/03/05/rain/" not in told
    assert file.read_text() == before
