"""Search data as scripts: the one kind of file that a page opened from a folder may read.

Each script calls `datelinePortable.take` with files in base64 by their names (assets/js/portable/).
Of a volume, `volume.js` holds what every search needs; words stay in one script each, since a query
reads few; and the fragments of articles, of which each result shown needs one, go many in a script:
on a memory stick a file of 2 KB takes the room of 32 KB or more.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from dateline.search.form import Form

_FRAGMENTS_EACH = 64


def as_scripts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scripts that hold the files of one volume."""
    words, fragments, others = {}, {}, {}
    for path, data in sorted(files.items()):
        if path.startswith("index/"):
            words[str(PurePosixPath(path).with_suffix(".js"))] = script({path: data})
        elif path.startswith("fragment/"):
            fragments[path] = data
        else:
            others[path] = data
    starts = range(0, len(fragments), _FRAGMENTS_EACH)
    paths = list(fragments)
    bundles = {
        f"fragment/{number}.js": script(
            {path: fragments[path] for path in paths[start : start + _FRAGMENTS_EACH]}
        )
        for number, start in enumerate(starts)
    }
    first = [paths[start] for start in starts]
    return {**words, **bundles, "volume.js": script(others, first)}


def script(files: Mapping[str, bytes], fragments: list[str] | None = None) -> bytes:
    """One script; `fragments` are the first of each of a volume's scripts of them, in order."""
    held = {path: base64.b64encode(data).decode() for path, data in files.items()}
    content = {"files": held} if fragments is None else {"files": held, "fragments": fragments}
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"datelinePortable.take({text});\n".encode()


def _manifest(data: bytes) -> tuple[str, bytes]:
    return "manifest.js", script({"manifest.json": data})


SCRIPTS = Form("scripts 1", as_scripts, _manifest)
