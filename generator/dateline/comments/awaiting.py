"""The comments that await approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from dateline.config import Site
from dateline.content.comments import Comment
from dateline.content.read_comment import read_comment
from dateline.content.sources import COMMENTS, Walk
from dateline.own_files import read_own
from dateline.problems import Problem

_SHOWN = 200
"""Characters of each text."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A comment that nobody has approved: its path relative to content/, who wrote what and when
    (None where that cannot be read), the beginning of its text, and its problems."""

    path: str
    comment: Comment | None
    text: str
    problems: tuple[Problem, ...]


def awaiting_approval(site: Site) -> Iterator[Awaiting]:
    """The comments that await approval, ordered by path."""
    if not (site.content / COMMENTS).is_dir():
        return
    folders = Walk(site.content, site.taxonomies).below(f"{COMMENTS}/")
    for source in sorted(source for folder in folders for source in folder.sources):
        data = read_own(site.content, source.path)
        reading = read_comment(data, path=source.path, site=site)
        if not reading.approved:
            text = " ".join(Markup(reading.html).striptags().split())
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
            yield Awaiting(source.path, reading.comment, shown, reading.problems)
