"""A new archive: settings, one article, one page, and files for the host and git."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from pathlib import Path
from string import Template

from dateline.problems import UsageProblem

_FILES = {
    "site.toml": "site.toml",
    "netlify.toml": "netlify.toml",
    ".gitignore": "gitignore",
    "content/about.md": "about.md",
}


def create_archive(folder: Path, today: datetime) -> list[Path]:
    """Write a small archive into `folder`, which must be new or empty; returns the files.

    Raises `UsageProblem` where it is not.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageProblem(
            f"{folder} is not empty. Name a folder that does not exist yet or is empty."
        )
    article = f"content/{today:%Y/%m/%d}-the-archive-opens.md"
    title = " ".join(
        word.capitalize() for word in folder.resolve().name.replace("_", "-").split("-")
    )
    words = {
        "title": title.replace('"', "'") or "The Archive",
        "date": f"{today:%Y-%m-%d}",
        "path": article,
    }
    written = []
    for path, name in {**_FILES, article: "first-article.md"}.items():
        text = files("dateline.scaffold").joinpath("files", name).read_text("utf-8")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(text).substitute(words), "utf-8", newline="\n")
        written.append(target)
    return written
