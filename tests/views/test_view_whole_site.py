"""A whole site under a path: every link leads somewhere, and nothing written becomes markup."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from pages import Crawl

from scratch import ScratchSite

ROOT = "https://meridian.example/a%20b/"
SETTINGS = f"""\
title = "The <Meridian> & “Sons”"
description = 'News & "views" <daily>'
url = "{ROOT}"
menu = [{{ title = "<About>", url = "/about/" }}, {{ title = "X", url = "https://x.example/" }}]
[languages.fr]
title = "Le Méridien"
[lists]
limit = 10
newest = 3
[search]
volume = 10
[taxonomies]
people = "people"
"""
NASTY = """<script>alert(1)</script> & "two" 'one' <b>bold</b> ]]> -->"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> ScratchSite:
    """Some of everything, in two languages, below a path with a space."""
    site = ScratchSite(tmp_path_factory.mktemp("whole") / "site", SETTINGS, search=True)
    site.write("content/pictures/the sea.svg", PICTURE)
    site.write("content/scan 1.pdf", b"%PDF")
    site.write(
        "content/places.toml", "['<Port> & \"Louis\"']\ndescription = '<i>Capital</i> & \"more\"'\n"
    )
    for number in range(14):
        body = (
            "See [before](a0.md#top), [all](/archive/), ![sea](<pictures/the sea.svg>).\n\n## Top"
        )
        tags = ["Flood", f"Étage {number % 3}"]
        site.article(
            f"a{number}.md", body, date=f"19{80 + number}-02-03", tags=tags, series="<S> & 's'"
        )
    nasty: dict[str, Any] = {
        **{key: f"{key} {NASTY}" for key in ("title", "subtitle", "kicker", "summary", "dateline")},
        **{key: f"{key} {NASTY}" for key in ("weather", "source", "rights", "section", "series")},
        "location": '<Port> & "Louis"',
        "tags": ["<Flood> & “sea”", "'q' \"r\""],
        "people": [NASTY],
        "authors": ["Ann <Lee> & Co", '"Bo"'],
        "image": {"src": "pictures/the sea.svg", "alt": NASTY, "caption": NASTY, "credit": NASTY},
        "print": {"edition": NASTY, "page": "<3>"},
        "corrections": [{"date": "1995-01-01", "text": NASTY}],
        "extra": {"key": NASTY},
        "id": "id <1> & “x”",
    }
    site.article(
        "nasty.md", f"{NASTY}\n\n[f](<scan 1.pdf>) [r](/scan%201.pdf)", date="1994-05-06", **nasty
    )
    site.article("nasty.fr.md", NASTY, **{**nasty, "date": "1994-05"})
    site.article("année/été à.md", title="L’été", date="1993-07", slug="été-à", lang="fr")
    site.article("about.md", "[up](/)", kind="page", date=None)
    site.article("about.fr.md", kind="page", date=None)
    site.build()
    return site


def test_every_link_leads_to_a_file_below_the_path(whole: ScratchSite) -> None:
    crawl = Crawl(whole.public, ROOT)
    assert len(crawl.pages) > 100
    assert list(crawl.faults()) == []


def test_full_addresses_lead_to_files(whole: ScratchSite) -> None:
    for name, data in whole.snapshot().items():
        if name.endswith((".xml", ".json", ".txt")) and not name.startswith("search/"):
            for url in re.findall(rf'{ROOT}[^\s<>"\\&#]*', data.decode()):
                if "/id/" not in url:
                    path = unquote(url.removeprefix(ROOT)).removesuffix("?q={searchTerms}")
                    assert whole.has("/" + path), f"{name}: {url}"


def test_nothing_written_becomes_markup(whole: ScratchSite) -> None:
    for name, page in Crawl(whole.public, ROOT).pages.items():
        html = whole.page("/" + name)
        if "fragments/" in name:
            assert not {"script", "h1"} & set(page.tags), name
            continue
        allowed = 2 if name.removeprefix("fr/").startswith(("search/", "offline/")) else 1
        allowed += html.count('<script type="application/ld+json">')
        assert page.tags.count("script") == allowed, name
        assert html.count("alert(1)</script>") == 0, name
        assert not {"meridian", "daily", "about", "port", "s", "lee", "flood"} & set(page.tags), (
            name
        )
        assert page.tags.count("h1") == 1, name


def test_data_keeps_what_was_written(whole: ScratchSite) -> None:
    page = whole.page("/1994/05/06/nasty/")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert "<script>alert(1)</script>" in data["headline"]
    assert data["publisher"]["name"] == "The <Meridian> & “Sons”"
    feed = json.loads(whole.page("/feed.json"))
    assert any("<script>" in item["title"] for item in feed["items"])
    for item in feed["items"]:
        assert "<script" not in item["content_html"]


def test_xml_is_well_formed_and_its_html_safe(whole: ScratchSite) -> None:
    names = [name for name in whole.snapshot() if name.endswith(".xml")]
    assert len(names) > 20
    for name in names:
        root = ElementTree.fromstring(whole.page("/" + name))
        for content in root.iter("{http://www.w3.org/2005/Atom}content"):
            assert "<script" not in (content.text or ""), name
    titles = [
        element.text or ""
        for element in ElementTree.fromstring(whole.page("/feed.xml")).iter(
            "{http://www.w3.org/2005/Atom}title"
        )
    ]
    assert titles[0] == "The <Meridian> & “Sons”"
    assert any("<script>alert(1)</script>" in title for title in titles)


def test_attributes_are_closed_by_nobody_else(whole: ScratchSite) -> None:
    page = whole.page("/1994/05/06/nasty/")
    assert re.search(r'alt="&lt;script&gt;alert\(1\)[^"<>]*"', page)
    assert re.search(r'<meta name="description" content="summary [^"<>]*">', page)


def test_the_files_of_the_site_have_plain_names(whole: ScratchSite) -> None:
    for path in whole.snapshot():
        assert not re.search(r'[<>:"|?*\\\x00-\x1f]', path), path
        assert all(len(part.encode()) <= 255 for part in Path(path).parts)


def test_a_language_that_runs_from_the_right_says_so(site: ScratchSite) -> None:
    site.settings(SETTINGS + "[languages.ar]\n")
    site.article("story.md", date="2014-03-12")
    site.article("story.ar.md", date="2014-03-12")
    site.build()
    assert '<html lang="ar" dir="rtl">' in site.page("/ar/2014/03/12/story/")
    assert '<html lang="en">' in site.page("/2014/03/12/story/")
