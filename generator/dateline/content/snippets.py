"""The files of HTML in content/ that site.toml names as advertisements."""

from __future__ import annotations

from pathlib import Path

from dateline.config import Site


def snippet_paths(site: Site) -> list[str]:
    """Their paths, relative to content/."""
    return sorted({found.html for found in site.advertisements.values() if found.html})


def read_snippet(site: Site, path: str) -> str:
    """The HTML in content/`path`; empty if there is no such file."""
    file: Path = site.content / path
    return file.read_text("utf-8", "replace") if path and file.is_file() else ""
