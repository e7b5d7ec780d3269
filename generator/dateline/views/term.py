"""The landing page of a term and the pages of its periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.content.article import Article, Term
from dateline.timetree import ALL, Period, TimeTree, branch, parse_period
from dateline.views.archive import Archive
from dateline.views.bars import BarChart, bars_by_year
from dateline.views.base import RENAMED_TAXONOMY, Context, dated
from dateline.views.descriptions import describe_list, span_of, titles
from dateline.views.kinds import ListView
from dateline.views.parts import Count, Entry, Group, Link
from dateline.views.structured_data import blocks, of_page, of_term
from dateline.views.temperature_plot import TemperaturePlot, temperature_plot


@dataclass(slots=True, kw_only=True)
class TermContext(Context):
    """What term.html reads."""

    taxonomy: str
    label: str
    name: str
    text: str
    country: str
    latitude: float | None
    longitude: float | None
    website: str
    period: str
    newest: tuple[Entry, ...]
    entries: tuple[Group, ...]
    periods: tuple[Count, ...]
    bars: BarChart | None
    temperatures: TemperaturePlot | None
    total: int | None
    feed: Link


class TermView(ListView):
    """A period of a term, by the time tree. The key is taxonomy, slug and period (`all` for the
    landing page).

    A page lists its articles as long as they fit; once its period is divided, it links to the parts
    instead, at the same address.
    """

    name, template = "term", "term.html"
    readdressed_by = RENAMED_TAXONOMY
    saved_as = "list"

    def pages(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            for taxonomy in catalogue.site.taxonomies:
                for term in catalogue.terms.all(taxonomy, lang):
                    tree = self._tree(catalogue, lang, taxonomy, term.slug, term.count)
                    yield from self._pages(catalogue, lang, taxonomy, term.slug, tree)

    def exists(self, page: Page, catalogue: Catalogue) -> bool:
        taxonomy, slug, period = (str(part) for part in page.key)
        if taxonomy not in catalogue.site.taxonomies:
            return False
        tree = catalogue.terms.periods(taxonomy, page.lang, slug)
        return bool(tree.counts) if period == ALL.name else parse_period(period) in tree.counts

    def lasts(self, page: Page) -> bool:
        return page.key[2] == "all"

    def touched(
        self, before: Article | None, after: Article | None, catalogue: Catalogue
    ) -> Iterable[Page]:
        for article in dated(before, after):
            assert article.month is not None
            periods = branch(article.month)
            for term in article.terms:
                if term.taxonomy in catalogue.site.taxonomies:
                    yield from self._touched_by(term, article.lang, periods, catalogue)

    def _touched_by(
        self, term: Term, lang: str, periods: Iterable[Period], catalogue: Catalogue
    ) -> Iterator[Page]:
        for other in {lang, *catalogue.terms.languages(term.taxonomy, term.slug)}:
            yield self._page(catalogue, other, term.taxonomy, term.slug, ALL)
        for period in periods:
            yield self._page(catalogue, lang, term.taxonomy, term.slug, period)
        # Pages outside the article's own branch differ only if the tree has a new shape or the name
        # of the term, which all of its pages show, has a new spelling.
        now, built, spellings = catalogue.once(
            (self.name, term.taxonomy, lang, term.slug),
            lambda: self._standing(term.taxonomy, lang, term.slug, catalogue),
        )
        yield from now ^ built
        if spellings != {term.written}:
            yield from now | built

    def _standing(
        self, taxonomy: str, lang: str, slug: str, catalogue: Catalogue
    ) -> tuple[set[Page], set[Page], set[str]]:
        """The pages of a term as they should be and as they were built, and its spellings."""
        tree = catalogue.terms.periods(taxonomy, lang, slug)
        now = set(self._pages(catalogue, lang, taxonomy, slug, tree))
        built = set(self.built(catalogue, lang, (taxonomy, slug)))
        return now, built, catalogue.terms.spellings(taxonomy, lang, slug)

    def touched_by_term(self, taxonomy: str, slug: str, catalogue: Catalogue) -> Iterable[Page]:
        if taxonomy in catalogue.site.taxonomies:
            for lang in catalogue.languages():
                tree = catalogue.terms.periods(taxonomy, lang, slug)
                yield from self._pages(catalogue, lang, taxonomy, slug, tree)
                yield from self.built(catalogue, lang, (taxonomy, slug))

    def period(self, page: Page, catalogue: Catalogue) -> Period:
        return parse_period(str(page.key[2]))

    def in_sitemap(self, catalogue: Catalogue) -> Iterable[Page]:
        for lang in catalogue.languages():
            for taxonomy in catalogue.site.taxonomies:
                for term in catalogue.terms.all(taxonomy, lang):
                    yield self._page(catalogue, lang, taxonomy, term.slug, ALL)

    def _tree(
        self, catalogue: Catalogue, lang: str, taxonomy: str, slug: str, count: int
    ) -> TimeTree:
        if count <= catalogue.site.lists.limit:
            return TimeTree({ALL: count}, {})
        return catalogue.terms.periods(taxonomy, lang, slug)

    def _pages(
        self, catalogue: Catalogue, lang: str, taxonomy: str, slug: str, tree: TimeTree
    ) -> Iterator[Page]:
        return (self._page(catalogue, lang, taxonomy, slug, period) for period in tree.counts)

    def _page(
        self, catalogue: Catalogue, lang: str, taxonomy: str, slug: str, period: Period
    ) -> Page:
        url = catalogue.urls.period(lang, taxonomy, slug, period)
        year, month = period.last
        return self.page(lang, (taxonomy, slug, period.name), url, f"{year:04}-{month:02}")

    def context(self, page: Page, archive: Archive) -> TermContext:
        catalogue, show, urls = archive.catalogue, archive.present(page.lang), archive.urls
        taxonomy, slug, period_name = (str(part) for part in page.key)
        period = parse_period(period_name)
        term = catalogue.terms.find(taxonomy, page.lang, slug)
        assert term is not None
        entry = catalogue.terms.entry(taxonomy, slug)
        name = entry.name_in(page.lang) if entry else term.written
        tree = catalogue.terms.periods(taxonomy, page.lang, slug)
        split = tree.is_split(period)
        landing = period == ALL
        total = None if _is_thin(tree, period) else tree.counts[period]
        listed = [] if split else catalogue.terms.articles(taxonomy, page.lang, slug, period=period)
        newest = (
            catalogue.terms.articles(taxonomy, page.lang, slug, limit=archive.site.lists.newest)
            if landing and split
            else []
        )
        languages = catalogue.terms.languages(taxonomy, slug) if landing else []
        feed = Link(urls.href(urls.term_feed(page.lang, taxonomy, slug)), name)
        when = show.period_text(period)
        label = show.taxonomy_label(taxonomy)
        text = entry.text_in(page.lang) if entry and landing else ""
        breadcrumbs = tuple(self._breadcrumbs(archive, page, name, period))
        title, url = f"{name}, {when}" if when else name, urls.absolute(page.url)
        if landing:
            data = of_term(taxonomy, entry, name, url, page.lang, archive)
        else:
            data = of_page("CollectionPage", title, url, page.lang, archive)
        by_year = catalogue.terms.by_year(taxonomy, page.lang, slug) if landing else {}
        return TermContext(
            lang=page.lang,
            title=title,
            description=describe_list(
                show,
                f"{name} ({label}), {when}" if when else f"{name} ({label})",
                total,
                span_of(min(by_year, default=0), max(by_year, default=0)),
                [text or titles(listed or newest)],
            ),
            href=urls.href(page.url),
            canonical=url,
            translations=archive.translations(
                languages, lambda lang: urls.term(lang, taxonomy, slug), page.lang
            ),
            feeds=(feed,),
            breadcrumbs=breadcrumbs,
            structured_data=blocks(data, breadcrumbs, archive),
            taxonomy=taxonomy,
            label=label,
            name=name,
            text=text,
            country=entry.country_in(page.lang) if entry else "",
            latitude=entry.lat if entry else None,
            longitude=entry.lon if entry else None,
            website=archive.urls.link_target(entry.url) if entry else "",
            period=when,
            newest=show.entries(newest),
            entries=show.by_year(listed),
            periods=tuple(self._periods(archive, page, tree, period)),
            bars=bars_by_year(show, by_year),
            temperatures=temperature_plot(catalogue, show, slug)
            if landing and taxonomy == "places"
            else None,
            total=total,
            feed=feed,
        )

    def _breadcrumbs(
        self, archive: Archive, page: Page, name: str, period: Period
    ) -> Iterator[Link]:
        show, urls = archive.present(page.lang), archive.urls
        taxonomy, slug = str(page.key[0]), str(page.key[1])
        yield show.home()
        yield show.taxonomy(taxonomy)
        for above in branch(period.first):
            if above == period:
                break
            if period.first in above and period.last in above:
                href = urls.href(urls.period(page.lang, taxonomy, slug, above))
                yield Link(href, show.period_text(above) or name)

    def _periods(
        self, archive: Archive, page: Page, tree: TimeTree, period: Period
    ) -> Iterator[Count]:
        show, urls = archive.present(page.lang), archive.urls
        taxonomy, slug = str(page.key[0]), str(page.key[1])
        thin = _is_thin(tree, parse_period(str(page.key[2])))
        for part in reversed(tree.children.get(period, ())):
            href = urls.href(urls.period(page.lang, taxonomy, slug, part))
            parts = tuple(self._periods(archive, page, tree, part))
            yield Count(href, show.period_text(part), None if thin else tree.counts[part], parts)


def _is_thin(tree: TimeTree, period: Period) -> bool:
    """Whether the page of a period only leads to its parts. Each article of the term would
    otherwise change the pages of all divided periods, and their counts are on the landing page."""
    return period != ALL and tree.is_split(period)
