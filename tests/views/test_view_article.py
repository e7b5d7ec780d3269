"""The page of one article."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from dateline.problems import ProblemsFound
from scratch import SETTINGS, SQUARE, ScratchSite

FULL: dict[str, Any] = {
    "title": "Gervaise spares the harbour",
    "subtitle": "Warehouses lose their roofs",
    "kicker": "Cyclone",
    "summary": "The cyclone turned east at dawn.",
    "date": "1975-02-07T07:30:00+04:00",
    "updated": "1975-02-08",
    "dateline": "PORT LOUIS, Mauritius",
    "location": {"name": "Port Louis", "country": "Mauritius", "lat": -20.16, "lon": 57.5},
    "weather": "24.7 C",
    "section": "News",
    "series": "Storms",
    "authors": ["Ann Lee", "Bo Chan"],
    "tags": ["Cyclone", "Port"],
    "print": {"edition": "Morning", "page": "3"},
    "source": "Reuters",
    "rights": "© The Meridian",
    "corrections": [{"date": "1975-02-09", "text": "The wind was less."}],
    "extra": {"mood": "grave"},
}
URL = "/1975/02/07/gervaise/"


def text_of(html: str, tag: str, class_: str) -> str:
    """The words inside the first element of a class, tags left out."""
    found = re.search(rf'<{tag} class="{class_}">(.*?)</{tag}>', html, re.DOTALL)
    assert found, f"no <{tag} class={class_}>"
    return " ".join(re.sub(r"<[^>]*>", "", found[1]).split())


def structured(html: str) -> dict[str, Any]:
    """The page's JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_it_opens_as_on_paper(site: ScratchSite) -> None:
    site.article("gervaise.md", "The wind fell.\n\nIt rose again.", **FULL)
    site.build()
    page = site.page(URL)
    assert text_of(page, "p", "folio") == "24.7 °C · Port Louis · Friday, February 7, 1975"
    assert (
        '<p><span class="dateline">PORT LOUIS, Mauritius</span> — The wind fell.</p>'
        "\n<p>It rose again.</p>"
    ) in page
    assert '<time datetime="1975-02-07T07:30:00+04:00">' in page
    assert 'href="/places/port-louis/"' in page
    for words in ("Morning, page 3", "Reuters", "© The Meridian", "The wind was less."):
        assert words in page


@pytest.mark.parametrize(
    ("body", "opening"),
    [
        ("## Heading\n\nText.", '<p><span class="dateline">GALLE</span> — </p>\n<h2'),
        ("", '<p><span class="dateline">GALLE</span> — </p>'),
        ("Text.", '<p><span class="dateline">GALLE</span> — Text.</p>'),
    ],
)
def test_the_dateline_is_run_in(site: ScratchSite, body: str, opening: str) -> None:
    site.article("a.md", body, dateline="GALLE")
    site.build()
    assert opening in site.page("/2014/03/05/a/")


def test_neighbours_in_time(site: ScratchSite) -> None:
    for year in (1975, 1990, 2001):
        site.article(f"y{year}.md", title=f"Year {year}", date=str(year))
    site.article("fr.fr.md", title="Mille neuf cent", date="1991")
    site.build()
    page = site.page("/1990/y1990/")
    assert re.search(r'rel="prev" href="/1975/y1975/">.*Year 1975', page)
    assert re.search(r'rel="next" href="/2001/y2001/">.*Year 2001', page)
    assert 'rel="prev"' not in site.page("/1975/y1975/")
    assert 'rel="next"' not in site.page("/2001/y2001/")
    assert 'class="pager"' not in site.page("/fr/1991/fr/")


def test_translations_know_each_other(site: ScratchSite) -> None:
    site.article("port.md", date="2014-05-06")
    site.article("port.fr.md", title="Le port", date="2014-05-06", slug="le-port")
    site.article("alone.md", date="2014-05-06")
    site.build()
    english, french = "/2014/05/06/port/", "/fr/2014/05/06/le-port/"
    for url in (english, french):
        page = site.page(url)
        for lang, other in (("en", english), ("fr", french)):
            href = f"https://meridian.example{other}"
            assert f'<link rel="alternate" hreflang="{lang}" href="{href}">' in page
        default = f'hreflang="x-default" href="https://meridian.example{english}">'
        assert f'<link rel="alternate" {default}' in page
    assert f'<a href="{french}" lang="fr" hreflang="fr" dir="auto">' in site.page(english)
    assert '<html lang="fr">' in site.page(french)
    assert "hreflang" not in site.page("/2014/05/06/alone/").partition("<body>")[0]


def test_a_language_of_a_region_is_named_in_the_words_of_the_language(site: ScratchSite) -> None:
    site.settings(
        SETTINGS.replace("languages = {", 'languages = { "fr-CA" = {}, "pt-BR" = {}, "es-MX" = {},')
    )
    for lang in ("fr-CA", "pt-BR", "es-MX"):
        site.article(f"port.{lang}.md", date="2014-05-06")
    site.article("port.md", date="2014-05-06")
    site.build()
    english = site.page("/2014/05/06/port/")
    assert 'lang="pt-BR" hreflang="pt-BR" dir="auto">Português</a>' in english
    assert 'lang="es-MX" hreflang="es-MX" dir="auto">Español</a>' in english
    # SETTINGS has French besides: two links would say the same.
    assert 'lang="fr-CA" hreflang="fr-CA" dir="auto">Français (Canada)</a>' in english

    site.settings(SETTINGS.replace("languages = { fr = {", 'languages = { "fr-CA" = {'))
    site.build()
    english = site.page("/2014/05/06/port/")
    assert 'lang="fr-CA" hreflang="fr-CA" dir="auto">Lire en français</a>' in english


def test_an_article_without_a_translation_leads_to_the_front_page_and_says_so(
    site: ScratchSite,
) -> None:
    site.settings(SETTINGS.replace("languages = {", "languages = { ar = {},"))
    site.article("alone.md", date="2014-05-06")
    site.article("seul.fr.md", date="2014-05-07")
    site.article("wahid.ar.md", date="2014-05-08", weather="24.7 C")
    site.build()
    english, french = site.page("/2014/05/06/alone/"), site.page("/fr/2014/05/07/seul/")
    arabic = site.page("/ar/2014/05/08/wahid/")
    to_french = (
        '<a href="/fr/" lang="fr" hreflang="fr" dir="auto">La une en français'
        '<span class="hidden">. Cette page n’existe pas en français.</span></a>'
    )
    to_english = (
        '<a href="/" lang="en" hreflang="en" dir="auto">Front page in English'
        '<span class="hidden">. This page is not in English.</span></a>'
    )
    assert to_french in english and to_french in arabic
    assert to_english in french and to_english in arabic
    # No catalog has words in Arabic.
    assert (
        '<a href="/ar/" lang="ar" hreflang="ar" dir="auto">العربية'
        '<span class="hidden" lang="fr"> (À la une)</span></a>'
    ) in french
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "\u206624.7\u00a0°C\u2069" in arabic  # isolated, so that the unit follows the number
    for page in (english, french, arabic):
        assert 'rel="alternate" hreflang' not in page


def test_weather_is_shown_in_the_unit_of_the_language(site: ScratchSite) -> None:
    french = 'fr = { title = "Le Méridien", temperature = "C" }'
    site.settings(
        SETTINGS.replace(
            'fr = { title = "Le Méridien" }', f'en = {{ temperature = "F" }}, {french}'
        )
    )
    site.article("warm.md", date="2014-05-06", weather="24.7 C, light rain")
    site.article("warm.fr.md", date="2014-05-06", weather="24.7 C, pluie")
    site.article("fair.md", date="2014-05-07", weather="Fair")
    site.build()
    warm = site.page("/2014/05/06/warm/").partition('class="folio"')[2]
    data = '<data class="weather" value="24.7\u00a0°C" title="24.7\u00a0°C as printed">'
    assert f"{data}76\u00a0°F, light rain</data> (24.7\u00a0°C)" in warm
    assert '<span class="weather">24,7\u00a0°C, pluie</span>' in site.page("/fr/2014/05/06/warm/")
    assert '<span class="weather">Fair</span>' in site.page("/2014/05/07/fair/")
    assert data in site.page("/2014/05/06/")


def test_structured_data(site: ScratchSite) -> None:
    site.write("content/p.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>')
    site.article("gervaise.md", image="p.svg", **FULL)
    site.build()
    html = site.page(URL)
    data = structured(html)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == FULL["title"]
    assert data["datePublished"] == FULL["date"]
    assert data["image"] == "https://meridian.example/p.svg"
    assert 'property="og:image" content="https://meridian.example/p.svg"' in html
    assert data["mainEntityOfPage"] == f"https://meridian.example{URL}"
    assert [author["name"] for author in data["author"]] == ["Ann Lee", "Bo Chan"]
    assert data["contentLocation"]["geo"]["latitude"] == -20.16
    assert data["printPage"] == "3"


def test_structured_data_cannot_end_its_script(site: ScratchSite) -> None:
    site.article("a.md", title="</script><script>alert(1)</script> & <!-- “so”")
    site.build()
    page = site.page("/2014/03/05/a/")
    assert "alert(1)</script>" not in page
    assert structured(page)["headline"].startswith("</script>")


def test_a_canonical_address_elsewhere(site: ScratchSite) -> None:
    site.article("a.md", canonical="https://other.example/first/")
    site.build()
    page = site.page("/2014/03/05/a/")
    assert '<link rel="canonical" href="https://other.example/first/">' in page


def test_links_lead_to_where_articles_are(site: ScratchSite) -> None:
    site.article("2014/a.md", "[b](../2015/b.md#part) [page](../about.md) [f](f.pdf)")
    site.article("2015/b.md", date="2015-01-02", slug="bee")
    site.article("about.md", kind="page", date=None)
    site.write("content/2014/f.pdf", b"%PDF")
    site.build(base_url="https://meridian.example/old/")
    page = site.page("/2014/03/05/a/")
    for href in ("/old/2015/01/02/bee/#part", "/old/about/", "/old/2014/f.pdf"):
        assert f'href="{href}"' in page


def test_a_link_to_what_is_not_public_loses_only_its_link(site: ScratchSite) -> None:
    site.article("a.md", "See [the plan](b.md).")
    site.article("b.md", title="Secret plan", draft=True)
    site.build()
    page = site.page("/2014/03/05/a/")
    assert "the plan" in page
    assert "Secret" not in page and "/b/" not in page


def test_a_page_without_a_date(site: ScratchSite) -> None:
    site.article("papers/about.md", "Who *we* are.", title="About us", kind="page", date=None)
    site.article("papers/about.fr.md", title="Qui sommes-nous", kind="page", date=None)
    site.build()
    page = site.page("/papers/about/")
    assert "<h1>About us</h1>" in page and "<em>we</em>" in page
    assert 'href="/fr/papers/about/"' in page
    assert "About us" not in site.page("/") + site.page("/archive/") + site.page("/feed.xml")


def test_names_of_others_turn_no_line_around(site: ScratchSite) -> None:
    turned = "Bob\u202e"
    site.article(
        "a.md", title="A \u202estory", authors=[turned], location=turned, date="2024-11-23"
    )
    summary = site.build()
    page = site.page("/2024/11/23/a/")
    assert "\u202e" not in page
    assert 'rel="author" dir="auto">Bob<' in page and 'dir="auto">Bob</a>' in page
    told = [one for one in summary.problems if one.kind == "control-character"]
    assert len(told) == 3 and all(one.severity == "warning" for one in told)


def test_a_title_of_which_nothing_is_seen_is_empty(site: ScratchSite) -> None:
    site.article("a.md", title="\u202e\u200b")
    with pytest.raises(ProblemsFound) as found:
        site.build()
    assert [one.message for one in found.value.problems if one.severity == "error"] == [
        "The title is empty"
    ]


def test_an_implausible_temperature_is_told(site: ScratchSite) -> None:
    site.article("a.md", weather="247 C")
    site.article("b.md", weather="-60 F")
    site.article("c.md", weather=f"{'9' * 5_000} C")
    site.article("d.md", weather="-99 C, snow")
    first, second, third = site.build().problems
    assert (first.path, first.line) == ("content/a.md", 4)
    assert first.message == "No place on earth has been as hot as “247 C”; charts leave it out"
    assert "as cold as “-99 C, snow”" in third.message
    assert second.path == "content/c.md" and len(second.message) < 200
    assert "247 C" in site.page("/2014/03/05/a/")


def test_a_flag_is_no_weather_note(site: ScratchSite) -> None:
    site.article("a.md", weather="true")
    (problem,) = site.build().problems
    assert (problem.severity, problem.message) == (
        "warning",
        "“true” is not a weather note; it is left out",
    )
    assert ">true<" not in re.sub(r"\s", "", site.page("/2014/03/05/a/"))


def test_an_address_in_front_matter_is_decoded_once(site: ScratchSite) -> None:
    site.write("content/100%25.svg", SQUARE.format(width=90))
    site.article("a.md", image={"src": "/100%2525.svg", "alt": "A square"})
    assert not site.build().problems
    assert 'src="/100%2525.svg"' in site.page("/2014/03/05/a/")


def test_the_byline_of_a_corrected_article_leads_to_what_was_corrected(site: ScratchSite) -> None:
    site.article("gervaise.md", **FULL)
    site.article("seul.fr.md", corrections=["Le port, c'était Galle."])
    site.article("other.md")
    site.build()
    mark = '<a class="corrected" href="#page--corrections">{}</a>'
    page = site.page(URL)
    byline, _, rest = page.partition('<p class="byline">')[2].partition("</p>")
    assert mark.format("Corrected") in byline and 'id="page--corrections"' in rest
    assert mark.format("Rectifié") in site.page("/fr/2014/03/05/seul/")
    assert "corrected" not in site.page("/2014/03/05/other/")


def test_a_french_credit_is_set_like_its_caption(site: ScratchSite) -> None:
    site.write("content/a.svg", SQUARE.format(width=90))
    image = {"src": "a.svg", "alt": "Le port", "caption": "Au port !", "credit": "Photo : l'agence"}
    site.article("un.fr.md", image=image)
    site.build()
    page = site.page("/fr/2014/03/05/un/")
    assert "Au port\u202f! <small>Photo\u00a0: l’agence</small>" in page
