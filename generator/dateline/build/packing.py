"""Which packs to make anew and to delete, the list of them, and the worker that serves them.

All of it is made of what a build has rendered and indexed, so it comes after that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dateline.build.changes import Changes, months_of
from dateline.build.output import Rendered, Replacement
from dateline.build.render import Job, Outcome, Renderer
from dateline.catalogue.carried import any_page_may_show
from dateline.catalogue.ledger import Ledger, PublishedPage, VolumeName
from dateline.catalogue.page import Page
from dateline.digests import digest_of
from dateline.packs.pack import (
    Index,
    PackFile,
    Pages,
    gather,
    without_online_parts,
    write_pack,
)
from dateline.search.volumes import ENGINE
from dateline.timetree import Month, parse_period
from dateline.urls import SAVEABLE, SEARCH_DATA, output_path
from dateline.views import BY_NAME, PACK, SAVEABLE_VOLUMES, VIEWS
from dateline.views.archive import Shell

_LIST = SAVEABLE_VOLUMES.page("", (), SAVEABLE)
"""The list of packs."""
JobOf = Callable[[Page], Job]


class Indexed(NamedTuple):
    """A search index that stands after the build: its folder now, its tag and its days."""

    folder: Path
    tag: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class PackTask:
    """A pack to look at. `output` is the folder of what stands; the pages may be `gathered`."""

    job: Job
    name: VolumeName
    indexed: Indexed
    output: Path
    gathered: list[PackFile] | None = None


class PackMade(NamedTuple):
    """The pack's page, whose key says what the list of packs tells of it; how it turned out."""

    page: Page
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PackPlan:
    """The packs to look at, those that stay as they are, and what to delete with the reason."""

    look: tuple[PackTask, ...]
    stay: tuple[PublishedPage, ...]
    gone: tuple[tuple[Page, str], ...]


@dataclass(frozen=True, slots=True)
class Packing:
    """What packs are planned from: what stands, and what this build puts in its place."""

    ledger: Ledger
    renderer: Renderer
    output: Path
    replacement: Replacement
    job: JobOf
    gathered: Mapping[VolumeName, list[PackFile]]

    def indexes(self) -> dict[VolumeName, Indexed]:
        """Every index, engines among them, as it is after this build."""
        staged = {made.volume.key: made.folder for made in self.replacement.volumes}
        standing = self.output / SEARCH_DATA.strip("/")
        return {
            volume.key: Indexed(
                staged.get(volume.key, standing / volume.lang / volume.name),
                volume.digest[:8],
                volume.first,
                volume.last,
            )
            for volume in self.replacement.volumes_after(self.ledger)
        }

    def plan(self, changes: Changes) -> PackPlan:
        """Compare the packs that there should be with those that stand.

        Only those are looked at of which a page, a picture or the index changed.
        """
        urls = self.renderer.archive.urls
        wanted = {name: at for name, at in self.indexes().items() if name.lang != ENGINE}
        standing = {pack.page.url: pack for pack in self.ledger.pages_of(PACK.name)}
        stale = self._may_all_differ(changes)
        months = {} if stale else self._months(changes)
        indexed = {made.volume.key for made in self.replacement.volumes}
        unfinished = {page.url: page for page in changes.unfinished_data if page.view == PACK.name}
        look: list[PackTask] = []
        stay: list[PublishedPage] = []
        for name, at in sorted(wanted.items()):
            period = parse_period(name.name)
            url = urls.pack(*name)
            if (
                url in standing
                and url not in unfinished
                and name not in indexed
                and not stale
                and not any(month in period for month in months.get(name.lang, ()))
            ):
                stay.append(standing[url])
            else:
                job = self.job(PACK.page(name.lang, (name.name,), url))
                look.append(PackTask(job, name, at, self.output, self.gathered.get(name)))
        known = {urls.pack(*name) for name in wanted}
        there = unfinished | {url: pack.page for url, pack in standing.items()}
        delete = [(there[url], "its volume is gone") for url in sorted(there.keys() - known)]
        if not wanted and (self.job(_LIST).hash or _LIST in changes.unfinished_data):
            delete.append((_LIST, "there is nothing to save"))
        return PackPlan(tuple(look), tuple(stay), tuple(delete))

    def _may_all_differ(self, changes: Changes) -> bool:
        """Whether something changed that any page of a pack, or any picture on it, may show."""
        files = self.renderer.archive.site.files
        return any(view.name in changes.stale for view in VIEWS if view.in_packs) or any(
            any_page_may_show(path, self.ledger.connection, files) for path in changes.files
        )

    def _months(self, changes: Changes) -> Mapping[str, set[Month]]:
        """The months, by language, of which a page, or what it shows, is not what it was."""
        catalogue = self.renderer.archive.catalogue
        found = {lang: months_of(changes, lang) for lang in catalogue.languages()}
        pages = [
            rendered.page
            for rendered in self.replacement.changed
            if self._differs_in_packs(rendered)
        ]
        for path in changes.files:
            for view in (view for view in VIEWS if view.in_packs):
                pages += view.touched_by_file(path, catalogue)
        for page in pages:
            if BY_NAME[page.view].in_packs and page.lang in found:
                when = page.when or catalogue.articles.month_of(str(page.key[0]))
                if when:
                    found[page.lang].add((int(when[:4]), int(when[5:7])))
        return found

    def _differs_in_packs(self, rendered: Rendered) -> bool:
        """Whether a new article page differs in what packs hold of it: its links to others, for
        which most are replaced, are not among that."""
        if not BY_NAME[rendered.page.view].in_packs:
            return False
        path = output_path(rendered.page.url)
        try:
            standing = (self.output / path).read_bytes()
        except OSError:
            return True
        staged = (self.renderer.staging / path).read_bytes()
        return without_online_parts(standing) != without_online_parts(staged)

    def settle(self, plan: PackPlan, made: Iterator[PackMade]) -> Iterator[tuple[Page, str]]:
        """Take what was made into the replacement; gives the reason for each file that differs."""
        packs = list(plan.stay)
        for pack in made:
            packs.append(PublishedPage(pack.page, pack.outcome.hash))
            self.replacement.rendered.append(Rendered(pack.page, *pack.outcome))
            if pack.outcome.staged:
                yield pack.page, "what it holds changed"
        self.replacement.deleted += [page for page, _ in plan.gone]
        if packs:
            outcome = self.renderer.stage(self.job(_LIST), self._list(packs))
            self.replacement.rendered.append(Rendered(_LIST, *outcome))
            if outcome.staged:
                yield _LIST, "the volumes to save changed"

    def _list(self, packs: list[PublishedPage]) -> bytes:
        archive = self.renderer.archive
        languages: dict[str, list[dict[str, object]]] = {}
        newest_first = sorted(packs, key=lambda pack: pack.page.key[2:4], reverse=True)
        for page, digest in newest_first:
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

    def shell(self) -> Shell:
        """What the service worker keeps for every reader, and the digest of all of it."""
        catalogue, urls = self.renderer.archive.catalogue, self.renderer.archive.urls
        hashes = {rendered.page.url: rendered.hash for rendered in self.replacement.rendered}
        wanted = [
            page.url
            for view in self.renderer.edition.views
            if view.kept_offline
            for page in view.pages(catalogue)
        ]
        found = [(url, hashes.get(url) or self.ledger.hash_of(url)) for url in wanted]
        for (lang, name), at in sorted(self.indexes().items()):
            if lang == ENGINE:
                files = sorted(path for path in at.folder.rglob("*") if path.is_file())
                for path in files:
                    file = path.relative_to(at.folder).as_posix()
                    found.append((urls.volume(lang, name) + file, at.tag))
        return Shell(tuple(url for url, _ in found), digest_of(repr(found).encode())[:12])


def gather_pages(renderer: Renderer, name: VolumeName, output: Path) -> list[PackFile]:
    """The pages of a pack as they will be: staged, or as they stand in the folder `output`."""
    archive = renderer.archive

    def find(url: str) -> Path:
        staged = renderer.staging / output_path(url)
        return staged if staged.is_file() else output / output_path(url)

    return gather(
        Pages(
            archive.catalogue.volumes.articles(name.lang, parse_period(name.name)),
            archive.urls,
            find,
            lambda url: bool(archive.catalogue.files.hash_of(url.removeprefix("/"))),
        )
    )


def make_pack(renderer: Renderer, task: PackTask) -> PackMade:
    """Make a pack, and keep it where it is not what stands: work for `Workers`."""
    page, urls, indexed = task.job.page, renderer.archive.urls, task.indexed
    gathered = task.gathered or gather_pages(renderer, task.name, task.output)
    index = Index(indexed.folder, urls.volume(*task.name), indexed.tag)
    target = renderer.staging / output_path(page.url)
    packed = write_pack(gathered, index, urls, target)
    staged = packed.hash != task.job.hash
    if not staged:
        target.unlink()
    told = (task.name.name, packed.articles, indexed.first, indexed.last, packed.size)
    return PackMade(PACK.page(page.lang, told, page.url), Outcome(packed.hash, staged))
