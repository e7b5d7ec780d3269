"""The stage of a build that makes variants of pictures: those that are planned and not made yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from dateline.build.report import Reporter
from dateline.catalogue.page import Page
from dateline.catalogue.queries import Catalogue
from dateline.digests import digest_of
from dateline.images.cache import VariantCache
from dateline.images.variants import Variant
from dateline.problems import UsageProblem
from dateline.processes import end_with_parent, take_in_order
from dateline.views import BY_NAME
from dateline.views.base import Copied

_AHEAD = 4


@dataclass(slots=True)
class PictureTask:
    """Variants to make of the picture content/`path` in the archive at `root`."""

    root: Path
    path: str
    hash: str
    variants: list[Variant] = field(default_factory=list)


def make_pictures(
    pages: Iterable[Page], catalogue: Catalogue, processes: int, report: Reporter
) -> None:
    """Make the variants that `pages` are copied from, as far as they are not in the cache.

    Raises `UsageProblem` if a picture has changed since it was read.
    """
    cache = VariantCache(catalogue.site.root)
    tasks = [task for task in _tasks(pages, catalogue) if _is_lacking(task, cache)]
    if not tasks:
        return
    report.stage("Making pictures", len(tasks))
    for done, _ in enumerate(_made(tasks, processes), 1):
        report.progress(done)
    cache.prune(catalogue.files.picture_hashes())


def _tasks(pages: Iterable[Page], catalogue: Catalogue) -> Iterable[PictureTask]:
    """What the pages are copied from, picture by picture; each content once."""
    root = catalogue.site.root
    tasks: dict[str, PictureTask] = {}
    for page in pages:
        view = BY_NAME[page.view]
        if isinstance(view, Copied) and (found := view.variant(page, catalogue)):
            task = tasks.setdefault(found.hash, PictureTask(root, found.path, found.hash))
            if found.variant not in task.variants:
                task.variants.append(found.variant)
    return tasks.values()


def _is_lacking(task: PictureTask, cache: VariantCache) -> bool:
    task.variants = [one for one in task.variants if not cache.has(task.hash, one)]
    return bool(task.variants)


def _made(tasks: Sequence[PictureTask], processes: int) -> Iterator[None]:
    if processes == 1 or len(tasks) == 1:
        yield from map(_make, tasks)
        return
    most = min(processes, len(tasks))
    with ProcessPoolExecutor(most, initializer=end_with_parent) as pool:
        yield from take_in_order(pool, _make, tasks, most * _AHEAD)


def _make(task: PictureTask) -> None:
    # Imported here, since most builds make no pictures.
    from dateline.images.encode import encode

    data = (task.root / "content" / task.path).read_bytes()
    if digest_of(data) != task.hash:
        message = f"content/{task.path} changed while the site was being built. Build again."
        raise UsageProblem(message)
    cache = VariantCache(task.root)
    for variant, made in zip(task.variants, encode(data, task.variants), strict=True):
        cache.put(task.hash, variant, made)
