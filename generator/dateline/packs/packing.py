"""Which packs to make and to delete, and the list of packs that readers choose from.

Packs are made from finished pages and indexes, so this stage follows theirs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.catalogue.ledger import PublishedPage, VolumeName
from dateline.catalogue.page import Page
from dateline.digests import digest_of
from dateline.packs.pack import Index, Packed, PackFile, Pages, divided, gather, write_pack
from dateline.packs.placing import Places, SavedPages
from dateline.staging import Job, Outcome, Staging, Standing
from dateline.timetree import parse_period
from dateline.urls import SAVEABLE, is_variant
from dateline.views import FILES_PACK, LISTS_PACK, PACK, SAVEABLE_VOLUMES
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
    `files` are the hashes of the existing packs of files beside it, by address.
    """

    job: Job
    name: VolumeName
    lists: Sequence[str]
    indexed: Indexed | None = None
    gathered: list[PackFile] | None = None
    files: Mapping[str, str] = field(default_factory=dict)


class PackMade(NamedTuple):
    """The page of a pack, whose key has what the list of packs shows of it, and the outcome."""

    page: Page
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PackPlan:
    """The packs to make, those that stay as they are, and the pages to delete, with the reason;
    and the packs of files that may stand and are not among those that stay."""

    tasks: tuple[PackTask, ...]
    stay: tuple[PublishedPage, ...] = ()
    gone: tuple[tuple[Page, str], ...] = ()
    files: tuple[Page, ...] = ()


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

    files: dict[VolumeName, list[PublishedPage]] = {}
    for pack in _standing(standing, {FILES_PACK.name}).values():
        files.setdefault(_volume_of(pack.page), []).append(pack)
    odd = {page.url: page for page in untrusted if page.view == FILES_PACK.name}
    damaged = {_volume_of(page) for page in odd.values()}

    def task(job: Job, name: VolumeName) -> PackTask:
        hashes = {page.url: digest for page, digest in files.get(name, ()) if page.url not in odd}
        return PackTask(
            job, name, saved.lists.get(name, ()), indexes[name], gathered.get(name), hashes
        )

    def differs(name: VolumeName) -> bool:
        return name in renewed or name in damaged or saved.differ(name)

    pages = {name: PACK.page(name.lang, (name.name,), archive.urls.pack(*name)) for name in indexes}
    plan = _compare(standing, pages, differs, task)
    gone = list(_gone(standing, pages, untrusted, PACK.name))
    if not indexes and standing.may_stand(LIST):
        gone.append((LIST, "there is nothing to save"))
    kept = {VolumeName(page.lang, str(page.key[0])) for page, _ in plan.stay}
    stay = [pack for name in sorted(kept) for pack in files.pop(name, ())]
    may_stand = odd | {pack.page.url: pack.page for packs in files.values() for pack in packs}
    left = tuple(page for _, page in sorted(may_stand.items()))
    return PackPlan(plan.tasks, (*plan.stay, *stay), tuple(gone), left)


def _volume_of(pack: Page) -> VolumeName:
    """The volume, or the divided period, whose pack it is."""
    return VolumeName(pack.lang, str(pack.key[0]))


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
    return PackPlan(
        plan.tasks, plan.stay, tuple(_gone(standing, pages, untrusted, LISTS_PACK.name))
    )


def _compare(
    standing: Standing,
    pages: Mapping[VolumeName, Page],
    differs: Callable[[VolumeName], bool],
    task: Callable[[Job, VolumeName], PackTask],
) -> PackPlan:
    """The packs to make and those that stay, of those that there should be."""
    stands = _standing(standing, {page.view for page in pages.values()})
    tasks: list[PackTask] = []
    stay: list[PublishedPage] = []
    for name, page in sorted(pages.items()):
        if page.url in stands and page.url not in standing.untrusted and not differs(name):
            stay.append(stands[page.url])
        else:
            tasks.append(task(standing.job(page), name))
    return PackPlan(tuple(tasks), tuple(stay))


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


def make_packs(archive: Archive, staging: Staging, task: PackTask) -> list[PackMade]:
    """Make a pack, and those of files beside it, and stage each unless it is identical to the
    existing one."""
    page, indexed, (lang, name) = task.job.page, task.indexed, task.name

    def write(url: str, known: str, files: Sequence[PackFile]) -> tuple[Packed, Outcome]:
        target, index = staging.new(url), indexed.index if indexed and url == page.url else None
        packed = write_pack(files, index, archive.urls, target)
        staged = packed.hash != known
        if not staged:
            target.unlink()
        return packed, Outcome(packed.hash, staged)

    gathered = task.gathered or gather_pages(
        archive, staging, task.name, task.lists, articles=indexed is not None
    )
    if not indexed:
        packed, outcome = write(page.url, task.job.hash, gathered)
        return [PackMade(LISTS_PACK.page(lang, (name, packed.size), page.url), outcome)]
    saved, others = divided(gathered)
    packed, outcome = write(page.url, task.job.hash, saved)
    told = (name, packed.articles, indexed.first, indexed.last, packed.size)
    made = [PackMade(PACK.page(lang, told, page.url), outcome)]
    for number, files in enumerate(others, 1):
        url = archive.urls.files_pack(lang, name, number)
        packed, outcome = write(url, task.files.get(url, ""), files)
        made.append(PackMade(FILES_PACK.page(lang, (name, number, packed.size), url), outcome))
    return made


def list_of_packs(
    archive: Archive,
    places: Places,
    packs: Sequence[PublishedPage],
    lists: Sequence[PublishedPage],
) -> bytes:
    """The list of packs as JSON: the volumes of each language, newest first, each with the names of
    the packs that are saved before it, and these packs: those of its own files, and those of lists
    that lead to its articles.

    The tag of a volume changes with its files too.
    """
    shared: dict[str, list[dict[str, object]]] = {}
    beside: dict[VolumeName, list[PublishedPage]] = {}
    for pack in sorted(packs, key=lambda pack: pack.page.key[1:2]):
        if pack.page.view == FILES_PACK.name:
            beside.setdefault(_volume_of(pack.page), []).append(pack)
    for page, digest in sorted(lists, key=lambda pack: pack.page.url):
        shared.setdefault(page.lang, []).append(_shared(str(page.key[0]), page, digest))
    packed = {_volume_of(page) for page, _ in lists}
    languages: dict[str, list[dict[str, object]]] = {}
    volumes = (pack for pack in packs if pack.page.view == PACK.name)
    for page, digest in sorted(volumes, key=lambda pack: pack.page.key[2:4], reverse=True):
        name, articles, first, last, size = page.key
        volume = _volume_of(page)
        show = archive.present(page.lang)
        label = show.period_text(parse_period(volume.name))
        files = beside.get(volume, [])
        named = [_shared(f"{name}/{number}", *pack) for number, pack in enumerate(files, 1)]
        shared.setdefault(page.lang, []).extend(named)
        digests = [digest, *(pack.hash for pack in files)]
        languages.setdefault(page.lang, []).append(
            {
                "name": name,
                "label": label or show.words.gettext("The whole archive"),
                "articles": articles,
                "first": first,
                "last": last,
                "tag": digest_of("".join(digests).encode())[:8] if files else digest[:8],
                "pack": page.url.removeprefix("/"),
                "size": size,
                "files": [pack["name"] for pack in named],
                "lists": [period.name for period in places.above(volume) if period in packed],
            }
        )
    listed = {"languages": dict(sorted(languages.items())), "lists": dict(sorted(shared.items()))}
    return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"


def _shared(name: str, page: Page, digest: str) -> dict[str, object]:
    """What the list says of a pack that is saved before a volume."""
    pack = page.url.removeprefix("/")
    return {"name": name, "tag": digest[:8], "pack": pack, "size": page.key[-1]}
