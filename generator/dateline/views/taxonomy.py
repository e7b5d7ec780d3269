"""The index of a taxonomy: all its terms, by first letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article
from dateline.views.archive import Archive
from dateline.views.base import RENAMED_TAXONOMY, Context, View, stays
from dateline.views.descriptions import describe_terms, span_of
from dateline.views.places_map import PlacesMap, places_maps
from dateline.views.present import Presenter
from dateline.views.structured_data import json_ld, of_page


@dataclass(slots=True)
class TermLine:
    """A term with its number of articles."""

    href: str
    text: str
    count: int
    description: str


@dataclass(slots=True)
class TermGroup:
    """The terms of one first letter."""

    label: str
    terms: tuple[TermLine, ...]


@dataclass(slots=True, kw_only=True)
class TaxonomyContext(Context):
    """What taxonomy.html reads."""

    taxonomy: str
    label: str
    terms: tuple[TermGroup, ...]
    maps: tuple[PlacesMap, ...]
    total: int
    folded: bool


_DESCRIBED = 12
_FOLDED = 300
"""With more terms than this, the groups of all letters are folded."""


class TaxonomyView(View):
    """One page for each taxonomy that has terms in a language. The key is the taxonomy's name."""

    name, template = "taxonomy", "taxonomy.html"
    readdressed_by = RENAMED_TAXONOMY
    saved_as = "list"

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        return self.pages(catalogue)

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            for name in catalogue.terms.taxonomies_in_use(lang):
                yield self._page(lang, name, catalogue)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        return catalogue.terms.has_any(str(page.key[0]), page.lang)

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        if stays(before, after) and _terms(before) == _terms(after):
            return
        # The indexes of all languages link to each other, and each shows the years of all articles.
        for item in (before, after):
            if item:
                for lang in {*catalogue.languages(), item.lang}:
                    for name in catalogue.site.taxonomies:
                        yield self._page(lang, name, catalogue)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        if taxonomy in catalogue.site.taxonomies:
            yield from (self._page(lang, taxonomy, catalogue) for lang in catalogue.languages())

    def lasts(self, page: Page) -> bool:
        return True

    def _page(self, lang: str, name: str, catalogue: Catalogue) -> Page:
        return self.page(lang, (name,), catalogue.urls.taxonomy(lang, name))

    def context(self, page: Page, archive: Archive) -> TaxonomyContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        taxonomy = str(page.key[0])
        lines = []
        for term in catalogue.terms.all(taxonomy, page.lang):
            entry = catalogue.terms.entry(taxonomy, term.slug)
            lines.append(
                TermLine(
                    urls.href(urls.term(page.lang, taxonomy, term.slug)),
                    entry.name_in(page.lang) if entry else term.written,
                    term.count,
                    entry.text_in(page.lang) if entry else "",
                )
            )
        lines.sort(key=lambda line: (_plain(line.text), line.text))
        label = show.taxonomy_label(taxonomy)
        return TaxonomyContext(
            lang=page.lang,
            title=label,
            description=_description(catalogue, show, label, lines),
            href=urls.href(page.url),
            canonical=urls.absolute(page.url),
            translations=archive.translations(
                [lang for lang in catalogue.languages() if catalogue.terms.has_any(taxonomy, lang)],
                lambda lang: urls.taxonomy(lang, taxonomy),
                page.lang,
            ),
            breadcrumbs=(show.home(),),
            structured_data=(
                json_ld(
                    of_page("CollectionPage", label, urls.absolute(page.url), page.lang, archive)
                ),
            ),
            taxonomy=taxonomy,
            label=label,
            terms=tuple(
                TermGroup(letter, tuple(group))
                for letter, group in groupby(lines, lambda line: _initial(line.text))
            ),
            maps=places_maps(catalogue, show) if taxonomy == "places" else (),
            total=len(lines),
            folded=len(lines) > _FOLDED,
        )


def _description(catalogue: Catalogue, show: Presenter, label: str, lines: list[TermLine]) -> str:
    """A description that lists the terms with the most articles."""
    years = [year for year, _ in catalogue.calendar.parts(show.lang)]
    most = sorted(lines, key=lambda line: -line.count)[:_DESCRIBED]
    return describe_terms(
        show,
        label,
        span_of(years[0], years[-1]) if years else "",
        (f"{line.text} ({show.number(line.count)})" for line in most),
    )


def _terms(article: Article | None) -> set[tuple[str, str, str]]:
    """The terms of an article, and how it writes them."""
    terms = article.terms if article else ()
    return {(term.taxonomy, term.slug, term.written) for term in terms}


def _plain(text: str) -> str:
    """The text without accents and case, so that “Écologie” is sorted under E."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _initial(text: str) -> str:
    first = _plain(text)[:1].upper()
    return first if first.isalpha() else "#"
