"""The mends of front matter: only those about which there is no doubt.

A mend replaces part of one line. Where a value cannot be found on its line as it was read, because
it has escapes or goes on below, there is none.
"""

from __future__ import annotations

from dateline.content.front_matter import FrontMatter, item_of, value_of
from dateline.problems import Mend

_QUOTES = ('"', "'")


def key_mend(found: FrontMatter, place: tuple[int, int], key: str, right: str) -> Mend | None:
    """Writes `right` for the `key` at this place."""
    line, start = place
    rest = found.rest_of_line(place)
    if rest[:1] in _QUOTES:
        start, rest = start + 1, rest[1:]
    return Mend(line, start, start + len(key), right) if rest.startswith(key) else None


def line_mend(found: FrontMatter, key: str, value: str, *, before: str) -> Mend | None:
    """Writes a line that gives `key` this value above that of the key `before`, unless `key` is
    there already."""
    line, _ = found.place((before,))
    if key in found.values or not found.rest_of_line((line, 1)).startswith(before):
        return None
    return Mend(line, 1, 1, f"{found.line(key, value)}\n") if found.form != "json" else None


def value_mend(
    found: FrontMatter, place: tuple[int, int], value: str, right: str, *, in_list: bool = False
) -> Mend | None:
    """Writes `right` for the text `value` at this place, in quotation marks if it needs them, as
    more do in a list."""
    line, start = place
    rest = found.rest_of_line(place)
    marks = rest[:1] if rest[:1] in _QUOTES else ""
    old = f"{marks}{value}{marks}"
    after = rest[len(old) :].lstrip()
    if not (value and right) or not rest.startswith(old) or (after and after[0] not in ",]}#"):
        return None
    in_list = in_list or bool(after)
    new = item_of(found.form, right) if in_list else value_of(found.form, right)
    return Mend(line, start, start + len(old), new)
