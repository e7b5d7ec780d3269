"""Packs: the article pages of a volume, their pictures and their search index in one file to save.

A pack is a gzip file of one line of JSON, the header, and the contents of the files that it lists,
concatenated. It depends on its own articles alone: what a page shows of others is between
`<!-- online -->` and `<!-- /online -->` and is removed. The theme's files are not included.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from dateline.content.article import Article
from dateline.digests import new_digest
from dateline.urls import Urls

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

FORMAT = 1
_ONLINE = re.compile(rb"<!-- online -->.*?<!-- /online -->\n?", re.DOTALL)
_PICTURE = re.compile(r'<(?:img|source)\b[^>]*?\s(src|srcset)="([^"]+)"')
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
}
"""The system's own table of types differs from machine to machine."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The articles whose pages and pictures go into a pack.

    `find` returns the file at an address; `is_picture` says whether an address is that of a picture
    in the archive.
    """

    articles: Sequence[Article]
    urls: Urls
    find: Callable[[str], Path]
    is_picture: Callable[[str], bool]


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
    return _ONLINE.sub(b"", page)


def gather(pages: Pages) -> list[PackFile]:
    """The pages, read into memory, and their pictures, which are read only when written.

    A file that someone has deleted from the output is left out; `--verify` brings it back.
    """
    return list(_gather(pages))


def _gather(pages: Pages) -> Iterator[PackFile]:
    urls, pictures = pages.urls, dict[str, None]()
    for article in pages.articles:
        try:
            page = pages.find(article.url).read_bytes()
        except FileNotFoundError:
            continue
        page = without_online_parts(page)
        pictures |= dict.fromkeys(_pictures(page.decode(errors="replace"), article.url, urls))
        told = {"title": article.title, "date": article.day}
        yield _file(urls, article.url, "html", len(page), page, told)
    for url in sorted(filter(pages.is_picture, pictures)):
        yield from _on_disk(urls, url, pages.find(url))


def write_pack(gathered: Sequence[PackFile], index: Index, urls: Urls, target: Path) -> Packed:
    """Write a pack of the files gathered and an index to `target`."""
    files = [*gathered, *_index_files(index, urls)]
    header = {"format": FORMAT, "index": index.tag, "files": [file.entry for file in files]}
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


def _index_files(index: Index, urls: Urls) -> Iterator[PackFile]:
    for path in sorted(path for path in index.folder.rglob("*") if path.is_file()):
        name = path.relative_to(index.folder).as_posix()
        yield from _on_disk(urls, index.url + name, path)


def _on_disk(urls: Urls, url: str, path: Path) -> Iterable[PackFile]:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return
    file = _file(urls, url, url.rpartition(".")[2].lower(), size)
    file.path = path
    yield file


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


def _pictures(page: str, url: str, urls: Urls) -> Iterator[str]:
    """The addresses of the site's own pictures that a page shows."""
    root = urls.href("/")
    for attribute, value in _PICTURE.findall(page):
        text = html.unescape(value)
        candidates = [text] if attribute == "src" else text.split(",")
        for candidate in candidates:
            parts = urlsplit(candidate.split()[0]) if candidate.strip() else urlsplit("")
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
