"""The portable edition: its links, its search, its names."""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from dateline.editions.portable_names import fault, with_devices, without_devices
from dateline.editions.relative_links import made_relative, marked, marked_stem
from dateline.editions.search_scripts import as_scripts
from dateline.problems import UsageProblem
from random_edits import Editor
from scratch import SETTINGS, ScratchSite, Snapshot, assert_same, urls


def edition(site: ScratchSite, **options: Any) -> Snapshot:
    """What a portable build of `site` leaves."""
    output = site.root / "public-portable"
    site.build(edition="portable", output=output, **options)
    return site.snapshot(output)


def clean_edition(site: ScratchSite) -> Snapshot:
    """What a portable build of a copy leaves, where nothing was built before."""
    with site.copy() as copy:
        return edition(copy)


def taken(script: bytes) -> dict[str, Any]:
    """What a script hands over."""
    found = re.fullmatch(r"datelinePortable\.take\((.*)\);\n", script.decode(), re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


# Links


@pytest.mark.parametrize(
    ("page", "path", "link"),
    [
        ("/", "", "index.html"),
        ("/", "tags/sea/", "tags/sea/index.html"),
        ("/2014/03/05/rain/", "", "../../../../index.html"),
        ("/2014/03/05/rain/", "images/a,(b)&amp;c'.svg", "../../../../images/a,(b)&amp;c'.svg"),
        ("/fr/search/", "a%3Ab", "../../a%3Ab"),
        ("/page.html", "fr/", "fr/index.html"),
    ],
)
def test_links_are_relative_to_their_page(page: str, path: str, link: str) -> None:
    for text in (
        '<a href="{}">',
        '<a href="{}?q=a#b">',
        'x="[&#34;{}&#34;]"',
        "<i srcset='{} 2x'>",
    ):
        assert made_relative(text.format(marked(path)), page) == text.format(link)


def test_folders_for_scripts_name_no_file() -> None:
    assert made_relative(marked_stem(""), "/") == "./"
    assert made_relative(marked_stem("search/data/"), "/fr/search/") == "../../search/data/"


def test_addresses_without_a_scheme_mean_the_web() -> None:
    assert made_relative('<img src="//a.example/b.png">', "/") == (
        '<img src="https://a.example/b.png">'
    )


def test_colons_in_an_address_end_no_link(site: ScratchSite) -> None:
    site.article("a.md", "[x](/odd:name/:dateline-page:b/)")
    site.build(edition="portable", output=site.root / "public-portable")
    page = (site.root / "public-portable/2014/03/05/a/index.html").read_text("utf-8")
    assert 'href="../../../../odd%3Aname/%3Adateline-page%3Ab/index.html"' in page


def test_what_authors_link_by_its_address_opens_as_a_file(site: ScratchSite) -> None:
    site.write("content/about.md", "---\ntitle: About\nkind: page\n---\nText\n")
    site.write("content/scan.pdf", b"%PDF")
    site.article(
        "a.md", "[1](/about) [2](/about/#top) [3](/scan.pdf) [4](/feed.xml) [5](//x.test/)"
    )
    site.build(edition="portable", output=site.root / "public-portable")
    page = (site.root / "public-portable/2014/03/05/a/index.html").read_text("utf-8")
    up = "../../../../"
    for link in (
        f"{up}about/index.html",
        f"{up}about/index.html#top",
        f"{up}scan.pdf",
        "https://meridian.example/feed.xml",
        "https://x.test/",
    ):
        assert f'href="{link}"' in page


def test_nothing_only_a_server_could_use_is_in_it(site: ScratchSite) -> None:
    site.article("a.md", tags=["Sea"])
    found = edition(site, search=True)
    assert not [path for path in found if path.endswith((".xml", ".txt", "feed.json", "404.html"))]
    assert "assets/portable.js" in found
    site.build()
    assert not site.has("/assets/portable.js")
    assert site.has("/feed.xml")


def test_no_address_begins_at_the_root_of_a_site(site: ScratchSite) -> None:
    Editor(site, random.Random(1))
    found = edition(site)
    for path, data in found.items():
        if path.endswith(".html"):
            assert b":dateline-" not in data, path
            assert not re.search(rb'(?:href|src|action|data-[\w-]+)="/', data), path


# Search


def test_the_scripts_of_a_volume_hold_all_its_files() -> None:
    files = {f"articles/{number}.dl": bytes([number]) for number in range(16)}
    files |= {"index/en_abc.pf_index": b"words", "facets.dl": b"terms", "volume.dl": b"dates"}
    scripts = as_scripts(files)
    assert scripts.keys() == {
        *(f"articles/{number}.js" for number in range(16)),
        "index/en_abc.js",
        "facets.js",
        "volume.js",
    }
    found: dict[str, bytes] = {}
    for data in scripts.values():
        found |= {path: base64.b64decode(text) for path, text in taken(data)["files"].items()}
    assert found == files


def test_the_same_index_as_on_the_web(site: ScratchSite) -> None:
    site.article("a.md", "Rain fell on the harbour.")
    site.build(search=True)
    portable = edition(site, search=True)
    on_the_web = {
        path.removeprefix("search/data/en/all/"): data
        for path, data in site.snapshot().items()
        if path.startswith("search/data/en/all/")
    }
    held: dict[str, bytes] = {}
    for path, data in portable.items():
        if path.startswith("search/data/en/all/"):
            held |= {name: base64.b64decode(text) for name, text in taken(data)["files"].items()}
    del on_the_web["words.dl"]  # nobody saves volumes of this edition
    assert held == on_the_web
    assert b'"url":"/2014/03/05/a/"' in gzip.decompress(held["articles/0.dl"])
    (shard,) = taken(portable["search/data/words/en/0.js"])["files"].items()
    assert shard[0] == "0.dl"
    assert base64.b64decode(shard[1]) == (site.public / "search/data/words/en/0.dl").read_bytes()
    manifest = taken(portable["search/data/manifest.js"])["files"]["manifest.json"]
    (volume,) = json.loads(base64.b64decode(manifest))["languages"]["en"]["volumes"]
    (other,) = json.loads(site.page("/search/data/manifest.json"))["languages"]["en"]["volumes"]
    assert {**volume, "tag": ""} == {**other, "tag": ""}


def test_without_search_there_is_none(site: ScratchSite) -> None:
    site.article("a.md")
    assert edition(site, search=True)["search/data/manifest.js"]
    assert not [path for path in edition(site, search=False) if path.startswith("search/data/")]


# Builds


@pytest.mark.parametrize("seed", range(3))
def test_an_incremental_edition_is_a_clean_one(tmp_path: Path, seed: int) -> None:
    site = ScratchSite(tmp_path / "site")
    editor = Editor(site, random.Random(seed))
    edition(site)
    for _ in range(8):
        done = editor.edit()
        found = edition(site)
        assert_same(found, clean_edition(site))
        assert found, done


def test_one_changed_article_is_indexed_anew_and_leaves_a_clean_edition(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", SETTINGS + "[search]\nvolume = 10\n", search=True)
    for number in range(24):
        date = f"20{number % 2 + 13}-0{number % 9 + 1}-02"
        site.article(f"a{number}.md", f"Rain {number}.", date=date, summary="Rain.")
    edition(site)
    site.article("a3.md", "Hail fell.", date="2014-04-02", summary="Rain.")
    output = site.root / "public-portable"
    summary = site.build(edition="portable", output=output)
    assert len(summary.volumes) == 1
    assert urls(summary) == {
        "/2014/04/02/a3/",
        "/search/data/manifest.js",
        "/search/data/words/en/0.js",
        "/search/data/words/en/endings-0.js",
    }
    assert_same(site.snapshot(output), clean_edition(site))


def test_two_processes_make_the_same_edition(tmp_path: Path) -> None:
    site = ScratchSite(tmp_path / "site", search=True)
    for number in range(120):
        site.article(f"a{number}.md", f"Rain {number}.", date=f"2014-03-{number % 28 + 1:02}")
    one = edition(site)
    with site.copy() as copy:
        assert_same(edition(copy, jobs=2), one)


def test_it_never_takes_the_place_of_the_site(site: ScratchSite) -> None:
    site.article("a.md")
    site.build()
    before = site.snapshot()
    for output in (None, site.public):
        with pytest.raises(UsageProblem, match="--portable --output DIR"):
            site.build(edition="portable", output=output)
    assert site.snapshot() == before


# Names


@pytest.mark.parametrize(
    "name", ["con", "AUX.txt", "lpt1", "a:b.png", "what?.svg", "end.", "end ", "a|b", "x" * 210]
)
def test_names_that_windows_refuses(name: str) -> None:
    assert fault(f"images/{name}/index.html")
    assert fault(f"images/{name}")


@pytest.mark.parametrize("name", ["conference", "auxiliary.txt", "lpt10", "a b.png", "été", "北京"])
def test_names_that_windows_takes(name: str) -> None:
    assert fault(f"images/{name}") is None
    assert without_devices(f"/tags/{name}/") == f"/tags/{name}/"


def test_pages_named_like_devices_get_other_names_and_keep_their_addresses(
    site: ScratchSite,
) -> None:
    site.article("aux.md", "Text", tags=["Nul", "Sea"])
    site.article("b.md", "[x](aux.md) [y](/tags/nul/)")
    found = edition(site)
    assert {"2014/03/05/aux~/index.html", "tags/nul~/index.html"} <= found.keys()
    page = found["2014/03/05/aux~/index.html"].decode()
    assert '<link rel="canonical" href="https://meridian.example/2014/03/05/aux/">' in page
    assert 'href="../../../../tags/nul~/index.html"' in page
    assert not site.build(
        edition="portable", output=site.root / "public-portable", verify=True
    ).warnings
    other = found["2014/03/05/b/index.html"].decode()
    assert 'href="../../../../2014/03/05/aux~/index.html"' in other
    assert 'href="../../../../tags/nul~/index.html"' in other
    assert all(fault(path) is None for path in found)
    assert with_devices("/tags/nul~/aux~.txt/") == "/tags/nul/aux.txt/"


@pytest.mark.parametrize(
    ("files", "word"),
    [
        (["what?.svg"], "?"),
        (["plans/con.svg"], "con"),
        (["end./a.txt"], "end."),
        ([f"{'long-' * 30}/{'name-' * 20}.txt"], "characters long"),
        (["Map.svg", "map.svg"], "apart"),
        (["caf\u00e9.svg", "cafe\u0301.svg"], "apart"),
    ],
)
def test_a_file_that_windows_could_not_hold_is_named(
    site: ScratchSite, files: list[str], word: str
) -> None:
    site.settings(SETTINGS + f"[files]\nalways = {json.dumps(files)}\n")
    for file in files:
        site.write(f"content/{file}", "<svg/>" if file.endswith(".svg") else "Text.")
    assert not site.problems()
    (problem,) = site.problems(edition="portable", output=site.root / "public-portable")
    assert problem.path in {f"content/{file}" for file in files}
    assert word in problem.message
    assert not (site.root / "public-portable").exists()
    without = site.build(edition="portable", output=site.root / "public-portable", keep_going=True)
    assert [f"content/{held.path}" for held in without.held] == [problem.path]


def test_a_name_that_comes_to_differ_from_another_in_case_alone_is_told(site: ScratchSite) -> None:
    site.settings(SETTINGS + '[files]\nalways = ["Map.svg", "map.svg"]\n')
    site.write("content/Map.svg", "<svg/>")
    edition(site)
    site.write("content/map.svg", "<svg/>")
    (problem,) = site.problems(edition="portable", output=site.root / "public-portable")
    assert "Map.svg" in problem.message and "map.svg" in problem.message
