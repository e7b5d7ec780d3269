"""What feeds know an article by, where it is at another address than an earlier build had."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from published_before import ROOT, lost, published, two_articles

from dateline.cli import main
from scratch import ScratchSite

RAIN, STORM = "/2014/03/05/rain/", "/2014/03/05/storm/"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return two_articles(tmp_path)


def test_what_only_a_build_of_another_branch_had_makes_no_id(
    site: ScratchSite, tmp_path: Path
) -> None:
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    plain = (site.root / "content/rain.md").read_text("utf-8")
    site.delete("rain.md")
    keys = {"aliases": [RAIN], "id": f"{ROOT}{RAIN}"}
    site.article("storm.md", "It rained.", tags=["Sea"], **keys)
    site.build()
    site.delete("storm.md")
    site.write("content/rain.md", plain)
    told = [("content/rain.md:1:1", f"Add to it: aliases: [{STORM}]")]
    assert lost(site) == told
    fixed = published(site, sitemap, "--fix")
    assert (fixed.exit_code, "fixed." in fixed.output) == (0, False)
    assert (site.root / "content/rain.md").read_text("utf-8") == plain
    site.build()
    assert lost(site) == told
    CliRunner().invoke(main, ["--root", str(site.root), "check", "--fix"])
    assert "\nid: " not in (site.root / "content/rain.md").read_text("utf-8")


def test_an_article_back_at_its_address_gets_no_id(site: ScratchSite, tmp_path: Path) -> None:
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    site.rename("rain.md", "storm.md")
    site.build()
    site.rename("storm.md", "rain.md")
    told = published(site, sitemap).output
    assert f"Add to it: aliases: [{STORM}]." in told
    site.build()
    assert lost(site) == [("content/rain.md:1:1", f"Add to it: aliases: [{STORM}]")]


def test_the_id_that_feeds_had_is_kept(site: ScratchSite) -> None:
    site.article("rain.md", "It rained.", tags=["Sea"], id="tag:a.example,2014:1")
    site.build()
    site.delete("rain.md")
    site.article("storm.md", "It rained.", tags=["Sea"], aliases=["/old/"])
    wanted = f"Add {RAIN} to its aliases, and the line id: tag:a.example,2014:1"
    for _ in range(2):
        ((_, fix),) = lost(site)
        assert fix.startswith(wanted)
        site.build()
