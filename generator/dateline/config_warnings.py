"""What in site.toml is allowed but can hardly be meant."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from dateline.config import FILE_NAME, Site
from dateline.problems import Problem
from dateline.toml import parse_toml

_EXAMPLE = re.compile(r"(?:.*\.)?example\.(?:com|net|org)", re.IGNORECASE)
"""Domains that are reserved, so that nobody can have them."""


def site_warnings(site: Site) -> list[Problem]:
    """The warnings for the settings of `site`, with their places in its site.toml."""
    if not _EXAMPLE.fullmatch(urlsplit(site.url).hostname or ""):
        return []
    document = parse_toml((site.root / FILE_NAME).read_text("utf-8-sig"), path=FILE_NAME)
    message = f"“{site.url}” is an example address: readers will not find this site there"
    fix = 'Write the address that readers will use: url = "https://…/"'
    place = document.place(("url",))
    return [Problem(FILE_NAME, *place, message, fix, "warning", kind="example-address")]
