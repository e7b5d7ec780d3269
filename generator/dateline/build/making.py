"""What a plan leads to: the stages that make pages, search and packs, in order."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.build.packs import PackStages
from dateline.build.plan import Plan
from dateline.build.replacement import Replacement
from dateline.build.stages import Indexing, Stages, Templates
from dateline.catalogue.pending import Pending
from dateline.catalogue.postponed import Postponed, clear_postponed, put_postponed
from dateline.views import ASSEMBLED, VIEWS

_LAST = tuple(view for view in VIEWS if view.comes_last)
_FOR_LATER = [view.name for view in (*ASSEMBLED, *_LAST)]
"""The views whose pages `make_pages` leaves as they are."""


@dataclass(frozen=True, slots=True)
class Making:
    """What was made, the templates that each view used, how many pages were planned, and what is
    left for a later build, if anything is."""

    replacement: Replacement
    templates: Templates
    planned: int
    postponed: Postponed | None = None

    def settle(self, pending: Pending) -> None:
        """Record that nothing is pending any more but what is left for later."""
        if self.postponed is None:
            clear_postponed(pending.connection)
            pending.clear()
        else:
            put_postponed(pending.connection, self.postponed)
            pending.clear(except_views=_FOR_LATER)


def make_everything(
    stages: Stages, packing: PackStages, plan: Plan, indexing: Indexing | None, *, search: bool
) -> Making:
    """Make pages, search volumes, packs, and the pages that come last. If indexing has not begun,
    it begins once rendering has."""
    rendering = stages.begin_pages(plan)
    indexing = indexing or stages.begin_volumes(search=search)
    rendered = stages.finish_pages(rendering)
    packed = packing.begin_lists(rendered.part, search=search)
    gathered = packing.gather(indexing, packed.saved)
    volumes = stages.finish_volumes(indexing)
    packs = packing.packs(Replacement.joined([rendered.part, volumes]), packed, gathered)
    made = [rendered.part, volumes, packs]
    last = stages.last_pages(Replacement.joined(made))
    return Making(
        Replacement.joined([*made, last.part]),
        {**rendered.templates, **last.templates},
        len(rendering.jobs),
    )


def make_pages(stages: Stages, packing: PackStages, plan: Plan) -> Making:
    """Make only the planned pages, without those that come last."""
    rendering = stages.begin_pages(plan)
    rendered = stages.finish_pages(rendering)
    postponed = packing.postponed(rendered.part)
    return Making(rendered.part, rendered.templates, len(rendering.jobs), postponed)
