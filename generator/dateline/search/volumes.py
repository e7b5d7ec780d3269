"""Indexing: a volume's articles → the files of one Pagefind index.

Pagefind never deletes and its filters make two equal runs differ, so each run starts in an empty
folder, without filters; `facets.json` beside the index holds what the search page filters by. The
engine's own files are kept once for each language, in an index of a single placeholder page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from dateline.content.article import Article
from dateline.problems import Problem, ProblemsFound
from dateline.search.documents import document, facets
from dateline.search.program import PATIENCE, patience, run
from dateline.timetree import Period
from dateline.urls import output_path
from dateline.views.archive import Archive

AT_ONCE = 2
ENGINE = "engine"
_ENGINE_FILES = ("pagefind.js", "pagefind-worker.js")
_PLACEHOLDER = "dateline-search-engine"
_NOT_TEXT = "sup.footnote-ref, a.footnote-back"
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
    with (
        tempfile.TemporaryDirectory(dir=staged().parent) as scratch,
        ThreadPoolExecutor(AT_ONCE) as pool,
        _cancelling(pool),
    ):
        waiting = []
        for number, volume in enumerate(volumes):
            site = Path(scratch) / f"{number}-site"
            articles = searchable(archive, volume.lang, volume.period)
            _write_documents(site, articles, archive)
            waiting.append(
                (
                    volume,
                    articles,
                    pool.submit(_index, site, Path(scratch) / f"{number}", staged(), volume.lang),
                )
            )
        for done, (volume, articles, result) in enumerate(waiting, 1):
            folder, digest = _finish(result.result(), articles)
            made.append(
                VolumeFiles(
                    volume.lang,
                    volume.name,
                    folder,
                    volume.fingerprint,
                    digest,
                    len(articles),
                    _day(articles[0]),
                    _day(articles[-1]),
                )
            )
            progress(done)
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
    with tempfile.TemporaryDirectory(dir=staged.parent) as scratch:
        site = Path(scratch) / "site"
        (site / ".engine").mkdir(parents=True)
        body = f"<body data-pagefind-body>{_PLACEHOLDER}</body>"
        page = f'<!doctype html><html lang="{lang}">{body}</html>'
        (site / ".engine" / "index.html").write_text(page, "utf-8")
        made = Path(scratch) / "made"
        _run(site, made, lang)
        staged.mkdir()
        for path in made.iterdir():
            if path.name in _ENGINE_FILES or path.name.startswith("wasm."):
                shutil.move(path, staged / path.name)
        _keep_index(made, staged)
        _keep_wasm(staged)
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


def _write_documents(site: Path, articles: Sequence[Article], archive: Archive) -> None:
    for article in articles:
        path = site / output_path(article.url)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(article, archive), "utf-8", errors="replace")


def _index(site: Path, made: Path, staged: Path, lang: str) -> Path:
    _run(site, made, lang)
    staged.mkdir()
    _keep_index(made, staged)
    shutil.rmtree(made)
    shutil.rmtree(site)
    return staged


def _keep_index(made: Path, staged: Path) -> None:
    """Keep what belongs to the index, and write its entry with keys in order."""
    for path in sorted(made.iterdir()):
        if path.is_dir() or path.suffix == ".pf_meta":
            shutil.move(path, staged / path.name)
    entry = json.loads((made / "pagefind-entry.json").read_text("utf-8"))
    (staged / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), "utf-8")


def _keep_wasm(staged: Path) -> None:
    """Keep the one stemmer that the entry names."""
    entry = json.loads((staged / "pagefind-entry.json").read_text("utf-8"))
    wanted = {
        f"wasm.{language.get('wasm') or 'unknown'}.pagefind"
        for language in entry["languages"].values()
    }
    for path in staged.glob("wasm.*"):
        if path.name not in wanted:
            path.unlink()


def _run(site: Path, made: Path, lang: str) -> None:
    """Run the Pagefind program. Raises `ProblemsFound` with its own words when it fails."""
    size = sum(path.stat().st_size for path in site.rglob("*.html"))
    try:
        command = [_executable(), "--site", str(site), "--output-path", str(made), "--silent"]
        command += ["--force-language", lang, "--exclude-selectors", _NOT_TEXT]
        code, said = run(command, patience(size))
    except TimeoutError as error:
        fix = f"Build again, and give it longer: {PATIENCE}=1800 dateline build"
        raise ProblemsFound([_failure(str(error), fix)]) from None
    except OSError as error:
        raise ProblemsFound([_failure(str(error))]) from None
    if code or not (made / "pagefind-entry.json").is_file():
        raise ProblemsFound([_failure(said or f"exit code {code}")])


def _failure(reason: str, fix: str = "Build again") -> Problem:
    lines = " ".join(reason.split())[:300]
    fix += "; if it goes on, build with --no-search and tell Dateline's maintainers"
    return Problem("search", 0, 0, f"Pagefind could not make the search index: {lines}", fix)


@cache
def _executable() -> str:
    import pagefind_bin

    return str(pagefind_bin.get_executable())


def _finish(folder: Path, articles: Sequence[Article]) -> tuple[Path, str]:
    """Add the facets to an index, and take its digest."""
    by_url = {article.url: article for article in articles}
    found = {}
    for path in sorted((folder / "fragment").iterdir()):
        data = gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
        found[path.stem] = facets(by_url[json.loads(data)["url"]])
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (folder / "facets.json").write_text(text, "utf-8")
    return folder, folder_digest(folder)


def folder_digest(folder: Path) -> str:
    """A hash over the names and bytes of all files of a folder."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
