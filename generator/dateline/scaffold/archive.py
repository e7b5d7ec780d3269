"""A new archive: settings, one article, one page, and files for the host and git."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import Distribution, distribution
from importlib.resources import files
from pathlib import Path
from string import Template

from dateline.problems import UsageProblem
from dateline.scaffold.installation import WHEELS, requirement

_README, _README_TOO = "README.md", "PUBLISHING.md"
"""What says how to publish the archive, and its name where there is a README."""
_FILES = {
    "site.toml": "site.toml",
    ".gitignore": "gitignore",
    _README: "README.md",
    "content/about.md": "about.md",
}
HOST_FILES: Mapping[str, Mapping[str, str]] = {
    "none": {
        "hosting/publish.sh": "none/publish.sh",
        "hosting/nginx.conf": "none/nginx.conf",
        "hosting/Caddyfile": "none/Caddyfile",
    },
    "netlify": {
        "netlify.toml": "netlify/netlify.toml",
        "plugins/keep/manifest.yml": "netlify/keep/manifest.yml",
        "plugins/keep/index.js": "netlify/keep/index.js",
        "netlify/functions/rebuild.mjs": "netlify/functions/rebuild.mjs",
    },
    "cloudflare": {".python-version": "cloudflare/python-version"},
    "github": {".github/workflows/publish.yml": "github/publish.yml"},
}
"""For each host, the files that it needs, by their paths in the archive. They are written as they
are; the others are templates."""
_OF_A_NEW_REPOSITORY = frozenset({".gitattributes", ".gitignore"})
_WORDS_ABOUT_IT = frozenset({"copying", "licence", "license", "readme", "unlicense"})
"""The names, without what follows their dot, of what a host also puts into a new repository."""


@dataclass(frozen=True, slots=True)
class NewArchive:
    """The files of a new archive: those that were written, and those that were there and stay as
    they are; and the one that says how to publish it."""

    written: list[Path]
    kept: list[Path]
    guide: str


def create_archive(
    folder: Path, today: datetime, host: str, installed: Distribution | None = None
) -> NewArchive:
    """Write a small archive for a host into `folder`, which must be new, empty or a new repository.

    The archive installs what is `installed`, which is this Dateline unless given. Raises
    `UsageProblem` where `folder` has other files, or no wheel of Dateline can be made.
    """
    _check_folder(folder)
    line = requirement(installed or distribution("dateline"), folder)
    article = f"content/{today:%Y/%m/%d}-the-archive-opens.md"
    title = " ".join(
        word.capitalize() for word in folder.resolve().name.replace("_", "-").split("-")
    )
    words = {
        "title": title.replace('"', "'") or "The Archive",
        "date": f"{today:%Y-%m-%d}",
        "path": article,
        "host": host,
    }
    words["publishing"] = Template(_read(f"{host}/publishing.md")).substitute(words).rstrip()
    texts = {
        path: Template(_read(name)).substitute(words)
        for path, name in {**_FILES, article: "first-article.md"}.items()
    }
    texts |= {path: _read(name) for path, name in HOST_FILES[host].items()}
    texts["requirements.txt"] = f"{line}\n"
    kept = [path for path in texts if (folder / path).exists()]
    guide = _README
    if _README in kept:
        guide = _README_TOO
        texts[guide] = texts[_README]
    for path in kept:
        del texts[path]
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    written = [*(folder / path for path in texts), *sorted((folder / WHEELS).glob("*"))]
    return NewArchive(written, [folder / path for path in kept], guide)


def lacking_lines(gitignore: Path) -> list[str]:
    """The lines of an archive's .gitignore that this file lacks. Raises `OSError`."""
    lines = gitignore.read_text("utf-8", errors="replace").splitlines()
    there = {line.strip().strip("/") for line in lines}
    ours = _read(_FILES[".gitignore"]).splitlines()
    return [line for line in ours if line[0] != "#" and line.strip("/") not in there]


def _check_folder(folder: Path) -> None:
    """Raises `UsageProblem` for a folder with anything that a new repository does not have."""
    if not folder.exists():
        return
    others = [] if folder.is_dir() else [folder.name]
    if folder.is_dir():
        others = sorted(one.name for one in folder.iterdir() if not _is_of_a_new_repository(one))
    if others:
        raise UsageProblem(
            f"{folder} is not empty: it has “{others[0]}”. Name a folder that does not exist yet,"
            " is empty, or has only what a new repository has: git's own files, a README and a"
            " LICENSE."
        )


def _is_of_a_new_repository(path: Path) -> bool:
    if path.name == ".git":
        return True
    word = path.name.partition(".")[0].casefold()
    return path.is_file() and (path.name in _OF_A_NEW_REPOSITORY or word in _WORDS_ABOUT_IT)


def _read(name: str) -> str:
    return files("dateline.scaffold").joinpath("files", *name.split("/")).read_text("utf-8")
