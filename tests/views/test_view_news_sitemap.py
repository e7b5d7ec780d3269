"""The sitemap of news: the articles of the last two days, by the clock of the build."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from scratch import SETTINGS, ScratchSite

URL = "/sitemap-news.xml"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
ROOT = "https://meridian.example/"


def listed(site: ScratchSite) -> list[str]:
    """The addresses in the sitemap, below the site's root."""
    root = ElementTree.fromstring(site.page(URL))
    return [(each.text or "").removeprefix(ROOT) for each in root.iter(MAPS + "loc")]


@pytest.fixture
def paper(site: ScratchSite) -> ScratchSite:
    """A paper at noon, with an article of each of the last days."""
    site.now = "2024-06-10T12:00:00"
    for day in (7, 8, 9, 10, 11):
        site.article(f"d{day}.md", title=f"Day {day}", date=f"2024-06-{day:02}")
    site.article("dawn.md", title="Dawn & after", date="2024-06-10T05:30:00+04:00")
    site.article("aube.fr.md", title="L’aube", date="2024-06-10T01:00")
    site.build()
    return site


def test_it_lists_what_the_last_two_days_brought(paper: ScratchSite) -> None:
    expected = ["2024/06/10/dawn/", "fr/2024/06/10/aube/", "2024/06/10/d10/", "2024/06/09/d9/"]
    assert listed(paper) == expected
    news = ElementTree.fromstring(paper.page(URL)).findall(f"{MAPS}url/{NEWS}news")
    facts = [
        tuple(
            each.findtext(path)
            for path in (
                f"{NEWS}publication/{NEWS}name",
                f"{NEWS}publication/{NEWS}language",
                f"{NEWS}publication_date",
                f"{NEWS}title",
            )
        )
        for each in news
    ]
    assert facts[0] == ("The Meridian", "en", "2024-06-10T05:30:00+04:00", "Dawn & after")
    assert facts[1][:2] == ("Le Méridien", "fr")
    assert facts[3] == ("The Meridian", "en", "2024-06-09", "Day 9")
    assert re.search(rf"^Sitemap: {ROOT}sitemap-news.xml$", paper.page("/robots.txt"), re.MULTILINE)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en-GB", "en"),
        ("mfe", "mfe"),
        ("zh", "zh"),
        ("zh-CN", "zh-cn"),
        ("zh-Hans", "zh-cn"),
        ("zh-TW", "zh-tw"),
        ("zh-Hant-HK", "zh-tw"),
    ],
)
def test_languages_are_told_in_the_letters_of_the_format(
    site: ScratchSite, lang: str, told: str
) -> None:
    site.now = "2024-06-10T12:00:00"
    site.settings(f'language = "{lang}"\n{SETTINGS}')
    site.article("today.md", date="2024-06-10")
    site.build()
    language = ElementTree.fromstring(site.page(URL)).find(f".//{NEWS}language")
    assert language is not None and language.text == told


def test_it_passes_over_what_search_engines_are_not_to_list(paper: ScratchSite) -> None:
    paper.article("hidden.md", date="2024-06-10", noindex=True)
    paper.article("elsewhere.md", date="2024-06-10", canonical="https://other.example/a/")
    paper.article("month.md", date="2024-06")
    paper.article("about.md", kind="page", date="2024-06-10")
    before = listed(paper)
    paper.rebuilt()
    assert listed(paper) == before


def test_what_is_too_old_goes_although_no_file_changed(paper: ScratchSite) -> None:
    paper.now = "2024-06-10T23:59:59"
    assert paper.rebuilt() == set()
    paper.now = "2024-06-11T00:00:00"
    paper.rebuilt()
    assert "2024/06/09/d9/" not in listed(paper)
    assert listed(paper)[0] == "2024/06/11/d11/"
    paper.now = "2024-06-12T06:00:00"
    assert paper.rebuilt() == {URL}
    assert listed(paper) == ["2024/06/11/d11/"]
    paper.now = "2024-07-01T00:00:00"
    assert paper.rebuilt() == {URL}
    assert listed(paper) == []
    assert paper.rebuilt() == set()


def test_a_clock_that_is_set_back_brings_it_back(paper: ScratchSite) -> None:
    before = paper.page(URL)
    paper.now = "2024-07-01T00:00:00"
    paper.build()
    paper.now = "2024-06-10T12:00:00"
    paper.rebuilt()
    assert paper.page(URL) == before


def test_worker_processes_know_the_time(paper: ScratchSite) -> None:
    before = paper.page(URL)
    paper.build(clean=True, jobs=2)
    assert paper.page(URL) == before


def test_the_title_of_a_recent_article_is_kept_up_to_date(paper: ScratchSite) -> None:
    paper.article("d10.md", title="A better title", date="2024-06-10")
    assert URL in paper.rebuilt()
    assert "A better title" in paper.page(URL)
    paper.delete("d10.md")
    assert URL in paper.rebuilt()
    assert "2024/06/10/d10/" not in listed(paper)
