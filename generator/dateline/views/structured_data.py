"""What pages say of themselves to machines: schema.org as JSON-LD, one block for each thing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from dateline.catalogue.listed import Listed
from dateline.content.article import Article, Term
from dateline.content.registers import RegisterEntry
from dateline.views.archive import Archive
from dateline.views.parts import ImagePart, Link

Data = dict[str, Any]
_CACHED = 1_024

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_ld(data: Data) -> Markup:
    """A block of JSON-LD, safe inside a script element."""
    text = _to_json({"@context": "https://schema.org", **data})
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def of_article(
    article: Article,
    archive: Archive,
    image: ImagePart | None,
    translations: Sequence[Listed],
    word_count: int,
) -> Data:
    """A NewsArticle. `translations` are the same story in other languages."""
    urls, date, place = archive.urls, article.date, article.place
    assert date is not None
    data: Data = {
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": date.iso,
        "inLanguage": article.lang,
        "mainEntityOfPage": article.canonical or urls.absolute(article.url),
        "publisher": _publisher(archive, article.lang),
        "isAccessibleForFree": True,
        "wordCount": word_count,
    }
    if article.id:
        data["identifier"] = article.id
    if article.subtitle:
        data["alternativeHeadline"] = article.subtitle
    if modified := article.modified:
        data["dateModified"] = modified.iso
    if article.summary:
        data["description"] = article.summary
    if image:
        data["image"] = image.url
    if authors := article.terms_of("authors"):
        data["author"] = [_named("Person", term, article, archive) for term in authors]
    if sections := article.terms_of("sections"):
        data["articleSection"] = sections[0].name
    if series := article.terms_of("series"):
        data["isPartOf"] = _named("CreativeWorkSeries", series[0], article, archive)
    if tags := [term.name for term in article.terms_of("tags")]:
        data["keywords"] = tags
    if article.dateline:
        data["dateline"] = article.dateline
    if place:
        data["contentLocation"] = _place(place.name, place.country, place.lat, place.lon)
    if article.printed and article.printed.page:
        data["printPage"] = article.printed.page
    if article.printed and article.printed.edition:
        data["printEdition"] = article.printed.edition
    if article.corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": item.text}
            | ({"datePublished": item.date.iso} if item.date else {})
            for item in article.corrections
        ]
    if article.rights:
        data["copyrightNotice"] = article.rights
    if article.source:
        data["sourceOrganization"] = {"@type": "Organization", "name": article.source}
    return data | _translations(article, archive, translations)


def _translations(article: Article, archive: Archive, others: Iterable[Listed]) -> Data:
    """The story in the site's language counts as the original of the others."""
    works = {
        other.lang: {
            "@type": "NewsArticle",
            "@id": archive.urls.absolute(other.url),
            "inLanguage": other.lang,
        }
        for other in others
    }
    if not works:
        return {}
    if article.lang == archive.site.language:
        return {"workTranslation": list(works.values())}
    original = works.get(archive.site.language)
    return {"translationOfWork": original} if original else {}


def of_term(
    taxonomy: str, entry: RegisterEntry | None, name: str, url: str, lang: str, archive: Archive
) -> Data:
    """The landing page of a term: the profile of an author, or a collection about something."""
    text = entry.text_in(lang) if entry else ""
    about: Data = {"@type": _TYPES.get(taxonomy, "Thing"), "name": name, "url": url}
    if taxonomy == "places" and entry:
        about |= _place(name, entry.country_in(lang), entry.lat, entry.lon)
    if text:
        about["description"] = text
    if entry and entry.url.startswith("http"):
        about["sameAs"] = entry.url
    is_profile = taxonomy == "authors"
    page = of_page("ProfilePage" if is_profile else "CollectionPage", name, url, lang, archive)
    return page | {"mainEntity" if is_profile else "about": about}


_TYPES = {"authors": "Person", "places": "Place", "series": "CreativeWorkSeries"}


def of_page(kind: str, name: str, url: str, lang: str, archive: Archive) -> Data:
    """A page of a schema.org type, as a part of the site."""
    return {
        "@type": kind,
        "name": name,
        "url": url,
        "inLanguage": lang,
        "isPartOf": {
            "@type": "WebSite",
            "name": archive.site.title_in(lang),
            "url": archive.urls.absolute(archive.urls.home(lang)),
        },
    }


def of_site(lang: str, archive: Archive) -> Data:
    """The WebSite in a language, and how to search it."""
    urls = archive.urls
    data: Data = {
        "@type": "WebSite",
        "name": archive.site.title_in(lang),
        "url": urls.absolute(urls.home(lang)),
        "inLanguage": lang,
        "publisher": _publisher(archive, lang),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{urls.absolute(urls.search(lang))}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }
    if description := archive.site.description_in(lang):
        data["description"] = description
    return data


def blocks(data: Data, breadcrumbs: tuple[Link, ...], archive: Archive) -> tuple[Markup, ...]:
    """The blocks of a page: `data` and, for robots, which are found on web servers, the way down to
    it."""
    site = archive.site
    if archive.urls.edition.online and len(breadcrumbs) > 1:
        host = site.url.removesuffix(site.base_path)
        return json_ld(data), _breadcrumb_list(breadcrumbs, host)
    return (json_ld(data),)


@lru_cache(_CACHED)
def _breadcrumb_list(links: tuple[Link, ...], host: str) -> Markup:
    """A BreadcrumbList of links on a site that is on a web server: the same for all articles of a
    day, and for all terms of a taxonomy."""
    return json_ld(
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": link.text,
                    "item": host + link.href,
                }
                for position, link in enumerate(links, 1)
            ],
        }
    )


def _publisher(archive: Archive, lang: str) -> Data:
    return {
        "@type": "NewsMediaOrganization",
        "name": archive.site.title_in(lang),
        "url": archive.site.url,
    }


def _named(kind: str, term: Term, article: Article, archive: Archive) -> Data:
    """Somebody or something with a page of its own."""
    url = archive.urls.term(article.lang, term.taxonomy, term.slug)
    return {"@type": kind, "name": term.name, "url": archive.urls.absolute(url)}


def _place(name: str, country: str, latitude: float | None, longitude: float | None) -> Data:
    data: Data = {"@type": "Place", "name": name}
    if country:
        data["address"] = {"@type": "PostalAddress", "addressCountry": country}
    if latitude is not None and longitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return data
