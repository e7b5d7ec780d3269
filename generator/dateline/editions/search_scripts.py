"""Search data as scripts, the only kind of data file that a page opened from a folder may load.

Each script calls `datelinePortable.take` with base64-encoded files by name (assets/js/portable/).
What a query needs only in part has scripts of its own: the word index, the fragment packs, the
facets, and the files of the word map. All other files of a volume or engine are in `volume.js`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from dateline.search.form import Form

_BEFORE, _AFTER = "datelinePortable.take(", ");\n"
_ALONE = ("index/", "articles/", "facets.")


def as_scripts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scripts that contain the files of one volume."""
    alone = {path: data for path, data in sorted(files.items()) if path.startswith(_ALONE)}
    scripts = {_script_path(path): script({path: data}) for path, data in alone.items()}
    others = {path: data for path, data in files.items() if path not in alone}
    return {**scripts, "volume.js": script(others)}


def script(files: Mapping[str, bytes]) -> bytes:
    """A script that contains `files`."""
    held = {path: base64.b64encode(data).decode() for path, data in files.items()}
    text = json.dumps({"files": held}, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"{_BEFORE}{text}{_AFTER}".encode()


def _single(path: str, data: bytes) -> tuple[str, bytes]:
    return _script_path(path), script({PurePosixPath(path).name: data})


def _content(data: bytes) -> bytes:
    text = data.decode().removeprefix(_BEFORE).removesuffix(_AFTER)
    (held,) = json.loads(text)["files"].values()
    return base64.b64decode(held)


def _script_path(path: str) -> str:
    return str(PurePosixPath(path).with_suffix(".js"))


SCRIPTS = Form("scripts 2", as_scripts, _single, _content)
