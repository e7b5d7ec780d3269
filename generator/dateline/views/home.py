"""The front page of each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.catalogue.listed import Listed
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.urls import Urls
from dateline.views.archive import Archive
from dateline.views.base import Context
from dateline.views.descriptions import describe_list, span_of, titles
from dateline.views.front import lead_entry, rank
from dateline.views.kinds import OnePerLanguage
from dateline.views.old_addresses import QueriesPart, queries_part
from dateline.views.parts import Count, EditionLine, Entry, Group, Link
from dateline.views.structured_data import json_ld, of_site

_NEWEST = 32
"""Articles from which the lead, those second to it, the latest and the earlier ones are chosen."""
_MUST_READS, _EARLIER = 4, 12
"""Articles shown at most."""
_SECTIONS, _PER_SECTION = 12, 3
"""Sections shown at most, and articles of each."""
_LATEST, _BESIDE_WORDS = 8, 5
"""In the column of the latest articles; with fewer it is as high as a lead without a picture."""

_MANY = 1_000
"""From here up, the number of all articles is rounded."""


@dataclass(slots=True, kw_only=True)
class HomeContext(Context):
    """What home.html reads."""

    edition: EditionLine | None
    previous: Link | None
    lead: Entry | None
    seconds: tuple[Entry, ...]
    must_reads: tuple[Entry, ...]
    latest: tuple[Entry, ...]
    sections: tuple[Group, ...]
    earlier: tuple[Entry, ...]
    years: tuple[Count, ...]
    total: int
    rounded: bool
    first_year: int
    last_year: int
    queries: QueriesPart | None


class HomeView(OnePerLanguage):
    """The front page: the newest edition, must-reads, latest, sections, years."""

    name, template = "home", "home.html"
    saved_as = "list"

    def address(self, urls: Urls, lang: str) -> str:
        return urls.home(lang)

    def lasts(self, page: Page) -> bool:
        return True

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue) if taxonomy == "sections" else ()

    def touched_by_file(self, path: str, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def context(self, page: Page, archive: Archive) -> HomeContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        newest = catalogue.articles.newest(page.lang, _NEWEST)
        lead, seconds, others = rank(newest, show)
        shown = _Shown(article for article in (lead, *seconds) if article)
        must_reads = shown.new(
            catalogue.articles.must_reads(page.lang, len(shown) + _MUST_READS), _MUST_READS
        )
        top = lead_entry(lead, archive) if lead else None
        latest = shown.new(others, _LATEST if top and top.image else _BESIDE_WORDS)
        sections = _sections(page.lang, archive, shown)
        earlier = [] if sections else shown.new(others, _EARLIER)
        years = catalogue.calendar.parts(page.lang)
        total, first, last = sum(count for _, count in years), 0, 0
        if years:
            first, last = years[0][0], years[-1][0]
        about = archive.site.description_in(page.lang) or titles(newest)
        return HomeContext(
            lang=page.lang,
            title="",
            description=describe_list(
                show, "", None if total >= _MANY else total, span_of(first, last), [about]
            ),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            translations=archive.translations(catalogue.languages(), urls.home, page.lang),
            feeds=(Link(urls.href(urls.feed(page.lang)), archive.site.title_in(page.lang)),),
            structured_data=(json_ld(of_site(page.lang, archive)),),
            edition=show.edition(lead),
            previous=_day_before(lead, archive) if lead else None,
            lead=top,
            seconds=show.entries(seconds),
            must_reads=show.entries(must_reads),
            latest=show.entries(latest),
            sections=sections,
            earlier=show.entries(earlier),
            years=tuple(Count(show.day(year).href, str(year), None) for year, _ in reversed(years)),
            total=_rounded(total),
            rounded=total >= _MANY,
            first_year=first,
            last_year=last,
            queries=queries_part(page.url, archive),
        )


def _rounded(total: int) -> int:
    """The number to two digits if it is large: an old article then leaves the front page alone."""
    step = 10 ** max(0, len(str(total)) - 2) if total >= _MANY else 1
    return total // step * step


class _Shown:
    """The articles that the page shows so far, so that none is shown twice."""

    def __init__(self, articles: Iterable[Listed]) -> None:
        self._paths = {article.path for article in articles}

    def __len__(self) -> int:
        return len(self._paths)

    def new(self, articles: Iterable[Listed], most: int) -> list[Listed]:
        """The first `most` of those not shown yet, which are shown from now on."""
        found = [article for article in articles if article.path not in self._paths][:most]
        self._paths |= {article.path for article in found}
        return found


def _sections(lang: str, archive: Archive, shown: _Shown) -> tuple[Group, ...]:
    """The largest sections with their newest articles, without those that have no more to show."""
    catalogue, show = archive.catalogue, archive.present(lang)
    if "sections" not in archive.site.taxonomies:
        return ()
    largest = sorted(
        catalogue.terms.all("sections", lang), key=lambda term: (-term.count, term.slug)
    )
    groups = []
    for term in largest[:_SECTIONS]:
        entry = catalogue.terms.entry("sections", term.slug)
        newest = catalogue.terms.articles(
            "sections", lang, term.slug, limit=len(shown) + _PER_SECTION
        )
        if articles := shown.new(newest, _PER_SECTION):
            href = archive.urls.href(archive.urls.term(lang, "sections", term.slug))
            name = entry.name_in(lang) if entry else term.written
            groups.append(Group(name, href, show.entries(articles)))
    return tuple(groups)


def _day_before(lead: Listed, archive: Archive) -> Link | None:
    """The edition before that of the lead."""
    date = lead.date
    assert date is not None
    if not date.day:
        return None
    key = (date.year, date.month, date.day)
    before = archive.catalogue.calendar.beside(lead.lang, key, back=True)
    return archive.present(lead.lang).day(*before) if before else None
