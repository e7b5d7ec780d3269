"""Pages without a date: about, colophon, contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.hosts import REDIRECTS
from dateline.views.archive import Archive
from dateline.views.base import Context, View
from dateline.views.parts import DateText, ImagePart, Unfinished


@dataclass(slots=True, kw_only=True)
class StaticPageContext(Context):
    """What page.html reads."""

    unfinished: Unfinished | None
    headline: str
    subtitle: str
    body: Markup
    image: ImagePart | None
    updated: DateText | None
    extra: dict[str, Any]


class StaticPageView(View):
    """A file with `kind: page`, at an address that follows its path."""

    name, template = "page", "page.html"
    saved_as = "list"
    of_one_file = True
    readdressed_by = "Give it another slug or permalink, or move it into another folder"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (
            self.page(lang, (path,), url)
            for path, lang, url, _ in catalogue.articles.locations("page")
        )

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        found = catalogue.articles.at(str(page.key[0]))
        return found is not None and page in self._pages([found])

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for item in (before, after):
            if item:
                others: list[Article | Listed] = [
                    item,
                    *catalogue.articles.translations(item),
                    *catalogue.articles.linking_to(item.path),
                ]
                yield from self._pages(others)
        yield from self._pages(catalogue.withdrawals.linked_by(before, after))

    def lasts(self, page: Page) -> bool:
        return True

    def touched_by_text(self, article: Article, catalogue: Catalogue) -> Iterable[Page]:
        return self._pages([article])

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        found = catalogue.articles.linking_to(path)
        if path == REDIRECTS:
            found += catalogue.withdrawals.linked_by_former()
        return self._pages(found)

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        for page in self.pages(catalogue):
            found = catalogue.articles.at(str(page.key[0]))
            if found and not found.noindex:
                yield page

    def _pages(self, items: Iterable[Article | Listed]) -> Iterable[Page]:
        return [
            self.page(item.lang, (item.path,), item.url) for item in items if item.kind == "page"
        ]

    def context(self, page: Page, archive: Archive) -> StaticPageContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        item = catalogue.articles.at(str(page.key[0]))
        assert item is not None
        translations = {other.lang: other.url for other in catalogue.articles.translations(item)}
        updated = item.updated or item.date
        return StaticPageContext(
            lang=page.lang,
            title=item.title,
            description=item.summary,
            href=urls.href(page.url),
            canonical=item.canonical or urls.absolute(page.url),
            translations=archive.translations(translations, translations.__getitem__, page.lang),
            breadcrumbs=(show.home(),),
            noindex=item.noindex,
            unfinished=show.unfinished(item.due),
            headline=item.title,
            subtitle=item.subtitle,
            body=Markup(show.bodies.html(item)),
            image=show.bodies.image(item),
            updated=show.date(updated) if updated else None,
            extra=item.extra,
        )
