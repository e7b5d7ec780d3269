"""Days, months, years; dates of which only a part is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scratch import SETTINGS, ScratchSite


@pytest.fixture
def small(tmp_path: Path) -> ScratchSite:
    """An archive whose lists hold ten articles."""
    return ScratchSite(tmp_path / "site", SETTINGS + "[lists]\nlimit = 10\n")


def hrefs(html: str) -> list[str]:
    """The links of the main part of a page."""
    return re.findall(r'href="([^"]*)"', html.partition("<main")[2].partition("</main>")[0])


def test_a_date_stands_on_the_pages_of_what_is_known(site: ScratchSite) -> None:
    site.article("day.md", date="1987-03-05")
    site.article("month.md", date="1987-03")
    site.article("year.md", date="1987")
    site.build()
    day, month, year = "/1987/03/05/day/", "/1987/03/month/", "/1987/year/"
    assert site.has(day) and site.has(month) and site.has(year)
    assert {day, month, year} <= set(hrefs(site.page("/1987/")))
    assert {day, month} <= set(hrefs(site.page("/1987/03/")))
    assert year not in hrefs(site.page("/1987/03/"))
    assert month not in hrefs(site.page("/1987/03/05/"))
    assert not site.has("/1987/01/") and not site.has("/1987/03/01/")
    assert '<time datetime="1987">1987</time>' in site.page(year)
    assert '<time datetime="1987-03">March 1987</time>' in site.page(month)


def test_the_day_is_the_one_written(site: ScratchSite) -> None:
    site.article("late.md", date="1987-03-05T23:30:00-08:00")
    site.build()
    assert site.has("/1987/03/05/late/") and site.has("/1987/03/05/")


def test_a_day_has_its_edition(site: ScratchSite) -> None:
    site.article("a.md", weather="24.7 C", location="Galle", date="1987-03-05")
    site.build()
    head = site.page("/1987/03/05/").partition("<main")[0]
    assert re.search(r'class="weather">24\.7\s°C<', head) and ">Galle</a>" in head
    assert '<h1 class="edition-date"><time datetime="1987-03-05">Thursday, March 5' in head


def test_beyond_the_limit_a_year_and_a_month_become_indexes(small: ScratchSite) -> None:
    for day in range(1, 11):
        small.article(f"d{day}.md", date=f"1987-03-{day:02}")
    small.build()
    assert "/1987/03/01/d1/" in hrefs(small.page("/1987/"))
    small.article("vague.md", date="1987-03")
    small.article("vaguer.md", date="1987")
    small.build()
    year, month = hrefs(small.page("/1987/")), hrefs(small.page("/1987/03/"))
    assert "/1987/03/01/d1/" not in year + month
    assert "/1987/03/" in year and "/1987/vaguer/" in year
    assert "/1987/03/01/" in month and "/1987/03/vague/" in month
    assert "/1987/03/01/d1/" in hrefs(small.page("/1987/03/01/"))


def test_periods_lead_to_those_beside_them(site: ScratchSite) -> None:
    for date in ("1987-03-05", "1987-03-20", "1987-11-30", "2001-01-01"):
        site.article(f"a{date}.md", date=date)
    site.build()
    assert 'rel="next" href="/1987/03/20/"' in site.page("/1987/03/05/")
    assert 'rel="prev" href="/1987/03/20/"' in site.page("/1987/11/30/")
    assert 'rel="next" href="/1987/11/"' in site.page("/1987/03/")
    assert 'rel="next" href="/2001/"' in site.page("/1987/")
    assert {"/1987/", "/2001/"} <= set(hrefs(site.page("/archive/")))


def test_each_language_has_its_own_calendar(site: ScratchSite) -> None:
    site.article("a.md", date="1987-03-05")
    site.article("b.fr.md", date="1987-03-05")
    site.article("c.fr.md", date="1987-04-01")
    site.build()
    other = 'hreflang="fr" href="https://meridian.example/fr/1987/03/05/"'
    assert other in site.page("/1987/03/05/")
    assert "hreflang" not in site.page("/fr/1987/04/01/").partition("<body>")[0]
    assert "jeudi 5 mars 1987" in site.page("/fr/1987/03/05/")
    assert not site.has("/1987/04/")


def test_a_decade_at_the_head_of_a_column_has_a_capital(site: ScratchSite) -> None:
    site.article("a.fr.md", date="1987-03-05")
    site.build()
    assert ">Années 1980<" in site.page("/fr/archive/")


def test_the_front_page(site: ScratchSite) -> None:
    site.article("first.md", title="First", date="1987", section="News")
    site.article("must.md", title="Read me", date="1988", must_read=True)
    site.article("last.md", title="Last", date="2001-02-03", weather="fine", section="Sport")
    site.build()
    page = site.page("/")
    assert '<p><span class="weather">fine</span></p>' in page.partition("<main")[0]
    for url in ("/1987/first/", "/1988/must/", "/2001/02/03/last/", "/sections/", "/1987/"):
        assert f'href="{url}"' in page
    assert "3 articles, 1987–2001" in page
