"""Packs: pages, the files that they show and link to, and a search index in one file to save.

A pack is a gzip file of one line of JSON, the header, and the contents of the files that it lists,
concatenated. What a page shows of articles elsewhere is between `<!-- online -->` and
`<!-- /online -->` and is removed. What several pages have in common, such as the line of an article
in lists, is stored once (`_shared`): gzip finds repetitions only within 32 KB. The theme's files
are not included.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from dateline.content.article import Article
from dateline.digests import new_digest
from dateline.urls import Urls, output_path

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FORMAT = 2
_ONLINE, _END_OF_ONLINE = b"<!-- online -->", b"<!-- /online -->"
_PICTURE = re.compile(r'<(?:img|source)\b[^>]*?\s(src|srcset)="([^"]+)"')
_CHOICE = re.compile(
    rb'<picture>\s*(?:<source type="[^"]+" srcset="(?P<srcset>(?:[^\s"]+ \d+w(?:, (?!"))?)+)"'
    rb' sizes="[^"]*">\s*)+(?P<before><img (?:(?!src=)[\w-]+(?:="[^"]*")? )*)src="[^"]*"'
    rb'(?P<after>(?: [\w-]+(?:="[^"]*")?)*>)\s*</picture>'
)
"""A picture as Dateline's own templates and the text of articles have it."""
_SAVED_WIDTH = 800
"""In pixels: saved pictures are the narrowest variants that are no narrower."""
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')
LARGEST_DOCUMENT = 1_000_000
"""Files that a page links to are included up to this size in bytes; the pictures that it shows are
included whatever their size."""
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

    articles: Sequence[Article]
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


def without_online_parts(page: bytes) -> bytes:
    """The page without the parts that depend on other articles."""
    kept: list[bytes] = []
    start = 0
    # A pattern would look at each character of what is left out.
    while (opening := page.find(_ONLINE, start)) >= 0:
        closing = page.find(_END_OF_ONLINE, opening)
        if closing < 0:
            break
        kept.append(page[start:opening])
        start = closing + len(_END_OF_ONLINE)
        start += page.startswith(b"\n", start)
    return b"".join((*kept, page[start:]))


def with_one_variant(page: bytes) -> bytes:
    """The page with one variant of each picture, instead of those from which browsers choose: not
    all of them can be saved, and the browser could choose any."""
    return _CHOICE.sub(_one_variant, page) if b"<picture>" in page else page


def _one_variant(choice: re.Match[bytes]) -> bytes:
    # The last format is the one that most browsers can show.
    variants = [variant.split() for variant in choice["srcset"].split(b",")]
    wide_enough = (url for url, width in variants if int(width[:-1]) >= _SAVED_WIDTH)
    return b'%ssrc="%s"%s' % (choice["before"], next(wide_enough, variants[-1][0]), choice["after"])


def gather(pages: Pages) -> list[PackFile]:
    """The pages, read into memory, and the files that they show or link to, which are read only
    when written.

    A file that someone has deleted from the output is left out; `--verify` brings it back.
    """
    return list(_gather(pages))


def _gather(pages: Pages) -> Iterator[PackFile]:
    urls, shown, linked = pages.urls, set[str](), set[str]()
    told = {article.url: _told(article) for article in pages.articles}
    for url in (*told, *pages.lists):
        try:
            page = with_one_variant(without_online_parts(pages.find(url).read_bytes()))
        except FileNotFoundError:
            continue
        text = page.decode(errors="replace")
        shown.update(_pictures(text, urls))
        linked.update(_linked(text, urls))
        yield _file(urls, url, _kind(url), len(page), page, told.get(url))
    for url in sorted(filter(pages.is_file, shown | linked)):
        path = pages.find(url)
        if url in shown or _is_small(path):
            yield from _on_disk(urls, url, path)


def _is_small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST_DOCUMENT


def _told(article: Article) -> dict[str, str]:
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

    `parts` in the header lists what such a page consists of: a positive number stands for so many
    of the next bytes, a negative one for one of the parts read so far (-1 for the first).
    """
    files = list(files)
    pieces = [_pieces(file.data) for file in files]
    often = Counter(piece for held in pieces for piece in held)
    numbers: dict[bytes, int] = {}
    count = 0
    for file, held in zip(files, pieces, strict=True):
        parts: list[int] = []
        new: list[bytes] = []
        # Neighbours that occur only here are one part.
        for alone, run in groupby(held, lambda piece: often[piece] == 1):
            for piece in (b"".join(run),) if alone else run:
                if piece in numbers:
                    parts.append(-numbers[piece])
                    continue
                count += 1
                numbers[piece] = count
                parts.append(len(piece))
                new.append(piece)
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
    told: dict[str, str] | None = None,
) -> PackFile:
    """Make a file whose address is quoted and relative to the site's root, so that the pack works
    wherever the site is published."""
    entry: dict[str, object] = {
        "url": urls.href(url).removeprefix(urls.href("/")),
        "type": _TYPES.get(kind, "application/octet-stream"),
        "size": size,
    }
    return PackFile(entry | (told or {}), data)


def _pictures(page: str, urls: Urls) -> Iterator[str]:
    """The addresses of the site's own pictures that a page shows."""
    root = urls.href("/")
    for attribute, value in _PICTURE.findall(page):
        text = html.unescape(value)
        candidates = [text] if attribute == "src" else text.split(",")
        for candidate in filter(str.strip, candidates):
            yield from _own(candidate.split()[0], root)


def _linked(page: str, urls: Urls) -> Iterator[str]:
    """The addresses of the site's own files that a page links to. Pages are in folders."""
    root = urls.href("/")
    for value in _LINK.findall(page):
        if value.startswith(root) and not value.endswith("/"):
            yield from _own(html.unescape(value), root)


def _own(href: str, root: str) -> Iterator[str]:
    """The address below the site's root to which a link leads, if it does."""
    parts = urlsplit(href)
    if not parts.netloc and parts.path.startswith(root):
        yield "/" + unquote(parts.path.removeprefix(root))


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
