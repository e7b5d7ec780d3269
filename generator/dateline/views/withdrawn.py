"""The notice that stands in the place of a withdrawn article, and the mark for servers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.catalogue.articles import Location
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.digests import digest_of
from dateline.hosts import HOSTS
from dateline.views.archive import Archive
from dateline.views.base import Context, Copied, View
from dateline.views.parts import DateText, Unfinished


@dataclass(slots=True, kw_only=True)
class WithdrawnContext(Context):
    """What withdrawn.html reads."""

    unfinished: Unfinished | None
    reason: str
    date: DateText | None


class WithdrawnView(View):
    """The notice at the address of a withdrawn article or page: why it is gone, and nothing of what
    it said. No list, feed, sitemap, index or pack has it."""

    name, template = "withdrawn", "withdrawn.html"
    of_one_file, readdressed_by = True, "Give it another slug"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return (
            self.page(lang, (path,), url)
            for path, lang, url, _ in catalogue.articles.locations("withdrawn")
        )

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        found = catalogue.articles.withdrawn(str(page.key[0]))
        return found is not None and page in self._pages(found)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        return self._pages(before, after)

    def lasts(self, page: Page) -> bool:
        return True

    def _pages(self, *articles: Article | None) -> list[Page]:
        return [
            self.page(article.lang, (article.path,), article.url)
            for article in articles
            if article and article.withdrawal
        ]

    def context(self, page: Page, archive: Archive) -> WithdrawnContext:
        show, urls = archive.present(page.lang), archive.urls
        article = archive.catalogue.articles.withdrawn(str(page.key[0]))
        assert article is not None and article.withdrawal is not None
        date = article.withdrawal.date
        return WithdrawnContext(
            lang=page.lang,
            title=show.words.gettext("This article has been withdrawn"),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            breadcrumbs=(show.home(),),
            noindex=True,
            unfinished=show.unfinished(article.due),
            reason=article.withdrawal.reason,
            date=show.date(date) if date else None,
        )


class WithdrawalMarkView(Copied):
    """An empty file beside each notice, for servers that the newsroom configures itself: they look
    for it, and answer 410. So nothing of theirs has to change when an article is withdrawn. The key
    is the article's path."""

    name = "withdrawal-mark"
    for_the_web = True
    shaped_by = frozenset({"settings", "libraries"})

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return self._pages(catalogue, *catalogue.articles.locations("withdrawn"))

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        found = catalogue.articles.withdrawn(str(page.key[0]))
        return found is not None and page in self._pages(catalogue, found)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        return self._pages(catalogue, *(one for one in (before, after) if one and one.withdrawal))

    def _pages(self, catalogue: Catalogue, *withdrawn: Location | Article) -> list[Page]:
        if not HOSTS[catalogue.site.host].looks_for_marks:
            return []
        mark = catalogue.urls.withdrawal_mark
        return [self.page("", (one.path,), mark(one.url)) for one in withdrawn]

    def content(self, page: Page, archive: Archive) -> bytes:
        return b""

    def digest(self, page: Page, archive: Archive) -> str:
        return digest_of(b"")
