"""Search data as scripts, the only kind of data file that a page opened from a folder may load.

Each script calls `datelinePortable.take` with base64-encoded files by name (assets/js/portable/).
For each volume, `volume.js` contains what every search needs. Each word index has a script of its
own, since a query reads few of them. The fragments of articles, one of which is needed for each
result shown, are bundled: on a memory stick, a file of 2 KB takes up 32 KB or more.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from dateline.search.form import Form

_FRAGMENTS_EACH = 64


def as_scripts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scripts that contain the files of one volume."""
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
    """A script that contains `files`. `fragments` are the first fragments of the volume's bundles,
    in order."""
    held = {path: base64.b64encode(data).decode() for path, data in files.items()}
    content = {"files": held} if fragments is None else {"files": held, "fragments": fragments}
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"datelinePortable.take({text});\n".encode()


def _manifest(data: bytes) -> tuple[str, bytes]:
    return "manifest.js", script({"manifest.json": data})


SCRIPTS = Form("scripts 1", as_scripts, _manifest)
