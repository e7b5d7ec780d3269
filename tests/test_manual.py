"""The documentation is a site that Dateline builds: tools/write_docs.py and docs/site/."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from click.testing import CliRunner

from archives import MadeOnce
from dateline.cli import main

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def manual(made_once: MadeOnce) -> Path:
    """The archive of the documentation, built."""

    def make(folder: Path) -> None:
        command = [sys.executable, str(ROOT / "tools" / "write_docs.py"), str(folder)]
        subprocess.run(command, check=True)
        done = CliRunner().invoke(main, ["--root", str(folder), "build", "--strict"])
        assert done.exit_code == 0, done.output

    return made_once("manual", make)


def test_it_has_every_page(manual: Path) -> None:
    pages = {path.name for path in ROOT.glob("*.md")}
    for folder in ("docs", "docs/guides"):
        pages |= {f"{folder}/{path.name}" for path in (ROOT / folder).glob("*.md")}
    content = manual / "content"
    assert {path.relative_to(content).as_posix() for path in content.rglob("*.md")} == pages


def test_every_link_leads_to_a_page_and_every_anchor_to_an_element(manual: Path) -> None:
    public = manual / "public"
    pages = {
        "/" + path.relative_to(public).as_posix().removesuffix("index.html"): path.read_text()
        for path in public.rglob("*.html")
    }
    ids = {url: set(re.findall(r'\bid="([^"]+)"', html)) for url, html in pages.items()}
    broken = []
    for url, html in pages.items():
        for href in re.findall(r'<a [^>]*?href="([^"]+)"', html):
            target, anchor = urldefrag(urljoin(url, href))
            if not target.startswith("/") or (public / target.lstrip("/")).is_file():
                continue
            if target not in pages or (anchor and anchor not in ids[target]):
                broken.append(f"{url}: {href}")
    assert broken == []
    assert len(re.findall(r'href="#[\w-]+"', pages["/reference/commands/"])) > 10


def test_the_front_page_leads_to_every_page_by_way_of_its_section(manual: Path) -> None:
    public = manual / "public"
    front = (public / "index.html").read_text("utf-8")
    sections = re.findall(r'<h2 class="label" id="[^"]+"><a href="(/sections/[^"]+)"', front)
    found = {
        href
        for section in sections
        for href in re.findall(
            r'<h\d class="headline"><a href="([^"]+)"',
            (public / section.strip("/") / "index.html").read_text("utf-8"),
        )
    }
    assert found == {
        f"/{path.parent.relative_to(public).as_posix()}/"
        for path in public.glob("*/*/index.html")
        if path.parts[-3] != "sections"
    }
