"""Fragments: the lists and advertisements that pages load."""

from __future__ import annotations

import re

import pytest

from dateline.config import load_site
from dateline.theme import Theme
from scratch import SETTINGS, ScratchSite

LATEST, MUST_READS, AD = (
    "/fragments/latest.html",
    "/fragments/must-reads.html",
    "/fragments/ad-article.html",
)
PICTURE = """
[advertisements.article]
image = "ads/ferry.svg"
alt = "{alt}"
link = "https://ferries.example/"
width = 300
height = {height}
"""
SNIPPET = """
[advertisements.article]
html = "ads/ferry.html"
width = 300
height = 250
"""


def titles(fragment: str) -> list[str]:
    """The headlines of the entries of a fragment."""
    return re.findall(r'class="headline"><a href="[^"]*">([^<]*)<', fragment)


def article_page(site: ScratchSite) -> str:
    """What an article's page shows only to readers who have a network."""
    return site.page("/1987/03/05/old/").partition("<article")[2]


@pytest.fixture
def paper(site: ScratchSite) -> ScratchSite:
    """Fifteen articles, of which the pages of the oldest one and its neighbours are far apart."""
    site.write("content/ads/ferry.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.article("old.md", title="Old", date="1987-03-05")
    for number in range(14):
        site.article(f"a{number:02}.md", title=f"Story {number}", date=f"2014-03-{number + 1:02}")
    site.build()
    return site


def test_the_newest_articles_are_a_fragment_and_no_part_of_other_pages(paper: ScratchSite) -> None:
    assert titles(paper.page(LATEST)) == [f"Story {number}" for number in range(13, 1, -1)]
    assert f'<page-fragment src="{LATEST}">' in article_page(paper)
    paper.article("new.md", title="New", date="2014-04-01")
    written = paper.rebuilt()
    assert LATEST in written and "/1987/03/05/old/" not in written
    assert titles(paper.page(LATEST))[:2] == ["New", "Story 13"]


def test_the_first_must_read_gives_every_article_its_place_for_them(paper: ScratchSite) -> None:
    assert MUST_READS not in article_page(paper)
    paper.article("a00.md", title="First", date="2014-03-01", must_read=True)
    summary = paper.build()
    reasons = dict(summary.written)
    reason = "the menu changed: the list of must-reads has its first article"
    assert reasons["/1987/03/05/old/"] == reason
    assert f'<page-fragment src="{MUST_READS}">' in article_page(paper)
    assert titles(paper.page(MUST_READS)) == ["First"]
    paper.article("a01.md", title="Second", date="2014-03-02", must_read=True)
    assert "/1987/03/05/old/" not in paper.rebuilt()
    assert titles(paper.page(MUST_READS)) == ["Second", "First"]


def test_must_reads_are_in_the_order_of_their_ranks(paper: ScratchSite) -> None:
    for number, rank in ((0, 2), (1, True), (2, 1), (3, True), (4, "no"), (5, 1)):
        name, date = f"a{number:02}.md", f"2014-03-{number + 1:02}"
        paper.article(name, title=f"Story {number}", date=date, must_read=rank)
    paper.rebuilt()
    ranked = [f"Story {number}" for number in (5, 2, 0, 3, 1)]
    assert titles(paper.page(MUST_READS)) == ranked
    front = paper.page("/").partition('id="page--must-reads"')[2].partition("</section>")[0]
    assert titles(front) == ranked[:4]
    paper.article("a02.md", title="Story 2", date="2014-03-03", must_read=3)
    assert MUST_READS in paper.rebuilt()
    assert titles(paper.page(MUST_READS))[:3] == ["Story 5", "Story 0", "Story 2"]


def test_the_first_must_read_of_the_newest_day_leads(site: ScratchSite) -> None:
    for name, rank in (("a", True), ("b", 2), ("c", 1), ("d", False)):
        site.article(f"{name}.md", title=name.upper(), must_read=rank)
    site.build()
    lead = site.page("/").partition('class="entry lead"')[2]
    assert titles(lead)[0] == "C"


def test_each_language_has_its_own(paper: ScratchSite) -> None:
    paper.article("vieux.fr.md", title="Vieux", date="1987-03-06", must_read=True)
    paper.rebuilt()
    assert titles(paper.page("/fr/fragments/latest.html")) == ["Vieux"]
    assert titles(paper.page(MUST_READS)) == []
    assert 'lang="fr"' in paper.page("/fr/fragments/must-reads.html")
    assert '"/fr/fragments/must-reads.html"' in paper.page("/fr/1987/03/06/vieux/")
    paper.delete("vieux.fr.md")
    paper.rebuilt()
    assert not paper.has("/fr/fragments/latest.html")


def test_robots_and_readers_elsewhere_get_none(paper: ScratchSite) -> None:
    paper.settings(SETTINGS + PICTURE.format(alt="Ferries", height=250))
    paper.build()
    paper.build(edition="portable", output=paper.root / "portable")
    assert "Disallow: /fragments/\n" in paper.page("/robots.txt")
    for name, data in paper.snapshot().items():
        if name.endswith(".xml"):
            assert b"fragments" not in data and b"Ferries" not in data, name
    for name, data in paper.snapshot(paper.root / "portable").items():
        assert "fragments" not in name
        if name.endswith(".html"):
            assert b"page-fragment" not in data, name
    kept = re.sub(r"<!-- online -->.*?<!-- /online -->", "", article_page(paper), flags=re.DOTALL)
    assert "page-fragment" in article_page(paper) and "page-fragment" not in kept


def test_a_new_advertisement_rewrites_its_fragment_alone(paper: ScratchSite) -> None:
    paper.settings(SETTINGS + PICTURE.format(alt="Ferries", height=250))
    paper.rebuilt()
    assert '<svg class="advertisement-space" width="300" height="250"' in article_page(paper)
    fragment = paper.page(AD)
    assert (
        '<a href="https://ferries.example/" rel="sponsored"><img src="/ads/ferry.svg"' in fragment
    )
    assert 'alt="Ferries" width="300" height="250"' in fragment
    paper.settings(SETTINGS + PICTURE.format(alt="More & <more>", height=250))
    assert paper.rebuilt() == {AD}
    assert 'alt="More &amp; &lt;more&gt;"' in paper.page(AD)
    paper.settings(SETTINGS + PICTURE.format(alt="More & <more>", height=200))
    assert "/1987/03/05/old/" in paper.rebuilt()
    paper.settings(SETTINGS)
    paper.rebuilt()
    assert not paper.has(AD) and "advertisement" not in article_page(paper)


@pytest.mark.parametrize("theme", ["broadsheet", "plain"])
def test_every_place_for_advertisements_is_on_a_page(paper: ScratchSite, theme: str) -> None:
    settings = f'theme = "{theme}"\n{SETTINGS}'
    paper.settings(settings)
    places = Theme(load_site(paper.root)).settings.advertisements
    one = PICTURE.format(alt="Ferries", height=250)
    paper.settings(settings + "".join(one.replace(".article]", f".{place}]") for place in places))
    paper.article("a00.md", title="Story 0", date="2014-03-01", tags=["Ferries"])
    paper.build()
    pages = [path.read_text("utf-8") for path in paper.public.rglob("*.html")]
    for place in places:
        loading = f'<page-fragment src="/fragments/ad-{place}.html">'
        assert any(loading in page for page in pages), place
    assert "front" in places


def test_an_advertisement_is_shown_in_its_languages(paper: ScratchSite) -> None:
    paper.article("vieux.fr.md", title="Vieux", date="1987-03-06")
    one = PICTURE.format(alt="Ferries", height=250) + 'languages = ["fr"]\n'
    paper.settings(SETTINGS + one)
    paper.rebuilt()
    assert not paper.has(AD) and "advertisement" not in article_page(paper)
    assert "/ads/ferry.svg" in paper.page("/fr/fragments/ad-article.html")
    assert "/fr/fragments/ad-article.html" in paper.page("/fr/1987/03/06/vieux/")


def test_html_of_the_publisher_keeps_its_looks_and_runs_nothing(paper: ScratchSite) -> None:
    paper.write(
        "content/ads/ferry.html",
        '<p class="big" onclick="go()">Ferries <a href="../old.md">then</a></p>'
        '<script>go()</script><img src="ferry.svg" alt="A ferry" style="width: 3px">'
        '<iframe src="https://ferries.example/"></iframe><a href="javascript:go()">now</a>',
    )
    paper.settings(SETTINGS + SNIPPET)
    assert paper.build().waiting_files == []
    assert paper.has("/ads/ferry.svg") and not paper.has("/ads/ferry.html")
    fragment = paper.page(AD)
    assert '<p class="big">Ferries <a href="/1987/03/05/old/">then</a></p>' in fragment
    picture = '<img loading="lazy" decoding="async" src="/ads/ferry.svg" alt="A ferry">'
    assert picture in fragment
    assert '<a href="https://ferries.example/">ferries.example</a>' in fragment
    assert "go()" not in fragment and "iframe" not in fragment and "style" not in fragment
    paper.write("content/ads/ferry.html", "<p>No ferries</p>")
    assert paper.rebuilt() == {AD}
    assert "<p>No ferries</p>" in paper.page(AD)
    paper.settings(SETTINGS)
    assert [file.path for file in paper.build().waiting_files] == [
        "ads/ferry.html",
        "ads/ferry.svg",
    ]
