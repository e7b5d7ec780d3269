"""Articles that have exchanged their names or slugs are told, and each keeps its own address."""

from __future__ import annotations

from pathlib import Path

import pytest
from published_before import ROOT, lost, published, two_articles

from scratch import ScratchSite

BACK = "Give both files the names, and both articles the slugs, that they had"


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return two_articles(tmp_path)


def exchange(site: ScratchSite) -> None:
    site.rename("rain.md", "other.md")
    site.rename("wind.md", "rain.md")
    site.rename("other.md", "wind.md")


def test_files_that_exchange_names_are_told(site: ScratchSite) -> None:
    site.build()
    exchange(site)
    assert lost(site) == [("content/rain.md", BACK), ("content/wind.md", BACK)]
    exchange(site)
    assert not lost(site)


def test_articles_that_exchange_slugs_are_told(site: ScratchSite) -> None:
    site.build()
    site.article("rain.md", "It rained.", tags=["Sea"], slug="wind")
    site.article("wind.md", "It blew.", tags=["Sea"], slug="rain")
    assert lost(site) == [("content/rain.md", BACK), ("content/wind.md", BACK)]


def test_the_text_decides_to_which_article_a_lost_address_leads(
    site: ScratchSite, tmp_path: Path
) -> None:
    for name, text in (("rain", "It rained."), ("wind", "It blew.")):
        site.article(f"{name}.md", text, date="2014-03-06", tags=["Sea"])
    site.build()
    exchange(site)
    for name, text in (("rain", "It blew."), ("wind", "It rained.")):
        site.article(f"{name}.md", text, date="2014-03-07", tags=["Sea"])
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"{ROOT}/2014/03/06/rain/\n{ROOT}/2014/03/06/wind/\n", "utf-8")
    published(site, listed, "--fix")
    for name, other in (("rain", "wind"), ("wind", "rain")):
        text = (site.root / f"content/{name}.md").read_text("utf-8")
        assert f"/2014/03/06/{other}/" in text and f"/2014/03/06/{name}/" not in text


def test_an_article_that_takes_a_text_from_another_is_no_exchange(site: ScratchSite) -> None:
    site.build()
    site.article("wind.md", "It rained.", tags=["Sea"])
    site.article("rain.md", "It rained harder.", tags=["Sea"])
    assert not lost(site)
