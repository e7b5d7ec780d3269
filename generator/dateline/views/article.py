"""The page of one article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.timetree import ALL, Period, month_of
from dateline.views.archive import Archive
from dateline.views.base import Context, View, dated
from dateline.views.parts import DateText, Entry, ImagePart, Link
from dateline.views.present import Presenter, first

_MORE, _PER_FACET = 4, 2
_FACETS = {"series": 1, "places": 1, "tags": 3}
"""How many of an article's terms in each taxonomy are used for “More articles”."""
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True, unsafe_hash=True)
class Terms:
    """The article's terms of one taxonomy."""

    label: str
    links: tuple[Link, ...]


@dataclass(slots=True, unsafe_hash=True)
class CorrectionText:
    """A correction as shown."""

    date: DateText | None
    text: str


@dataclass(slots=True, kw_only=True)
class ArticleContext(Context):
    """What article.html reads."""

    headline: str
    kicker: str
    subtitle: str
    summary: str
    date: DateText
    updated: DateText | None
    weather: str
    weather_printed: str
    place: Link | None
    dateline: str
    body: Markup
    authors: tuple[Link, ...]
    section: Link | None
    series: Link | None
    taxonomies: tuple[Terms, ...]
    image: ImagePart | None
    printed: str
    source: str
    rights: str
    corrections: tuple[CorrectionText, ...]
    previous: Link | None
    next: Link | None
    more: tuple[Entry, ...]
    country: str
    latitude: float | None
    longitude: float | None
    structured_data: Markup
    extra: dict[str, Any]


class ArticleView(View):
    """An article, with links to its neighbours in time and to a few older articles on its subjects.

    It reads no site-wide list and no count, so that one more article changes only a few pages.
    """

    name, template = "article", "article.html"
    of_one_file, readdressed_by = True, "Give it another slug"
    saved_as = "article"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (
            self.page(lang, (path,), url, when)
            for path, lang, url, when in catalogue.articles.locations("article")
        )

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        article = catalogue.articles.at(str(page.key[0]))
        return any(self._page(item) == page for item in dated(article))

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for article in dated(before, after):
            yield self._page(article)
            for neighbour in catalogue.articles.neighbours(article):
                if neighbour:
                    yield self._page(neighbour)
            # A term that is not among the few used for this article may be for a later one.
            for term in (term for term in article.terms if term.taxonomy in _FACETS):
                for later in catalogue.terms.articles(
                    term.taxonomy, article.lang, term.slug, after=article.sort_key, limit=_PER_FACET
                ):
                    yield self._page(later)
        for item in (before, after):
            if item:
                yield from (
                    self._page(other) for other in dated(*catalogue.articles.translations(item))
                )
                yield from (
                    self._page(other) for other in dated(*catalogue.articles.linking_to(item.path))
                )

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        return [self._page(item) for item in dated(article)]

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return [self._page(article) for article in dated(*catalogue.articles.linking_to(path))]

    def period(self, page: Page, catalogue: Catalogue) -> Period:
        month = page.when or catalogue.articles.month_of(str(page.key[0]))
        return month_of(int(month[:4]), int(month[5:7])) if month else ALL

    def _page(self, article: Article | Listed) -> Page:
        return self.page(article.lang, (article.path,), article.url)

    def context(self, page: Page, archive: Archive) -> ArticleContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        article = catalogue.articles.at(str(page.key[0]))
        assert article is not None and article.date is not None
        older, newer = catalogue.articles.neighbours(article)
        image, links = show.image(article), show.terms(article)
        translations = {other.lang: other.url for other in catalogue.articles.translations(article)}
        place, note = article.place, article.weather.note if article.weather else ""
        return ArticleContext(
            lang=page.lang,
            title=article.title,
            description=article.summary,
            href=urls.href(page.url),
            canonical=article.canonical or urls.absolute(page.url),
            translations=archive.translations(translations, translations.__getitem__, page.lang),
            breadcrumbs=tuple(_breadcrumbs(article, show)),
            noindex=article.noindex,
            headline=article.title,
            kicker=article.kicker,
            subtitle=article.subtitle,
            summary=article.summary,
            date=show.date(article.date),
            updated=show.date(article.updated) if article.updated else None,
            weather=show.weather(note),
            weather_printed=show.printed_weather(note),
            place=show.place(article, links),
            dateline=article.dateline,
            body=Markup(run_in(article.dateline, show.body(article))),
            authors=links.get("authors", ()),
            section=first(links.get("sections")),
            series=first(links.get("series")),
            taxonomies=tuple(_other_terms(links, show)),
            image=image,
            printed=_printed(article, show),
            source=article.source,
            rights=article.rights,
            corrections=tuple(
                CorrectionText(show.date(item.date) if item.date else None, item.text)
                for item in article.corrections
            ),
            previous=show.title_link(older) if older else None,
            next=show.title_link(newer) if newer else None,
            more=show.entries(_more(article, catalogue)),
            country=place.country if place else "",
            latitude=place.lat if place else None,
            longitude=place.lon if place else None,
            structured_data=_structured_data(article, archive, image),
            extra=article.extra,
        )


def _facets(article: Article) -> Iterator[tuple[str, str]]:
    """The terms whose earlier articles “More articles” lists: series, place, the first tags."""
    for taxonomy, most in _FACETS.items():
        for term in article.terms_of(taxonomy)[:most]:
            yield taxonomy, term.slug


def _more(article: Article, catalogue: Catalogue) -> list[Listed]:
    found = catalogue.terms.earlier(article, list(_facets(article)), _PER_FACET)
    return list(dict.fromkeys(found))[:_MORE]


def _breadcrumbs(article: Article, show: Presenter) -> Iterator[Link]:
    date = article.date
    assert date is not None
    yield show.home()
    yield show.day(date.year)
    if date.month:
        yield show.day(date.year, date.month)
    if date.day:
        yield show.day(date.year, date.month, date.day)


def _other_terms(links: Mapping[str, tuple[Link, ...]], show: Presenter) -> Iterator[Terms]:
    for taxonomy in show.catalogue.site.taxonomies:
        if taxonomy in links and taxonomy not in {"authors", "places", "sections", "series"}:
            yield Terms(show.taxonomy_label(taxonomy), links[taxonomy])


def _printed(article: Article, show: Presenter) -> str:
    printed = article.printed
    if printed is None:
        return ""
    if printed.edition and printed.page:
        return show.words.gettext("%(edition)s, page %(page)s") % {
            "edition": printed.edition,
            "page": printed.page,
        }
    return printed.edition or (
        show.words.gettext("page %(page)s") % {"page": printed.page} if printed.page else ""
    )


def run_in(dateline: str, html: str) -> str:
    """The body with the dateline inserted before its first words."""
    if not dateline:
        return html
    opening = Markup('<span class="dateline">{}</span> — ').format(dateline)
    if html.startswith("<p>"):
        return f"<p>{opening}{html[3:]}"
    return f"<p>{opening}</p>\n{html}"


def _structured_data(article: Article, archive: Archive, image: ImagePart | None) -> Markup:
    """schema.org NewsArticle as JSON-LD, safe inside a script element."""
    urls, date, place = archive.urls, article.date, article.place
    assert date is not None
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": date.iso,
        "inLanguage": article.lang,
        "mainEntityOfPage": article.canonical or urls.absolute(article.url),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": archive.site.title_in(article.lang),
        },
    }
    if article.id:
        data["identifier"] = article.id
    if article.updated:
        data["dateModified"] = article.updated.iso
    if article.summary:
        data["description"] = article.summary
    if image:
        data["image"] = image.url
    if names := [term.name for term in article.terms_of("authors")]:
        data["author"] = [{"@type": "Person", "name": name} for name in names]
    if sections := article.terms_of("sections"):
        data["articleSection"] = sections[0].name
    if tags := [term.name for term in article.terms_of("tags")]:
        data["keywords"] = tags
    if article.dateline:
        data["dateline"] = article.dateline
    if place:
        data["contentLocation"] = _location(article)
    if article.printed and article.printed.page:
        data["printPage"] = article.printed.page
    if article.printed and article.printed.edition:
        data["printEdition"] = article.printed.edition
    if article.rights:
        data["copyrightNotice"] = article.rights
    if article.source:
        data["sourceOrganization"] = {"@type": "Organization", "name": article.source}
    text = _to_json(data)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _location(article: Article) -> dict[str, Any]:
    place = article.place
    assert place is not None
    data: dict[str, Any] = {"@type": "Place", "name": place.name}
    if place.country:
        data["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.lat is not None and place.lon is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return data
