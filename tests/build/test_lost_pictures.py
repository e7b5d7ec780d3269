"""Files that have moved, and then leave the site with their article."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.build.check import check
from scratch import SETTINGS, ScratchSite


@pytest.fixture(params=["none", "netlify"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> ScratchSite:
    """An article with a picture that has moved, and whose old address a rule answers."""
    site = ScratchSite(tmp_path / "site", f'{SETTINGS}host = "{request.param}"\n')
    site.article("wind.md", "It blew.")
    site.write("content/2014/p.txt", "A chart.")
    site.article("2014/rain.md", "[A chart](p.txt)", date="2014-03-05")
    site.build()
    site.rename("2014/p.txt", "2014/q.txt")
    site.article("2014/rain.md", "[A chart](q.txt)", date="2014-03-05")
    rule = "/2014/p.txt /2014/q.txt 301"
    fix = f"Write a rule in content/_redirects: {rule}"
    assert [one.fix for one in check(site.root).problems] == [fix]
    site.write("content/_redirects", f"{rule}\n")
    site.build()
    return site


def test_of_a_file_that_had_moved_nothing_is_said_once_its_story_is_withdrawn(
    site: ScratchSite,
) -> None:
    site.article("2014/rain.md", "", date="2014-03-05", withdrawn="It was wrong.")
    for _ in range(3):
        assert not check(site.root).problems
        assert not site.build().problems
    site.article("2014/rain.md", "Without a chart.", date="2014-03-05")
    for _ in range(2):
        assert {one.path for one in check(site.root).problems} >= {"content/2014/q.txt"}
        site.build()


def test_a_rule_to_a_file_that_is_not_there_is_told(site: ScratchSite) -> None:
    site.write("content/_redirects", "/2014/p.txt /2014/r.txt 301\n")
    told = {one.path for one in check(site.root).problems}
    assert "content/_redirects" in told
