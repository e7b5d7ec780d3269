"""The pages of days whatever the year."""

from __future__ import annotations

import re

from scratch import ScratchSite


def years(html: str) -> list[str]:
    return re.findall(r'<h2 class="group-label"[^>]*><a href="([^"]+)">', html)


def test_a_day_has_its_articles_of_all_years(site: ScratchSite) -> None:
    site.article("a.md", date="1987-03-05")
    site.article("b.md", date="2014-03-05T08:00")
    site.article("other.md", date="2014-03-06")
    site.article("month.md", date="2014-03")
    site.article("draft.md", date="2013-03-05", draft=True)
    site.article("later.md", date="2099-03-05")
    site.build()
    page = site.page("/on-this-day/03-05/")
    assert "<h1>March 5</h1>" in page and "<p>2 articles</p>" in page
    assert years(page) == ["/2014/03/05/", "/1987/03/05/"]
    assert "Other" not in page and "Draft" not in page and "Later" not in page
    assert not site.has("/on-this-day/03-00/") and not site.has("/on-this-day/03-07/")
    assert "https://meridian.example/on-this-day/03-05/<" in site.page("/sitemaps/pages.xml")


def test_of_each_year_it_has_a_few(site: ScratchSite) -> None:
    for number in range(5):
        site.article(f"a{number}.md", date="1987-03-05")
    for number in range(3):
        site.article(f"b{number}.md", date="1988-03-05")
    site.build()
    page = site.page("/on-this-day/03-05/")
    assert re.findall(r">([AB]\d)<", page) == ["B0", "B1", "B2", "A0", "A1", "A2"]
    assert '<a href="/1987/03/05/">2 more articles of Thursday, March 5, 1987</a>' in page
    assert page.count("more article") == 1 and "<p>8 articles</p>" in page


def test_days_lead_to_one_another(site: ScratchSite) -> None:
    for day in ("01-01", "02-29", "12-31"):
        site.article(f"d{day}.md", date=f"2000-{day}")
    site.build()
    page = site.page("/on-this-day/02-29/")
    assert re.findall(r'rel="(prev|next)" href="([^"]+)"', page) == [
        ("prev", "/on-this-day/01-01/"),
        ("next", "/on-this-day/12-31/"),
    ]
    assert 'rel="prev"' not in site.page("/on-this-day/01-01/")
    index = site.page("/on-this-day/")
    found = re.findall(r'<a href="(/on-this-day/\d\d-\d\d/)"><title>([^<]+)</title>', index)
    assert found == [
        ("/on-this-day/01-01/", "January 1: 1 article"),
        ("/on-this-day/02-29/", "February 29: 1 article"),
        ("/on-this-day/12-31/", "December 31: 1 article"),
    ]


def test_articles_and_days_lead_to_it(site: ScratchSite) -> None:
    site.article("a.md", date="1987-03-05")
    site.article("month.md", date="1987-03")
    site.build()
    link = '<a href="/on-this-day/03-05/">'
    assert link in site.page("/1987/03/05/a/") and link in site.page("/1987/03/05/")
    assert "on-this-day" not in site.page("/1987/03/month/") + site.page("/1987/03/")
    assert '<a href="/on-this-day/">' in site.page("/archive/")


def test_each_language_has_its_own(site: ScratchSite) -> None:
    site.article("a.md", date="1987-03-05")
    site.article("a.fr.md", title="Le jour", date="1990-03-05")
    site.build()
    page = site.page("/fr/on-this-day/03-05/")
    assert "<h1>5 mars</h1>" in page and "Le jour" in page and years(page) == ["/fr/1990/03/05/"]
    assert 'href="/on-this-day/03-05/"' in page
    site.delete("a.fr.md")
    site.build()
    assert not site.has("/fr/on-this-day/03-05/") and not site.has("/fr/on-this-day/")


def test_an_archive_without_days_has_the_index_alone(site: ScratchSite) -> None:
    site.article("a.md", date="1987-03")
    site.build()
    assert "heat-map" not in site.page("/on-this-day/")
    assert "Nothing is filed here yet." in site.page("/on-this-day/")


def test_one_article_changes_its_day_and_those_beside_it_at_most(site: ScratchSite) -> None:
    for number in range(1, 29):
        site.article(f"a{number}.md", date=f"1987-02-{number:02}")
    site.build()

    def rebuilt() -> set[str]:
        return {page for page in site.rebuilt() if "/on-this-day/" in page}

    site.article("old.md", date="1960-02-14")
    assert rebuilt() == {"/on-this-day/", "/on-this-day/02-14/"}
    site.article("new.md", date="1990-07-01")
    assert rebuilt() == {"/on-this-day/", "/on-this-day/02-28/", "/on-this-day/07-01/"}
    site.delete("new.md")
    site.build()
    assert not site.has("/on-this-day/07-01/")
    assert 'rel="next"' not in site.page("/on-this-day/02-28/")
