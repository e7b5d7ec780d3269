"""Indexing: a volume's articles → the files of one Pagefind index.

Pagefind's filters make two equal runs differ, so it is used without; `facets.json` beside the index
holds what the search page filters by. The engine's own files are kept once for each language, in an
index of a single placeholder page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from dateline.content.article import Article
from dateline.search.documents import document, facets
from dateline.search.service import index_pages
from dateline.timetree import Period
from dateline.urls import output_path
from dateline.views.archive import Archive

AT_ONCE = 2
ENGINE = "engine"
_ENGINE_FILES = ("pagefind.js", "pagefind-worker.js")
_INDEX_FOLDERS = ("fragment/", "index/")
_PLACEHOLDER = "dateline-search-engine"
_NOT_TEXT = ("sup.footnote-ref", "a.footnote-back")
_SIGNATURE = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume to be: its language, its stretch of time, and the digest of what it would index."""

    lang: str
    period: Period
    fingerprint: str

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return self.period.name


@dataclass(frozen=True, slots=True)
class VolumeFiles:
    """An index made: the folder it waits in, and what the manifest says of it."""

    lang: str
    name: str
    folder: Path
    fingerprint: str
    digest: str
    articles: int
    first: str
    last: str

    @property
    def row(self) -> tuple[str, str, str, str, int, str, str]:
        """Its row in the catalogue."""
        return (
            self.lang,
            self.name,
            self.fingerprint,
            self.digest,
            self.articles,
            self.first,
            self.last,
        )


def searchable(archive: Archive, lang: str, period: Period) -> list[Article]:
    """The articles of a volume that search may find, oldest first."""
    return [article for article in archive.catalogue.in_volume(lang, period) if not article.noindex]


def describe(archive: Archive, lang: str, period: Period) -> Volume | None:
    """A volume and its fingerprint; None if nothing in it may be found."""
    articles = searchable(archive, lang, period)
    if not articles:
        return None
    digest = hashlib.blake2b(version("pagefind-bin").encode(), digest_size=16)
    for article in articles:
        digest.update(f"{article.url}\n{document(article, archive)}\n{facets(article)}\n".encode())
    return Volume(lang, period, digest.hexdigest())


def make_volumes(
    volumes: Sequence[Volume],
    archive: Archive,
    staged: Callable[[], Path],
    progress: Callable[[int], None],
) -> list[VolumeFiles]:
    """Index each volume, two at a time. Raises `ProblemsFound` when Pagefind fails."""
    made: list[VolumeFiles] = []
    waiting: deque[tuple[Volume, list[Article], Future[Path]]] = deque()

    def take() -> None:
        volume, articles, indexed = waiting.popleft()
        made.append(_finish(volume, articles, indexed.result()))
        progress(len(made))

    with (
        ThreadPoolExecutor(AT_ONCE) as pool,
        _cancelling(pool),
    ):
        for volume in volumes:
            if len(waiting) > AT_ONCE:
                take()
            articles = searchable(archive, volume.lang, volume.period)
            pages = [(output_path(article.url), document(article, archive)) for article in articles]
            indexed = pool.submit(_index, pages, staged(), volume.lang)
            waiting.append((volume, articles, indexed))
        while waiting:
            take()
    return made


@contextmanager
def _cancelling(pool: ThreadPoolExecutor) -> Iterator[None]:
    """Begin no more work once something has gone wrong."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise


def make_engine(lang: str, staged: Path) -> VolumeFiles:
    """The engine's files for a language: scripts, WebAssembly, and an index of a placeholder."""
    body = f"<body data-pagefind-body>{_PLACEHOLDER}</body>"
    page = f'<!doctype html><html lang="{lang}">{body}</html>'
    files = index_pages([(".engine/index.html", page)], lang=lang, exclude=_NOT_TEXT)
    entry = json.loads(files["pagefind-entry.json"])
    stemmers = {
        f"wasm.{language.get('wasm') or 'unknown'}.pagefind"
        for language in entry["languages"].values()
    }
    for path, data in files.items():
        if path in _ENGINE_FILES or path in stemmers:
            _write(staged / path, data)
    _keep_index(files, staged)
    fingerprint = engine_fingerprint()
    return VolumeFiles(ENGINE, lang, staged, fingerprint, folder_digest(staged), 0, "", "")


def engine_fingerprint() -> str:
    """What the engine's files depend on."""
    return f"pagefind {version('pagefind-bin')}"


def manifest(rows: Sequence[tuple[str, str, str, str, int, str, str]]) -> bytes:
    """The manifest: for each language its engine and its volumes, newest first."""
    languages: dict[str, dict[str, object]] = {}
    engines = {name for lang, name, *_ in rows if lang == ENGINE}
    for lang in sorted(engines):
        volumes = [row for row in rows if row[0] == lang]
        languages[lang] = {
            "engine": f"{ENGINE}/{lang}/",
            "volumes": [
                {
                    "name": name,
                    "path": f"{lang}/{name}/",
                    "articles": count,
                    "first": first,
                    "last": last,
                    "tag": digest[:8],
                }
                for _, name, _, digest, count, first, last in sorted(
                    volumes, key=lambda row: row[5:], reverse=True
                )
            ],
        }
    tag = hashlib.blake2b(engine_fingerprint().encode(), digest_size=4).hexdigest()
    return (
        json.dumps({"tag": tag, "languages": languages}, ensure_ascii=False, indent=1).encode()
        + b"\n"
    )


def _day(article: Article) -> str:
    """The day of an article as far as it is known, without its time."""
    return article.date.iso.partition("T")[0] if article.date else ""


def _index(pages: Sequence[tuple[str, str]], staged: Path, lang: str) -> Path:
    _keep_index(index_pages(pages, lang=lang, exclude=_NOT_TEXT), staged)
    return staged


def _keep_index(files: Mapping[str, bytes], staged: Path) -> None:
    """Keep what belongs to the index, and write its entry with keys in order."""
    for path, data in files.items():
        if path.startswith(_INDEX_FOLDERS) or path.endswith(".pf_meta"):
            _write(staged / path, data)
    entry = json.loads(files["pagefind-entry.json"])
    _write(staged / "pagefind-entry.json", json.dumps(entry, sort_keys=True).encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _finish(volume: Volume, articles: Sequence[Article], folder: Path) -> VolumeFiles:
    """Add the facets to an index, and take its digest."""
    by_url = {article.url: article for article in articles}
    found = {}
    for path in sorted((folder / "fragment").iterdir()):
        data = gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
        found[path.stem] = facets(by_url[json.loads(data)["url"]])
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (folder / "facets.json").write_text(text, "utf-8")
    return VolumeFiles(
        volume.lang,
        volume.name,
        folder,
        volume.fingerprint,
        folder_digest(folder),
        len(articles),
        _day(articles[0]),
        _day(articles[-1]),
    )


def folder_digest(folder: Path) -> str:
    """A hash over the names and bytes of all files of a folder."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
