"""Charts on the pages of the archive."""

from __future__ import annotations

import re

from scratch import ScratchSite


def marks(html: str) -> dict[str, tuple[str, str]]:
    """The text and the step of each square, by its link."""
    found = re.findall(
        r'<a href="([^"]+)"><title>([^<]+)</title><path class="chart-target"[^>]+>'
        r'<path class="step-(\d)"',
        html,
    )
    return {href: (text, step) for href, text, step in found}


def test_each_day_of_a_year_with_articles_is_a_link(site: ScratchSite) -> None:
    for name, day in (("a", "03-05"), ("b", "03-05"), ("c", "11-30")):
        site.article(f"{name}.md", date=f"1987-{day}")
    site.article("month.md", date="1987-07")
    site.article("other.md", date="1988-01-01")
    site.build()
    page = site.page("/1987/")
    assert marks(page) == {
        "/1987/03/05/": ("Thursday, March 5, 1987: 2 articles", "4"),
        "/1987/11/30/": ("Monday, November 30, 1987: 1 article", "2"),
    }
    assert "2 days with articles" in page
    assert not marks(site.page("/1987/03/")) and not marks(site.page("/1987/03/05/"))


def test_weeks_begin_as_in_the_language(site: ScratchSite) -> None:
    site.settings('title = "M"\nurl = "https://meridian.example/"\nlanguage = "en-US"\n')
    site.article("a.md", date="1987-03-05")
    site.build()
    letters = re.findall(r'class="chart-row"[^>]*>(\w)<', site.page("/1987/"))
    assert letters[:4] == ["S", "T", "T", "S"]


def test_a_year_without_days_has_no_heat_map(site: ScratchSite) -> None:
    site.article("a.md", date="1987-03")
    site.build()
    assert "heat-map" not in site.page("/1987/")


def test_the_archive_shows_every_month(site: ScratchSite) -> None:
    site.article("a.md", date="1987-03-05")
    site.article("b.md", date="1989")
    site.article("c.md", date="2001-02")
    site.article("c.fr.md", date="2001-03")
    site.build()
    page = site.page("/archive/")
    assert marks(page) == {
        "/1987/03/": ("March 1987: 1 article", "4"),
        "/2001/02/": ("February 2001: 1 article", "4"),
    }
    assert [*marks(site.page("/fr/archive/"))] == ["/fr/2001/03/"]
    assert re.findall(r"<h2>(\w+) ", page) == ["2000s", "1980s"]
    assert '<a href="/1989/"><path' in page and '<a href="/1988/"><path' not in page


def test_an_archive_of_years_alone_lists_them(site: ScratchSite) -> None:
    site.article("a.md", date="1987")
    site.build()
    page = site.page("/archive/")
    assert "heat-map" not in page and 'href="/1987/"' in page and "<details" not in page


def test_a_term_shows_its_articles_by_year(site: ScratchSite) -> None:
    for number, year in enumerate((1987, 1987, 1990)):
        site.article(f"a{number}.md", date=f"{year}-03-05", tags=["Flood"])
    site.article("b.md", date="1990-03-05", tags=["Sea"])
    site.build()
    page = site.page("/tags/flood/")
    table = re.findall(r'<th scope="row">(\d+)</th><td>(\d+)</td>', page)
    assert table == [("1987", "2"), ("1990", "1")]
    assert "Most in 1987: 2 articles" in page
    assert "bar-chart" not in site.page("/tags/sea/")


def test_no_year_stands_out_with_one_article(site: ScratchSite) -> None:
    for year in (1987, 1988, 1990):
        site.article(f"a{year}.md", date=f"{year}-03-05", tags=["Flood"])
    site.build()
    assert "<summary>Articles by year</summary>" in site.page("/tags/flood/")


def test_one_more_article_changes_no_other_chart(site: ScratchSite) -> None:
    for year in range(1980, 1990):
        site.article(f"a{year}.md", date=f"{year}-03-05", tags=["Flood", f"t{year % 3}"])
    site.build()
    site.article("new.md", date="1985-07-01", tags=["Flood"])
    rebuilt = site.rebuilt()
    years = {page for page in rebuilt if re.fullmatch(r"/\d{4}/", page)}
    assert years == {"/1985/"}
    assert {page for page in rebuilt if re.fullmatch(r"/tags/[^/]+/", page)} == {"/tags/flood/"}


def test_places_stand_on_a_map(site: ScratchSite) -> None:
    site.write(
        "content/places.toml",
        '["Port Louis"]\nlat = -20.16\nlon = 57.5\nnames = { fr = "Port-Louis" }\n',
    )
    site.article("a.md", location="Port Louis")
    site.article("b.md", location="Port Louis")
    site.article("c.md", location={"name": "Galle & <Fort>", "lat": 6.03, "lon": 80.22})
    site.article("d.md", location="Nowhere")
    site.article("hidden.md", location={"name": "Secret", "lat": 1, "lon": 60}, draft=True)
    site.build()
    page = site.page("/places/")
    found = re.findall(r'<a href="([^"]+)"><title>([^<]+)</title><circle', page)
    assert found == [
        ("/places/port-louis/", "Port Louis: 2 articles"),
        ("/places/galle-fort/", "Galle &amp; &lt;Fort&gt;: 1 article"),
    ]
    assert "2 places on the map" in page and "places-map-land" in page
    assert "Secret" not in page


def test_places_that_are_close_together_have_a_map_of_their_own(site: ScratchSite) -> None:
    places = {"Port Louis": -20.16, "Vacoas": -20.3, "Mahebourg": -20.4, "Souillac": -20.5}
    for name, latitude in places.items():
        site.article(f"{name}.md", location={"name": name, "lat": latitude, "lon": 57.5})
    site.article("more.md", location={"name": "Port Louis", "lat": -20.16, "lon": 57.5})
    site.build()
    assert site.page("/places/").count("places-map-land") == 1
    site.article("far.md", location={"name": "London", "lat": 51.5, "lon": -0.1})
    site.build()
    page = site.page("/places/")
    assert "<h2>Around Port Louis</h2>" in page
    near = page.partition("<h2>Around")[2].partition("</svg>")[0]
    assert near.count("<circle") == 4 and "London" not in near


def test_one_place_makes_no_map(site: ScratchSite) -> None:
    site.article("a.md", location={"name": "Galle", "lat": 6.03, "lon": 80.22})
    site.build()
    assert "places-map" not in site.page("/places/")


def test_a_place_shows_the_temperatures_noted_there(site: ScratchSite) -> None:
    for number, weather in enumerate(("24.7 C", "76 °F, rain", "30 C")):
        site.article(f"a{number}.md", date=f"198{number}-03-05", weather=weather, location="Galle")
    site.article("cold.md", date="1990-07-01", weather="−3 C", location="Galle")
    site.article("vague.md", date="1990", weather="50 C", location="Galle")
    site.article("typo.md", date="1990-09-01", weather="247 C", location="Galle")
    site.article("bare.md", date="1990-08-01", weather="24°", location="Galle")
    site.article("other.md", date="1990-08-01", weather="20 C", location="Colombo")
    site.build()
    page = site.page("/places/galle/")
    rows = re.findall(r'<th scope="row">(\w+)</th>((?:<td>[^<]*</td>){3})', page)
    assert [(month, re.findall(r"<td>([^<]*)", cells)) for month, cells in rows] == [
        ("March", ["24.4", "26.4", "30.0"]),
        ("July", ["−3.0", "−3.0", "−3.0"]),
    ]
    assert "4 temperatures noted here" in page
    assert "temperature-plot" not in site.page("/places/colombo/")


def test_a_corrected_note_changes_the_plot(site: ScratchSite) -> None:
    for number in range(3):
        site.article(f"a{number}.md", date=f"198{number}-03-05", weather="24 C", location="Galle")
    site.build()
    site.article("a0.md", date="1980-03-05", weather="10 C", location="Galle")
    site.build()
    assert "<td>10.0</td>" in site.page("/places/galle/")


def test_a_plot_has_the_unit_of_its_language(site: ScratchSite) -> None:
    site.settings(
        'title = "M"\nurl = "https://meridian.example/"\n[languages.en]\ntemperature = "F"\n'
    )
    for number in range(3):
        site.article(f"a{number}.md", date=f"198{number}-03-05", weather="25 C", location="Galle")
    site.build()
    page = site.page("/places/galle/")
    assert "In degrees Fahrenheit" in page and "<td>77.0</td>" in page and ">80°<" in page


def test_a_minus_sign_stays_before_its_number_in_arabic(site: ScratchSite) -> None:
    site.settings('title = "M"\nurl = "https://meridian.example/"\nlanguage = "ar"\n')
    for number in range(3):
        site.article(f"a{number}.md", date=f"198{number}-03-05", weather="−3 C", location="Galle")
    site.build()
    assert "<td>\u2066−3.0\u2069</td>" in site.page("/places/galle/")
