"""What a new archive needs in order to install the Dateline that made it: a line for pip, and the
wheel that it names where no package index has this Dateline.

How a distribution was installed is recorded in its `direct_url.json` (PEP 610): there is none if it
came from an index. A wheel is an archive of files with their list, RECORD (PEP 427).
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit
from urllib.request import url2pathname

from dateline.problems import UsageProblem

WHEELS = "wheels"
"""The folder of an archive that holds the wheel."""
_NOT_PACKED = frozenset({"INSTALLER", "REQUESTED", "direct_url.json", "RECORD"})
"""What installers write beside the files of a wheel, and the list, which is made anew."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip file can give: the bytes of a wheel depend on its files alone."""


def requirement(distribution: Distribution, folder: Path) -> str:
    """The line of requirements.txt, in the archive `folder`, that installs this distribution.

    If it did not come from a package index, its wheel is put into `folder`/wheels/. Raises
    `UsageProblem` if a wheel cannot be built from the checkout that an editable installation uses.
    """
    direct = distribution.read_text("direct_url.json")
    if direct is None:
        return f"{distribution.name}=={distribution.version}"
    source = json.loads(direct)
    with tempfile.TemporaryDirectory() as place:
        if source.get("dir_info", {}).get("editable"):
            wheel = _built(Path(url2pathname(urlsplit(source["url"]).path)), Path(place))
        else:
            wheel = _repacked(distribution, Path(place))
        (folder / WHEELS).mkdir(parents=True)
        shutil.copyfile(wheel, folder / WHEELS / wheel.name)
    return f"./{WHEELS}/{wheel.name}"


def _built(checkout: Path, place: Path) -> Path:
    """The wheel of a checkout in the folder `place`, built with what is installed here if that is
    enough."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation"] if find_spec("hatchling") else []
    done = subprocess.run(
        [*command, "--wheel-dir", str(place), str(checkout)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        told = done.stderr.strip().splitlines()
        raise UsageProblem(
            f"The wheel of Dateline cannot be built from {checkout}: {told[-1] if told else ''}\n"
            "Install Dateline from a wheel, or without --editable, and run init again."
        )
    (wheel,) = place.glob("*.whl")
    return wheel


def _repacked(distribution: Distribution, place: Path) -> Path:
    """A wheel of the files that are installed, in the folder `place`."""
    metadata = distribution.read_text("WHEEL") or ""
    tag = next(line[5:] for line in metadata.splitlines() if line.startswith("Tag: "))
    wheel = place / f"{distribution.name}-{distribution.version}-{tag}.whl"
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    listed = f"{distribution.name}-{distribution.version}.dist-info/RECORD"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in _files(distribution):
            packed.writestr(_entry(path), data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
            rows.writerow([path, f"sha256={digest.decode()}", len(data)])
        rows.writerow([listed, "", ""])
        packed.writestr(_entry(listed), record.getvalue())
    return wheel


def _files(distribution: Distribution) -> Iterator[tuple[str, bytes]]:
    """The files of the wheel that was installed, by path. Programs and compiled modules are made by
    each installation."""
    for file in sorted(distribution.files or (), key=str):
        path = PurePosixPath(file.as_posix())
        of_installer = path.parent.suffix == ".dist-info" and path.name in _NOT_PACKED
        if ".." not in path.parts and path.suffix != ".pyc" and not of_installer:
            yield str(path), file.read_binary()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
