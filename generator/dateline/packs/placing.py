"""Which pack each saved page is in.

Packs follow the time tree of a language. A page is in the pack of the smallest period of that tree
that contains everything it shows: of a volume, or of a divided period, whose pack holds the lists
that several volumes share. So a day is saved with its volume, a year that has four volumes with
any of these, and the front page with all of them. A divided quarter has no pack of its own: its
lists are few, and are saved with those of its year, so that a change makes one pack less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from dateline.catalogue.ledger import Ledger, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.packs.saved_page import without_online_parts
from dateline.search.months import ChangedMonths
from dateline.staging import Staging
from dateline.timetree import Period, branch, parse_period
from dateline.views import BY_NAME, VIEWS

SAVED = tuple(view for view in VIEWS if view.saved_as)
"""The kinds of pages that are in packs."""


class Places:
    """The periods whose packs hold the pages of an archive."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[tuple[str, Period], VolumeName | None] = {}

    def of(self, page: Page) -> VolumeName | None:
        """The period whose pack holds a page; None if its language has no articles."""
        return self.around(page.lang, BY_NAME[page.view].period(page, self._catalogue))

    def around(self, lang: str, period: Period) -> VolumeName | None:
        """The smallest period of the time tree that contains `period`."""
        if (lang, period) not in self._known:
            found = list(self._branch(lang, period))
            self._known[lang, period] = found[-1] if found else None
        return self._known[lang, period]

    def above(self, volume: VolumeName) -> list[VolumeName]:
        """The divided periods that contain a volume, the smallest first."""
        return list(self._branch(volume.lang, parse_period(volume.name)))[-2::-1]

    def divided(self) -> Iterator[VolumeName]:
        """Every divided period with a volume that can be searched, and so saved."""
        volumes = self._catalogue.volumes
        for lang in self._catalogue.languages():
            for period in volumes.tree(lang).children:
                if not period.is_quarter and volumes.has_searchable(lang, period):
                    yield VolumeName(lang, period.name)

    def _branch(self, lang: str, period: Period) -> Iterator[VolumeName]:
        tree = self._catalogue.volumes.tree(lang)
        for part in branch(period.first):
            if part not in tree.counts or period.last not in part:
                return
            if not (part.is_quarter and tree.is_split(part)):
                yield VolumeName(lang, part.name)


@dataclass(frozen=True, slots=True)
class SavedPages:
    """The addresses of lists and pages by the period whose pack holds them, and the periods in
    which a saved page has changed. If `everything`, any may have."""

    lists: Mapping[VolumeName, list[str]]
    changed: Set[VolumeName] = field(default_factory=frozenset)
    everything: bool = False

    def differ(self, name: VolumeName) -> bool:
        """Whether a page in the pack of a period may have changed."""
        return self.everything or name in self.changed


def lists_by_place(
    places: Places, ledger: Ledger, made: Iterable[Page], deleted: Iterable[Page]
) -> dict[VolumeName, list[str]]:
    """The addresses of all lists and pages as they will be, by the period whose pack holds them:
    those published so far, with those `made` and without those `deleted`."""
    names = {view.name for view in SAVED if view.saved_as == "list"}
    pages = {built.page.url: built.page for name in names for built in ledger.pages_of(name)}
    for page in deleted:
        pages.pop(page.url, None)
    for page in made:
        if page.view in names:
            pages[page.url] = page
        else:
            # A notice may have taken the address of a page that was withdrawn.
            pages.pop(page.url, None)
    found: dict[VolumeName, list[str]] = {}
    for url, page in sorted(pages.items()):
        if place := places.of(page):
            found.setdefault(place, []).append(url)
    return found


def changed_pages(
    catalogue: Catalogue,
    staging: Staging,
    made: Collection[Page],
    deleted: Iterable[Page],
    files: Iterable[str],
) -> list[Page]:
    """The saved pages that have changed in the parts that packs include, or are gone.

    `made` are the pages with new files, `files` the files below content/ that changed.
    """
    names = {view.name for view in SAVED}
    pages = [page for page in made if page.view in names and _differs(page, staging)]
    pages += (page for page in deleted if page.view in names)
    taken = catalogue.published.pages_at(page.url for page in made if page.view not in names)
    pages += (page for page in taken.values() if page.view in names)
    for path in files:
        for view in SAVED:
            pages += view.touched_by_file(path, catalogue)
    return pages


def places_of(
    places: Places, pages: Iterable[Page], months: ChangedMonths
) -> frozenset[VolumeName]:
    """The periods whose packs hold one of the `pages`, or an article of one of the `months`."""
    found = {places.of(page) for page in pages}
    for lang, changed in months.by_language.items():
        found |= {places.around(lang, branch(month)[-1]) for month in changed}
    return frozenset(place for place in found if place)


def _differs(page: Page, staging: Staging) -> bool:
    """Whether a new page differs in the parts that packs include. Most articles are replaced only
    because of their links to others, which packs leave out."""
    try:
        old = staging.old(page.url).read_bytes()
    except OSError:
        return True
    return without_online_parts(old) != without_online_parts(staging.new(page.url).read_bytes())
