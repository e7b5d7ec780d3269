"""Which packs to make and to delete, and the list of packs that readers choose from.

Packs are made from finished pages and indexes, so this stage follows theirs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from dateline.catalogue.ledger import PublishedPage, VolumeName
from dateline.catalogue.page import Page
from dateline.packs.pack import Index, PackFile, Pages, gather, without_online_parts, write_pack
from dateline.search.months import ChangedMonths
from dateline.staging import Job, Outcome, Staging, Standing
from dateline.timetree import Month, parse_period
from dateline.urls import SAVEABLE
from dateline.views import BY_NAME, PACK, SAVEABLE_VOLUMES, VIEWS
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
    """A pack to make; its pages may already be `gathered`."""

    job: Job
    name: VolumeName
    indexed: Indexed
    gathered: list[PackFile] | None = None


class PackMade(NamedTuple):
    """The page of a pack, whose key has what the list of packs shows of it, and the outcome."""

    page: Page
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PackPlan:
    """The packs to make, those that stay as they are, and the pages to delete, with the reason."""

    look: tuple[PackTask, ...]
    stay: tuple[PublishedPage, ...]
    gone: tuple[tuple[Page, str], ...]


def plan_packs(
    archive: Archive,
    standing: Standing,
    indexes: Mapping[VolumeName, Indexed],
    renewed: Set[VolumeName],
    changed: ChangedMonths,
    untrusted: Iterable[Page],
    gathered: Mapping[VolumeName, list[PackFile]],
) -> PackPlan:
    """Compare the packs that there should be, one for each of `indexes`, with the existing ones.

    A pack is made again only if its index is `renewed` or a page or picture in it may have
    `changed`. `untrusted` are assembled pages, packs among them, that an interrupted build may
    have left. The pages of some packs may already be `gathered`.
    """
    stands = {pack.page.url: pack for pack in standing.ledger.pages_of(PACK.name)}
    look: list[PackTask] = []
    stay: list[PublishedPage] = []
    wanted: set[str] = set()
    for name, indexed in sorted(indexes.items()):
        page = PACK.page(name.lang, (name.name,), archive.urls.pack(*name))
        wanted.add(page.url)
        differs = name in renewed or changed.touch(name.lang, parse_period(name.name))
        if page.url in stands and page.url not in standing.untrusted and not differs:
            stay.append(stands[page.url])
        else:
            look.append(PackTask(standing.job(page), name, indexed, gathered.get(name)))
    there = {page.url: page for page in untrusted if page.view == PACK.name}
    there |= {url: pack.page for url, pack in stands.items()}
    gone = [(there[url], "its volume is gone") for url in sorted(there.keys() - wanted)]
    if not indexes and standing.may_stand(LIST):
        gone.append((LIST, "there is nothing to save"))
    return PackPlan(tuple(look), tuple(stay), tuple(gone))


def packed_months(
    archive: Archive, staging: Staging, made: Iterable[Page], files: Iterable[str]
) -> dict[str, set[Month]]:
    """The months, by language, of the pages that have changed in a way that affects packs.

    `made` are the pages with new files, `files` the files below content/ that changed.
    """
    catalogue = archive.catalogue
    packed = [view for view in VIEWS if view.in_packs]
    pages = [page for page in made if BY_NAME[page.view] in packed and _differs(page, staging)]
    for path in files:
        for view in packed:
            pages += view.touched_by_file(path, catalogue)
    found: dict[str, set[Month]] = {lang: set() for lang in catalogue.languages()}
    for page in pages:
        when = page.when or catalogue.articles.month_of(str(page.key[0]))
        if when and page.lang in found:
            found[page.lang].add((int(when[:4]), int(when[5:7])))
    return found


def _differs(page: Page, staging: Staging) -> bool:
    """Whether a new page differs in the parts that packs include. Most pages are replaced only
    because of their links to others, which packs leave out."""
    try:
        old = staging.old(page.url).read_bytes()
    except OSError:
        return True
    return without_online_parts(old) != without_online_parts(staging.new(page.url).read_bytes())


def gather_pages(archive: Archive, staging: Staging, name: VolumeName) -> list[PackFile]:
    """Gather the pages of a pack, new or existing."""
    catalogue = archive.catalogue
    return gather(
        Pages(
            catalogue.volumes.articles(name.lang, parse_period(name.name)),
            archive.urls,
            staging.coming,
            lambda url: bool(catalogue.files.hash_of(url.removeprefix("/"))),
        )
    )


def make_pack(archive: Archive, staging: Staging, task: PackTask) -> PackMade:
    """Make a pack, and stage it unless it is identical to the existing one."""
    page, indexed = task.job.page, task.indexed
    gathered = task.gathered or gather_pages(archive, staging, task.name)
    target = staging.new(page.url)
    packed = write_pack(gathered, indexed.index, archive.urls, target)
    staged = packed.hash != task.job.hash
    if not staged:
        target.unlink()
    told = (task.name.name, packed.articles, indexed.first, indexed.last, packed.size)
    return PackMade(PACK.page(page.lang, told, page.url), Outcome(packed.hash, staged))


def list_of_packs(archive: Archive, packs: Sequence[PublishedPage]) -> bytes:
    """The list of packs as JSON: those of each language, newest first."""
    languages: dict[str, list[dict[str, object]]] = {}
    for page, digest in sorted(packs, key=lambda pack: pack.page.key[2:4], reverse=True):
        name, articles, first, last, size = page.key
        show = archive.present(page.lang)
        label = show.period_text(parse_period(str(name)))
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
            }
        )
    listed = {"languages": dict(sorted(languages.items()))}
    return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"
