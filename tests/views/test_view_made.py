"""The theme plain, which extends broadsheet in a few files, makes every page of the sample."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pages import Crawl

from scratch import ScratchSite

ROOT = Path(__file__).resolve().parents[2]
PLAIN = ROOT / "themes" / "plain"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> ScratchSite:
    """The sample archive in plain, built."""
    root = tmp_path_factory.mktemp("plain")
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "site.toml").read_text("utf-8")
    (root / "site.toml").write_text(f'theme = "plain"\n{settings}', "utf-8")
    site = ScratchSite.at(root)
    site.now = "2026-01-01T00:00:00"
    site.build()
    return site


def test_it_is_a_few_files() -> None:
    assert len([path for path in PLAIN.rglob("*") if path.is_file()]) <= 8


def test_every_link_of_the_sample_leads_somewhere(plain: ScratchSite) -> None:
    crawl = Crawl(plain.public, "https://meridian.example/")
    assert len(crawl.pages) > 300
    # Built without search, it has no search data.
    assert [fault for fault in crawl.faults() if "/search/data/" not in fault] == []


def test_every_page_has_its_masthead_and_its_foot(plain: ScratchSite) -> None:
    for page in plain.public.rglob("*.html"):
        text = page.read_text("utf-8")
        assert text.count('<div class="plain-head">') == 1, page
        assert text.count('<ul class="plain-foot">') == 1, page
        assert text.count("<h1") == 1, page


def test_the_front_page_tells_each_story_once(plain: ScratchSite) -> None:
    for url in ("/", "/fr/"):
        main = plain.page(url).partition("<main")[2].partition("</main>")[0]
        headlines = re.findall(r'<h\d class="headline"><a href="([^"]+)"', main)
        assert len(headlines) == len(set(headlines)) > 10
    assert "Must-reads" in plain.page("/") and "Derniers articles" in plain.page("/fr/")


def test_its_tokens_come_after_those_of_broadsheet(plain: ScratchSite) -> None:
    values = re.findall(r"--sheet: (\w+);", plain.page("/assets/dateline.css"))
    assert len(values) == 2 and values[-1] == "46rem"
