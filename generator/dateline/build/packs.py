"""The stages of a build that make what readers save: packs of lists, packs of volumes, and the list
of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from dateline.build.changes import changed_months
from dateline.build.context import BuildContext
from dateline.build.render import Renderer
from dateline.build.replacement import Deleted, Made, Replacement
from dateline.build.stages import Indexing
from dateline.catalogue.ledger import PublishedPage, VolumeName
from dateline.catalogue.page import Page
from dateline.catalogue.postponed import Postponed
from dateline.catalogue.public_files import any_page_may_show
from dateline.packs.pack import PackFile
from dateline.packs.packing import (
    LIST,
    PackMade,
    PackPlan,
    PackTask,
    gather_pages,
    list_of_packs,
    make_packs,
    plan_lists,
    plan_packs,
)
from dateline.packs.placing import (
    SAVED,
    Places,
    SavedPages,
    changed_pages,
    lists_by_place,
    places_of,
)
from dateline.search.months import ChangedMonths
from dateline.views import PACK


class Packing(NamedTuple):
    """The packs to make if they differ, those that stay, and the results, in order."""

    plan: PackPlan
    made: Iterator[list[PackMade]]


class PackedPages(NamedTuple):
    """The pages that are saved, and the packs of lists that volumes share; None if there are no
    packs."""

    saved: SavedPages
    lists: Packing | None = None


@dataclass(frozen=True, slots=True)
class PackStages:
    """The stages that make packs."""

    build: BuildContext

    def begin_lists(self, pages: Replacement, *, search: bool) -> PackedPages:
        """Find where each of the `pages` belongs, and start making the packs of lists. They need
        no index, so after a small change they are made while Pagefind runs."""
        if not self.build.edition.has_view(PACK):
            return PackedPages(SavedPages({}))
        archive = self.build.workers.renderer.archive
        places = Places(self.build.catalogue)
        saved = self._saved_pages(places, pages)
        periods = (period for period in places.divided() if period in saved.lists)
        plan = plan_lists(
            archive,
            self.build.standing,
            periods if search else (),
            saved,
            self.build.changes.untrusted_assembled,
        )
        return PackedPages(saved, Packing(plan, self.build.workers.map_behind(_packs, plan.tasks)))

    def gather(self, indexing: Indexing, saved: SavedPages) -> dict[VolumeName, list[PackFile]]:
        """After a small change, gather the pages of the one volume concerned during indexing."""
        tasks = indexing.volumes.tasks
        if self.build.workers.count > 1 or len(tasks) != 1 or not self.build.edition.has_view(PACK):
            return {}
        archive, name = self.build.workers.renderer.archive, tasks[0].name
        lists = saved.lists.get(name, ())
        return {name: gather_pages(archive, self.build.output.pages, name, lists, articles=True)}

    def packs(
        self,
        before: Replacement,
        pages: PackedPages,
        gathered: Mapping[VolumeName, list[PackFile]],
    ) -> Replacement:
        """Make the packs of volumes and the list of all packs, from the pages and volumes made
        `before` and from existing ones."""
        if pages.lists is None:
            return Replacement()
        archive = self.build.workers.renderer.archive
        plan = plan_packs(
            archive,
            self.build.standing,
            {name: indexed for name, indexed in self.build.indexes(before) if not name.is_engine},
            {files.volume.key for files in before.volumes},
            pages.saved,
            self.build.changes.untrusted_assembled,
            gathered,
        )
        lists, standing_lists = self._collect(pages.lists, "Packing lists")
        packing = Packing(plan, self.build.workers.map(_packs, plan.tasks))
        part, standing = self._collect(packing, "Packing volumes")
        if not standing:
            return Replacement.joined([lists, part])
        data = list_of_packs(archive, Places(self.build.catalogue), standing, standing_lists)
        listed = self.build.made(LIST, data, "the volumes to save changed")
        return Replacement.joined([lists, part, Replacement((listed,))])

    def _collect(
        self, packing: Packing, stage: str
    ) -> tuple[Replacement, tuple[PublishedPage, ...]]:
        """Collect the packs that are made. Returns them, and all packs that there will be."""
        plan = packing.plan
        self.build.report.stage(stage, len(plan.tasks))
        packs = list(chain.from_iterable(self.build.each(packing.made)))
        made_now = {pack.page.url for pack in packs}
        left = ((page, "its files are in other packs") for page in plan.files)
        gone = [*plan.gone, *(one for one in left if one[0].url not in made_now)]
        part = Replacement(
            tuple(Made(*pack, "what it holds changed") for pack in packs),
            tuple(Deleted(*one) for one in gone),
        )
        made = (PublishedPage(pack.page, pack.outcome.hash) for pack in packs)
        return part, (*plan.stay, *made)

    def _saved_pages(self, places: Places, pages: Replacement) -> SavedPages:
        """The pages in packs, and where one of them, or a file that it shows, may have changed."""
        deleted = [deleted.page for deleted in pages.deleted]
        lists = lists_by_place(
            places, self.build.catalogue.published, (made.page for made in pages.made), deleted
        )
        before = self.build.changes.postponed or Postponed()
        if before.everything or self._any_may_differ():
            return SavedPages(lists, everything=True)
        changed = [*before.pages, *self._changed_pages(pages)]
        months = changed_months(self.build.changes, self.build.catalogue.languages())
        return SavedPages(lists, places_of(places, changed, ChangedMonths(by_language=months)))

    def postponed(self, pages: Replacement) -> Postponed:
        """What is left for a later build if this one makes only `pages`."""
        months = changed_months(self.build.changes, self.build.catalogue.languages())
        if self.build.changes.stale or self._any_may_differ():
            return Postponed(months, everything=True)
        return Postponed(months, tuple(self._changed_pages(pages)))

    def _any_may_differ(self) -> bool:
        """Whether any page in a pack may have changed."""
        site, connection = self.build.catalogue.site, self.build.catalogue.connection
        return any(view.name in self.build.changes.stale for view in SAVED) or any(
            any_page_may_show(path, connection, site) for path in self.build.changes.files
        )

    def _changed_pages(self, pages: Replacement) -> list[Page]:
        """The pages in packs that differ from those in place, or show a file that changed."""
        return changed_pages(
            self.build.catalogue,
            self.build.output.pages,
            [made.page for made in pages.changed],
            [deleted.page for deleted in pages.deleted],
            self.build.changes.files,
        )


def _packs(renderer: Renderer, task: PackTask) -> list[PackMade]:
    return make_packs(renderer.archive, renderer.staging, task)
