"""facets.json: everything a search page needs of a volume before it searches, in one small file.

    {
      "format": 2,
      "entry": {…},              the content of pagefind-entry.json
      "metadata": "<base64>",    the file *.pf_meta
      "articles": {"fragment": ["en_1a2b3c4", …], "date": ["2014-03-05", …], "weather": […]},
      "terms": {"tags": {"names": [["sea", "Sea"], …], "of": [[0], [], [0, 3], …]}}
    }

Columns, each in the order of the articles, are a quarter smaller to send than an object for each
article. `names` has slug and name of each term, ordered by slug; `of` has, for each article, the
positions of its terms in `names`.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from dateline.content.article import Article
from dateline.views.archive import Archive

FORMAT = 2
"""A new format makes every volume stale; a search page of another format ignores the file."""
_SIGNATURE = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Facets:
    """The values by which the search page counts, filters and orders articles, in columns.

    `terms` has for each taxonomy the names of its terms by slug, and the slugs of each article.
    """

    urls: tuple[str, ...]
    dates: tuple[str, ...]
    weather: tuple[str, ...]
    terms: dict[str, tuple[dict[str, str], list[list[str]]]]


def facets_of(articles: Sequence[Article], archive: Archive) -> Facets:
    """The facets of articles of one language."""
    found: dict[str, tuple[dict[str, str], list[list[str]]]] = {}
    weather = []
    for number, article in enumerate(articles):
        show, note = archive.present(article.lang), article.weather
        weather.append(show.weather(note.note) if note else "")
        for term in article.terms:
            if term.taxonomy not in found:
                found[term.taxonomy] = {}, [[] for _ in articles]
            names, of = found[term.taxonomy]
            names[term.slug] = term.name
            of[number].append(term.slug)
    dates = tuple(article.date.iso if article.date else "" for article in articles)
    return Facets(tuple(article.url for article in articles), dates, tuple(weather), found)


def facets_file(facets: Facets, index: Mapping[str, bytes]) -> bytes:
    """The content of facets.json for the volume with the Pagefind `index`, its files by path."""
    fragments = _fragments(index)
    # An article without words, even in its title, has no fragment; without any fragment, an index
    # has no metadata.
    held = [number for number, url in enumerate(facets.urls) if url in fragments]
    terms = {}
    for taxonomy, (names, of) in sorted(facets.terms.items()):
        positions = {slug: position for position, slug in enumerate(sorted(names))}
        terms[taxonomy] = {
            "names": sorted(names.items()),
            "of": [[positions[slug] for slug in of[number]] for number in held],
        }
    metadata = next((data for path, data in index.items() if path.endswith(".pf_meta")), b"")
    whole = {
        "format": FORMAT,
        "entry": json.loads(index["pagefind-entry.json"]),
        "metadata": base64.b64encode(metadata).decode(),
        "articles": {
            "fragment": [fragments[facets.urls[number]] for number in held],
            "date": [facets.dates[number] for number in held],
            "weather": [facets.weather[number] for number in held],
        },
        "terms": terms,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _fragments(index: Mapping[str, bytes]) -> dict[str, str]:
    """The name of the fragment of each article, by the article's address."""
    found = {}
    for path, data in index.items():
        if path.startswith("fragment/"):
            text = gzip.decompress(data).removeprefix(_SIGNATURE)
            found[json.loads(text)["url"]] = PurePosixPath(path).stem
    return found
