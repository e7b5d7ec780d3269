"""The files of search data that Dateline makes: `.dl`, which is gzip-compressed text in UTF-8.

`volume.dl` is what a search page needs of a volume before it searches:

    {
      "format": 6,
      "entry": {…},              the content of pagefind-entry.json
      "metadata": "<base64>",    the file *.pf_meta
      "articles": {"fragment": ["en_1a2b3c4", …], "key": ["0Ab_", …], "date": ["2014-03-05", …],
                   "length": [350, …]}
    }

`facets.dl` is what it filters and counts by, in the same order of articles:

    {"format": 6, "terms": {"tags": {"names": [["sea", "Sea"], …], "of": [[0], [], [0, 3], …]}}}

`articles/<number>.dl` are *fragment packs*, with what the page shows of about ten articles each
and the text that it takes excerpts from:

    {"0Ab_": [{"fragment": …, "url": …, "title": …, "iso": …, "date": …, "place": …, "weather": …,
               "terms": {"tags": [["sea", "Sea"]]}, "text": …, "words": 350}]}

In which pack an article is follows from its key alone, so a change to it rewrites one of them.

`words.dl` is the word map of the volume alone, as one shard (merging.py). It is for readers who
have saved the volume and search it offline.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from dateline.content.article import Article
from dateline.search.keys import key_of, pack_of
from dateline.search.statements import FORMAT
from dateline.views.archive import Archive

SUFFIX = ".dl"
WORDS_FILE = f"words{SUFFIX}"
_SIGNATURE = b"pagefind_dcd"
_LENGTHS = 50
"""Numbers of words are rounded to multiples of this."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the search page shows of an article, and filters and orders by.

    `iso` is its date in ISO 8601; `date`, `place` and `weather` are as readers see them. `terms`
    has taxonomy, slug and name of each term.
    """

    url: str
    title: str
    iso: str
    date: str
    place: str
    weather: str
    terms: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """What Pagefind keeps of an article: the fragment's name, the text, and its number of words."""

    name: str
    text: str
    words: int


def facts_of(article: Article, archive: Archive) -> Facts:
    """What the search page shows of an article."""
    assert article.date is not None
    show = archive.present(article.lang)
    place = show.place(article, show.terms(article))
    return Facts(
        article.url,
        article.title,
        article.date.iso,
        show.date(article.date).text,
        place.text if place else "",
        show.weather(article.weather.note) if article.weather else "",
        tuple((term.taxonomy, term.slug, term.name) for term in article.terms),
    )


def fragments_of(index: Mapping[str, bytes]) -> dict[str, Fragment]:
    """The fragments of an index, given its files by path, by the address of the article."""
    found = {}
    for path, data in index.items():
        if path.startswith("fragment/"):
            held = json.loads(gzip.decompress(data).removeprefix(_SIGNATURE))
            name = PurePosixPath(path).stem
            found[held["url"]] = Fragment(name, held["content"], held["word_count"])
    return found


def volume_files(
    articles: Sequence[tuple[Facts, Fragment]], packs: int, index: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files that Dateline adds to the `index` of a volume, with this many fragment packs."""
    # Without any fragment, an index has no metadata.
    metadata = next((data for path, data in index.items() if path.endswith(".pf_meta")), b"")
    keys = [key_of(facts.url) for facts, _ in articles]
    opening = {
        "format": FORMAT,
        "entry": json.loads(index["pagefind-entry.json"]),
        "metadata": base64.b64encode(metadata).decode(),
        "articles": {
            "fragment": [fragment.name for _, fragment in articles],
            "key": keys,
            "date": [facts.iso for facts, _ in articles],
            "length": [-(-fragment.words // _LENGTHS) * _LENGTHS for _, fragment in articles],
        },
    }
    files = {"volume": opening, "facets": _facets([facts for facts, _ in articles])}
    held: dict[int, dict[str, list[object]]] = {}
    for key, (facts, fragment) in zip(keys, articles, strict=True):
        pack = held.setdefault(pack_of(key, packs), {})
        pack.setdefault(key, []).append(_shown(facts, fragment))
    files |= {f"articles/{number}": pack for number, pack in held.items()}
    return {f"{name}{SUFFIX}": compressed(_json(content)) for name, content in files.items()}


def compressed(text: str) -> bytes:
    """The content of a file of search data."""
    return gzip.compress(text.encode(errors="replace"), 6, mtime=0)


def text_of(data: bytes) -> str:
    """The text in such a file."""
    return gzip.decompress(data).decode()


def _facets(articles: Sequence[Facts]) -> dict[str, object]:
    names: dict[str, dict[str, str]] = {}
    for facts in articles:
        for taxonomy, slug, name in facts.terms:
            names.setdefault(taxonomy, {})[slug] = name
    terms = {}
    for taxonomy, known in sorted(names.items()):
        positions = {slug: position for position, slug in enumerate(sorted(known))}
        terms[taxonomy] = {
            "names": sorted(known.items()),
            "of": [
                [positions[slug] for held, slug, _ in facts.terms if held == taxonomy]
                for facts in articles
            ],
        }
    return {"format": FORMAT, "terms": terms}


def _shown(facts: Facts, fragment: Fragment) -> dict[str, object]:
    terms: dict[str, list[tuple[str, str]]] = {}
    for taxonomy, slug, name in facts.terms:
        terms.setdefault(taxonomy, []).append((slug, name))
    return {
        "fragment": fragment.name,
        "url": facts.url,
        "title": facts.title,
        "iso": facts.iso,
        "date": facts.date,
        "place": facts.place,
        "weather": facts.weather,
        "terms": terms,
        "text": fragment.text,
        "words": fragment.words,
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
