"""What search engines are told of a list: what it is, how many articles, from when to when."""

from __future__ import annotations

import html
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from dateline.build.options import Options
from dateline.build.run import build
from scratch import SETTINGS, ScratchSite

ROOT = Path(__file__).parents[2]


def description(page: str) -> str:
    """The description of a page; empty where it has none."""
    found = re.search(r'<meta name="description" content="([^"]*)">', page)
    return html.unescape(found[1]) if found else ""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, in English and French."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "site.toml", root)
    build(root, Options(search=False))
    return root / "public"


def test_every_page_of_the_sample_has_a_description_of_its_own(sample: Path) -> None:
    pages = defaultdict(list)
    for path in sample.rglob("index.html"):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in text:
            pages[description(text)].append(path.relative_to(sample).as_posix())
    assert sum(map(len, pages.values())) > 300
    assert {text: paths for text, paths in pages.items() if len(paths) > 1 or not text} == {}
    lists = (
        text
        for text, paths in pages.items()
        if not re.search(r"\d{4}/.*[a-z]{2}|about|colophon", paths[0].removeprefix("fr/"))
    )
    assert [text for text in lists if not 50 <= len(text) <= 160] == []


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("", "The Meridian: 48 articles, 1968–2024. News of Mauritius and the Indian Ocean, since"),
        ("archive", "The Meridian, Archive: 48 articles, 1968–2024. Every article, by year, month"),
        ("1975", "The Meridian, 1975: 2 articles. Gervaise: 280 kilometres an hour at Mon Désert"),
        ("1975/02/06", "The Meridian, Thursday, February 6, 1975: 1 article. Gervaise: 280"),
        ("fr/1975/02", "The Meridian, février 1975 : 1 article. Gervaise : 280 kilomètres à"),
        ("tags", "The Meridian, Tags, 1968–2024: conservation (7), cyclone (7)"),
        ("fr/tags", "The Meridian, Mots-clés, 1968–2024 : décolonisation (4)"),
        ("places/port-louis", "The Meridian, Port Louis (Places): 12 articles, 1968–2024. Capital"),
        ("authors/politics-desk", "The Meridian, Politics desk (Authors): "),
        ("search", "The Meridian: search every article for words and phrases"),
        ("fr/search", "The Meridian\N{NO-BREAK SPACE}: cherchez un mot ou une expression"),
        ("fr/offline", "The Meridian\N{NO-BREAK SPACE}: enregistrez des volumes d’archives"),
    ],
)
def test_what_each_list_says(sample: Path, page: str, text: str) -> None:
    assert description((sample / page / "index.html").read_text("utf-8")).startswith(text)


def test_it_says_what_there_is_after_each_change(site: ScratchSite) -> None:
    site.article("a.md", title="First", date="2014-03-05", tags=["Sea"])
    site.build()
    assert description(site.page("/")) == "The Meridian: 1 article, 2014. First"
    assert (
        description(site.page("/tags/sea/")) == "The Meridian, Sea (Tags): 1 article, 2014. First"
    )
    site.article("b.md", title="Second", date="1987-06", tags=["Sea"])
    written = site.rebuilt()
    assert {"/", "/archive/", "/tags/", "/tags/sea/"} <= written
    assert not {"/search/", "/offline/"} & written  # kept by every reader
    sea = "The Meridian, Sea (Tags): 2 articles, 1987–2014. First; Second"
    assert description(site.page("/tags/sea/")) == sea
    assert description(site.page("/tags/")) == "The Meridian, Tags, 1987–2014: Sea (2)."


def test_the_periods_of_a_long_list_have_descriptions_of_their_own(site: ScratchSite) -> None:
    site.settings(SETTINGS + "[lists]\nlimit = 10\n")
    for number in range(12):
        date = f"{1990 + number}-05-05"
        site.article(f"a{number}.md", title=f"Story {number}", date=date, tags=["Sea"])
    site.build()
    assert description(site.page("/tags/sea/")).startswith(
        "The Meridian, Sea (Tags): 12 articles, 1990–2001. Story 11; Story 10"
    )
    nineties = "The Meridian, Sea (Tags), 1990s: 10 articles. Story 9; Story 8"
    assert description(site.page("/tags/sea/1990s/")).startswith(nineties)


def test_an_empty_archive_has_descriptions(site: ScratchSite) -> None:
    site.build()
    assert description(site.page("/")) == "The Meridian: 0 articles."
    assert description(site.page("/archive/")).startswith("The Meridian, Archive: 0 articles.")


def test_long_words_are_cut(site: ScratchSite) -> None:
    site.article("a.md", title="Word " * 60, date="2014-03-05")
    site.article("b.md", title="x" * 300, date="2014-03-06")
    site.build()
    for day in ("05", "06"):
        text = description(site.page(f"/2014/03/{day}/"))
        assert len(text) <= 160 and text.endswith("…")
        assert text.startswith(
            "The Meridian, Wednesday, March 5" if day == "05" else "The Meridian,"
        )
