"""A term that was given another name, or merged into another, is told where its name belongs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from published_before import ROOT, lost, published, two_articles

from dateline.build.check import check
from scratch import ScratchSite

ADVICE = 'Write there ["Open water"], and on the line below: aliases = ["sea"]'


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return two_articles(tmp_path)


def rename_tag(site: ScratchSite, *tags: str) -> None:
    site.article("rain.md", "It rained.", tags=[*tags])
    site.article("wind.md", "It blew.", tags=[*tags])


def test_the_register_gets_the_former_name_of_a_term(site: ScratchSite, tmp_path: Path) -> None:
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    rename_tag(site, "Open water")
    told = published(site, sitemap, "--fix").output
    message = "/tags/sea/ was published, and its articles have “Open water” now"
    assert f"content/tags.toml: error: {message}. {ADVICE}" in told
    assert not (site.root / "content/_redirects").exists()
    assert lost(site) == [("content/tags.toml", ADVICE)]
    site.build()
    assert lost(site) == [("content/tags.toml", ADVICE)]
    site.write("content/tags.toml", '["Open water"]\ndescription = "Not the shore."\n')
    below = 'Write below ["Open water"]: aliases = ["sea"]'
    assert lost(site) == [("content/tags.toml", below)]
    site.write("content/tags.toml", '["Open water"]\naliases = ["sea"]\n')
    assert not lost(site)


def test_a_term_merged_into_one_that_some_articles_had_is_known(site: ScratchSite) -> None:
    site.article("wind.md", "It blew.", tags=["Sea", "Coast"])
    site.write("content/tags.toml", '[Coast]\naliases = ["shore"]\n')
    site.build()
    rename_tag(site, "Coast")
    assert lost(site) == [("content/tags.toml", 'Add "sea" to the aliases of [Coast]')]


def test_all_terms_that_became_one_are_told_in_one_line(site: ScratchSite, tmp_path: Path) -> None:
    site.article("wind.md", "It blew.", tags=["Wet"])
    site.build()
    rename_tag(site, "Water")
    advice = 'Write there [Water], and on the line below: aliases = ["sea", "wet"]'
    assert lost(site) == [("content/tags.toml", advice)] * 2
    listed = tmp_path / "listed.txt"
    listed.write_text(f"{ROOT}/tags/sea/\n", "utf-8")
    told = published(site, listed).output
    assert told.count(advice) == 2 and told.count("error: /tags/") == 1
    site.write("content/tags.toml", "[Water]\n")
    below = 'Write below [Water]: aliases = ["sea", "wet"]'
    assert lost(site) == [("content/tags.toml", below)] * 2
    site.write("content/tags.toml", '[Water]\naliases = ["moist"]\n')
    added = 'Add "sea" and "wet" to the aliases of [Water]'
    assert lost(site) == [("content/tags.toml", added)] * 2
    site.write("content/tags.toml", '[Water]\naliases = ["sea", "wet"]\n')
    assert not lost(site)


def test_articles_that_share_no_new_term_or_several_tell_nothing(site: ScratchSite) -> None:
    site.article("rain.md", "It rained.", tags=["Sea", "Coast"])
    site.article("wind.md", "It blew.", tags=["Sea", "Coast"])
    site.build()
    for tags in (["Coast"], ["Coast", "Port", "Pier"]):
        rename_tag(site, *tags)
        assert lost(site) == [("content/_redirects", "Write a rule there: /tags/sea/ /tags/ 301")]


def test_a_rule_that_comes_before_a_register_is_told(site: ScratchSite) -> None:
    site.write("content/tags.toml", '[Sea]\naliases = ["ocean", "deep"]\n')
    site.write("content/_redirects", "/tags/ocean/ /tags/ 301\n/tags/deep /tags/sea/ 301\n")
    (problem,) = [one for one in check(site.root).problems if one.kind == "redirect"]
    assert (problem.place, problem.fix) == ("content/_redirects:1:1", "Delete the rule")
    assert problem.message == (
        "“/tags/ocean/” leads to /tags/sea/ by content/tags.toml, but the rule comes first"
    )


@pytest.mark.parametrize("mistake", [{"date": "2162-11-20"}, {"draft": True}])
def test_lists_that_end_with_an_article_taken_back_wait_for_what_becomes_of_it(
    site: ScratchSite, mistake: dict[str, object]
) -> None:
    site.article("rain.md", "It rained.", tags=["Rain"], date="2014-03-06")
    site.build()
    site.article("rain.md", "It rained.", tags=["Rain"], **{"date": "2014-03-06", **mistake})
    assert [place for place, _ in lost(site)] == ["content/rain.md"]
    site.build()
    assert [place for place, _ in lost(site)] == ["content/rain.md"]
    site.article("rain.md", "It rained.", date="2014-03-06")
    assert "Write a rule there: /tags/rain/ /tags/ 301" in [fix for _, fix in lost(site)]
