"""Feeds: Atom (RFC 4287) for the site and for each term, JSON Feed 1.1 for the site."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.urls import FEED, JSON_FEED, Urls
from dateline.views.archive import Archive
from dateline.views.base import RENAMED_TAXONOMY, Context, View, dated
from dateline.views.bodies import with_dateline
from dateline.views.feed_parts import BEFORE_ALL, FeedContext, FeedEntry, entry_id, instant
from dateline.views.kinds import OnePerLanguage
from dateline.views.present import Presenter


@dataclass(slots=True, kw_only=True)
class JsonFeedContext(Context):
    """What feed.json reads: the whole feed as JSON."""

    json: Markup


def feed_entries(
    listed: Iterable[Listed], archive: Archive, *, full: bool
) -> tuple[FeedEntry, ...]:
    """The articles as feed entries, with their text if `full`."""
    articles = (archive.catalogue.articles.at(item.path) for item in listed)
    return tuple(_entry(article, archive, full) for article in articles if article)


def _entry(article: Article, archive: Archive, full: bool) -> FeedEntry:
    show, date, place = archive.present(article.lang), article.date, article.place
    assert date is not None
    content = ""
    if full:
        body = with_dateline(article.dateline, show.bodies.html(article, absolute=True))
        content = f"{body}{corrections_html(article, show)}"
    return FeedEntry(
        id=entry_id(article, archive),
        url=article.canonical or archive.urls.absolute(article.url),
        title=article.title,
        published=instant(date) if date.day else "",
        updated=instant(article.modified or date),
        summary=article.summary,
        content=Markup(content),
        authors=tuple(term.name for term in article.terms_of("authors")),
        categories=tuple(
            term.name for term in article.terms if term.taxonomy in {"tags", "sections", "series"}
        ),
        lang=article.lang,
        rights=article.rights,
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
    )


def corrections_html(article: Article, show: Presenter) -> Markup:
    """The corrections of an article as they stand below its text; empty if it has none."""
    items = show.correction_texts(article)
    if not items:
        return Markup()
    dated_text = show.words.gettext("%(date)s: %(text)s")
    texts = [
        dated_text % {"date": item.date.text, "text": item.text} if item.date else item.text
        for item in items
    ]
    heading = show.words.ngettext("Correction", "Corrections", len(items))
    paragraphs = Markup("\n").join(Markup("<p>{}</p>").format(text) for text in texts)
    return Markup("\n<h2>{}</h2>\n{}\n").format(heading, paragraphs)


class SiteFeedView(OnePerLanguage):
    """The newest articles of a language, in full."""

    name, template = "feed", "feed.xml"
    for_the_web, file_name, saved_as = True, FEED, "list"

    def address(self, urls: Urls, lang: str) -> str:
        return urls.feed(lang)

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        return [self._page(article.lang, catalogue)]

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def context(self, page: Page, archive: Archive) -> Context:
        urls, site = archive.urls, archive.site
        articles = archive.catalogue.articles.newest(page.lang, site.lists.feed)
        entries = feed_entries(articles, archive, full=True)
        self_url = urls.absolute(page.url)
        return FeedContext(
            lang=page.lang,
            title="",
            description=site.description_in(page.lang),
            href=urls.href(page.url),
            canonical=self_url,
            id=urls.feed_id(page.url),
            updated=max((entry.updated for entry in entries), default=BEFORE_ALL),
            home=urls.absolute(urls.home(page.lang)),
            self_url=self_url,
            entries=entries,
        )


class JsonFeedView(SiteFeedView):
    """The same feed as JSON Feed 1.1."""

    name, template = "json-feed", "feed.json"
    for_the_web, file_name = True, JSON_FEED

    def address(self, urls: Urls, lang: str) -> str:
        return urls.json_feed(lang)

    def context(self, page: Page, archive: Archive) -> JsonFeedContext:
        urls, site = archive.urls, archive.site
        articles = archive.catalogue.articles.newest(page.lang, site.lists.feed)
        feed: dict[str, object] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": site.title_in(page.lang),
            "description": site.description_in(page.lang) or None,
            "home_page_url": urls.absolute(urls.home(page.lang)),
            "feed_url": urls.absolute(page.url),
            "language": page.lang,
        }
        items = [_json_item(entry) for entry in feed_entries(articles, archive, full=True)]
        text = json.dumps({**_known(feed), "items": items}, ensure_ascii=False, indent=1)
        return JsonFeedContext(
            lang=page.lang,
            title=site.title_in(page.lang),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            json=Markup(text),
        )


def _json_item(entry: FeedEntry) -> dict[str, object]:
    return _known(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": str(entry.content) or f"<p>{Markup.escape(entry.summary)}</p>",
            "summary": entry.summary,
            "date_published": entry.published,
            "date_modified": entry.updated if entry.published else "",
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(entry.categories),
            "language": entry.lang,
        }
    )


def _known(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value not in ("", None, [])}


class TermFeedView(View):
    """The newest articles of a term, as summaries. The key is taxonomy and slug."""

    name, template = "term-feed", "feed.xml"
    readdressed_by = RENAMED_TAXONOMY
    for_the_web, file_name = True, FEED

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            for taxonomy in catalogue.site.taxonomies:
                for term in catalogue.terms.all(taxonomy, lang):
                    yield self._page(lang, taxonomy, term.slug, catalogue)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        taxonomy, slug = (str(part) for part in page.key)
        return (
            taxonomy in catalogue.site.taxonomies
            and catalogue.terms.find(taxonomy, page.lang, slug) is not None
        )

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for article in dated(before, after):
            for term in article.terms:
                if term.taxonomy in catalogue.site.taxonomies:
                    yield self._page(article.lang, term.taxonomy, term.slug, catalogue)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        if taxonomy in catalogue.site.taxonomies:
            yield from (
                self._page(lang, taxonomy, slug, catalogue) for lang in catalogue.languages()
            )

    def _page(self, lang: str, taxonomy: str, slug: str, catalogue: Catalogue) -> Page:
        return self.page(lang, (taxonomy, slug), catalogue.urls.term_feed(lang, taxonomy, slug))

    def context(self, page: Page, archive: Archive) -> FeedContext:
        catalogue, urls, site = archive.catalogue, archive.urls, archive.site
        taxonomy, slug = (str(part) for part in page.key)
        term = catalogue.terms.find(taxonomy, page.lang, slug)
        entry = catalogue.terms.entry(taxonomy, slug)
        assert term is not None
        articles = catalogue.terms.articles(taxonomy, page.lang, slug, limit=site.lists.feed)
        entries = feed_entries(articles, archive, full=False)
        self_url = urls.absolute(page.url)
        name = entry.name_in(page.lang) if entry else term.written
        return FeedContext(
            lang=page.lang,
            title=name,
            description=entry.text_in(page.lang) if entry else "",
            href=urls.href(page.url),
            canonical=self_url,
            id=urls.feed_id(page.url),
            updated=max((item.updated for item in entries), default=BEFORE_ALL),
            home=urls.absolute(urls.term(page.lang, taxonomy, slug)),
            self_url=self_url,
            entries=entries,
        )
