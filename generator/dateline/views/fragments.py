"""Fragments: what pages load when they are read, so that it is not part of their own bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.views.archive import Archive
from dateline.views.base import Context, View
from dateline.views.fragment_lists import LISTS
from dateline.views.parts import Entry

_ENTRIES = 12
"""More than pages show, since each leaves out what it already leads to."""


@dataclass(slots=True, kw_only=True)
class FragmentContext(Context):
    """What fragment.html reads."""

    entries: tuple[Entry, ...]


class FragmentView(View):
    """The newest articles, and the must-reads, of a language. The key is the name of the list."""

    name, template = "fragment", "fragment.html"
    for_the_web = True

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (page for lang in catalogue.languages() for page in self._pages(lang, catalogue))

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return page.lang in catalogue.languages()

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for lang in {article.lang for article in (before, after) if article}:
            yield from self._pages(lang, catalogue)

    def _pages(self, lang: str, catalogue: Catalogue) -> Iterable[Page]:
        return (self.page(lang, (name,), catalogue.urls.fragment(lang, name)) for name in LISTS)

    def context(self, page: Page, archive: Archive) -> FragmentContext:
        show, found = archive.present(page.lang), LISTS[str(page.key[0])]
        articles = found.articles(archive.catalogue.articles, page.lang, _ENTRIES)
        return FragmentContext(
            lang=page.lang,
            title=show.words.gettext(found.title),
            href=archive.urls.href(page.url),
            canonical=archive.urls.absolute(page.url),
            noindex=True,
            entries=show.entries(articles),
        )
