"""The front page of each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.base import Context
from dateline.views.descriptions import describe_list, span_of, titles
from dateline.views.kinds import OnePerLanguage
from dateline.views.parts import Count, EditionLine, Entry, Group, Link
from dateline.views.structured_data import json_ld, of_site

_MUST_READS, _LATEST, _PER_SECTION, _SECTIONS = 4, 12, 3, 12


@dataclass(slots=True, kw_only=True)
class HomeContext(Context):
    """What home.html reads."""

    edition: EditionLine | None
    lead: Entry | None
    must_reads: tuple[Entry, ...]
    latest: tuple[Entry, ...]
    sections: tuple[Group, ...]
    years: tuple[Count, ...]
    total: int
    first_year: int
    last_year: int


class HomeView(OnePerLanguage):
    """The front page: the newest edition, must-reads, latest, sections, years."""

    name, template = "home", "home.html"
    saved_as = "list"

    def address(self, urls: Urls, lang: str) -> str:
        return urls.home(lang)

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue) if taxonomy == "sections" else ()

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def context(self, page: Page, archive: Archive) -> HomeContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        newest = catalogue.articles.newest(page.lang, 1 + _MUST_READS + _LATEST)
        must_reads = catalogue.articles.must_reads(page.lang, 1 + _MUST_READS)
        lead = newest[0] if newest else None
        must_reads = [article for article in must_reads if article != lead][:_MUST_READS]
        above = {article.path for article in (lead, *must_reads) if article}
        latest = [article for article in newest if article.path not in above][:_LATEST]
        years = catalogue.calendar.parts(page.lang)
        total, first, last = sum(count for _, count in years), 0, 0
        if years:
            first, last = years[0][0], years[-1][0]
        about = archive.site.description_in(page.lang) or titles(newest)
        return HomeContext(
            lang=page.lang,
            title="",
            description=describe_list(show, "", total, span_of(first, last), [about]),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            translations=archive.translations(catalogue.languages(), urls.home, page.lang),
            feeds=(Link(urls.href(urls.feed(page.lang)), archive.site.title_in(page.lang)),),
            structured_data=(json_ld(of_site(page.lang, archive)),),
            edition=show.edition(newest[0] if newest else None),
            lead=_lead(lead, archive) if lead else None,
            must_reads=show.entries(must_reads),
            latest=show.entries(latest),
            sections=self._sections(page.lang, archive),
            years=tuple(
                Count(show.day(year).href, str(year), count) for year, count in reversed(years)
            ),
            total=total,
            first_year=first,
            last_year=last,
        )

    def _sections(self, lang: str, archive: Archive) -> tuple[Group, ...]:
        catalogue, show = archive.catalogue, archive.present(lang)
        if "sections" not in archive.site.taxonomies:
            return ()
        largest = sorted(
            catalogue.terms.all("sections", lang), key=lambda term: (-term.count, term.slug)
        )
        groups = []
        for term in largest[:_SECTIONS]:
            entry = catalogue.terms.entry("sections", term.slug)
            articles = catalogue.terms.articles("sections", lang, term.slug, limit=_PER_SECTION)
            href = archive.urls.href(archive.urls.term(lang, "sections", term.slug))
            groups.append(
                Group(entry.name_in(lang) if entry else term.written, href, show.entries(articles))
            )
        return tuple(groups)


def _lead(listed: Listed, archive: Archive) -> Entry:
    """The lead article, which is the only entry with a picture."""
    show, article = archive.present(listed.lang), archive.catalogue.articles.at(listed.path)
    return replace(show.entry(listed), image=show.image(article) if article else None)
