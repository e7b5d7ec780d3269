"""`permalink` in front matter: the whole address of one article, in place of the site's pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from dateline.content.advice import line_with
from dateline.content.old_addresses import bad_escape_fault, old_path, path_meant, without_spaces
from dateline.content.slugs import slugify
from dateline.faults import refusal
from dateline.page_paths import choosing_fault, page_at, without_bad_escapes
from dateline.urls import is_reserved

_PART = re.compile(r":([a-z_]+)")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
"""What Jekyll has names for."""
_SLASH = re.compile("%2f", re.IGNORECASE)
_EXAMPLE = "/2014/12/12/timeline.html"


def permalink(written: str, site: str, known: Mapping[str, Any], *, key: str) -> str:
    """The unquoted address from the root of the `site` that an article is given as `written`.

    `known` are the other values of its front matter, and `key` is what messages call this one.
    Raises a refusal for what is no address of a page.
    """
    pattern = _STYLES.get(written, written)
    if parts := [part for part in _PART.findall(pattern) if part in _VALUES or part in _OTHERS]:
        meant = _spelled_out(pattern, known) or _EXAMPLE
        raise refusal(
            f"“{written}” is a pattern (“:{parts[0]}”), not the address of one article",
            f"Write the whole address: {line_with(key, meant)}",
        )
    path = old_path(written, site)
    if path is None:
        spelled = without_spaces(written)
        if spelled != written and old_path(spelled, site):
            raise refusal(f"“{written}” has a space", f"Write {line_with(key, spelled)}")
        meant = path_meant(written) or _EXAMPLE
        raise refusal(
            f"“{written}” cannot be an address on this site",
            f"Write its path from the site's root: {line_with(key, meant)}",
        )
    if path != (spelled := without_bad_escapes(path)):
        raise refusal(*bad_escape_fault(written, line_with(key, spelled)))
    if _SLASH.search(path):
        # Hosts read it as a slash, or not, as they like.
        meant = _SLASH.sub("/", path)
        raise refusal(f"“{written}” has an escaped slash (%2F)", f"Write {line_with(key, meant)}")
    address = page_at(path)
    if fault := choosing_fault(address):
        raise refusal(
            f"“{written}” cannot be an address everywhere: {fault}",
            f"Use letters, digits, hyphens and slashes: {line_with(key, _EXAMPLE)}",
        )
    if is_reserved(address):
        raise refusal(f"Dateline reserves the address {address} for itself", "Choose another")
    return address


def _spelled_out(pattern: str, known: Mapping[str, Any]) -> str:
    """The address that a pattern of Jekyll's or Hugo's stands for; empty if a part is unknown."""
    values = {name: value(known) for name, value in _VALUES.items()}
    parts = _PART.findall(pattern)
    if any(values.get(part) is None for part in parts):
        return ""
    address = _PART.sub(lambda part: str(values[part[1]]), f"/{pattern}")
    return re.sub(r"/{2,}", "/", address)


def _of_date(known: Mapping[str, Any], form: str) -> str | None:
    date = known.get("date")
    return form.format(date) if date and date.month and date.day else None


def _slug(known: Mapping[str, Any]) -> str | None:
    return known.get("slug") or slugify(known.get("title") or "") or None


_VALUES: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    "year": lambda known: _of_date(known, "{0.year:04}"),
    "month": lambda known: _of_date(known, "{0.month:02}"),
    "i_month": lambda known: _of_date(known, "{0.month}"),
    "day": lambda known: _of_date(known, "{0.day:02}"),
    "i_day": lambda known: _of_date(known, "{0.day}"),
    "title": _slug,
    "slug": _slug,
    "slugified_title": lambda known: slugify(known.get("title") or "") or None,
    "output_ext": lambda known: ".html",
    "categories": lambda known: "",
    "category": lambda known: "",
}
"""The parts of such patterns that front matter has the values of."""
_OTHERS = frozenset({
    "basename", "collection", "contentbasename", "filename", "name", "path", "section", "sections",
    "short_day", "short_year", "week", "y_day",
})  # fmt: skip
"""The other parts."""
