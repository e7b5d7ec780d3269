"""The page of one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.hosts import REDIRECTS
from dateline.timetree import ALL, Period, month_of
from dateline.views.archive import Archive
from dateline.views.base import Context, View, dated
from dateline.views.bodies import with_dateline
from dateline.views.comments import CommentsPart, comments_part
from dateline.views.history import history_link
from dateline.views.length import length_of
from dateline.views.more import beside_in_series, may_show, more_articles
from dateline.views.parts import CorrectionText, DateText, Entry, ImagePart, Link, Unfinished
from dateline.views.present import Presenter, first
from dateline.views.share import SharePicture, share_picture
from dateline.views.structured_data import blocks, of_article

_REFERRING = 8
"""How many of the articles that refer to one are shown with it."""


@dataclass(slots=True, unsafe_hash=True)
class Terms:
    """The article's terms of one taxonomy."""

    label: str
    links: tuple[Link, ...]


@dataclass(slots=True, unsafe_hash=True)
class Citation:
    """What a citation says of the article beyond its headline, authors and address. `date` is as
    far as it is known, with slashes: `1987/03/05`."""

    date: str
    edition: str
    page: str


@dataclass(slots=True, kw_only=True)
class ArticleContext(Context):
    """What article.html reads."""

    unfinished: Unfinished | None
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
    minutes: int
    authors: tuple[Link, ...]
    section: Link | None
    series: Link | None
    taxonomies: tuple[Terms, ...]
    image: ImagePart | None
    share_picture: SharePicture | None
    printed: str
    on_this_day: Link | None
    history: Link | None
    source: str
    rights: str
    corrections: tuple[CorrectionText, ...]
    previous: Link | None
    next: Link | None
    series_previous: Link | None
    series_next: Link | None
    referring: tuple[Entry, ...]
    more: tuple[Entry, ...]
    comments: CommentsPart | None
    country: str
    latitude: float | None
    longitude: float | None
    citation: Citation
    extra: dict[str, Any]


class ArticleView(View):
    """An article, with links to its neighbours in time and in its series, to the newest articles
    that refer to it, and to a few older articles on its subjects.

    It reads no site-wide list and no count, so that one more article changes only a few pages.
    """

    name, template = "article", "article.html"
    of_one_file, readdressed_by = True, "Give it another slug or permalink"
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
            for other in (
                *beside_in_series(article, catalogue),
                *catalogue.articles.referred_to_by(article.path),
            ):
                if other:
                    yield self._page(other)
        yield from map(self._page, may_show(before, after, catalogue))
        for item in (before, after):
            if item:
                yield from (
                    self._page(other) for other in dated(*catalogue.articles.translations(item))
                )
                yield from (
                    self._page(other) for other in dated(*catalogue.articles.linking_to(item.path))
                )
        yield from map(self._page, dated(*catalogue.withdrawals.linked_by(before, after)))

    def lasts(self, page: Page) -> bool:
        return True

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        return [self._page(item) for item in dated(article)]

    def touched_by_links(self, targets: Iterable[str], catalogue: Catalogue) -> Iterable[Page]:
        return [self._page(article) for article in catalogue.articles.meant_by(targets)]

    def touched_by_revisions(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return [self._page(article) for article in dated(catalogue.articles.at(path))]

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        found = catalogue.articles.linking_to(path)
        if path == REDIRECTS:
            found += catalogue.withdrawals.linked_by_former()
        return [self._page(article) for article in dated(*found)]

    def touched_by_comments(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return [self._page(article) for article in dated(catalogue.articles.at(path))]

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
        part_before, part_after = beside_in_series(article, catalogue)
        image, links = show.bodies.image(article), show.terms(article)
        others = catalogue.articles.translations(article)
        translations = {other.lang: other.url for other in others}
        place, printed = article.place, article.printed
        body = show.bodies.html(article)
        length = length_of(body, page.lang)
        breadcrumbs = tuple(_breadcrumbs(article, show))
        note = article.weather.note if article.weather else ""
        return ArticleContext(
            lang=page.lang,
            title=article.title,
            description=article.summary,
            href=urls.href(page.url),
            canonical=article.canonical or urls.absolute(page.url),
            translations=archive.translations(translations, translations.__getitem__, page.lang),
            breadcrumbs=breadcrumbs,
            noindex=article.noindex,
            structured_data=blocks(
                of_article(article, archive, image, others, length.words), breadcrumbs, archive
            ),
            unfinished=show.unfinished(article.due),
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
            body=Markup(with_dateline(article.dateline, body)),
            minutes=length.minutes,
            authors=links.get("authors", ()),
            section=first(links.get("sections")),
            series=first(links.get("series")),
            taxonomies=tuple(_other_terms(links, show)),
            image=image,
            share_picture=share_picture(article, archive),
            printed=_printed(article, show),
            on_this_day=show.on_this_day(article.date.month, article.date.day)
            if article.date.day
            else None,
            history=history_link(article, archive),
            source=article.source,
            rights=article.rights,
            corrections=show.correction_texts(article),
            previous=show.title_link(older) if older else None,
            next=show.title_link(newer) if newer else None,
            series_previous=show.title_link(part_before) if part_before else None,
            series_next=show.title_link(part_after) if part_after else None,
            referring=show.entries(catalogue.articles.referring_to(article, _REFERRING)),
            more=show.entries(more_articles(article, catalogue, {part_before})),
            comments=comments_part(article, archive),
            country=place.country if place else "",
            latitude=place.lat if place else None,
            longitude=place.lon if place else None,
            citation=Citation(
                article.day.replace("-", "/"),
                printed.edition if printed else "",
                printed.page if printed else "",
            ),
            extra=article.extra,
        )


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
