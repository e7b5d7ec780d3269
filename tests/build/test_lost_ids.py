"""What is said when feeds would take an article, or all of them, for another."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from published_before import published, two_articles

from dateline.build.check import check
from scratch import ScratchSite, git

OLD, NEW = "https://old.zoo/", "https://new.zoo/"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    site = two_articles(tmp_path)
    site.article("rain.md", "It rained.", tags=["Sea"], id="B-1", corrections=[{"text": "Late."}])
    settings(site, f'url = "{OLD}"')
    return site


def settings(site: ScratchSite, *lines: str) -> None:
    file = site.root / "site.toml"
    text = re.sub(r"(?m)^(url|feed_ids) = .*\n", "", file.read_text("utf-8"))
    file.write_text("\n".join((*lines, text)), "utf-8")


def told(site: ScratchSite) -> list[tuple[str, str, str]]:
    found = [one for one in check(site.root).problems if one.kind == "lost-id"]
    return [(one.place, one.message, one.fix) for one in found]


def ids(site: ScratchSite) -> dict[str, list[str]]:
    """The ids in every feed."""
    pattern = re.compile(r'<id>(.*?)</id>|"id": "(.*?)"')
    files = [file for file in site.public.rglob("*") if file.name in {"feed.xml", "feed.json"}]
    return {
        str(file.relative_to(site.public)): [
            one or other for one, other in pattern.findall(file.read_text("utf-8"))
        ]
        for file in files
    }


def test_ids_stay_when_the_site_moves(site: ScratchSite) -> None:
    site.build()
    before = ids(site)
    assert f"{OLD}id/B-1" in before["feed.xml"] and f"{OLD}feed.xml" in before["feed.xml"]
    settings(site, f'url = "{NEW}"', f'feed_ids = "{OLD}"')
    assert not told(site)
    site.build()
    assert ids(site) == before
    assert f'href="{NEW}' in (site.public / "feed.xml").read_text("utf-8")


def test_ids_that_would_change_with_the_address_are_told(site: ScratchSite) -> None:
    site.build()
    settings(site, f'url = "{NEW}"')
    message = (
        f"The ids of articles in feeds began with {OLD} in an earlier build and begin with {NEW}"
        " now, so feed readers would show every article to everyone once more"
    )
    fix = f'Write below it: feed_ids = "{OLD}"; or, if all are to be new: feed_ids = "{NEW}"'
    assert told(site) == [("site.toml:1:1", message, fix)]
    for _ in range(2):  # a build here need not have been seen by anybody
        assert [one.fix for one in site.build().problems if one.kind == "lost-id"] == [fix]
    settings(site, f'url = "{NEW}"', f'feed_ids = "{NEW}"')
    assert not told(site)
    site.build()
    settings(site, f'url = "{NEW}"')
    assert not told(site)


def test_nobody_knows_the_ids_of_an_example(site: ScratchSite) -> None:
    for address in ("https://example.org/", "http://localhost:8000/", "http://127.0.0.1/"):
        settings(site, f'url = "{address}"')
        site.build()
        settings(site, f'url = "{NEW}"')
        assert not told(site)
        shutil.rmtree(site.root / ".dateline")


def test_git_and_a_sitemap_know_what_ids_began_with(site: ScratchSite, tmp_path: Path) -> None:
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    shutil.rmtree(site.root / ".dateline")
    settings(site, f'url = "{NEW}"')
    assert f"began with {OLD} where it was published and" in published(site, sitemap).output
    assert not told(site)
    settings(site, f'url = "{OLD}"')
    site.write(".gitignore", "public\n.dateline\n")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    git(site.root, "switch", "-qc", "work")
    settings(site, f'url = "{NEW}"')
    git(site.root, "commit", "-qam", "Move")
    ((_, message, fix),) = told(site)
    assert f"began with {OLD} in an earlier commit and" in message
    assert fix.startswith(f'Write below it: feed_ids = "{OLD}"')


@pytest.mark.parametrize("by", ["build", "commit"])
def test_an_id_that_is_changed_deleted_or_added_is_told(site: ScratchSite, by: str) -> None:
    site.write(".gitignore", "public\n.dateline\n")
    git(site.root, "init", "-q", "-b", "main")
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "First")
    if by == "build":
        site.build()
    git(site.root, "switch", "-qc", "work")
    own = f"{OLD}2014/03/05/rain/"
    site.article("rain.md", "It rained.", tags=["Sea"])
    site.article("wind.md", "It blew.", tags=["Sea"], id="W-1")
    git(site.root, "commit", "-qam", "Change")
    message = (
        f"Feeds knew this article as B-1 in an earlier {by} and would know it as {own} now,"
        " so feed readers would show it to everyone once more"
    )
    deleted, added = told(site)
    assert deleted == ("content/rain.md", message, "Add to it: id: B-1")
    assert (added[0], added[2]) == ("content/wind.md:5:5", "Delete id: W-1")
    site.article("rain.md", "It rained.", tags=["Sea"], id="B-2")
    site.article("wind.md", "It blew.", tags=["Sea"], id=f"{OLD}2014/03/05/wind/")
    ((_, _, fix),) = told(site)
    assert fix == "Write id: B-1"
    if by == "build":
        assert [one.fix for one in site.build().problems if one.kind == "lost-id"] == [fix]


def test_an_old_address_alone_does_not_keep_the_id(site: ScratchSite) -> None:
    site.build()
    site.delete("wind.md")
    site.article("gale.md", "It blew.", tags=["Sea"], aliases=["/2014/03/05/wind/"])
    fix = f"Add to it: id: {OLD}2014/03/05/wind/"
    assert [(place, fix) for place, _, fix in told(site)] == [("content/gale.md", fix)]
    assert [one.fix for one in site.build().problems if one.kind == "lost-id"] == [fix]
    site.article(
        "gale.md", "It blew.", tags=["Sea"], aliases=["/2014/03/05/wind/"], id=fix.split()[-1]
    )
    assert not told(site)


def test_articles_that_keep_their_addresses_keep_their_ids(site: ScratchSite) -> None:
    for name in ("rain", "wind"):
        site.article(f"{name}.md", f"All of {name}.", tags=["Sea"], permalink=f"/{name}/")
    site.build()
    for name, other in (("rain", "wind"), ("wind", "rain")):
        site.article(f"{name}.md", f"All of {other}.", tags=["Sea"], permalink=f"/{other}/")
    assert not told(site)


def commit(site: ScratchSite) -> None:
    git(site.root, "add", ".")
    git(site.root, "commit", "-qm", "Change")


def test_what_a_commit_advised_the_next_does_not_take_back(site: ScratchSite) -> None:
    site.write(".gitignore", "public\n.dateline\n")
    git(site.root, "init", "-q", "-b", "main")
    commit(site)
    site.rename("wind.md", "gale.md")
    settings(site, f'url = "{NEW}"')
    commit(site)
    assert [fix.partition(";")[0] for _, _, fix in told(site)] == [
        f'Write below it: feed_ids = "{OLD}"'
    ]
    site.article(
        "gale.md",
        "It blew.",
        tags=["Sea"],
        aliases=["/2014/03/05/wind/"],
        id=f"{OLD}2014/03/05/wind/",
    )
    settings(site, f'url = "{NEW}"', f'feed_ids = "{OLD}"')
    commit(site)
    assert not told(site)
    settings(site, f'url = "{NEW}"', 'feed_ids = "https://other.zoo/"')
    assert f'Write feed_ids = "{NEW}"' in [fix for _, _, fix in told(site)]


def test_a_deleted_id_is_told_beside_a_sitemap_too(site: ScratchSite, tmp_path: Path) -> None:
    site.build()
    sitemap = shutil.copytree(site.public, tmp_path / "published") / "sitemap.xml"
    site.article("rain.md", "It rained.", tags=["Sea"])
    assert "Add to it: id: B-1" in published(site, sitemap).output
