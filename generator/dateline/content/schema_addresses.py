"""The addresses in front matter: what a slug, a permalink, an alias and a full address may be.

Each function returns the value to keep, and raises a `refusal` for one that cannot be.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationInfo

from dateline.addresses import credentials_fault, is_web_address
from dateline.content.advice import line_with
from dateline.content.fields import FALSE, ITEMS, KEY, TRUE, names_in
from dateline.content.old_addresses import (
    bad_escape_fault,
    old_path,
    path_meant,
    without_spaces,
    without_tracking,
)
from dateline.content.permalinks import permalink
from dateline.content.slugs import slugify
from dateline.faults import refusal
from dateline.page_paths import without_bad_escapes

_LONGEST_SLUG = 200
"""In bytes; file systems allow names of 255."""

_SWITCHES = TRUE | FALSE | {"0", "1", "null", "none", "never"}


def _refuse_switch(value: str, instead: str) -> None:
    """Refuse a word that switches something on or off: where an address is expected, it is how
    other systems keep a page off the site."""
    if value.lower() in _SWITCHES:
        raise refusal(
            f"“{KEY}” is “{value}”, which other systems read as a switch, not as an address",
            f"Write {line_with('draft', 'true')} to keep the article off the site, {instead}",
        )


def as_slug(value: str) -> str:
    """The last part of an article's address."""
    _refuse_switch(value, f"or the last part of its address: {line_with(KEY, 'cyclone-gervaise')}")
    if value and not re.fullmatch(r"(?=.*\w)(?!\.)[^\s/?#\\%:*\"<>|]+(?<!\.)", value):
        near = slugify(value) if re.search(r"\w", value) else "cyclone-gervaise"
        raise refusal(
            f"The slug “{value}” cannot be used in an address",
            f"Use letters, digits and hyphens: {near}",
        )
    if len(value.encode()) > _LONGEST_SLUG:
        message = f"The slug “{value[:20]}…” is too long for an address"
        raise refusal(message, "Use a few words: cyclone-gervaise")
    return value


def as_web_address(value: str) -> str:
    """A full address of the web."""
    return _web_address(value, f"Write {line_with(KEY, 'https://example.org/page/')}")


def as_website(value: str) -> str:
    """The full address of a reader's own site, who may have none."""
    fix = f"Write {line_with(KEY, 'https://example.org/')}, or delete the line"
    return _web_address(value, fix)


def _web_address(value: str, fix: str) -> str:
    if value and not is_web_address(value):
        raise refusal(f"“{KEY}” is “{value}”, which is not a full address", fix)
    if fault := credentials_fault(value):
        raise refusal(*fault)
    return value


def as_permalink(value: str, info: ValidationInfo) -> str:
    """The address that an article has always had, as a path."""
    example = line_with(KEY, "/2014/12/12/timeline.html")
    _refuse_switch(value, f"or the one address that it has: {example}")
    site = (info.context or {}).get("address", "")
    return permalink(value, site, info.data, key=KEY) if value else ""


def as_old_address(address: str, info: ValidationInfo) -> str:
    """A former address of an article, as a path with a query if it has one."""
    if not address:
        return ""
    site = (info.context or {}).get("address", "")
    path = old_path(address, site, query=True)
    if (path is None or "/,/" in path) and _several(address, site):
        fix = f"Write {line_with(KEY, f'[{ITEMS}]')}"
        message = f"“{address}” is one text, but several addresses"
        raise refusal(message, fix, items=lambda given: _addresses_in(given, site))
    if path is None:
        spelled = without_spaces(address)
        if spelled != address and old_path(spelled, site, query=True):
            raise refusal(f"“{address}” has a space", f"Write {spelled} instead")
        meant = path_meant(address)
        fix = "Write its path from the site's root, or delete it"
        if meant:
            fix = f"Write {meant} instead, or delete it"
        raise refusal(f"“{address}” cannot be a former address of this site", fix)
    asked, mark, query = path.partition("?")
    if asked != (spelled := without_bad_escapes(asked)):
        raise refusal(*bad_escape_fault(address, f"{spelled}{mark}{query}"))
    if query != (left := without_tracking(query)):
        message = f"“{address}” says only where readers come from, as links in newsletters do"
        if left:
            message = f"“{address}” also says where readers come from, as links in newsletters do"
        raise refusal(message, f"Write {asked}?{left}" if left else "Delete it")
    return path


def _several(address: str, site: str) -> list[str]:
    """The addresses that are written as one text; none if it is one address or no address. What
    only spaces divide must begin with slashes."""
    text = address.strip(" ,;")
    for divider, beginning in ((r"\s*[,;]\s*", ""), (r"\s*[,;]\s*|\s+", "/")):
        each = re.split(divider, text)
        paths = [old_path(one, site, query=True) for one in each if one.startswith(beginning)]
        found = [path for path in paths if path]
        if each[1:] and len(found) == len(each):
            return found
    return []


def _addresses_in(given: Any, site: str) -> list[str]:
    """The addresses that an item of a list of them is meant for."""
    return [path for name in names_in(given) for path in _several(name, site) or [name]]
