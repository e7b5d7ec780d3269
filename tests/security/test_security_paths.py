"""No name, address or link in a file leads out of its folder."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from commands import run
from dateline.build.check import check
from dateline.build.export import export
from dateline.build.options import Options
from dateline.comments.collected import read_collected
from dateline.comments.filing import file_comments
from dateline.config import load_site
from dateline.content.schema import KNOWN_KEYS
from dateline.problems import Problem, ProblemsFound
from dateline.source_lines import SourceLines
from hostile_archives import BENIGN, WARNINGS
from scratch import ScratchSite, clock

SECRET = "TOP-SECRET"
SETTINGS = 'title = "T"\nurl = "https://paper.example/"\n'
ADVERTISEMENT = '[advertisements.article]\nhtml = "ads/ad.html"\nwidth = 300\nheight = 250\n'
LENIENT = "[problems]\n" + "".join(f'{kind} = "warning"\n' for kind in WARNINGS)
OUT = (
    "..",
    "../..",
    "../../x",
    "../../../../../../etc/passwd",
    "/etc/passwd",
    "/../../x",
    "//etc/passwd",
    "..\\..\\x",
    "\\\\host\\share",
    "C:\\x",
    "C:x",
    "a/../../../x",
    "./../../x",
    "%2e%2e/%2e%2e/x",
    "..%2f..%2fx",
    "%252e%252e%252fx",
    ".%00./x",
    "..\0/x",
    "\0",
    "....//x",
    "．．/x",
    "‥/x",
    "..;/x",
    "~/x",
    "~root",
    "$HOME/x",
    ".",
    "",
    " ",
    "/",
    ".dateline",
    ".dateline-staging/x",
    ".git/config",
    "_headers",
    "_redirects",
    "assets/main.js",
    "search/data/x",
    "service-worker.js",
    "index.html",
    "feed.xml",
    "CON",
    "nul.txt",
    "x:y",
    "x|y",
    "x\ny",
    "x" * 300,
    "é" * 200,
    "a/" * 300,
    "-rf",
    "--output=x",
    "*",
    "?x",
    "#x",
    "\u202e/../x",
)


ODD = frozenset('\\:*?"<>|')


def assert_inside(site: ScratchSite, before: dict[str, bytes]) -> None:
    """Nothing has been written outside the output, and no name in it is odd to any system."""
    assert site.surroundings() == before
    for path in site.public.rglob("*"):
        assert not path.is_symlink()
        assert path.name.isprintable() and not ODD & set(path.name), path
        assert path.name == path.name.strip(" ") and not path.name.endswith("."), path


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "a.png",
        "a.svg",
        "a.md",
        "tags.toml",
        "_redirects",
        "_headers",
        "robots.txt",
        "ads/ad.html",
        ".well-known/a.txt",
        "_comments/benign/c.md",
        "fr.toml",
    ],
)
def test_nothing_is_read_through_a_link_out_of_the_archive(site: ScratchSite, name: str) -> None:
    text = {
        ".toml": f'["{SECRET}"]\n',
        ".svg": f'<svg xmlns="http://www.w3.org/2000/svg"><title>{SECRET}</title></svg>',
        ".md": f"---\ntitle: {SECRET}\nname: {SECRET}\ndate: 2024-01-01\napproved: true\n---\nA.\n",
    }.get(PurePosixPath(name).suffix, f"/{SECRET} /x\n  {SECRET}: a\n<p>{SECRET}</p>\n")
    (site.root.parent / "secret").write_text(text)
    ad = ADVERTISEMENT if name == "ads/ad.html" else ""
    site.settings(f'host = "netlify"\n{SETTINGS}[files]\nalways = ["{name}"]\n{ad}{LENIENT}')
    site.article("benign.md", f"{BENIGN} [a]({name}) ![a]({name})", tags=["Port"], image=name)
    link = site.root / "content" / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(site.root.parent / "secret")
    assert any("symbolic link" in problem.message for problem in site.problems())
    assert bool(site.problems(keep_going=True)) == bool(ad)
    assert not any(SECRET.encode() in data for data in site.snapshot().values())


@pytest.mark.parametrize("target", ["ad.html", "/etc/hostname", "../../site.toml", "nothing"])
def test_an_advertisement_is_not_read_through_a_link(site: ScratchSite, target: str) -> None:
    site.settings(SETTINGS + ADVERTISEMENT)
    site.article("benign.md", BENIGN)
    link = site.root / "content/ads/ad.html"
    link.parent.mkdir()
    link.symlink_to(target)
    assert [found.path for found in site.problems(keep_going=True) if found.severity == "error"]
    assert not site.has("/fragments/ad-article.html")


def test_no_front_matter_leads_out_of_the_output(site: ScratchSite) -> None:
    site.settings(SETTINGS + LENIENT)
    site.article("benign.md", BENIGN, date="2020-02-02")
    keys = [
        key
        for key in ("slug", "permalink", "aliases", "image", "lang", "section", "id", "url")
        if key in KNOWN_KEYS
    ]
    for number, out in enumerate(OUT):
        for key in keys:
            value = [out] if key == "aliases" else out
            site.article(f"{key}{number}.md", f"[a](<{out}>) ![b](<{out}>)", **{key: value})
    (site.root.parent / "x").write_text(SECRET)
    before = site.surroundings()
    site.build(keep_going=True)
    assert_inside(site, before)
    assert BENIGN in site.page("/2020/02/02/benign/")
    assert not any(SECRET.encode() in data for data in site.snapshot().values())
    stock = {path for path in site.snapshot() if path.startswith(("assets/", "service-worker"))}
    assert b"<html" not in b"".join(site.snapshot()[path] for path in stock)


def test_no_term_leads_out_of_the_output(site: ScratchSite) -> None:
    taxonomies = {"tags": "tags", "places": "location", "authors": "authors", "sections": "section"}
    for taxonomy in taxonomies:
        entries = (f"[T{number}]\nslug = {json.dumps(out)}\n" for number, out in enumerate(OUT))
        site.write(f"content/{taxonomy}.toml", "".join(entries))
    site.settings(SETTINGS + LENIENT)
    for number, out in enumerate(OUT):
        for name, value in (("a", out), ("t", f"T{number}")):
            keys: dict[str, Any] = {
                key: value if key in ("location", "section") else [value]
                for key in taxonomies.values()
            }
            site.article(f"{name}{number}.md", **keys)
    before = site.surroundings()
    errors = {found.kind for found in site.problems(keep_going=True) if found.severity == "error"}
    assert errors <= {"register"}
    for taxonomy in taxonomies:  # those that no setting makes bearable are taken out
        site.delete(f"{taxonomy}.toml")
        before.pop(f"site/content/{taxonomy}.toml")
    site.build(keep_going=True)
    assert_inside(site, before)


@pytest.mark.parametrize("out", OUT)
def test_no_setting_leads_out_of_the_archive(site: ScratchSite, out: str) -> None:
    text = json.dumps(out.encode("utf-8", "replace").decode())
    (site.root.parent / "x").write_text(SECRET)
    site.article("benign.md", BENIGN)
    before = site.surroundings()
    for setting in (
        f"theme = {text}\n",
        f"permalink = {text}\n",
        f"language = {text}\n",
        f'[languages.{text}]\ntitle = "x"\n',
        f"[files]\nalways = [{text}]\ntrusted = [{text}]\n",
        f'[taxonomies.{text}]\nkey = "k"\n',
        f"[advertisements.article]\nhtml = {text}\nwidth = 1\nheight = 1\n",
        f'[advertisements.article]\nimage = {text}\nalt = "x"\nwidth = 1\nheight = 1\n',
    ):
        site.settings(SETTINGS + setting)
        try:
            load_site(site.root)
        except ProblemsFound:
            continue  # most are refused at once, and cost no build
        site.problems(keep_going=True)
        assert_inside(site, before | {"site/site.toml": (site.root / "site.toml").read_bytes()})
        assert not any(SECRET.encode() in data for data in site.snapshot().values())


def test_no_comment_is_filed_out_of_its_folder(site: ScratchSite) -> None:
    site.article("benign.md", BENIGN)
    before = site.surroundings()
    sent = [
        {
            "name": out or "x",
            "text": "x",
            "date": "2024-01-01",
            "article": where,
            "reply_to": out,
            "id": out,
        }
        for out in OUT
        for where in (out, f"benign.md/{out}", f"/2014/03/05/benign/{out}", "benign.md")
    ]
    file = site.root.parent / "sent.json"
    file.write_text(json.dumps(sent))
    paper = load_site(site.root)
    filed = file_comments(paper, read_collected(file))
    assert len(filed.new) > 20
    new = site.surroundings().keys() - before.keys() - {"sent.json", "site/content/_comments/"}
    assert all(path.startswith("site/content/_comments/benign/") for path in new)


@pytest.mark.parametrize("title", ["../../x", "/etc/x", "C:\\x", "..", "a\x1b[2J\0"])
def test_no_name_in_the_zip_file_leads_out_of_it(site: ScratchSite, title: str) -> None:
    site.settings(f'title = {json.dumps(title)}\nurl = "https://paper.example/"\n{LENIENT}')
    for number, out in enumerate(OUT):
        site.article(f"s{number}.md", slug=out, tags=[out or "x"])
    site.article("benign.md", f"{BENIGN} [a](<a..b.txt>)")
    site.write("content/a..b.txt", "x")
    file = site.root.parent / "paper.zip"
    options = Options(edition="portable", keep_going=True, search=False, jobs=1)
    exported = export(site.root, file, options)
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
    assert exported.files == len(names) > 30
    tops = {name.partition("/")[0] for name in names}
    assert len(tops) == 1
    for name in names:
        assert "\\" not in name and ":" not in name and name.isprintable()
        assert not {"", ".", ".."} & set(name.split("/")), name


@pytest.mark.parametrize("name", ["_headers", "_redirects", "a.txt", "a.md", "tags.toml"])
def test_no_message_quotes_what_a_link_out_of_the_archive_leads_to(
    site: ScratchSite, name: str
) -> None:
    (site.root.parent / "secret").write_text(SECRET)
    site.settings(f'host = "netlify"\n{SETTINGS}')
    site.article("benign.md", f"[a]({name})", tags=["Port"])
    (site.root / "content" / name).symlink_to(site.root.parent / "secret")
    for options in ([], ["--format", "json"]):
        told = run("check", *options, cwd=site.root)
        assert "symbolic link" in told.stdout + told.stderr
        assert SECRET not in told.stdout + told.stderr


def test_the_line_of_a_problem_is_not_looked_up_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.txt").symlink_to(tmp_path / "secret")
    problem = Problem("content/a.txt", 1, 1, "“x”", kind="foreign-file")
    assert SourceLines(tmp_path).of(problem) == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize("name", ["_headers", "_redirects", "ad.html", "tags.toml", "a.md"])
def test_a_pipe_is_not_waited_for(site: ScratchSite, name: str) -> None:
    ad = ADVERTISEMENT.replace("ads/ad.html", name) if name == "ad.html" else ""
    site.settings(f'host = "netlify"\n{SETTINGS}{ad}')
    site.article("benign.md", BENIGN)
    os.mkfifo(site.root / "content" / name)
    with clock(site.now):
        found = {problem.message for problem in check(site.root).problems}
    assert "This is a pipe, a socket or a device, which cannot be published" in found
