"""What pages say of themselves to machines: schema.org, Open Graph, and citations."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from dateline.views.length import length_of
from scratch import SETTINGS, ScratchSite

ROOT = "https://meridian.example/"


def blocks(page: str) -> list[dict[str, Any]]:
    """The blocks of JSON-LD of a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(block) for block in found]


def metadata(page: str, start: str) -> list[tuple[str, str]]:
    """The names and contents of the <meta> elements whose names have this `start`, in order."""
    pattern = rf'<meta (?:name|property)="({start}[^"]*)" content="([^"]*)">'
    return [(name, html.unescape(content)) for name, content in re.findall(pattern, page)]


def test_an_article_says_where_it_belongs(site: ScratchSite) -> None:
    site.article(
        "gervaise.md",
        "The wind *fell*. It rose.",
        date="1975-02-07",
        subtitle="Roofs are lost",
        series="Storms",
        authors=["Ann Lee"],
        print={"edition": "Morning", "page": "3"},
        dateline="PORT LOUIS",
        corrections=[{"date": "1975-02-09", "text": "Less wind."}, "More rain."],
    )
    site.build()
    article, breadcrumbs = blocks(site.page("/1975/02/07/gervaise/"))
    assert article["@context"] == breadcrumbs["@context"] == "https://schema.org"
    assert article["alternativeHeadline"] == "Roofs are lost"
    assert article["wordCount"] == 5
    assert article["isPartOf"] == {
        "@type": "CreativeWorkSeries",
        "name": "Storms",
        "url": ROOT + "series/storms/",
    }
    person = {"@type": "Person", "name": "Ann Lee", "url": ROOT + "authors/ann-lee/"}
    assert article["author"] == [person]
    assert (article["printEdition"], article["printPage"]) == ("Morning", "3")
    assert article["dateline"] == "PORT LOUIS"
    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "Less wind.", "datePublished": "1975-02-09"},
        {"@type": "CorrectionComment", "text": "More rain."},
    ]
    assert breadcrumbs["@type"] == "BreadcrumbList"
    trail = [(each["position"], each["item"]) for each in breadcrumbs["itemListElement"]]
    assert trail == [
        (number, ROOT + path)
        for number, path in enumerate(("", "1975/", "1975/02/", "1975/02/07/"), 1)
    ]


def test_translations_name_the_original(site: ScratchSite) -> None:
    site.settings(SETTINGS.replace("languages = {", "languages = { de = {}, "))
    site.article("rain.md")
    site.article("rain.fr.md", title="Pluie")
    site.article("rain.de.md", title="Regen")
    site.article("snow.fr.md", title="Neige")
    site.article("snow.de.md", title="Schnee")
    site.build()
    original = blocks(site.page("/2014/03/05/rain/"))[0]
    urls = [work["@id"] for work in original["workTranslation"]]
    assert urls == [ROOT + "de/2014/03/05/rain/", ROOT + "fr/2014/03/05/rain/"]
    french = blocks(site.page("/fr/2014/03/05/rain/"))[0]
    assert french["translationOfWork"]["@id"] == ROOT + "2014/03/05/rain/"
    assert "workTranslation" not in french
    assert not {"workTranslation", "translationOfWork"} & set(
        blocks(site.page("/fr/2014/03/05/snow/"))[0]
    )


def test_lists_say_what_they_are_about(site: ScratchSite) -> None:
    site.write(
        "content/places.toml",
        '["Galle"]\ncountry = "Sri Lanka"\nlat = 6.03\nlon = 80.2\ndescription = "A port"\n',
    )
    site.write("content/authors.toml", '["Ann"]\nurl = "https://ann.example/"\n')
    site.article("a.md", location="Galle", authors=["Ann"], tags=["Sea"], series="Ports")
    site.build()
    place = blocks(site.page("/places/galle/"))[0]
    assert place["@type"] == "CollectionPage"
    assert place["about"] == {
        "@type": "Place",
        "name": "Galle",
        "url": ROOT + "places/galle/",
        "address": {"@type": "PostalAddress", "addressCountry": "Sri Lanka"},
        "geo": {"@type": "GeoCoordinates", "latitude": 6.03, "longitude": 80.2},
        "description": "A port",
    }
    author = blocks(site.page("/authors/ann/"))[0]
    assert author["@type"] == "ProfilePage"
    assert author["mainEntity"]["@type"] == "Person"
    assert author["mainEntity"]["sameAs"] == "https://ann.example/"
    assert blocks(site.page("/tags/sea/"))[0]["about"]["@type"] == "Thing"
    assert blocks(site.page("/series/ports/"))[0]["about"]["@type"] == "CreativeWorkSeries"
    for url in ("/tags/", "/2014/", "/2014/03/05/", "/archive/"):
        page = blocks(site.page(url))[0]
        assert page["@type"] == "CollectionPage"
        assert page["url"] == ROOT.removesuffix("/") + url
        assert page["isPartOf"]["url"] == ROOT
    home = blocks(site.page("/"))[0]
    assert home["@type"] == "WebSite"
    assert home["potentialAction"]["target"] == ROOT + "search/?q={search_term_string}"


def test_every_kind_of_page_can_be_shared(site: ScratchSite) -> None:
    site.article("a.md", title="Rain & sun", tags=["Sea"], section="News")
    site.article("about.md", title="About us", kind="page", date=None)
    site.build()
    for url in ("/", "/2014/03/05/a/", "/2014/", "/tags/", "/tags/sea/", "/about/"):
        graph = dict(metadata(site.page(url), "og:"))
        assert graph["og:url"] == ROOT.removesuffix("/") + url
        assert graph["og:type"] == ("article" if url.endswith("/a/") else "website")
        assert graph["og:image"].startswith(ROOT) and graph["og:site_name"] == "The Meridian"
        assert graph["og:title"]
    page = site.page("/2014/03/05/a/")
    assert dict(metadata(page, "og:"))["og:title"] == "Rain & sun"
    assert dict(metadata(page, "article:"))["article:section"] == "News"
    assert metadata(site.page("/search/"), "og:") == []


def test_reference_managers_find_what_to_cite(site: ScratchSite) -> None:
    site.article(
        "gervaise.md",
        title="“Gale” & <gusts>",
        date="1975-02",
        authors=["Ann Lee", "Bo Chan"],
        print={"edition": "Morning", "page": "3"},
    )
    site.article("plain.md", date="1975-02-07T07:30:00+04:00")
    site.build()
    assert metadata(site.page("/1975/02/gervaise/"), "citation_") == [
        ("citation_title", "“Gale” & <gusts>"),
        ("citation_author", "Ann Lee"),
        ("citation_author", "Bo Chan"),
        ("citation_publication_date", "1975/02"),
        ("citation_journal_title", "The Meridian"),
        ("citation_language", "en"),
        ("citation_public_url", ROOT + "1975/02/gervaise/"),
        ("citation_firstpage", "3"),
    ]
    plain = dict(metadata(site.page("/1975/02/07/plain/"), "citation_"))
    assert plain["citation_publication_date"] == "1975/02/07"
    assert not {"citation_author", "citation_firstpage"} & set(plain)


def test_readers_find_the_citation_without_a_script(site: ScratchSite) -> None:
    keys: dict[str, Any] = {
        "title": "Gale",
        "date": "1975-02-07",
        "authors": ["Ann <Lee>", "Bo Chan"],
        "print": {"edition": "Morning", "page": "3"},
    }
    site.article("gale.md", **keys)
    site.article("gale.fr.md", **{**keys, "authors": None, "print": None, "date": "1975"})
    site.build()

    def citation(url: str) -> str:
        found = re.search(r'<p class="cite-text">(.*?)</p>', site.page(url), re.DOTALL)
        assert found
        return html.unescape(re.sub("<[^>]*>", "", found[1]))

    assert citation("/1975/02/07/gale/") == (
        "Ann <Lee>, Bo Chan, “Gale”, The Meridian, Feb 7, 1975 (Morning, page 3),"
        f" {ROOT}1975/02/07/gale/"
    )
    french = f"«\u00a0Gale\u00a0», Le Méridien, 1975, {ROOT}fr/1975/gale/"
    assert citation("/fr/1975/gale/") == french


def test_minutes_and_words_of_languages_without_spaces() -> None:
    assert length_of("<p>One <em>two</em>.</p>\n<p>Three.</p>", "en") == (3, 1)
    assert length_of("<p>" + "word " * 660 + "</p>", "en") == (660, 3)
    assert length_of("<p>" + "雨が降る。" * 400 + "</p>", "ja").minutes == 3
    assert length_of("", "en") == (0, 1)
