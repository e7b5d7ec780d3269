"""Search volumes: the articles of a stretch of time → the files of one Pagefind index.

`facets.json` beside an index holds what the search page filters by.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.content.article import Article
from dateline.digests import folder_digest
from dateline.files import write_file
from dateline.search.documents import document, facets
from dateline.search.pagefind import index_folder, pagefind_version, write_engine
from dateline.timetree import Period
from dateline.urls import output_path
from dateline.views.archive import Archive

ENGINE = "engine"
_SIGNATURE = b"pagefind_dcd"


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


@dataclass(frozen=True, slots=True)
class Looked:
    """A volume that was looked at.

    `found` says whether there is anything to find in it, `files` are there if they must replace
    those that stand.
    """

    lang: str
    name: str
    found: bool
    files: VolumeFiles | None = None


def make_volume(archive: Archive, lang: str, period: Period, standing: str, staged: Path) -> Looked:
    """Index a volume into `staged`, unless what it would index has the fingerprint `standing`.

    Raises `ProblemsFound` when Pagefind fails.
    """
    articles = [
        article for article in archive.catalogue.in_volume(lang, period) if not article.noindex
    ]
    if not articles:
        return Looked(lang, period.name, found=False)
    documents = [document(article, archive) for article in articles]
    fingerprint = _fingerprint(articles, documents)
    if fingerprint == standing:
        return Looked(lang, period.name, found=True)
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        site = Path(scratch) / "site"
        for article, text in zip(articles, documents, strict=True):
            write_file(f"{site}/{output_path(article.url)}", text.encode(errors="replace"))
        index_folder(site, Path(scratch) / "made", staged, lang)
    _add_facets(staged, articles)
    files = VolumeFiles(
        lang,
        period.name,
        staged,
        fingerprint,
        folder_digest(staged),
        len(articles),
        _day(articles[0]),
        _day(articles[-1]),
    )
    return Looked(lang, period.name, found=True, files=files)


def make_engine(lang: str, staged: Path) -> VolumeFiles:
    """The search engine of a language, in `staged`. Raises `ProblemsFound` as above."""
    write_engine(lang, staged)
    digest = folder_digest(staged)
    return VolumeFiles(ENGINE, lang, staged, pagefind_version(), digest, 0, "", "")


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
    tag = hashlib.blake2b(pagefind_version().encode(), digest_size=4).hexdigest()
    return (
        json.dumps({"tag": tag, "languages": languages}, ensure_ascii=False, indent=1).encode()
        + b"\n"
    )


def _day(article: Article) -> str:
    """The day of an article as far as it is known, without its time."""
    return article.date.iso.partition("T")[0] if article.date else ""


def _fingerprint(articles: Sequence[Article], documents: Sequence[str]) -> str:
    digest = hashlib.blake2b(pagefind_version().encode(), digest_size=16)
    for article, text in zip(articles, documents, strict=True):
        digest.update(f"{article.url}\n{text}\n{facets(article)}\n".encode(errors="replace"))
    return digest.hexdigest()


def _add_facets(folder: Path, articles: Sequence[Article]) -> None:
    by_url = {article.url: article for article in articles}
    found = {}
    for path in sorted((folder / "fragment").iterdir()):
        data = gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
        found[path.stem] = facets(by_url[json.loads(data)["url"]])
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (folder / "facets.json").write_text(text, "utf-8")
