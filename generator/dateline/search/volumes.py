"""Search volumes: the articles of a period → the files of one Pagefind index.

Pagefind's own filters are not used, since with them two identical runs differ; `facets.json` beside
an index has what the search page filters by. The files of the engine, a script and a WebAssembly
module with the stemmer, are stored once for each language.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.catalogue.ledger import Volume, VolumeName
from dateline.content.article import Article
from dateline.digests import files_digest, new_digest
from dateline.files import write_file
from dateline.search.documents import document
from dateline.search.facets import FORMAT, facets_file, facets_of
from dateline.search.form import PLAIN, Form, pagefind_version
from dateline.search.service import index_pages
from dateline.timetree import Period
from dateline.urls import output_path
from dateline.views.archive import Archive

_ENGINE_SCRIPT = "pagefind.js"
_INDEX_FOLDERS = ("fragment/", "index/")
_PLACEHOLDER = "dateline-search-engine"
_NOT_TEXT = ("sup.footnote-ref", "a.footnote-back")


@dataclass(frozen=True, slots=True)
class VolumeFiles:
    """A volume or engine that was made, and the folder in which its files are staged."""

    volume: Volume
    folder: Path


@dataclass(frozen=True, slots=True)
class IndexedVolume:
    """A volume that was checked, and indexed if necessary.

    `found` says whether it has any articles to find; `files` is set if they must replace the
    existing ones.
    """

    name: VolumeName
    found: bool
    files: VolumeFiles | None = None


def make_volume(
    archive: Archive, lang: str, period: Period, standing: str, staged: Path, form: Form = PLAIN
) -> IndexedVolume:
    """Index a volume into `staged`, unless its documents have the fingerprint `standing`.

    Raises `ProblemsFound` if Pagefind fails.
    """
    name = VolumeName(lang, period.name)
    articles = [
        article
        for article in archive.catalogue.volumes.articles(lang, period)
        if not article.noindex
    ]
    if not articles:
        return IndexedVolume(name, found=False)
    documents = [document(article, archive) for article in articles]
    facets = facets_of(articles, archive)
    fingerprint = _fingerprint(articles, documents, (FORMAT, form.version, facets))
    if fingerprint == standing:
        return IndexedVolume(name, found=True)
    pages = [
        (output_path(article.url), text) for article, text in zip(articles, documents, strict=True)
    ]
    made = index_pages(pages, name=f"{lang}/{period.name}", lang=lang, exclude=_NOT_TEXT)
    files = _index_of(made)
    files["facets.json"] = facets_file(facets, files)
    volume = Volume(
        *name,
        fingerprint,
        _put(form.files(files), staged),
        len(articles),
        articles[0].day,
        articles[-1].day,
    )
    return IndexedVolume(name, found=True, files=VolumeFiles(volume, staged))


def make_engine(lang: str, staged: Path, form: Form = PLAIN) -> VolumeFiles:
    """Make the engine for a language, taking its files from the index of a placeholder page.

    Pagefind writes them with every index; the stemmer depends on the language of the page.
    """
    body = f"<body data-pagefind-body>{_PLACEHOLDER}</body>"
    page = f'<!doctype html><html lang="{lang}">{body}</html>'
    pages = [(".engine/index.html", page)]
    engine_name = VolumeName.of_engine(lang)
    made = index_pages(pages, name="/".join(engine_name), lang=lang, exclude=_NOT_TEXT)
    entry = json.loads(made["pagefind-entry.json"])
    stemmers = {
        f"wasm.{language.get('wasm') or 'unknown'}.pagefind"
        for language in entry["languages"].values()
    }
    engine = {path: made[path] for path in (_ENGINE_SCRIPT, *sorted(stemmers))}
    digest = _put(form.files(engine), staged)
    volume = Volume(*engine_name, engine_fingerprint(form), digest, 0, "", "")
    return VolumeFiles(volume, staged)


def engine_fingerprint(form: Form = PLAIN) -> str:
    """A fingerprint of everything that the files of an engine depend on."""
    return f"script and stemmer of {form.version}"


def manifest(volumes: Iterable[Volume]) -> bytes:
    """The manifest as JSON: for each language, its engine and its volumes, newest first."""
    languages: dict[str, dict[str, object]] = {}
    newest_first = sorted(volumes, key=lambda volume: (volume.first, volume.last), reverse=True)
    for lang in sorted(volume.name for volume in newest_first if volume.key.is_engine):
        languages[lang] = {
            "engine": "/".join((*VolumeName.of_engine(lang), "")),
            "volumes": [
                {
                    "name": volume.name,
                    "path": f"{lang}/{volume.name}/",
                    "articles": volume.articles,
                    "first": volume.first,
                    "last": volume.last,
                    "tag": volume.tag,
                }
                for volume in newest_first
                if volume.lang == lang
            ],
        }
    tag = hashlib.blake2b(pagefind_version().encode(), digest_size=4).hexdigest()
    return (
        json.dumps({"tag": tag, "languages": languages}, ensure_ascii=False, indent=1).encode()
        + b"\n"
    )


def _fingerprint(articles: Sequence[Article], documents: Sequence[str], shown: object) -> str:
    """A hash of everything that the files of a volume are made from."""
    digest = new_digest()
    for article, text in zip(articles, documents, strict=True):
        digest.update(f"{article.url}\n{text}\n".encode(errors="replace"))
    digest.update(repr(shown).encode(errors="replace"))
    return digest.hexdigest()


def _index_of(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the index itself, with the keys of its entry in order."""
    files = {
        path: data
        for path, data in made.items()
        if path.startswith(_INDEX_FOLDERS) or path.endswith(".pf_meta")
    }
    entry = json.loads(made["pagefind-entry.json"])
    return files | {"pagefind-entry.json": json.dumps(entry, sort_keys=True).encode()}


def _put(files: Mapping[str, bytes], folder: Path) -> str:
    """Write the files below `folder`. Returns their digest, equal to that of `folder_digest`."""
    for path, data in files.items():
        write_file(folder / path, data)
    return files_digest(sorted(files.items()))
