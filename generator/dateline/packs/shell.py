"""The files that the service worker stores for every reader, whichever volumes they save."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dateline.digests import digest_of
from dateline.packs.pack import Index
from dateline.views.archive import Archive, Shell
from dateline.views.base import Output


def shell_of(
    archive: Archive,
    views: Iterable[Output],
    hash_of: Callable[[str], str],
    engines: Iterable[Index],
) -> Shell:
    """The files to store: those of the `views` that are kept offline, and of the search `engines`.

    `hash_of` returns the digest of the file that will be at an address.
    """
    kept = (view for view in views if view.kept_offline)
    urls = [page.url for view in kept for page in view.pages(archive.catalogue)]
    found = [(url, hash_of(url)) for url in urls]
    for engine in engines:
        for path in sorted(path for path in engine.folder.rglob("*") if path.is_file()):
            found.append((engine.url + path.relative_to(engine.folder).as_posix(), engine.tag))
    return Shell(tuple(url for url, _ in found), digest_of(repr(found).encode())[:12])
