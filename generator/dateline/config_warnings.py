"""Settings in site.toml that are allowed but are probably mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from dateline.config import Site
from dateline.config_values import FILE_NAME
from dateline.problems import Problem

_EXAMPLE = re.compile(r"(?:.*\.)?(example\.(?:com|net|org))", re.IGNORECASE)
"""Reserved domains, which nobody can own."""


def site_warnings(site: Site) -> list[Problem]:
    """The warnings for the settings of `site`, with their places in its site.toml."""
    return [*_example_address(site), *_missing_files(site)]


def is_example(address: str) -> bool:
    """Whether nobody can have a site at an address: its domain is reserved for examples."""
    return _EXAMPLE.fullmatch(urlsplit(address).hostname or "") is not None


def _example_address(site: Site) -> list[Problem]:
    if not (found := _EXAMPLE.fullmatch(urlsplit(site.url).hostname or "")):
        return []
    message = f"“{site.url}” is an example address: {found[1]} is kept free for examples"
    message += ", so that readers will not find this site there"
    fix = 'Write the address that readers will use: url = "https://…/"'
    place = site.document.place(("url",))
    return [Problem(FILE_NAME, *place, message, fix, "warning", kind="example-address")]


def _missing_files(site: Site) -> Iterator[Problem]:
    """Paths that `[files]` lists but content/ does not have."""
    for setting, paths in (("always", site.files.always), ("trusted", site.files.trusted)):
        for index, path in enumerate(paths):
            if not (site.content / path).exists():
                place = site.document.place(("files", setting, index))
                message = f"There is no “{path}” in content/"
                fix = "Write the path of a file or folder that is there, or delete it from the list"
                yield Problem(FILE_NAME, *place, message, fix, "warning", kind="missing-file")
