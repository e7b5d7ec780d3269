"""Search volumes: the articles of a period → the files of one Pagefind index.

Pagefind's own filters are not used, since with them two identical runs differ, nor its fragments,
each of which is a file: files.py says what takes their place. The files of the engine, a script and
a WebAssembly module with the stemmer, are stored once for each language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.catalogue.ledger import Volume, VolumeName
from dateline.content.article import Article
from dateline.digests import files_digest, new_digest
from dateline.files import write_file
from dateline.search.documents import document, metadata_of
from dateline.search.files import (
    WORDS_FILE,
    Facts,
    Fragment,
    compressed,
    facts_of,
    fragments_of,
    volume_files,
)
from dateline.search.form import PLAIN, Form, stemmer_version
from dateline.search.keys import packs_for
from dateline.search.merging import map_of_one
from dateline.search.service import index_pages
from dateline.search.statements import (
    FORMAT,
    IndexedText,
    statements,
    term_line,
    volume_id,
)
from dateline.search.words import UNSPACED
from dateline.timetree import Period
from dateline.urls import output_path
from dateline.views.archive import Archive

_ENGINE_SCRIPT = "pagefind.js"
_INDEX_FOLDER = "index/"
_PLACEHOLDER = "dateline-search-engine"
NOT_TEXT = ("sup.footnote-ref", "a.footnote-back")
"""Elements of documents that Pagefind passes over."""


@dataclass(frozen=True, slots=True)
class VolumeFiles:
    """A volume or engine that was made, and the folder in which its files are staged."""

    volume: Volume
    folder: Path


@dataclass(frozen=True, slots=True)
class IndexedVolume:
    """A volume that was checked, and indexed if necessary.

    `found` says whether it has any articles to find; `files` is set if they must replace the
    existing ones. `words` are then its lines of the word map, by bucket.
    """

    name: VolumeName
    found: bool
    files: VolumeFiles | None = None
    words: Mapping[int, str] = field(default_factory=dict)


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
    shown = [facts_of(article, archive) for article in articles]
    documents = [
        document(article, facts, archive) for article, facts in zip(articles, shown, strict=True)
    ]
    made_with = (FORMAT, form.version, stemmer_version())
    fingerprint = _fingerprint(articles, documents, (made_with, shown))
    if fingerprint == standing:
        return IndexedVolume(name, found=True)
    pages = [
        (output_path(article.url), text) for article, text in zip(articles, documents, strict=True)
    ]
    made = index_pages(pages, name=f"{lang}/{period.name}", lang=lang, exclude=NOT_TEXT)
    fragments = fragments_of(made)
    # An article without words, even in its title, has no fragment.
    held = [(facts, fragments[facts.url]) for facts in shown if facts.url in fragments]
    words: dict[int, str] = {}
    if lang.partition("-")[0] not in UNSPACED:
        texts = (
            _indexed_text(article, facts, fragments[facts.url], archive)
            for article, facts in zip(articles, shown, strict=True)
            if facts.url in fragments
        )
        words = statements(texts, lang)
    files = volume_files(held, packs_for(len(articles)), made) | _chunks_of(made)
    if words and archive.site.edition.online:
        files[WORDS_FILE] = compressed(map_of_one(volume_id(period.first), words.values()))
    formed = form.files(files)
    volume = Volume(
        *name,
        fingerprint,
        _put(formed, staged),
        len(formed),
        len(articles),
        articles[0].day,
        articles[-1].day,
        sum(map(len, words.values())),
    )
    return IndexedVolume(name, True, VolumeFiles(volume, staged), words)


def _indexed_text(
    article: Article, facts: Facts, fragment: Fragment, archive: Archive
) -> IndexedText:
    assert article.date is not None
    terms = [
        term_line(taxonomy, name, archive.urls.term(article.lang, taxonomy, slug))
        for taxonomy, slug, name in facts.terms
    ]
    return IndexedText(
        article.url,
        article.date.year,
        fragment.text,
        article.title,
        tuple(metadata_of(article, facts).values()),
        terms,
    )


def make_engine(lang: str, staged: Path, form: Form = PLAIN) -> VolumeFiles:
    """Make the engine for a language, taking its files from the index of a placeholder page.

    Pagefind writes them with every index; the stemmer depends on the language of the page.
    """
    body = f"<body data-pagefind-body>{_PLACEHOLDER}</body>"
    page = f'<!doctype html><html lang="{lang}">{body}</html>'
    pages = [(".engine/index.html", page)]
    engine_name = VolumeName.of_engine(lang)
    made = index_pages(pages, name="/".join(engine_name), lang=lang, exclude=NOT_TEXT)
    entry = json.loads(made["pagefind-entry.json"])
    stemmers = {
        f"wasm.{language.get('wasm') or 'unknown'}.pagefind"
        for language in entry["languages"].values()
    }
    engine = {path: made[path] for path in (_ENGINE_SCRIPT, *sorted(stemmers))}
    formed = form.files(engine)
    digest = _put(formed, staged)
    volume = Volume(*engine_name, engine_fingerprint(form), digest, len(formed), 0, "", "", 0)
    return VolumeFiles(volume, staged)


def engine_fingerprint(form: Form = PLAIN) -> str:
    """A fingerprint of everything that the files of an engine depend on."""
    return f"script and stemmer of {form.version}"


def _fingerprint(articles: Sequence[Article], documents: Sequence[str], shown: object) -> str:
    """A hash of everything that the files of a volume are made from."""
    digest = new_digest()
    for article, text in zip(articles, documents, strict=True):
        digest.update(f"{article.url}\n{text}\n".encode(errors="replace"))
    digest.update(repr(shown).encode(errors="replace"))
    return digest.hexdigest()


def _chunks_of(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """The word chunks of an index. Its entry and metadata are in `volume.dl`."""
    return {path: data for path, data in made.items() if path.startswith(_INDEX_FOLDER)}


def _put(files: Mapping[str, bytes], folder: Path) -> str:
    """Write the files below `folder`. Returns their digest, equal to that of `folder_digest`."""
    for path, data in files.items():
        write_file(folder / path, data)
    return files_digest(sorted(files.items()))
