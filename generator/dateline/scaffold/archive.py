"""A new archive: settings, one article, one page, and files for the host and git."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import Distribution, distribution
from importlib.resources import files
from pathlib import Path
from string import Template

from dateline.problems import UsageProblem
from dateline.scaffold.installation import WHEELS, requirement

_FILES = {
    "site.toml": "site.toml",
    ".gitignore": "gitignore",
    "README.md": "README.md",
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


def create_archive(
    folder: Path, today: datetime, host: str, installed: Distribution | None = None
) -> list[Path]:
    """Write a small archive for a host into `folder`, which must be new or empty; returns the
    files.

    The archive installs what is `installed`, which is this Dateline unless given. Raises
    `UsageProblem` where `folder` is not empty, or no wheel of Dateline can be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageProblem(
            f"{folder} is not empty. Name a folder that does not exist yet or is empty."
        )
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
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    return [*(folder / path for path in texts), *sorted((folder / WHEELS).glob("*"))]


def _read(name: str) -> str:
    return files("dateline.scaffold").joinpath("files", *name.split("/")).read_text("utf-8")
