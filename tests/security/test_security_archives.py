"""Archives full of hostile files: nothing in what is built of them runs or leads where no link may.

`DATELINE_INPUTS` says how many files are tried, `DATELINE_SEED` which; `make trust` tries many.
"""

from __future__ import annotations

import os

import pytest

from attacks import SUM
from dateline.config import load_site
from dateline.problems import ProblemsFound
from hostile_archives import BENIGN, HostileArchive
from published_files import faults_of_drawing, faults_of_page, faults_of_site
from scratch import ScratchSite

INPUTS = int(os.environ.get("DATELINE_INPUTS", "300"))
SEED = os.environ.get("DATELINE_SEED", "1")


@pytest.mark.parametrize("host", ["none", "cloudflare"])
def test_nothing_that_is_published_runs(site: ScratchSite, host: str) -> None:
    archive = HostileArchive(site, f"{SEED} {host}", host)
    archive.write(INPUTS // 2)
    before = site.surroundings()
    summary = site.build(keep_going=True)
    assert archive.inputs >= INPUTS * 9 // 20
    assert summary.articles > INPUTS // 6
    assert BENIGN in site.page("/2020/02/02/benign/")
    assert faults_of_site(site.public) == {}
    assert site.surroundings() == before


def test_every_item_of_the_menu_is_harmless_or_refused(site: ScratchSite) -> None:
    archive = HostileArchive(site, f"{SEED} menu")
    archive.write(10)
    accepted = []
    for item in archive.menu_items(INPUTS // 3):
        site.settings(archive.settings([item]))
        try:
            load_site(site.root)
        except ProblemsFound:
            continue
        accepted.append(item)
    assert accepted
    site.settings(archive.settings(accepted))
    site.build(keep_going=True)
    assert faults_of_site(site.public) == {}


@pytest.mark.parametrize(
    "html",
    [
        "<script>pwned()</script>",
        "<script src=https://evil.example/></script>",
        "<p onclick=x>",
        "<p style=x>",
        "<a href='java\tscript:pwned()'>",
        "<a href=' data:text/html,x'>",
        "<img srcset='x, javascript:x 2x'>",
        "<iframe>",
        "<base href=x>",
        "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
        "<link rel=stylesheet href=https://evil.example/>",
        f"<p>{SUM}</p>",
        "<svg/onload=x>",
        '<script type="application/ld+json">{"url": "javascript:pwned()"}</script>',
    ],
)
def test_the_inspector_finds_what_runs(html: str) -> None:
    assert faults_of_page(f"<p>{html}</p>")


@pytest.mark.parametrize("inside", ["<script/>", "<g onload='x'/>", "<a href='javascript:x'/>"])
def test_the_inspector_finds_what_runs_in_drawings(inside: str) -> None:
    assert faults_of_drawing(f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>".encode())
