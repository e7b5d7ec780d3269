"""Which packs to make and to delete, and the list of packs that readers choose from.

Packs are made from finished pages and indexes, so this stage follows theirs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from dateline.catalogue.ledger import PublishedPage, VolumeName
from dateline.catalogue.page import Page
from dateline.packs.pack import Index, PackFile, Pages, gather, write_pack
from dateline.packs.placing import Places, SavedPages
from dateline.staging import Job, Outcome, Staging, Standing
from dateline.timetree import parse_period
from dateline.urls import SAVEABLE, is_variant
from dateline.views import LISTS_PACK, PACK, SAVEABLE_VOLUMES
from dateline.views.archive import Archive

LIST = SAVEABLE_VOLUMES.page("", (), SAVEABLE)
"""The list of packs."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The index in a pack, and the first and last day of its articles."""

    index: Index
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class PackTask:
    """A pack to make: that of a volume, which is `indexed`, or of the lists of a divided period.

    `lists` are the addresses of its pages apart from articles. All pages may already be `gathered`.
    """

    job: Job
    name: VolumeName
    lists: Sequence[str]
    indexed: Indexed | None = None
    gathered: list[PackFile] | None = None


class PackMade(NamedTuple):
    """The page of a pack, whose key has what the list of packs shows of it, and the outcome."""

    page: Page
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PackPlan:
    """The packs to make, those that stay as they are, and the pages to delete, with the reason."""

    look: tuple[PackTask, ...]
    stay: tuple[PublishedPage, ...] = ()
    gone: tuple[tuple[Page, str], ...] = ()


def plan_packs(
    archive: Archive,
    standing: Standing,
    indexes: Mapping[VolumeName, Indexed],
    renewed: Set[VolumeName],
    saved: SavedPages,
    untrusted: Iterable[Page],
    gathered: Mapping[VolumeName, list[PackFile]],
) -> PackPlan:
    """Compare the packs of volumes that there should be, one for each of `indexes`, with the
    existing ones.

    A pack is made again only if its index is `renewed` or a page or file in it may have changed.
    `untrusted` are assembled pages, packs among them, that an interrupted build may have left. The
    pages of some packs may already be `gathered`.
    """

    def task(job: Job, name: VolumeName) -> PackTask:
        lists = saved.lists.get(name, ())
        return PackTask(job, name, lists, indexes[name], gathered.get(name))

    pages = {name: PACK.page(name.lang, (name.name,), archive.urls.pack(*name)) for name in indexes}
    plan = _compare(standing, pages, lambda name: name in renewed or saved.differ(name), task)
    gone = list(_gone(standing, pages, untrusted, PACK.name))
    if not indexes and standing.may_stand(LIST):
        gone.append((LIST, "there is nothing to save"))
    return PackPlan(plan.look, plan.stay, tuple(gone))


def plan_lists(
    archive: Archive,
    standing: Standing,
    periods: Iterable[VolumeName],
    saved: SavedPages,
    untrusted: Iterable[Page],
) -> PackPlan:
    """Compare the packs of lists that there should be, one for each of the divided `periods`, with
    the existing ones."""
    pages = {
        name: LISTS_PACK.page(name.lang, (name.name,), archive.urls.lists_pack(*name))
        for name in periods
    }
    plan = _compare(
        standing,
        pages,
        saved.differ,
        lambda job, name: PackTask(job, name, saved.lists.get(name, ())),
    )
    return PackPlan(plan.look, plan.stay, tuple(_gone(standing, pages, untrusted, LISTS_PACK.name)))


def _compare(
    standing: Standing,
    pages: Mapping[VolumeName, Page],
    differs: Callable[[VolumeName], bool],
    task: Callable[[Job, VolumeName], PackTask],
) -> PackPlan:
    """The packs to make and those that stay, of those that there should be."""
    stands = _standing(standing, {page.view for page in pages.values()})
    look: list[PackTask] = []
    stay: list[PublishedPage] = []
    for name, page in sorted(pages.items()):
        if page.url in stands and page.url not in standing.untrusted and not differs(name):
            stay.append(stands[page.url])
        else:
            look.append(task(standing.job(page), name))
    return PackPlan(tuple(look), tuple(stay))


def _gone(
    standing: Standing, pages: Mapping[VolumeName, Page], untrusted: Iterable[Page], view: str
) -> Iterable[tuple[Page, str]]:
    """The packs of a view that may stand and should not."""
    there = {page.url: page for page in untrusted if page.view == view}
    there |= {url: pack.page for url, pack in _standing(standing, {view}).items()}
    wanted = {page.url for page in pages.values()}
    return ((there[url], "its volume is gone") for url in sorted(there.keys() - wanted))


def _standing(standing: Standing, views: Set[str]) -> dict[str, PublishedPage]:
    packs = (pack for view in views for pack in standing.ledger.pages_of(view))
    return {pack.page.url: pack for pack in packs}


def gather_pages(
    archive: Archive, staging: Staging, name: VolumeName, lists: Sequence[str], *, articles: bool
) -> list[PackFile]:
    """Gather the pages of a pack, new or existing; with its `articles` if it is a volume's."""
    catalogue = archive.catalogue
    period = parse_period(name.name)
    return gather(
        Pages(
            catalogue.volumes.listed(name.lang, period) if articles else (),
            lists,
            archive.urls,
            staging.coming,
            lambda url: is_variant(url) or bool(catalogue.files.hash_of(url.removeprefix("/"))),
        )
    )


def make_pack(archive: Archive, staging: Staging, task: PackTask) -> PackMade:
    """Make a pack, and stage it unless it is identical to the existing one."""
    page, indexed, name = task.job.page, task.indexed, task.name
    gathered = task.gathered or gather_pages(
        archive, staging, name, task.lists, articles=indexed is not None
    )
    target = staging.new(page.url)
    packed = write_pack(gathered, indexed.index if indexed else None, archive.urls, target)
    staged = packed.hash != task.job.hash
    if not staged:
        target.unlink()
    outcome = Outcome(packed.hash, staged)
    if not indexed:
        return PackMade(LISTS_PACK.page(page.lang, (name.name, packed.size), page.url), outcome)
    told = (name.name, packed.articles, indexed.first, indexed.last, packed.size)
    return PackMade(PACK.page(page.lang, told, page.url), outcome)


def list_of_packs(
    archive: Archive,
    places: Places,
    packs: Sequence[PublishedPage],
    lists: Sequence[PublishedPage],
) -> bytes:
    """The list of packs as JSON: the volumes of each language, newest first, each with the names of
    the packs of lists that lead to its articles, and these packs."""
    packed = {VolumeName(page.lang, str(page.key[0])) for page, _ in lists}
    languages: dict[str, list[dict[str, object]]] = {}
    for page, digest in sorted(packs, key=lambda pack: pack.page.key[2:4], reverse=True):
        name, articles, first, last, size = page.key
        show = archive.present(page.lang)
        label = show.period_text(parse_period(str(name)))
        above = places.above(VolumeName(page.lang, str(name)))
        languages.setdefault(page.lang, []).append(
            {
                "name": name,
                "label": label or show.words.gettext("The whole archive"),
                "articles": articles,
                "first": first,
                "last": last,
                "tag": digest[:8],
                "pack": page.url.removeprefix("/"),
                "size": size,
                "lists": [period.name for period in above if period in packed],
            }
        )
    shared: dict[str, list[dict[str, object]]] = {}
    for page, digest in sorted(lists, key=lambda pack: pack.page.url):
        name, size = page.key
        pack = page.url.removeprefix("/")
        shared.setdefault(page.lang, []).append(
            {"name": name, "tag": digest[:8], "pack": pack, "size": size}
        )
    listed = {"languages": dict(sorted(languages.items())), "lists": dict(sorted(shared.items()))}
    return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"
