"""Addresses that articles bring with them, and those that they had before."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from scratch import SETTINGS, ScratchSite

TIMELINE = "2014/12/12/1.0-Timeline.html"


def test_an_article_at_a_file_is_found_saved_shared_and_in_the_feeds(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + "[images]\nshare = true\n", search=True)
    site.article("other.md", "See [the timeline](timeline.md).", date="2014-12-11")
    site.article("timeline.md", "See [the other](other.md).", permalink=f"/{TIMELINE}")
    site.build()
    files = site.snapshot()
    page = files[TIMELINE].decode()
    assert f'<link rel="canonical" href="https://meridian.example/{TIMELINE}">' in page
    assert 'content="https://meridian.example/2014/12/12/1.0-Timeline/share.png"' in page
    assert "2014/12/12/1.0-Timeline/share.png" in files
    assert f'href="/{TIMELINE}"' in files["2014/12/11/other/index.html"].decode()
    assert f'href="https://meridian.example/{TIMELINE}"' in files["feed.xml"].decode()
    assert any(
        f"https://meridian.example/{TIMELINE}</loc>".encode() in data
        for name, data in files.items()
        if name.startswith("sitemaps/")
    )
    packed = gzip.decompress(files["offline/packs/en/all.pack"])
    saved = [file["url"] for file in json.loads(packed.partition(b"\n")[0])["files"]]
    assert saved.count(TIMELINE) == 1
    found = (data for name, data in files.items() if name.startswith("search/data/en/"))
    assert any(TIMELINE.encode() in _unpacked(data) for data in found)

    site.article("timeline.md", permalink="/story.php")
    site.build()
    assert TIMELINE not in site.snapshot()
    assert site.snapshot() == site.clean_snapshot()
    assert "story.php/index.html" in site.snapshot()


def _unpacked(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except gzip.BadGzipFile:
        return data


@pytest.mark.parametrize("permalink", ["/tags/sea/", "/2014/03/05/", "/other.html"])
def test_a_permalink_that_is_taken_is_a_problem(tmp_path: Path, permalink: str) -> None:
    site = ScratchSite(tmp_path / "site")
    site.article("other.md", permalink="/other.html", tags=["Sea"])
    site.article("story.md", permalink=permalink)
    (problem,) = site.problems()
    assert (problem.kind, problem.path) == ("address-taken", "content/story.md")
    assert "another" in problem.fix
