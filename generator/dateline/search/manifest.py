"""The manifest: everything that a search page needs to know before it looks up a word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dateline.catalogue.ledger import Volume, VolumeName
from dateline.search.form import pagefind_version
from dateline.search.keys import packs_for
from dateline.search.shards import id_of
from dateline.search.statements import FORMAT


class MapFiles(NamedTuple):
    """The word map of a language in the manifest: its folder, the base of its classes of counts,
    and a tag for each of its files in order, by which browsers notice a new version."""

    path: str
    classes: int
    shards: list[str]
    endings: list[str]


def manifest(volumes: Iterable[Volume], maps: Mapping[str, MapFiles]) -> bytes:
    """The manifest as JSON: for each language, its engine, its volumes, newest first, and the files
    of its word map, if it has one."""
    languages: dict[str, dict[str, object]] = {}
    newest_first = sorted(volumes, key=lambda volume: (volume.first, volume.last), reverse=True)
    for lang in sorted(volume.name for volume in newest_first if volume.key.is_engine):
        own = [volume for volume in newest_first if volume.lang == lang]
        languages[lang] = {
            "engine": "/".join((*VolumeName.of_engine(lang), "")),
            "articles": sum(volume.articles for volume in own),
            "volumes": [
                {
                    "name": volume.name,
                    "path": f"{lang}/{volume.name}/",
                    "articles": volume.articles,
                    "first": volume.first,
                    "last": volume.last,
                    "tag": volume.tag,
                    "id": id_of(volume.name),
                    "packs": packs_for(volume.articles),
                }
                for volume in own
            ],
        }
        if lang in maps:
            languages[lang]["words"] = maps[lang]._asdict()
    tag = hashlib.blake2b(pagefind_version().encode(), digest_size=4).hexdigest()
    whole = {"format": FORMAT, "tag": tag, "languages": languages}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
