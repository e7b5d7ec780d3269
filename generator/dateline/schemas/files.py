"""The files that describe front matter and site.toml to editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.build.report import Reporter
from dateline.build.suggested_terms import terms_of
from dateline.config import Site
from dateline.links_out import refuse_outside
from dateline.schemas.front_matter import front_matter_schema
from dateline.schemas.names import FILES
from dateline.schemas.site import site_schema
from dateline.schemas.snippets import snippets

_FOLDER = ".vscode"


def description(name: str, site: Site, report: Reporter) -> dict[str, Any]:
    """What one of `FILES` contains."""
    if name == "site":
        return site_schema()
    schema = front_matter_schema(site, terms_of(site, report))
    return schema if name == "front-matter" else snippets(schema)


def write_descriptions(site: Site, report: Reporter) -> Iterator[Path]:
    """Write them all where VS Code finds them; gives their paths.

    Raises `UsageProblem`, before anything is written, where one would be elsewhere.
    """
    folder = site.root / _FOLDER
    for file in FILES.values():
        refuse_outside(folder / file, site.root)
    folder.mkdir(exist_ok=True)
    for name, file in FILES.items():
        text = json.dumps(description(name, site, report), ensure_ascii=False, indent=1)
        (folder / file).write_text(f"{text}\n", "utf-8", newline="\n")
        yield folder / file
