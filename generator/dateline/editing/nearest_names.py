"""What may have been meant by an address or a slug that an article cannot have."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from dateline.content.old_addresses import path_meant, without_spaces
from dateline.content.slugs import slugify
from dateline.page_paths import choosing_fault, without_bad_escapes

_PATTERN = re.compile(r"/:[a-z]")


def slugs_near(value: str) -> Iterator[str]:
    """The slugs that may have been meant by `value`, nearest first. Whether an article may have
    them is for the caller to find out."""
    if re.search(r"\w", value):
        yield slugify(value)


def addresses_near(value: str) -> Iterator[str]:
    """The same for addresses; none for a pattern of many."""
    if _PATTERN.search(value):
        return
    spelled = without_bad_escapes(without_spaces(value))
    yield spelled
    if meant := path_meant(spelled):
        yield meant
    if steps := [*filter(None, map(_as_step, posixpath.normpath(spelled).split("/")))]:
        yield f"/{'/'.join(steps)}{'/' if value.endswith('/') else ''}"


def _as_step(part: str) -> str:
    """A part of an address in a form that every computer can store; empty if there is none."""
    plain = unquote(part)
    if not choosing_fault(f"/{plain}/"):
        return part
    return slugify(plain) if re.search(r"\w", plain) else ""
