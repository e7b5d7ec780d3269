"""Sveltia CMS, from its npm package: one version, known by its digest."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dateline.digests import files_digest
from dateline.problems import UsageProblem

NAME = "@sveltia/cms"
VERSION = "0.221.1"
INTEGRITY = (
    "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM"
    "//Pg/WIgmkpswqoo3gQ=="
)
"""Of the package file, in the form of Subresource Integrity, as the registry tells it."""
WRITTEN = "b632188539cbffdf72ce85619242f743"
"""The digest of the files that are taken from it, as they are written."""

_TAKEN = re.compile(
    r"package/(LICENSE\.txt|package\.json|locales/[A-Za-z-]+\.json|npm/index\.js"
    r"|npm/chunks/[\w-]+\.js|npm/assets/[\w-]+\.(?:js|wasm|woff2|LICENSE\.txt))"
)
"""What browsers need of it: no source maps, nor the build that loads the rest from elsewhere."""
_LOCALE_IMPORT = re.compile(rb"import\(`(\.\./locales/[A-Za-z-]+)\.json`\)")
_SOURCE_MAP = re.compile(rb"\n//# sourceMappingURL=\S+\s*\Z")
_CHECKED_LANGUAGES = re.compile(
    rb"(validities|validationMessages):Object\.fromEntries\(Object\.keys\((\w)\)"
    rb"\.map\(\w=>\[\w,\{\.\.\.\2\[\w\],\.\.\.(\w)\["
)
_STYLESHEET_FONT = re.compile(rb"src:url\(https://cdn\.[^)]*\)")
_PATIENCE = 300
"""In seconds."""


def package_files(downloaded: Path | None = None) -> dict[str, bytes]:
    """The files of Sveltia CMS by their paths, from a package file that was `downloaded` or, if
    there is none, from the registry that npm is set up with.

    Raises `UsageProblem` where it cannot be had or is not the package that we know.
    """
    data = downloaded.read_bytes() if downloaded else from_registry()
    return files_of(data, INTEGRITY)


def files_of(data: bytes, integrity: str) -> dict[str, bytes]:
    """The files to be written from a package file, once its digest is `integrity`."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != integrity:
        raise UsageProblem(
            f"The package is not {NAME} {VERSION} as it was published: its digest is {found}, and"
            f" not {integrity}. Nothing was written."
        )
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        return dict(sorted(_taken(archive)))


def is_written(folder: Path) -> bool:
    """Whether `folder` holds the files of this version, none of them changed."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return files_digest((name, (folder / name).read_bytes()) for name in sorted(names)) == WRITTEN


def _taken(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in archive:
        found = _TAKEN.fullmatch(member.name)
        file = archive.extractfile(member) if found and member.isfile() else None
        if found and file:
            yield _as_served(found[1], file.read())


def _as_served(name: str, data: bytes) -> tuple[str, bytes]:
    """A file as a browser can load it from the site itself.

    Browsers import no JSON, which bundlers do, so words become scripts. Letters come from the files
    that the script adds itself; those of its stylesheet would come from elsewhere. What was checked
    before an article is saved is told for every language of the site: of those that it lacks, the
    script would otherwise forget what it reads afterwards, and fail.
    """
    if name.startswith("locales/"):
        return name.removesuffix(".json") + ".js", b"export default " + data.strip() + b";\n"
    if name.endswith(".js"):
        data = _LOCALE_IMPORT.sub(rb"import(`\1.js`)", data)
        data = _CHECKED_LANGUAGES.sub(_of_every_language, data)
        data = _STYLESHEET_FONT.sub(b"src:local('-')", data)
        data = _SOURCE_MAP.sub(b"\n", data)
    return name, data


def _of_every_language(found: re.Match[bytes]) -> bytes:
    ours = b"Object.keys(%s)" % found[2]
    return found[0].replace(ours, b"Object.keys({...%s,...%s})" % (found[3], found[2]), 1)


def from_registry() -> bytes:
    """The package file, as the registry gives it to npm: not yet checked.

    Raises `UsageProblem` where npm cannot fetch it.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise UsageProblem(
            f"npm, which fetches {NAME}, is not installed. Install Node.js, or name a package file"
            f" that “npm pack {NAME}@{VERSION}” made elsewhere with --package."
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--ignore-scripts", f"{NAME}@{VERSION}"]
        try:
            told = subprocess.run(
                command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            raise UsageProblem(_not_fetched("no answer came")) from None
        packages = list(Path(folder).glob("*.tgz"))
        if told.returncode or len(packages) != 1:
            raise UsageProblem(_not_fetched(_reason(told.stderr.decode(errors="replace"))))
        return packages[0].read_bytes()


def _not_fetched(reason: str) -> str:
    return (
        f"npm could not fetch {NAME} {VERSION}: {reason}. Try again with a connection, or name a"
        f" package file that “npm pack {NAME}@{VERSION}” made elsewhere with --package."
    )


def _reason(told: str) -> str:
    """What npm says went wrong, in one line."""
    lines = re.findall(r"^npm (?:error|ERR!)\s+(.*\S)", told, re.MULTILINE)
    said = [line for line in lines if not line.startswith("A complete log")]
    return " ".join(said[:3]).rstrip(".") or "it ended without a word"
