"""Files that mean harm: what is built of them, and that one costs no more than itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.build.check import check
from scratch import ScratchSite

EVIL = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert("owned")</script></svg>'
GOOD = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g/></svg>'
NARROW = """\
import resource, sys
from pathlib import Path
from dateline.catalogue.reader import read_files
from dateline.config import load_site
from dateline.content.sources import Source, ChangedSource

site = load_site(Path(sys.argv[1]))
names = {"a.md": "article", "b.md": "article", "c.svg": "file"}
sources = [Source(path, kind, 1, 1) for path, kind in names.items()]
list(read_files([ChangedSource(sources[0], "", 0)], site, {}, 1, print))
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[2]), -1))
changed = [ChangedSource(source, "", 0) for source in sources]
for read in read_files(changed, site, {}, 1, lambda done: None):
    print(read.source.path, read.hash is not None, read.problem and read.problem.message)
"""


def test_a_drawing_that_runs_programs_is_never_published(site: ScratchSite) -> None:
    site.article("a.md", "![map](map.svg)")
    site.write("content/map.svg", GOOD)
    site.build()
    site.write("content/map.svg", EVIL)
    (problem,) = (found for found in site.problems() if found.kind == "unsafe-svg")
    assert problem.place == "content/map.svg:1:41" and problem.severity == "error"
    assert site.page("/map.svg") == GOOD
    assert [found.kind for found in site.problems()].count("unsafe-svg") == 1
    site.write("content/map.svg", GOOD.replace("<g/>", "<g />"))
    site.build()
    assert not any(b"owned" in data for data in site.snapshot().values())


@pytest.mark.parametrize("name", ["map.svgz", "map", "map.png", "map.SVG"])
def test_no_name_of_a_file_helps_it(site: ScratchSite, name: str) -> None:
    site.article("a.md", f"[m]({name})")
    site.write(f"content/{name}", EVIL)
    errors = [found.kind for found in site.problems() if found.severity == "error"]
    assert errors == ["unsafe-svg"]


def test_the_address_of_a_register_runs_no_program(site: ScratchSite) -> None:
    site.article("a.md", authors=["Bob"])
    site.write("content/authors.toml", '["Bob"]\nurl = "javascript:alert(1)"\n')
    (problem,) = site.problems()
    assert problem.place == "content/authors.toml:2:1" and problem.kind == "register"


def test_the_address_of_a_register_may_lead_to_a_page_of_the_site(site: ScratchSite) -> None:
    site.settings('title = "T"\nurl = "https://paper.example/archive/"\n')
    site.article("about.md", kind="page", date=None)
    site.article("a.md", authors=["Bob"])
    site.write("content/authors.toml", '["Bob"]\nurl = "/about/"\n')
    site.build()
    assert 'href="/archive/about/"' in site.page("/authors/bob/")


LANGUAGES = {
    "fr": True,
    "pt-BR": True,
    "zh-Hant-TW": True,
    "xx": True,
    "en" + "-aa" * 11: True,
    "en" + "-aa" * 12: False,
    "en" + "-aa" * 100: False,
}


@pytest.mark.parametrize(("language", "fits"), LANGUAGES.items())
def test_check_and_build_agree_on_languages(site: ScratchSite, language: str, fits: bool) -> None:
    site.article("a.md", lang=language)
    errors = [found for found in check(site.root).problems if found.severity == "error"]
    assert bool(errors) != fits
    assert bool(site.problems()) != fits
    assert site.has(f"/{language}/") == fits


@pytest.mark.parametrize("setting", ['language = "{}"', '[languages."{}"]'])
def test_no_setting_gives_a_language_that_is_too_long(site: ScratchSite, setting: str) -> None:
    language = "en" + "-aa" * 100
    site.settings('title = "T"\nurl = "https://paper.example/"\n' + setting.format(language))
    (problem,) = site.problems()
    assert problem.path == "site.toml" and problem.line == 3 and "…” is not" in problem.message


def test_a_file_for_which_memory_is_wanting_is_told_and_the_others_are_read(
    site: ScratchSite,
) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("how much memory a process has is not told here")
    site.article("a.md")
    site.article("b.md", "*a* [b](c) `d`\n\n" * 100_000)
    site.write("content/c.svg", GOOD)
    told = [
        "a.md True None",
        "b.md False There is not enough memory to read this file",
        "c.svg True None",
    ]
    # Where not a byte is left, Python itself may fail to pass the error on.
    assert told in (read_with(site, memory) for memory in range(30_000_000, 60_000_000, 3_000_000))


def read_with(site: ScratchSite, memory: int) -> list[str]:
    """What reading the files tells with so many more bytes of memory."""
    command = [sys.executable, "-c", NARROW, str(site.root), str(memory)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[1:]


@pytest.mark.parametrize(
    ("name", "size", "message"),
    [
        ("content/tags.toml", 33_000_000, "The register is 33.0 MB; the limit is 32 MB"),
        ("content/_headers", 4_000_001, "The file is larger than 4 MB, so it is not read"),
        ("content/_redirects", 4_000_001, "The file is larger than 4 MB, so it is not read"),
        ("site.toml", 33_000_000, "The file is larger than 32 MB, so it is not read"),
    ],
)
def test_a_file_without_measure_is_told_and_not_read(
    site: ScratchSite, name: str, size: int, message: str
) -> None:
    site.article("a.md")
    if name != "site.toml":
        site.write(name, b"")
    os.truncate(site.root / name, size)
    (problem,) = site.problems()
    assert (problem.path, problem.message, problem.kind) == (name, message, "too-long")


def test_a_file_is_copied_in_parts(site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.own_files._CHUNK", 7)
    monkeypatch.setattr("dateline.own_files.LARGEST_TEXT", 7)
    site.article("a.md", "[d](d.pdf)")
    data = bytes(range(256))
    site.write("content/d.pdf", data)
    site.build()
    assert (site.public / "d.pdf").read_bytes() == data
    assert not site.build().written
    (site.public / "d.pdf").write_bytes(data[::-1])
    site.build(verify=True)
    assert (site.public / "d.pdf").read_bytes() == data
