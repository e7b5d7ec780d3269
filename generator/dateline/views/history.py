"""The history of an article: when it was changed, and what each change was called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.revisions import Revision
from dateline.content.article import Article
from dateline.content.dates import parse_date
from dateline.views.archive import Archive
from dateline.views.base import Context, View, dated
from dateline.views.parts import DateText, Link
from dateline.views.present import Presenter


@dataclass(slots=True)
class RevisionText:
    """A revision as shown: since when readers saw it, what it was called, and who made it. The
    oldest is the `published` article."""

    date: DateText
    subject: str
    author: str
    published: bool


@dataclass(slots=True, kw_only=True)
class HistoryContext(Context):
    """What history.html reads."""

    article: Link
    revisions: tuple[RevisionText, ...]


class HistoryView(View):
    """The revisions of an article that has changed since it was published."""

    name, template = "history", "history.html"
    of_one_file, readdressed_by = True, "Give it another slug"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        if catalogue.site.history.on:
            articles = map(catalogue.articles.at, catalogue.revisions.paths())
            yield from (self._page(article, catalogue) for article in dated(*articles))

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        path = str(page.key[0])
        article = catalogue.articles.at(path)
        return any(
            has_history(article, catalogue) and self._page(article, catalogue) == page
            for article in dated(article)
        )

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        if catalogue.site.history.on:
            yield from (self._page(article, catalogue) for article in dated(before, after))

    def touched_by_revisions(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.touched(None, catalogue.articles.at(path), catalogue)

    def _page(self, article: Article, catalogue: Catalogue) -> Page:
        return self.page(article.lang, (article.path,), catalogue.urls.history(article.url))

    def context(self, page: Page, archive: Archive) -> HistoryContext:
        show, urls = archive.present(page.lang), archive.urls
        article = archive.catalogue.articles.at(str(page.key[0]))
        assert article is not None
        revisions = [
            _shown(revision, show, published=not number)
            for number, revision in enumerate(archive.catalogue.revisions.of(article.path))
        ]
        title = show.words.gettext("History of “%(headline)s”") % {"headline": article.title}
        link = Link(urls.href(article.url), article.title)
        return HistoryContext(
            lang=page.lang,
            title=title,
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            breadcrumbs=(show.home(), link),
            noindex=True,
            article=link,
            revisions=tuple(reversed(revisions)),
        )


def has_history(article: Article, catalogue: Catalogue) -> bool:
    """Whether an article has a page of its history: it has changed since it was published, and the
    newsroom shows that."""
    return catalogue.site.history.on and bool(catalogue.revisions.of(article.path))


def history_link(article: Article, archive: Archive) -> Link | None:
    """The link to the history of an article, with the number of changes; None if it has none."""
    if not has_history(article, archive.catalogue):
        return None
    show, urls = archive.present(article.lang), archive.urls
    changes = len(archive.catalogue.revisions.of(article.path)) - 1
    text = show.words.ngettext("%(shown)s change", "%(shown)s changes", changes)
    return Link(urls.href(urls.history(article.url)), text % {"shown": show.number(changes)})


def _shown(revision: Revision, show: Presenter, *, published: bool) -> RevisionText:
    site = show.catalogue.site
    moment = datetime.fromtimestamp(revision.time, site.zone).isoformat()
    return RevisionText(
        show.date(parse_date(moment, site.zone)),
        revision.subject,
        revision.author if site.history.authors else "",
        published,
    )
