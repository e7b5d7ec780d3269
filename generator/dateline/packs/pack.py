"""Packs: pages, the files that they show and link to, and a search index in one file to save.

A pack is a gzip file of one line of JSON, the header, and the contents of the files that it lists,
concatenated. What a page shows of articles elsewhere is between `<!-- online -->` and
`<!-- /online -->` and is removed. What several pages have in common, such as the line of an article
in lists, is stored once (`_shared`): gzip finds repetitions only within 32 KB. The theme's files
are not included.
"""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from dateline.catalogue.listed import Listed
from dateline.digests import digest_of, new_digest
from dateline.packs.saved_page import (
    links_of,
    pictures_of,
    with_one_variant,
    without_online_parts,
)
from dateline.urls import Urls, output_path

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FORMAT = 2
LARGEST_DOCUMENT = 1_000_000
"""Files that a page links to are included up to this size in bytes; the pictures that it shows are
included whatever their size."""
_FEW_FILES = 250_000
_LARGEST_FILES = 8_000_000
"""In bytes: up to the first, the files that pages show are in the pack of these; otherwise they are
apart, in packs of about the second at most. Some hosts allow 25 MiB for a file."""
_ITEM, _END_OF_ITEM = b"<li>", b"</li>\n"
_LEVEL = 4
"""Takes half the time of gzip's usual level 6, for 3 % more bytes."""
_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
}
"""The system's own table of types differs from machine to machine."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The articles whose pages go into a pack, and the addresses of its other pages.

    `find` returns the file at an address; `is_file` says whether an address is that of a file that
    was published with the archive.
    """

    articles: Sequence[Listed]
    lists: Sequence[str]
    urls: Urls
    find: Callable[[str], Path]
    is_file: Callable[[str], bool]


class Index(NamedTuple):
    """A search index: its folder, the address of the folder, and its tag."""

    folder: Path
    url: str
    tag: str


class Packed(NamedTuple):
    """A pack that was written: its digest, its size in bytes, and its number of articles."""

    hash: str
    size: int
    articles: int


@dataclass(slots=True)
class PackFile:
    """A file in a pack: its entry in the header, and its bytes or the path to read them from."""

    entry: dict[str, object]
    data: bytes = b""
    path: Path | None = None

    @property
    def url(self) -> str:
        """Its address, relative to the site's root."""
        return str(self.entry["url"])

    @property
    def size(self) -> int:
        """Its bytes, once unpacked."""
        return int(str(self.entry["size"]))


def gather(pages: Pages) -> list[PackFile]:
    """The pages, read into memory, and the files that they show or link to, which are read only
    when written.

    A file that someone has deleted from the output is left out; `--verify` brings it back.
    """
    return list(_gather(pages))


def _gather(pages: Pages) -> Iterator[PackFile]:
    urls, shown, linked = pages.urls, set[str](), set[str]()
    entries = {article.url: _header_entry(article) for article in pages.articles}
    for url in (*entries, *pages.lists):
        try:
            page = with_one_variant(without_online_parts(pages.find(url).read_bytes()))
        except FileNotFoundError:
            continue
        shown.update(pictures_of(page, urls))
        linked.update(links_of(page, urls))
        yield _file(urls, url, _kind(url), len(page), page, entries.get(url))
    for url in sorted(filter(pages.is_file, shown | linked)):
        path = pages.find(url)
        if url in shown or _is_small(path):
            yield from _on_disk(urls, url, path)


def divided(gathered: Sequence[PackFile]) -> tuple[list[PackFile], list[list[PackFile]]]:
    """What was gathered for a volume: what is in its pack, and in each pack of files beside it.

    In which one a file is depends on its address, so that another file changes a single pack. Only
    where they grow too large, and are twice as many, do all of them change.
    """
    pages = [file for file in gathered if file.path is None]
    files = [file for file in gathered if file.path is not None]
    whole = sum(file.size for file in files)
    if whole <= _FEW_FILES:
        return list(gathered), []
    count = 1
    while whole > count * _LARGEST_FILES:
        count *= 2
    packs: list[list[PackFile]] = [[] for _ in range(count)]
    for file in files:
        packs[int(digest_of(file.url.encode()), 16) % count].append(file)
    return pages, packs


def _is_small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST_DOCUMENT


def _header_entry(article: Listed) -> dict[str, str]:
    """What the header says of an article."""
    return {"title": article.title, "date": article.day}


def write_pack(
    gathered: Sequence[PackFile], index: Index | None, urls: Urls, target: Path
) -> Packed:
    """Write a pack of the files gathered and an index to `target`."""
    files = _shared(gathered)
    header: dict[str, object] = {"format": FORMAT}
    if index:
        files += _index_files(index, urls)
        header["index"] = index.tag
    header["files"] = [file.entry for file in files]
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as raw:
        writer = _Digesting(raw)
        with gzip.GzipFile("", "wb", _LEVEL, writer, mtime=0) as packed:
            line = json.dumps(header, ensure_ascii=False, separators=(",", ":")) + "\n"
            packed.write(line.encode())
            for file in files:
                if file.path is None:
                    packed.write(file.data)
                else:
                    with file.path.open("rb") as source:
                        shutil.copyfileobj(source, packed)
    articles = sum("title" in file.entry for file in files)
    return Packed(writer.digest.hexdigest(), writer.size, articles)


def _shared(files: Iterable[PackFile]) -> list[PackFile]:
    """The files, without what earlier ones contain. Pages are compared item by item of their lists.

    `parts` in the header lists what such a page consists of: a positive number stands for that many
    of the next bytes, a negative one for one of the parts read so far (-1 for the first).
    """
    files = list(files)
    pieces = [_pieces(file.data) for file in files]
    often = Counter(chain.from_iterable(pieces))
    numbers: dict[bytes, int] = {}
    count = 0
    for file, held in zip(files, pieces, strict=True):
        parts: list[int] = []
        new: list[bytes] = []
        alone = False
        for piece in held:
            if number := numbers.get(piece):
                parts.append(-number)
                alone = False
                continue
            new.append(piece)
            if often[piece] > 1:
                count += 1
                numbers[piece] = count
                parts.append(len(piece))
                alone = False
            elif alone:
                # Neighbours that occur only here are one part.
                parts[-1] += len(piece)
            else:
                count += 1
                parts.append(len(piece))
                alone = True
        if parts:
            file.entry["parts"] = parts
            file.data = b"".join(new)
    return files


def _pieces(page: bytes) -> list[bytes]:
    """The items of lists, and what is between them."""
    *items, rest = page.split(_END_OF_ITEM)
    pieces: list[bytes] = []
    for item in items:
        between, start, held = item.partition(_ITEM)
        pieces += (between, start + held + _END_OF_ITEM)
    return [piece for piece in (*pieces, rest) if piece]


def _index_files(index: Index, urls: Urls) -> Iterator[PackFile]:
    for path in sorted(path for path in index.folder.rglob("*") if path.is_file()):
        name = path.relative_to(index.folder).as_posix()
        yield from _on_disk(urls, index.url + name, path)


def _on_disk(urls: Urls, url: str, path: Path) -> Iterable[PackFile]:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return
    file = _file(urls, url, _kind(url), size)
    file.path = path
    yield file


def _kind(url: str) -> str:
    """The extension of the file at an address."""
    return output_path(url).rpartition(".")[2].lower()


def _file(
    urls: Urls,
    url: str,
    kind: str,
    size: int,
    data: bytes = b"",
    header: dict[str, str] | None = None,
) -> PackFile:
    """Make a file whose address is quoted and relative to the site's root, so that the pack works
    wherever the site is published."""
    entry: dict[str, object] = {
        "url": urls.href(url).removeprefix(urls.href("/")),
        "type": _TYPES.get(kind, "application/octet-stream"),
        "size": size,
    }
    return PackFile(entry | (header or {}), data)


class _Digesting(io.RawIOBase):
    """A file for writing that computes its digest and size."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw, self.digest, self.size = raw, new_digest(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        self.digest.update(data)
        self.size += len(memoryview(data))
        return self._raw.write(data)
