"""Redirects: the pages at addresses at which something was before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.catalogue.redirect import (
    ByQuery,
    ByRule,
    Redirect,
    ToArticle,
    ToCalendar,
    ToCorrections,
    ToDaysOfAllYears,
    ToFrontPage,
    ToTaxonomy,
    ToTerm,
)
from dateline.content.article import Article
from dateline.page_paths import page_at
from dateline.views.archive import Archive
from dateline.views.base import Context
from dateline.views.former import FormerView
from dateline.views.old_addresses import QueriesPart, queries_part
from dateline.views.parts import Link


@dataclass(slots=True, kw_only=True)
class RedirectContext(Context):
    """What redirect.html reads. `waits` is set where nothing but the query of the address tells
    where to lead."""

    target: Link
    waits: bool
    queries: QueriesPart | None


class RedirectView(FormerView):
    """A page at each old address of an article or a term, which leads to where that is now. The key
    is the address.

    They are for hosts that know no redirects.
    """

    name, template = "redirect", "redirect.html"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.at(dict.fromkeys(catalogue.redirects.addresses()), catalogue)

    def leading(self, url: str, catalogue: Catalogue) -> Redirect | None:
        return catalogue.redirects.at(url)

    def address(self, url: str, catalogue: Catalogue) -> str:
        return catalogue.urls.named(url)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        redirects = catalogue.redirects
        for article in (before, after):
            for url in redirects.of_article(article) if article else ():
                yield from self.now_and_before([url, *redirects.depending_on(url)], catalogue)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        yield from self.now_and_before(catalogue.redirects.of_term(taxonomy, slug), catalogue)
        # The register no longer says which spellings it had.
        folders = {catalogue.urls.taxonomy(lang, taxonomy) for lang in catalogue.languages()}
        for page in self.built(catalogue):
            if any(page.url.startswith(folder) for folder in folders):
                yield page

    def touched_by_addresses(self, pages: Iterable[Page], catalogue: Catalogue) -> Iterable[Page]:
        for page in pages:
            url = catalogue.urls.edition.published(page.url)
            yield from self.now_and_before(catalogue.redirects.depending_on(url), catalogue)

    def lasts(self, page: Page) -> bool:
        return True

    def described(self, page: Page) -> str:
        return f"the redirect from {page.key[0]}"

    def context(self, page: Page, archive: Archive) -> RedirectContext:
        urls, show = archive.urls, archive.present(page.lang)
        found = archive.catalogue.redirects.at(str(page.key[0]))
        assert found is not None
        return RedirectContext(
            lang=page.lang,
            title=show.words.gettext("This page has moved"),
            href=urls.href(page.url),
            canonical="" if isinstance(found, ByRule) else urls.absolute(found.url),
            noindex=True,
            target=Link(_href(found, archive), _label(found, archive)),
            waits=isinstance(found, ByQuery),
            queries=queries_part(str(page.key[0]), archive),
        )


def _href(found: Redirect, archive: Archive) -> str:
    """The link to where a redirect leads. A rule says so from the root of the host."""
    if not isinstance(found, ByRule):
        return archive.urls.href(found.url)
    base, path = archive.site.base_path, found.url
    if archive.site.edition.online or not path.startswith(base):
        return path
    address, mark, rest = re.split(r"([?#])", f"/{path.removeprefix(base)}#", maxsplit=1)
    return archive.urls.href(page_at(address)) + (mark + rest).removesuffix("#")


def _label(found: Redirect, archive: Archive) -> str:
    """What a redirect leads to: a headline, the name of a list or, for a rule, the address."""
    show, catalogue = archive.present(found.lang), archive.catalogue
    match found:
        case ToArticle(path=path):
            article = catalogue.articles.at(path)
            return article.title if article else archive.urls.absolute(found.url)
        case ToTerm(taxonomy=taxonomy, slug=slug):
            entry = catalogue.terms.entry(taxonomy, slug)
            assert entry is not None
            return entry.name_in(found.lang)
        case ToTaxonomy(taxonomy=taxonomy):
            return show.taxonomy_label(taxonomy)
        case ToCalendar(period=period):
            return show.day_text(*period) if period else show.archive().text
        case ToDaysOfAllYears():
            return show.on_this_day().text
        case ToCorrections():
            return show.corrections().text
        case ToFrontPage():
            return show.home().text
        case _:
            return found.url
