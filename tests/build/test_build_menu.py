"""The menu leads to the sections and taxonomies that have articles, whatever came before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scratch import SETTINGS, ScratchSite, assert_same, urls

ARTICLE = "/2014/05/06/port/"


def menu(site: ScratchSite, url: str, part: str) -> bool:
    """Whether the masthead's menu and the footer of a page both lead to `part`; or neither does."""
    link = f'href="{part}"'
    shown = link in head(site, url)
    assert shown == (link in site.page(url).rpartition('<footer class="footer">')[2])
    return shown


def head(site: ScratchSite, url: str) -> str:
    """What is above the contents of a page."""
    return site.page(url).partition("<main")[0]


def test_a_taxonomy_without_terms_is_linked_from_nowhere_and_has_no_page(
    archive: ScratchSite,
) -> None:
    assert menu(archive, ARTICLE, "/tags/") and menu(archive, ARTICLE, "/places/")
    assert not archive.has("/series/") and not archive.has("/authors/")
    for name, data in archive.snapshot().items():
        if not name.endswith((".js", ".css")):
            assert b"/series/" not in data and b"/authors/" not in data, name


def test_the_first_article_of_a_taxonomy_changes_every_page(archive: ScratchSite) -> None:
    archive.article("2000/first.md", date="2000-01-01", series="Reefs")
    summary = archive.build()
    assert {"/404.html", "/search/", "/archive/", "/1985/02/03/storm/"} <= urls(summary)
    reasons = dict(summary.written)
    assert reasons["/1985/02/03/storm/"] == "the menu changed: series has its first article"
    assert menu(archive, ARTICLE, "/series/") and archive.has("/series/")
    archive.article("2000/second.md", date="2000-01-05", series="Isles")
    assert "/1985/02/03/storm/" not in archive.rebuilt()


def test_the_menu_goes_back_with_the_last_article(archive: ScratchSite) -> None:
    before = archive.snapshot()
    archive.article("2000/first.md", date="2000-01-01", series="Reefs")
    archive.rebuilt()
    archive.article("2000/first.md", date="2000-01-01", series="Reefs", draft=True)
    summary = archive.build()
    reason = "the menu changed: series no longer has any articles"
    assert reason in {reason for _, reason in summary.written}
    assert archive.snapshot() == before


def test_each_language_has_its_own_menu(archive: ScratchSite) -> None:
    archive.article("2014/port.fr.md", title="Le port", date="2014-05-06", authors=["Ann"])
    archive.rebuilt()
    assert menu(archive, "/fr/", "/fr/authors/") and not menu(archive, "/fr/", "/fr/tags/")
    assert not menu(archive, "/", "/authors/")
    assert 'rel="alternate" hreflang="fr"' not in archive.page("/tags/")
    archive.article("2014/port.md", title="The port", date="2014-05-06", authors=["Ann"])
    archive.rebuilt()
    assert 'rel="alternate" hreflang="fr"' in archive.page("/authors/")


def test_every_page_leads_to_a_new_language(archive: ScratchSite) -> None:
    before = archive.snapshot()
    archive.article("2014/port.fr.md", title="Le port", date="2014-05-06")
    summary = archive.build()
    reasons = dict(summary.written)
    assert reasons["/1985/02/03/storm/"] == "the menu changed: fr has its first article"
    assert '<a href="/fr/" lang="fr"' in archive.page("/1985/02/03/storm/")
    archive.article("2014/quay.fr.md", title="Le quai", date="2014-05-09")
    assert "/1985/02/03/storm/" not in archive.rebuilt()
    archive.delete("2014/port.fr.md")
    archive.delete("2014/quay.fr.md")
    archive.rebuilt()
    assert archive.snapshot() == before


@pytest.mark.parametrize("search", [False, True])
def test_an_archive_without_any_term(tmp_path: Path, search: bool) -> None:
    site = ScratchSite(tmp_path / "plain", SETTINGS, search=search)
    site.article("a.md")
    site.rebuilt()
    for url in ("/", "/2014/03/05/a/", "/search/", "/archive/", "/404.html"):
        assert not menu(site, url, "/tags/")
    site.article("a.md", tags=["Sea"])
    site.rebuilt()
    assert menu(site, "/search/", "/tags/")
    assert 'data-taxonomy="tags"' in site.page("/search/")
    assert 'data-taxonomy="places"' not in site.page("/search/")


def test_sections_come_first_in_the_order_of_their_register(archive: ScratchSite) -> None:
    archive.write("content/sections.toml", '["Sport"]\n["Arts"]\nnames = { fr = "Culture" }\n')
    archive.article("2000/a.md", date="2000-01-01", section="Arts")
    archive.article("2000/s.md", date="2000-01-02", section="Sport")
    archive.article("2000/s.fr.md", title="Sport", date="2000-01-02", section="Arts")
    archive.build()
    links = re.compile(r'<nav class="menu".*?</nav>', re.DOTALL)

    def names(url: str) -> list[str]:
        found = links.search(head(archive, url))
        assert found
        return re.findall(r">([^<\s]+)</a>", found[0])

    assert names(ARTICLE) == ["Sport", "Arts", "Archive"]
    assert names("/fr/") == ["Culture", "Archives"]
    archive.write("content/sections.toml", '["Arts"]\n["Sport"]\nname = "Games"\n')
    reasons = set(dict(archive.build().written).values())
    assert "the menu changed: the section Games has its first article" in reasons
    assert names(ARTICLE) == ["Arts", "Games", "Archive"]
    archive.write("content/sections.toml", '["Sport"]\nname = "Games"\n["Arts"]\n')
    reasons = set(dict(archive.build().written).values())
    assert "the menu changed: the sections have another order or address" in reasons
    assert names(ARTICLE) == ["Games", "Arts", "Archive"]
    assert_same(archive.snapshot(), archive.clean_snapshot())


def test_a_section_that_is_in_no_register_changes_only_its_own_pages(archive: ScratchSite) -> None:
    archive.article("2000/a.md", date="2000-01-01", section="Arts")
    archive.rebuilt()
    assert 'href="/sections/"' in head(archive, ARTICLE)
    archive.article("2000/s.md", date="2000-01-02", section="Sport")
    assert ARTICLE not in archive.rebuilt()
