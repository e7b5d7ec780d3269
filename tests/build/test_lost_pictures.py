"""Files that have moved, and then leave the site with their article."""

from __future__ import annotations

from pathlib import Path

import pytest
from published_before import ROOT, SITEMAP, published

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


@pytest.mark.parametrize("is_listed", [True, False])
def test_rules_are_written_for_a_folder_with_another_name_and_identical_files(
    tmp_path: Path, is_listed: bool
) -> None:
    site = ScratchSite(tmp_path / "site", f'{SETTINGS}host = "netlify"\n')
    names = ["cup.txt", "twin.txt", "plan.txt"]
    for name in names:
        site.write(f"content/files/{name}", "A plan." if name == "plan.txt" else "A cup.")
    site.article("sun.md", "[A](files/cup.txt), [b](files/plan.txt)")
    site.article("sea.md", "[A](files/twin.txt)")
    site.build()
    for name in names:
        site.rename(f"files/{name}", f"papers/{name}")
    site.article("sun.md", "[A](papers/cup.txt), [b](papers/plan.txt)")
    site.article("sea.md", "[A](papers/twin.txt)")
    address = "2014/03/05/sun/" if is_listed else "archive/"
    listed = f"<url><loc>{ROOT}/{address}</loc></url>"
    sitemap = site.write("sitemap.xml", SITEMAP.format(listed))
    published(site, sitemap, "--fix")
    rules = site.root / "content/_redirects"
    written = rules.read_text().splitlines() if rules.exists() else []
    certain = ["cup.txt", "plan.txt"] if is_listed else []
    assert written == [f"/files/{name} /papers/{name} 301" for name in certain]
    told = {one.path: one.fix.rpartition(": ")[2] for one in check(site.root).problems}
    twin = "/files/twin.txt /papers/twin.txt 301"
    assert told["content/files/twin.txt"] == twin


def test_a_renamed_file_leads_to_the_new_one_of_those_that_are_identical(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site")
    site.write("content/cup.txt", "A cup.")
    site.write("content/twin.txt", "A cup.")
    site.article("sea.md", "[A](cup.txt), [b](twin.txt)")
    site.build()
    site.rename("cup.txt", "cake.txt")
    site.article("sea.md", "[A](cake.txt), [b](twin.txt)")
    fix = "Write a rule in content/_redirects: /cup.txt /cake.txt 301"
    assert [one.fix for one in check(site.root).problems] == [fix]
